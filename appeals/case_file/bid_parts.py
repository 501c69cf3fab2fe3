"""The applicant's bid and those awarded, with the files that lay in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sqlmodel import col, select

from appeals.case_file.case import Case
from appeals.case_file.case_parts import CasePart, Group
from documents.case_file_contexts import Fact
from law.days import swedish_day
from models.disclosure import SecrecyMark
from models.sealed import BidFile
from models.tender import Bid, Lot, OpenedBid

Marks = Mapping[str, Sequence[SecrecyMark]]


def bid_parts(case: Case, marks: Marks) -> Iterator[CasePart]:
    for lot, bid, awarded in case.bids_in_question():
        files = bid_files(case, bid)
        yield _cover(case, lot, bid, awarded, files, marks)
        for file in files:
            if not file.refused:
                yield CasePart(
                    Group.BIDS,
                    _named(case, lot, bid)
                    + case.say(f", fil {file.number}", f", file {file.number}"),
                    key=f"{bid.id}/{file.number}",
                    day=swedish_day(bid.received_at),
                    reference=f"{bid.id}/{file.number}",
                    file=case.file(file.sha256),
                    sender_name=file.name,
                )


def _named(case: Case, lot: Lot, bid: Bid) -> str:
    who = case.names[bid.organisation_id]
    return case.say(f"Anbud från {who}, {lot.code}", f"Bid of {who}, {lot.code}")


def _cover(
    case: Case, lot: Lot, bid: Bid, awarded: bool, files: Sequence[BidFile], marks: Marks
) -> CasePart:
    outcome = case.say("tilldelat", "awarded") if awarded else case.say("sökandens", "applicant's")
    return CasePart(
        Group.BIDS,
        f"{_named(case, lot, bid)} ({outcome})",
        key=bid.id,
        day=swedish_day(bid.received_at),
        reference=bid.id,
        facts=(
            case.fact("Mottaget", "Received", case.formats.exact(bid.received_at)),
            case.fact("Version", "Version", str(bid.version)),
            case.fact("Det förseglade anbudets SHA-256", "SHA-256 as sealed", bid.envelope_sha256),
        ),
        of_secret=tuple(_offered(case, bid)),
        secret=_secret(bid, files, marks),
        notes=tuple(_refused(case, files)),
    )


def _offered(case: Case, bid: Bid) -> Iterator[Fact]:
    opened = case.work.session.get(OpenedBid, bid.id)
    if opened is None:
        return
    price = case.formats.money(opened.price, case.tender.currency)
    yield case.fact("Pris", "Price", price)
    for criterion, level in sorted(opened.levels.items()):
        name = case.criterion(criterion)
        yield case.fact(f"Åtagande: {name}", f"Commitment: {name}", str(level))


def _secret(bid: Bid, files: Sequence[BidFile], marks: Marks) -> str | None:
    """What a marked bid offers is in its files too: a mark on either covers what is told of it."""
    own = [bid.envelope_sha256, *(file.sha256 for file in files)]
    cites = [mark.cite for sha256 in own for mark in marks.get(sha256, ())]
    claimed = [
        mark.cite
        for several in marks.values()
        for mark in several
        if mark.claimed_by == bid.organisation_id
    ]
    return next(iter([*cites, *claimed]), None)


def _refused(case: Case, files: Sequence[BidFile]) -> Iterator[str]:
    """Their bytes are kept as part of the bid, and nobody serves or shows them."""
    for file in files:
        if file.refused:
            yield case.say(
                f"Fil {file.number} följer inte med: {file.note_sv}",
                f"File {file.number} is not included: {file.note_en}",
            )


def bid_files(case: Case, bid: Bid) -> Sequence[BidFile]:
    found = select(BidFile).where(col(BidFile.bid_id) == bid.id)
    return case.work.session.exec(found.order_by(col(BidFile.number))).all()
