"""What room each tenderer has left under the stated limits. Exact."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from law.reasons import Text
from procurement.allotting.lot_terms import LotOnOffer, LotTerms, Ranked, Used
from procurement.exact.numbers import in_words


class Room:
    """What each tenderer has got so far, lots decided or concluded before included.

    A bid is a promise over all lots: what a tenderer gets altogether is never more than
    any of its winning bids declares staff for.
    """

    def __init__(self, terms: LotTerms, used: Used) -> None:
        self._terms = terms
        self._lots = dict(used.lots)
        self._value = dict(used.value)
        self._fte_tenths = dict(used.fte_tenths)
        self._declared = dict(used.declared)

    def copy(self) -> Room:
        return Room(self._terms, Used(self._lots, self._value, self._fte_tenths, self._declared))

    def take(self, lot: LotOnOffer, bid: Ranked) -> None:
        who = bid.organisation_id
        self._lots[who] = self._lots.get(who, 0) + 1
        self._value[who] = self._value.get(who, 0) + lot.estimated_value
        self._fte_tenths[who] = self._fte_tenths.get(who, 0) + lot.at_fte_tenths
        self._declared[who] = self._staff(bid)

    def lacking(self, lot: LotOnOffer, bid: Ranked) -> Text | None:
        """Why the tenderer cannot have this lot too; None where it can."""
        cap, got = self._terms.cap_lots, self._lots.get(bid.organisation_id, 0)
        if cap is not None and got + 1 > cap:
            return _too_many(got, cap)
        return self._lacking_substance(lot, bid)

    def holds(self, lots: Iterable[tuple[LotOnOffer, Ranked]]) -> bool:
        """Whether these together fit, by value and staff; no cap on their number (LOU 4:16)."""
        trial = self.copy()
        for lot, bid in lots:
            if trial._lacking_substance(lot, bid) is not None:
                return False
            trial.take(lot, bid)
        return True

    def _lacking_substance(self, lot: LotOnOffer, bid: Ranked) -> Text | None:
        cap, value = self._terms.cap_value, self._value.get(bid.organisation_id, 0)
        if cap is not None and value + lot.estimated_value > cap:
            money = (value, lot.estimated_value, cap)
            return _too_valuable(*(Fraction(each, self._terms.minor_units) for each in money))
        taken = self._fte_tenths.get(bid.organisation_id, 0)
        if self._terms.capacity and taken + lot.at_fte_tenths > self._staff(bid):
            return _too_few(self._staff(bid), taken, lot.at_fte_tenths)
        return None

    def _staff(self, bid: Ranked) -> int:
        return min(bid.at_fte_tenths, self._declared.get(bid.organisation_id, bid.at_fte_tenths))


def _too_many(got: int, cap: int) -> Text:
    lots = "1 anbudsområde" if got == 1 else f"{got} anbudsområden"
    return Text(
        f"Anbudsgivaren får redan {lots}; ingen får fler än {cap}",
        f"The tenderer already gets {got} {'lot' if got == 1 else 'lots'};"
        f" nobody gets more than {cap}",
    )


def _too_valuable(got: Fraction, more: Fraction, cap: Fraction) -> Text:
    of, worth, most = map(in_words, (got, more, cap))
    return Text(
        f"Anbudsgivaren får redan områden med det uppskattade värdet {of.sv}; med detta"
        f" ({worth.sv}) blir det mer än högsta värdet {most.sv}",
        f"The tenderer already gets lots of the estimated value {of.en}; with this one"
        f" ({worth.en}) it is more than the highest value {most.en}",
    )


def _too_few(declared: int, taken: int, needed: int) -> Text:
    return Text(
        f"Uppgiven kapacitet {_sv(declared)} årsarbetskrafter är redan tagen i anspråk med"
        f" {_sv(taken)}; området kräver {_sv(needed)}",
        f"Of the declared capacity of {_en(declared)} full-time equivalents {_en(taken)} are"
        f" already taken; the lot requires {_en(needed)}",
    )


def _en(tenths: int) -> str:
    return f"{tenths // 10}.{tenths % 10}"


def _sv(tenths: int) -> str:
    return f"{tenths // 10},{tenths % 10}"
