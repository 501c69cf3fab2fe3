"""From a period's KPI colours to stars: a rule everybody can recompute by hand.

The cuts are the demonstration's own. Only the least number of participants is
that of a real scheme: Arbetsförmedlingen rates nobody below 18 in Rusta och matcha.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from law.reasons import Text
from performance.kpi import Colour

LEAST_PARTICIPANTS: Final = 18
TWO_STARS_RED_SHARE: Final = Fraction(1, 10)

RULE: Final = Text(
    "Fyra stjärnor: alla mätningar gröna. Tre: ingen röd. Två: högst en av tio röd."
    " Annars en. En mätning är ett nyckeltal för ett avtal och en månad. Den som har färre"
    " än 18 deltagare i perioden betygsätts inte.",
    "Four stars: every measurement green. Three: none red. Two: at most one in ten red."
    " Otherwise one. A measurement is one indicator for one contract and month. A provider with"
    " fewer than 18 participants in the period is not rated.",
)
RULE_SOURCE: Final = Text(
    "Gränsen 18 deltagare är densamma som i Arbetsförmedlingens betyg för Rusta och matcha."
    " Övriga gränser är påhittade för demonstrationen.",
    "The limit of 18 participants is that of the Swedish employment service's ratings in"
    " Rusta och matcha. The other limits are invented for the demonstration.",
)


@dataclass(frozen=True)
class Rated:
    """`stars` None: not rated. `why` says what decided, either way."""

    stars: int | None
    why: tuple[Text, ...]


def rate(results: Iterable[Colour], participants: int) -> Rated:
    """`results`: one colour per KPI, contract and month; `participants`: distinct ones."""
    counts = Counter(results)
    red, yellow = counts[Colour.RED], counts[Colour.YELLOW]
    measured = counts[Colour.GREEN] + yellow + red
    if participants < LEAST_PARTICIPANTS:
        return Rated(None, (_too_few(participants),))
    if not measured:
        return Rated(None, (Text("Inget har mätts i perioden.", "Nothing was measured."),))
    why = (_counted(measured, counts[Colour.GREEN], yellow, red),)
    if not red:
        return Rated(3 if yellow else 4, why)
    return Rated(2 if Fraction(red, measured) <= TWO_STARS_RED_SHARE else 1, why)


def _too_few(participants: int) -> Text:
    return Text(
        f"Deltagare i perioden: {participants}. För betyg krävs minst {LEAST_PARTICIPANTS}.",
        f"Participants in the period: {participants}. A rating takes at least"
        f" {LEAST_PARTICIPANTS}.",
    )


def _counted(measured: int, green: int, yellow: int, red: int) -> Text:
    return Text(
        f"Mätningar: {measured}. Gröna: {green}. Gula: {yellow}. Röda: {red}.",
        f"Measurements: {measured}. Green: {green}. Yellow: {yellow}. Red: {red}.",
    )
