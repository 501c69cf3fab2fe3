"""Award criteria and the quality points that bids have on them. Pure and exact."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise
from math import lcm

from law.reasons import ActRefused, Basis, Cite, refuse
from procurement.award_models.refusals import PRINCIPLES, WEIGHTS, price_steps
from procurement.exact.numbers import in_words

# Criteria are linked to what is bought, can be checked, and leave no unlimited freedom.
CRITERIA = Cite("LOU", 16, "2")
PRICE = "price"
# Six hundred digits.
LONGEST_BITS = 2000


@dataclass(frozen=True)
class Criterion:
    """``scale`` is lowest and highest points; ``weight`` a share of 1."""

    id: str
    weight: Fraction | None = None
    scale: tuple[Fraction, Fraction] | None = None


@dataclass(frozen=True)
class ScoredSheet:
    """The points of one bid by criterion, and its price in the currency's units."""

    id: str
    price: Fraction
    points: Mapping[str, Fraction] = field(default_factory=dict)


def check_ids(ids: Iterable[str], sv: str, en: str) -> None:
    """Refuse an id that stands twice; ``sv`` and ``en`` say of what ("anbud", "bids")."""
    twice = sorted(id_ for id_, times in Counter(ids).items() if times > 1)
    if twice:
        raise refuse(
            "evaluation.duplicate",
            sv=f"Flera {sv} har id {twice[0]}",
            en=f"Several {en} have the id {twice[0]}",
            todo_sv="Ge var och en ett eget id",
            todo_en="Give each an id of its own",
        )


