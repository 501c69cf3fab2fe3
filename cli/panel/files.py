"""The files of a panel: an assessor's sheet of a lot, and what the panel agrees on it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from law.reasons import Lang, Text, refuse
from procurement.exact.files import printable, read_exact
from procurement.exact.numbers import exact_text
from procurement.panel.consensus import ConsensusItem
from procurement.panel.panel_overview import BlankSheet
from procurement.panel.score_sheets import Given
from procurement.tenders.terms import StatedCriterion

# A name that YAML reads as itself; others are quoted.
PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_-]*", re.ASCII)


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Scored(_Part):
    """What is left empty reaches the rules as empty text, and they say what is missing."""

    points: str | None = None
    reason: str | None = None


class _Sheet(_Part):
    lot: str
    scores: dict[str, dict[str, _Scored]]


class _Both(_Part):
    sv: str | None = None
    en: str | None = None


class _Agreed(_Part):
    points: str | None = None
    reason: _Both = _Both()


class _Consensus(_Part):
    lot: str
    consensus: dict[str, dict[str, _Agreed]]


def read_sheet(path: Path, lot_id: str) -> Given:
    """Bid → criterion → points and reason. Raises `ActRefused` for another form, or lot."""
    sheet = read_exact(path, _Sheet)
    _check_lot(path, sheet.lot, lot_id)
    return {
        bid: {name: (one.points or "", one.reason or "") for name, one in given.items()}
        for bid, given in sheet.scores.items()
    }


def read_consensus(path: Path, lot_id: str) -> list[ConsensusItem]:
    """Raises `ActRefused` for a file of another form or lot."""
    agreed = read_exact(path, _Consensus)
    _check_lot(path, agreed.lot, lot_id)
    return [
        ConsensusItem(bid, name, one.points or "", Text(one.reason.sv or "", one.reason.en or ""))
        for bid, given in agreed.consensus.items()
        for name, one in given.items()
    ]


def _check_lot(path: Path, written: str, lot_id: str) -> None:
    if written == lot_id:
        return
    shown = printable(written)
    raise refuse(
        "panel.another_lot",
        sv=f"{path.name} gäller {shown} och inte {lot_id}",
        en=f"{path.name} is about {shown} and not {lot_id}",
        todo_sv="Ange det anbudsområde som filen gäller, eller en annan fil",
        todo_en="Name the lot that the file is about, or another file",
    )


def as_yaml(sheet: BlankSheet, lang: Lang) -> str:
    """The empty sheet, with the tenderers' names and the scales as comments."""
    return "\n".join(_lines(sheet, lang)) + "\n"


def _lines(sheet: BlankSheet, lang: Lang) -> Iterator[str]:
    yield "# " + (
        "Poäng och skäl för varje anbud och kriterium."
        if lang == "sv"
        else "Points and a reason for each bid and criterion."
    )
    yield f"lot: {_name(sheet.lot.id)}"
    yield "scores:"
    for bid_id, tenderer in sheet.bids.items():
        yield f"  {_name(bid_id)}: # {printable(tenderer)}"
        for criterion in sheet.criteria:
            yield f"    {_name(criterion.id)}: # {_scale(criterion, lang)}"
            yield "      points:"
            yield "      reason:"


def _scale(criterion: StatedCriterion, lang: Lang) -> str:
    title = printable(criterion.title.in_(lang))
    if criterion.scale is None:
        return title
    lowest, highest = (exact_text(each, lang) for each in criterion.scale)
    return f"{title}, {lowest}–{highest}"


def _name(written: str) -> str:
    return written if PLAIN.fullmatch(written) else json.dumps(written, ensure_ascii=False)
