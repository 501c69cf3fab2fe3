"""Models that put a price on commitments: value deduction and value addition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from law.reasons import ActRefused, Basis, refuse
from procurement.award_models.offers import Absolute, Level, Offered, Score


@dataclass(frozen=True)
class _Valued(Absolute):
    """The amounts are in the unit of the price.

    An offer without a level, or with one that has no amount, raises ActRefused: a
    silent zero would decide a lot.
    """

    amounts: Mapping[str, Mapping[Level, int | Fraction]]

    def value(self, offer: Offered) -> Fraction:
        return Fraction(sum(self._amount(offer, criterion) for criterion in self.amounts))

    def _amount(self, offer: Offered, criterion: str) -> int | Fraction:
        level = offer.levels.get(criterion)
        if level is None:
            raise _level_missing(offer.id, criterion)
        if level not in self.amounts[criterion]:
            raise _level_without_amount(offer.id, criterion, level)
        return self.amounts[criterion][level]


@dataclass(frozen=True)
class ValueDeduction(_Valued):
    """M2: price − Σ amount[criterion][level], lowest wins."""

    name: str = field(default="value_deduction", init=False)
    lowest_wins: bool = field(default=True, init=False)

    def score(self, offer: Offered) -> Score:
        value = self.value(offer)
        return Score(None, value, offer.price - value)


@dataclass(frozen=True)
class ValueAddition(_Valued):
    """M2: price + Σ amount[criterion][level], lowest wins: a better level has a lower amount."""

    name: str = field(default="value_addition", init=False)
    lowest_wins: bool = field(default=True, init=False)

    def score(self, offer: Offered) -> Score:
        value = self.value(offer)
        return Score(None, value, offer.price + value)


def _level_missing(offer: str, criterion: str) -> ActRefused:
    return refuse(
        "award_model.level_missing",
        sv=f"Anbudet {offer} saknar nivå för kriteriet {criterion}",
        en=f"Offer {offer} has no level for criterion {criterion}",
        todo_sv="Ange den nivå som anbudet åtar sig.",
        todo_en="State the level that the offer commits to.",
        basis=Basis.TENDER_DOCUMENTS,
    )


def _level_without_amount(offer: str, criterion: str, level: Level) -> ActRefused:
    return refuse(
        "award_model.level_unknown",
        sv=f"Anbudet {offer} har nivå {level} för kriteriet {criterion}, som saknar belopp",
        en=f"Offer {offer} has level {level} for criterion {criterion}, which has no amount",
        todo_sv="Rätta nivån, eller ange nivåns belopp i upphandlingsdokumenten.",
        todo_en="Correct the level, or state its amount in the tender documents.",
        basis=Basis.TENDER_DOCUMENTS,
    )