def added(numbers: Sequence[Fraction]) -> Fraction:
    """Their sum; over one common denominator, which is several times as fast.

    Raises ActRefused where nobody could read the sum.
    """
    common = lcm(*(number.denominator for number in numbers))
    check_readable(common)
    return Fraction(
        sum(number.numerator * (common // number.denominator) for number in numbers), common
    )


def check_readable(*numbers: int) -> None:
    """Fractions of many unlike denominators have numbers that no page holds."""
    if any(number.bit_length() > LONGEST_BITS for number in numbers):
        raise refuse(
            "evaluation.unreadable",
            sv="Talen har så olika nämnare att deras summa inte går att skriva ut",
            en="The numbers have such unlike denominators that their sum cannot be written out",
            todo_sv="Ange poäng, vikter och belopp som decimaltal, eller med samma nämnare",
            todo_en="State points, weights and amounts as decimals, or with one denominator",
            cite=PRINCIPLES,
        )


def quality_points(sheet: ScoredSheet, criteria: Sequence[Criterion]) -> Fraction:
    """Σ points over the criteria; raises ActRefused where one is missing or out of scale."""
    return added(_checked(sheet, criteria))


def weighted_points(sheet: ScoredSheet, criteria: Sequence[Criterion]) -> Fraction:
    """Σ weight·points; the weights have been checked by `check_weights`."""
    points = _checked(sheet, criteria)
    return added([each * (one.weight or 0) for each, one in zip(points, criteria, strict=True)])


def _checked(sheet: ScoredSheet, criteria: Sequence[Criterion]) -> list[Fraction]:
    if len(sheet.points) > len(criteria):
        raise _unknown(sheet, criteria)
    found = []
    for criterion in criteria:
        points = sheet.points.get(criterion.id)
        if points is None:
            raise _missing(sheet.id, criterion.id)
        scale = criterion.scale
        if scale is not None and not scale[0] <= points <= scale[1]:
            raise _out_of_scale(sheet.id, criterion.id, points, scale)
        found.append(points)
    return found


def check_scales(criteria: Sequence[Criterion]) -> None:
    for criterion in criteria:
        if criterion.scale is not None and criterion.scale[0] >= criterion.scale[1]:
            raise refuse(
                "evaluation.scale",
                sv=f"Skalan för kriteriet {criterion.id} slutar inte högre än den börjar",
                en=f"The scale of criterion {criterion.id} does not end above where it begins",
                todo_sv="Ange lägsta och högsta poäng, t.ex. [0, 5]",
                todo_en="State lowest and highest points, e.g. [0, 5]",
                cite=CRITERIA,
            )


def check_weights(criteria: Sequence[Criterion]) -> None:
    """Every criterion has a weight above zero, and together they are exactly 1."""
    for criterion in criteria:
        if criterion.weight is None or criterion.weight <= 0:
            raise refuse(
                "evaluation.weight_missing",
                sv=f"Kriteriet {criterion.id} har ingen vikt över noll",
                en=f"Criterion {criterion.id} has no weight above zero",
                todo_sv="Ange vikten ur upphandlingsdokumenten",
                todo_en="State the weight of the tender documents",
                cite=WEIGHTS,
            )
    total = added([criterion.weight or Fraction(0) for criterion in criteria])
    if total != 1:
        said = in_words(total)
        raise refuse(
            "evaluation.weights",
            sv=f"Vikterna är tillsammans {said.sv} och inte 1",
            en=f"The weights add up to {said.en} and not to 1",
            todo_sv="Ange dem som delar av 1, t.ex. 0.25 eller 1/3",
            todo_en="State them as shares of 1, e.g. 0.25 or 1/3",
            cite=WEIGHTS,
        )


def check_price_grades(sheets: Sequence[ScoredSheet], criteria: Sequence[Criterion]) -> None:
    """Where the price is graded, a lower price has a higher grade, and the same price the same.

    Grades of the price given in steps, or by judgement, would let a lower price go
    without reward (HFD 2022 ref. 41).
    """
    if all(criterion.id != PRICE for criterion in criteria):
        return
    by_price = sorted(sheets, key=lambda sheet: sheet.price)
    for cheaper, dearer in pairwise(by_price):
        one, other = cheaper.points[PRICE], dearer.points[PRICE]
        if cheaper.price == dearer.price and one != other:
            raise _graded_apart(cheaper.id, dearer.id)
        if cheaper.price < dearer.price and one <= other:
            raise price_steps()


def _graded_apart(one: str, other: str) -> ActRefused:
    return refuse(
        "evaluation.price_grades",
        sv=f"Anbuden {one} och {other} har samma pris men olika betyg för det",
        en=f"The bids {one} and {other} have the same price but different grades for it",
        todo_sv="Ge samma pris samma betyg",
        todo_en="Give the same price the same grade",
        cite=PRINCIPLES,
    )


def _missing(bid: str, criterion: str) -> ActRefused:
    return refuse(
        "evaluation.points_missing",
        sv=f"Anbudet {bid} saknar poäng för kriteriet {criterion}",
        en=f"Bid {bid} has no points for criterion {criterion}",
        todo_sv="Ange poängen; noll är också en bedömning som görs av någon",
        todo_en="State the points; zero too is a judgement that somebody makes",
        basis=Basis.TENDER_DOCUMENTS,
    )


def _unknown(sheet: ScoredSheet, criteria: Sequence[Criterion]) -> ActRefused:
    known = {criterion.id for criterion in criteria}
    unknown = min(sheet.points.keys() - known)
    return refuse(
        "evaluation.criterion_unknown",
        sv=f"Anbudet {sheet.id} har poäng för {unknown}, som inte är något kriterium",
        en=f"Bid {sheet.id} has points for {unknown}, which is no criterion",
        todo_sv="Rätta namnet, eller lägg till kriteriet om upphandlingsdokumenten har det",
        todo_en="Correct the name, or add the criterion if the tender documents have it",
        cite=CRITERIA,
    )


def _out_of_scale(
    bid: str, criterion: str, points: Fraction, scale: tuple[Fraction, Fraction]
) -> ActRefused:
    has, lowest, highest = in_words(points), in_words(scale[0]), in_words(scale[1])
    return refuse(
        "evaluation.out_of_scale",
        sv=f"Anbudet {bid} har {has.sv} poäng för kriteriet {criterion}, vars skala är"
        f" {lowest.sv}–{highest.sv}",
        en=f"Bid {bid} has {has.en} points for criterion {criterion}, whose scale is"
        f" {lowest.en}–{highest.en}",
        todo_sv="Rätta poängen",
        todo_en="Correct the points",
        basis=Basis.TENDER_DOCUMENTS,
    )
