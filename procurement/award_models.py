"""Award models: what each offer is compared by, and the ranking that follows.

Names are the field's: price, value deduction, price per coefficient. Everything
is exact (`Fraction`); nothing is rounded before it is compared. A model here is
absolute: an offer's comparison depends on that offer alone, so a loser who
leaves changes nothing among the others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction
from itertools import groupby
from typing import Any, Protocol

from law.reasons import ActRefused, Basis, refuse


@dataclass(frozen=True)
class Offer:
    """One bid on one lot, as the award model sees it.

    ``price`` in any one unit that all offers of the lot share; ``levels`` is
    criterion → level of commitment; ``points`` is the sum of quality points.
    """

    id: str
    price: Fraction
    received_at: datetime
    levels: Mapping[str, int] = field(default_factory=dict)
    points: Fraction = Fraction(0)


class AwardModel(Protocol):
    """``comparison`` gives the number offers are ranked by."""

    @property
    def name(self) -> str: ...

    @property
    def lowest_wins(self) -> bool: ...

    def comparison(self, offer: Offer) -> Fraction: ...


@dataclass(frozen=True)
class LowestPrice:
    """M1: the price itself."""

    name: str = field(default="price", init=False)
    lowest_wins: bool = field(default=True, init=False)

    def comparison(self, offer: Offer) -> Fraction:
        return offer.price


def _coefficient(points: Fraction, max_points: Fraction) -> Fraction:
    return 1 + points / (1 - max_points)


def _check_max_points(max_points: Fraction) -> None:
    if 0 <= max_points < 1:
        return
    raise refuse(
        "award_model.max_points",
        sv=f"Högsta möjliga poäng är {max_points}, men måste vara minst 0 och mindre än 1",
        en=f"The highest possible points are {max_points}, but must be at least 0 and below 1",
        todo_sv="Rätta poängskalorna så att summan av deras högsta värden är mindre än 1.",
        todo_en="Correct the scales so that their highest values add up to less than 1.",
        basis=Basis.TENDER_DOCUMENTS,
    )


@dataclass(frozen=True)
class PricePerCoefficient:
    """Price / (1 + points / (1 − max points)), lowest wins (ProZorro's rule with features).

    ``max_points`` is the sum of each feature's highest value, 0 ≤ max < 1;
    anything else raises ActRefused.
    """

    max_points: Fraction
    name: str = field(default="price_per_coefficient", init=False)
    lowest_wins: bool = field(default=True, init=False)

    def __post_init__(self) -> None:
        _check_max_points(self.max_points)

    def comparison(self, offer: Offer) -> Fraction:
        return offer.price / _coefficient(offer.points, self.max_points)


@dataclass(frozen=True)
class HighestValue:
    """Highest value wins (ESCO: the price is the saving promised to the buyer).

    With features the value is multiplied by the coefficient that
    `PricePerCoefficient` divides by.
    """

    max_points: Fraction = Fraction(0)
    name: str = field(default="highest_value", init=False)
    lowest_wins: bool = field(default=False, init=False)

    def __post_init__(self) -> None:
        _check_max_points(self.max_points)

    def comparison(self, offer: Offer) -> Fraction:
        return offer.price * _coefficient(offer.points, self.max_points)


@dataclass(frozen=True)
class ValueDeduction:
    """M2: price − Σ amount[criterion][level], lowest wins.

    The amounts are in the unit of the price. An offer without a level, or with
    one that has no amount, raises ActRefused: a silent zero would decide a lot.
    """

    amounts: Mapping[str, Mapping[int, int]]
    name: str = field(default="value_deduction", init=False)
    lowest_wins: bool = field(default=True, init=False)

    def comparison(self, offer: Offer) -> Fraction:
        return offer.price - sum(self._amount(offer, criterion) for criterion in self.amounts)

    def _amount(self, offer: Offer, criterion: str) -> int:
        level = offer.levels.get(criterion)
        if level is None:
            raise _level_missing(offer.id, criterion)
        if level not in self.amounts[criterion]:
            raise _level_without_amount(offer.id, criterion, level)
        return self.amounts[criterion][level]


def _level_missing(offer: str, criterion: str) -> ActRefused:
    return refuse(
        "award_model.level_missing",
        sv=f"Anbudet {offer} saknar nivå för kriteriet {criterion}",
        en=f"Offer {offer} has no level for criterion {criterion}",
        todo_sv="Ange den nivå som anbudet åtar sig.",
        todo_en="State the level that the offer commits to.",
        basis=Basis.TENDER_DOCUMENTS,
    )


def _level_without_amount(offer: str, criterion: str, level: int) -> ActRefused:
    return refuse(
        "award_model.level_unknown",
        sv=f"Anbudet {offer} har nivå {level} för kriteriet {criterion}, som saknar belopp",
        en=f"Offer {offer} has level {level} for criterion {criterion}, which has no amount",
        todo_sv="Rätta nivån, eller ange nivåns belopp i upphandlingsdokumenten.",
        todo_en="Correct the level, or state its amount in the tender documents.",
        basis=Basis.TENDER_DOCUMENTS,
    )


def award_model(terms: Mapping[str, Any]) -> AwardModel:
    """The model that the tender documents state.

    ``{"model": "price"}`` or ``{"model": "value_deduction", "criteria":
    [{"id": "method", "amounts": {level: amount}}]}``; levels and amounts are
    integers ≥ 0, amounts in the minor unit of the price. Raises ActRefused.
    """
    model = terms.get("model")
    if model == "price":
        return LowestPrice()
    if model == "value_deduction":
        return ValueDeduction(_deductions(terms.get("criteria")))
    raise _bad_terms(
        f"utvärderingsmodellen {model!r} är okänd",
        f"the award model {model!r} is unknown",
        "Ange price eller value_deduction.",
        "State price or value_deduction.",
    )


def _deductions(criteria: object) -> dict[str, dict[int, int]]:
    if not isinstance(criteria, list) or not criteria:
        raise _bad_terms(
            "value_deduction saknar kriterier",
            "value_deduction has no criteria",
            "Ange minst ett kriterium med id och amounts.",
            "State at least one criterion with id and amounts.",
        )
    deductions: dict[str, dict[int, int]] = {}
    for criterion in criteria:
        id_, amounts = _deduction(criterion)
        if id_ in deductions:
            raise _bad_terms(
                f"kriteriet {id_} står två gånger",
                f"criterion {id_} is stated twice",
                "Ta bort det ena.",
                "Remove one of them.",
            )
        deductions[id_] = amounts
    return deductions


def _deduction(criterion: object) -> tuple[str, dict[int, int]]:
    id_ = criterion.get("id") if isinstance(criterion, Mapping) else None
    amounts = criterion.get("amounts") if isinstance(criterion, Mapping) else None
    whole = isinstance(amounts, Mapping) and all(
        _is_count(level) and _is_count(amount) for level, amount in amounts.items()
    )
    if not isinstance(id_, str) or not isinstance(amounts, Mapping) or not amounts or not whole:
        raise _bad_terms(
            f"kriteriet {id_!r} är ofullständigt",
            f"criterion {id_!r} is incomplete",
            "Ange id och amounts: {nivå: belopp}, allt i heltal som inte är negativa.",
            "State id and amounts: {level: amount}, in whole numbers that are not negative.",
        )
    return id_, dict(amounts)


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _bad_terms(sv: str, en: str, todo_sv: str, todo_en: str) -> ActRefused:
    return refuse(
        "award_model.terms",
        sv=f"Utvärderingen kan inte göras: {sv}",
        en=f"The evaluation cannot be made: {en}",
        todo_sv=todo_sv,
        todo_en=todo_en,
        basis=Basis.TENDER_DOCUMENTS,
    )


@dataclass(frozen=True)
class Placed:
    """An offer's place, 1 = best. ``tied_with``: the other offers with the same comparison."""

    offer_id: str
    comparison: Fraction
    place: int
    tied_with: tuple[str, ...] = ()


def rank(offers: Iterable[Offer], model: AwardModel) -> tuple[Placed, ...]:
    """Best first; a tie goes to the offer received earlier, then to the smaller id.

    Every place is given once, also in a tie, which ``tied_with`` tells. Raises
    ActRefused where two offers share an id or the model refuses an offer.
    """
    sign = 1 if model.lowest_wins else -1
    compared = sorted(
        ((model.comparison(offer), offer) for offer in offers),
        key=lambda pair: (sign * pair[0], pair[1].received_at, pair[1].id),
    )
    _check_ids([offer.id for _, offer in compared])
    ranking: list[Placed] = []
    for comparison, group in groupby(compared, key=lambda pair: pair[0]):
        ids = [offer.id for _, offer in group]
        for id_ in ids:
            tied = tuple(other for other in ids if other != id_)
            ranking.append(Placed(id_, comparison, len(ranking) + 1, tied))
    return tuple(ranking)


def _check_ids(ids: list[str]) -> None:
    twice = sorted(id_ for id_, times in Counter(ids).items() if times > 1)
    if twice:
        raise refuse(
            "award_model.duplicate_offer",
            sv=f"Flera anbud har id {', '.join(twice)}",
            en=f"Several offers have the id {', '.join(twice)}",
            todo_sv="Ge varje anbud ett eget id.",
            todo_en="Give every offer an id of its own.",
        )
