"""Replaying a tender that somebody else ran: our ranking beside the source's awards.

A lot agrees when the source's awards, in order of date, went to the leading
bids of our ranking in our order. A cancelled or rejected award passes the turn
to the next in rank; the same bid may get the award again, at once, or later if
its own award had been cancelled. Awards to bids that could not be read are not
compared, and a lot where nothing is left to compare neither agrees nor not
(`agrees` is null, and the lot is not counted in `of`).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from interop.json_place import Place, Problem, Problems
from interop.ocds import is_ocds, read_ocds
from interop.prozorro import is_prozorro, read_prozorro
from interop.source_tender import AwardStatus, SourceAward, SourceLot, SourceTender, UnusableFile
from law.reasons import Lang, Text
from procurement.award_models import Offer, Placed, rank

_LARGEST_FILE = 256 * 1024 * 1024
_MOST_INT_DIGITS = 100
_LAST = datetime.max.replace(tzinfo=UTC)
_BY_ID = Text(
    "De är ordnade efter id; ange när anbuden kom in.",
    "They are ordered by id; state when the bids were received.",
)


@dataclass(frozen=True)
class ReplayedLot:
    """``winner``: our first bid that the source neither cancelled nor rejected.

    ``source_awards``: bid ids in the order awarded, repeats kept.
    """

    id: str
    ranking: tuple[Placed, ...]
    winner: str | None
    source_awards: tuple[str, ...]
    agrees: bool | None

    def as_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "ranking": [placed.offer_id for placed in self.ranking],
            "winner": self.winner,
            "source_awards": list(self.source_awards),
            "agrees": self.agrees,
        }


@dataclass(frozen=True)
class Replay:
    tender_id: str
    lots: tuple[ReplayedLot, ...]
    problems: tuple[Problem, ...]

    @property
    def agree(self) -> int:
        return sum(lot.agrees is True for lot in self.lots)

    @property
    def compared(self) -> int:
        return sum(lot.agrees is not None for lot in self.lots)

    def as_json(self, lang: Lang) -> dict[str, Any]:
        """``{"tender", "lots", "agree", "of"}``, and ``"problems"`` when there are any."""
        answer: dict[str, Any] = {
            "tender": self.tender_id,
            "lots": [lot.as_json() for lot in self.lots],
            "agree": self.agree,
            "of": self.compared,
        }
        if self.problems:
            answer["problems"] = [problem.in_(lang) for problem in self.problems]
        return answer


def replay_file(path: Path) -> Replay:
    """Raises UnusableFile, with one sentence, when nothing in the file can be replayed."""
    try:
        return replay_tender(recognise(load_exactly(path)))
    except RecursionError:
        raise UnusableFile(
            Text(
                f"{_shown(path)} är nästlad för djupt för att vara en upphandling;"
                " kontrollera hur filen skapades.",
                f"{_shown(path)} is nested too deeply to be a tender; check how the file was made.",
            )
        ) from None


def load_exactly(path: Path) -> object:
    """The file's JSON with every decimal exact. Raises UnusableFile and RecursionError."""
    try:
        return json.loads(
            _text_of(path),
            parse_float=_decimal,
            parse_int=_integer,
            parse_constant=Decimal,
        )
    except json.JSONDecodeError as fault:
        where = f"{fault.lineno}:{fault.colno}"
        raise UnusableFile(
            Text(
                f"{_shown(path)} är inte JSON (fel vid {where}); spara upphandlingen som JSON.",
                f"{_shown(path)} is not JSON (error at {where}); save the tender as JSON.",
            )
        ) from None


def _decimal(digits: str) -> Decimal:
    """An exponent that even Decimal cannot hold is infinite, and refused where it stands."""
    try:
        return Decimal(digits)
    except InvalidOperation:
        return Decimal("-Infinity" if digits.startswith("-") else "Infinity")


def _integer(digits: str) -> int | Decimal:
    # Python refuses to convert thousands of digits; the reader refuses them with a path.
    return int(digits) if len(digits) <= _MOST_INT_DIGITS else Decimal(digits)


