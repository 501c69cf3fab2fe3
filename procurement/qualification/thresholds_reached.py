"""Whether a tender reaches the value from which the Union's sanctions bar an award."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from law.amounts import Currency
from law.dated import NoValue
from law.reasons import Basis, Reason, Text
from law.refusals import ImpossibleFacts
from law.rulebook import Rulebook
from law.thresholds import THRESHOLD, Buyer, Kind, threshold, unsure
from procurement.tenders.provisions import UNDER_DIRECTIVES

WORKS = "45"


@dataclass(frozen=True)
class Reached:
    """`warning` where the threshold in kronor is an estimate, or is not known at all."""

    above: bool
    warning: Reason | None = None


def reached(rulebook: Rulebook, cpv: str, value: int, currency: str, starts_on: date) -> Reached:
    """`value` in minor units is the estimate of the whole tender, all lots together.

    A tender in the directive regime has reached its threshold. Under chapters 19 and 19a only an
    annex 2 service can have reached its own (LOU 1:4): works there are below by definition,
    and so are other goods and services, whose threshold is lower. Where no threshold is known
    the tender counts as having reached it.
    """
    if rulebook in UNDER_DIRECTIVES:
        return Reached(True)
    if cpv.startswith(WORKS):
        return Reached(False)
    try:
        limit = threshold(Buyer.SUB_CENTRAL, Kind.SOCIAL, Currency(currency), starts_on)
    except (ImpossibleFacts, NoValue, ValueError):
        return Reached(True, _UNKNOWN)
    return Reached(value >= limit.minor, unsure(limit, value, THRESHOLD))


_UNKNOWN = Reason(
    "threshold-unknown",
    Text(
        "Tröskelvärdet för tiden är inte känt här, så upphandlingen antas nå det",
        "The threshold of that time is not known here, so the tender is taken to reach it",
    ),
    basis=Basis.HOUSE_RULE,
)
