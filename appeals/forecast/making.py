"""Make a forecast: the runs, and what they say."""

from __future__ import annotations

from appeals.forecast.inputs import ForecastInputs
from appeals.forecast.outcome import Forecast, outcome
from appeals.forecast.simulating import simulate
from law.reasons import refuse

RUNS, SEED = 100_000, 1
FEWEST, MOST = 1_000, 1_000_000


def forecast(inputs: ForecastInputs, runs: int = RUNS, seed: int = SEED) -> Forecast:
    """Raises `ActRefused` for a number of runs that says nothing or takes too long."""
    if not FEWEST <= runs <= MOST:
        raise refuse(
            "forecast.runs",
            sv=f"{runs} körningar är för få för en tiondel, eller fler än vad som ryms",
            en=f"{runs} runs are too few for a tenth of them, or more than there is room for",
            todo_sv=f"Ange mellan {FEWEST} och {MOST}",
            todo_en=f"State between {FEWEST} and {MOST}",
        )
    if not inputs.lots:
        raise refuse(
            "forecast.no_lots",
            sv="Inget område väntar på att starta",
            en="No lot waits to start",
            todo_sv="Ange en upphandling med områden som inte är avbrutna, eller områden i filen",
            todo_en="Name a tender with lots that are not cancelled, or lots in the file",
        )
    return outcome(inputs, simulate(inputs, runs, seed), seed)