def _text_of(path: Path) -> str:
    try:
        if not path.exists():
            raise _unreadable(path, "finns inte", "does not exist")
        if not path.is_file():
            raise _unreadable(path, "är inte en fil", "is not a file")
        if path.stat().st_size > _LARGEST_FILE:
            raise _unreadable(path, "är större än 256 MiB", "is larger than 256 MiB")
        return _decoded(path, path.read_bytes())
    except OSError as fault:
        why = fault.strerror or type(fault).__name__
        raise _unreadable(path, f"kan inte läsas ({why})", f"cannot be read ({why})") from None


def _decoded(path: Path, content: bytes) -> str:
    if not content.strip():
        raise _unreadable(path, "är tom", "is empty")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _unreadable(path, "är inte text i UTF-8", "is not UTF-8 text") from None


def _unreadable(path: Path, sv: str, en: str) -> UnusableFile:
    return UnusableFile(
        Text(
            f"{_shown(path)} {sv}; ange en JSON-fil med en upphandling.",
            f"{_shown(path)} {en}; name a JSON file with a tender.",
        )
    )


def _shown(path: Path) -> str:
    """The file's name, without control characters and undecodable bytes."""
    name = path.name or str(path)
    return name if name.isprintable() else ascii(name)


def recognise(document: object) -> SourceTender:
    """Which format it is, by content, and its tender. Raises UnusableFile."""
    place = Place(document, "", Problems())
    if not (is_ocds(place) or is_prozorro(place)) and isinstance(place.at("data").value, dict):
        place = place.at("data")
    if is_ocds(place):
        return read_ocds(place)
    if is_prozorro(place):
        return read_prozorro(place)
    raise UnusableFile(
        Text(
            "Filen är varken OCDS eller en upphandling från ProZorro;"
            " ange en OCDS-fil med anbud eller ett ProZorro-dokument.",
            "The file is neither OCDS nor a ProZorro tender;"
            " name an OCDS file with bids or a ProZorro document.",
        )
    )


def replay_tender(tender: SourceTender) -> Replay:
    problems = Problems(dict.fromkeys(tender.problems))
    lots = tuple(_replay_lot(lot, problems) for lot in tender.lots)
    return Replay(tender.id, lots, problems.found)


def _replay_lot(lot: SourceLot, problems: Problems) -> ReplayedLot:
    offers = [
        Offer(bid.bid_id, bid.price, bid.received_at or _LAST, points=bid.points)
        for bid in lot.bids
    ]
    ranking = rank(offers, lot.model)
    _report_unsettled_ties(lot, ranking, problems)
    order = [placed.offer_id for placed in ranking]
    return ReplayedLot(
        id=lot.id,
        ranking=ranking,
        winner=_winner(order, lot.awards),
        source_awards=tuple(award.bid_id for award in lot.awards),
        agrees=_agrees(order, lot),
    )


def _report_unsettled_ties(lot: SourceLot, ranking: Sequence[Placed], problems: Problems) -> None:
    undated = {bid.bid_id: bid for bid in lot.bids if bid.received_at is None}
    for placed in ranking:
        if placed.tied_with and placed.offer_id in undated:
            path = f"{undated[placed.offer_id].path}.date"
            others = ", ".join(placed.tied_with)
            if not problems.tells_of(path):
                problems.add(
                    path,
                    f"saknas, och anbudet är lika med {others}",
                    f"is missing, and the bid ties with {others}",
                    _BY_ID,
                )


def _winner(order: Sequence[str], awards: Sequence[SourceAward]) -> str | None:
    latest = {award.bid_id: award.status for award in awards}
    standing = (bid for bid in order if latest.get(bid, AwardStatus.PENDING).stands)
    return next(standing, None)


def _agrees(order: Sequence[str], lot: SourceLot) -> bool | None:
    if any(award.bid_id in lot.out and award.status.stands for award in lot.awards):
        return False
    compared = [award for award in lot.awards if award.bid_id in order]
    if not compared:
        return None
    turns: list[str] = []
    latest: dict[str, AwardStatus] = {}
    previous = ""
    for award in compared:
        if award.bid_id not in latest:
            turns.append(award.bid_id)
        elif award.bid_id != previous and latest[award.bid_id] is not AwardStatus.CANCELLED:
            return False
        latest[award.bid_id] = award.status
        previous = award.bid_id
    return turns == list(order[: len(turns)])
