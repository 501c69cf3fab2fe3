"""Points that a person gives: exact, within the stated scale, with a reason."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

from pydantic_core import PydanticCustomError

from law.reasons import ActRefused, Basis, refuse
from procurement.exact.files import exact_number, printable
from procurement.exact.numbers import in_words
from procurement.tenders.terms import StatedCriterion

# Text as a file has it: "4", "3.5" or "7/2". A float is no exact number.
Points: TypeAlias = int | Fraction | Decimal | str


def exact_points(bid_id: str, criterion: StatedCriterion, given: object) -> Fraction:
    """Raises `ActRefused` for what is no exact number, and for points out of the scale."""
    points = _exact(given)
    if isinstance(given, str) and not given.strip():
        raise refuse(
            "points.missing",
            sv=f"Anbudet {bid_id} saknar poäng för {criterion.id}",
            en=f"Bid {bid_id} has no points for {criterion.id}",
            todo_sv="Ange poängen; noll är också en bedömning",
            todo_en="State the points; zero too is a judgement",
        )
    if points is None:
        raise refuse(
            "points.not_exact",
            sv=f"Poängen för {criterion.id} i anbudet {bid_id} är inget exakt tal:"
            f" {printable(str(given))}",
            en=f"The points for {criterion.id} of bid {bid_id} are no exact number:"
            f" {printable(str(given))}",
            todo_sv="Skriv dem som 4, 3.5 eller 7/2",
            todo_en="Write them as 4, 3.5 or 7/2",
        )
    if criterion.scale is not None and not criterion.scale[0] <= points <= criterion.scale[1]:
        raise _out_of_scale(bid_id, criterion.id, points, criterion.scale)
    return points


def _exact(given: object) -> Fraction | None:
    match given:
        case bool():
            return None
        case int() | Fraction():
            return Fraction(given)
        case Decimal() if given.is_finite():
            return Fraction(given)
        case str():
            return _written(given.strip())
        case _:
            return None


def _written(given: str) -> Fraction | None:
    try:
        return exact_number(given)
    except PydanticCustomError:
        return None


def _out_of_scale(
    bid_id: str, criterion: str, points: Fraction, scale: tuple[Fraction, Fraction]
) -> ActRefused:
    has, lowest, highest = in_words(points), in_words(scale[0]), in_words(scale[1])
    return refuse(
        "points.out_of_scale",
        sv=f"Anbudet {bid_id} får {has.sv} poäng för {criterion}, vars skala är"
        f" {lowest.sv}–{highest.sv}",
        en=f"Bid {bid_id} is given {has.en} points for {criterion}, whose scale is"
        f" {lowest.en}–{highest.en}",
        todo_sv="Rätta poängen",
        todo_en="Correct the points",
        basis=Basis.TENDER_DOCUMENTS,
    )


def stated_reason(bid_id: str, criterion: str, given: str) -> str:
    """Without spaces around it. Raises `ActRefused` for an empty one."""
    # As the sheet keeps it, so that the same sheet again is seen to be the same.
    reason = unicodedata.normalize("NFC", given.strip())
    if reason:
        return reason
    raise refuse(
        "points.reason",
        sv=f"Poängen för {criterion} i anbudet {bid_id} saknar skäl",
        en=f"The points for {criterion} of bid {bid_id} have no reason",
        todo_sv="Skriv varför anbudet får just de poängen",
        todo_en="Write why the bid gets these very points",
    )


def known_criterion(criteria: Mapping[str, StatedCriterion], name: str) -> StatedCriterion:
    """Raises `ActRefused` for a criterion that the tender documents do not have."""
    if name in criteria:
        return criteria[name]
    raise refuse(
        "points.criterion",
        sv=f"{printable(name)} är inget kriterium som bedömare ger poäng på",
        en=f"{printable(name)} is no criterion that assessors give points on",
        todo_sv=f"Ange något av {', '.join(criteria)}",
        todo_en=f"Give one of {', '.join(criteria)}",
        basis=Basis.TENDER_DOCUMENTS,
    )
