"""The sentences that say what a forecast has found."""

from __future__ import annotations

from fractions import Fraction

from appeals.forecast.inputs import ForecastInputs
from appeals.forecast.outcome import Forecast
from law.reasons import Text


def title_of(found: Forecast) -> Text:
    name = found.inputs.name
    if not name.sv:
        return Text("Prognos över starten", "Forecast of the start")
    return Text(f"Prognos över starten: {name.sv}", f"Forecast of the start: {name.en}")


def whole_told(found: Forecast) -> Text:
    start, share = found.all_start, percent(found.all_on_time)
    count = len(found.lots)
    sv = f"Alla {count} områden har startat" if count != 1 else "Området har startat"
    en = f"All {count} lots have started" if count != 1 else "The lot has started"
    given = (
        Text(", om någon ansöker om överprövning", ", if somebody applies for review")
        if found.inputs.reviewed
        else Text("", "")
    )
    return Text(
        f"{sv} P10 {start[10]}, P50 {start[50]}, P90 {start[90]}{given.sv}; som planerat i {share}"
        " av körningarna",
        f"{en} P10 {start[10]}, P50 {start[50]}, P90 {start[90]}{given.en}; as planned in {share}"
        " of the runs",
    )


def percent(share: Fraction) -> str:
    """Rounded to whole per cent, but never to all or nothing where it is not."""
    if share in (0, 1):
        return f"{int(share) * 100} %"
    hundredths = round(share * 100)
    if hundredths == 0:
        return "< 1 %"
    return "> 99 %" if hundredths == 100 else f"{hundredths} %"


def assumed_told(inputs: ForecastInputs) -> Text:
    """The days that are the buyer's own, and what the runs take for granted of them."""
    rounds = inputs.rounds
    return Text(
        f"Antaget: {inputs.start_up_days} dagar från avtal till start, {rounds.correction} från"
        f" rättelse till nya underrättelser, {rounds.redo} från beslut om ny upphandling till dess"
        " underrättelser; avtalet undertecknas den första öppna dagen",
        f"Assumed: {inputs.start_up_days} days from contract to start, {rounds.correction} from a"
        f" correction to new letters, {rounds.redo} from an order to begin anew to its letters;"
        " the contract is signed on the first open day",
    )
