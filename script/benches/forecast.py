"""How long a forecast of 46 lots takes with 100,000 runs, and how much memory.

Everything that the command computes is in it: the lookup of every legal day, the runs, and all
quantiles. Reviewed in every run, which is the most there is to do. Beside it, in the same
rounds, the same model as a plain loop over fewer runs, its time scaled up to as many; its
numbers come from a generator of its own, and its quantiles are to be the same ones.
"""

from __future__ import annotations

import math
import resource
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from appeals.forecast.court_course import DAYS_IN_MONTH, ROUNDS
from appeals.forecast.inputs import ForecastInputs, LotStart, Stage, Waiting
from appeals.forecast.legal_days import HORIZON, LegalDays, legal_days
from appeals.forecast.making import forecast
from appeals.forecast.odds import Curve, Odds, Spread, odds_of
from appeals.forecast.simulating import MOST_CASES
from appeals.forecast.statistics import statistics_on
from law.reasons import Text
from law.rulebook import Rulebook

LOTS, RUNS, PLAIN_RUNS, ROUNDS_TIMED = 46, 100_000, 1_000, 5
AIM = 2.0
LETTERS, PLANNED = date(2027, 3, 1), date(2027, 6, 1)


def made(lots: int = LOTS) -> ForecastInputs:
    waiting = Waiting(10, 50_000_000, date(2027, 5, 31))
    return ForecastInputs(
        Text("", ""),
        LETTERS,
        Rulebook.SE_LOU_19,
        "SEK",
        tuple(
            LotStart(f"L{n}", "", Stage.OPEN_TO_REVIEW, LETTERS, PLANNED, waiting=waiting)
            for n in range(lots)
        ),
        statistics_on(LETTERS),
        reviewed=True,
    )


class Uniform:
    """Numbers from 0 up to 1, the same in every run (Knuth's MMIX generator, its upper bits)."""

    def __init__(self, state: int) -> None:
        self._state = state

    def __call__(self) -> float:
        self._state = (self._state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self._state >> 11) / 2**53


@dataclass(frozen=True)
class Plain:
    """The same model, a run and a case at a time."""

    inputs: ForecastInputs
    odds: Odds
    days: LegalDays
    draw: Uniform

    def run(self) -> list[int]:
        """The day that each lot starts."""
        lots = len(self.inputs.lots)
        letters = self.days.number(self.inputs.lots[0].since)
        free = [int(self.days.after_standstill[letters])] * lots
        share = _at(self.odds.attacked, self.draw())
        attacked = [self.draw() < share for _ in range(lots)]
        attacked[int(self.draw() * lots)] = True
        cases = min(1 + self._poisson(self.odds.cases - 1.0), MOST_CASES)
        over = [self._free(int(self.days.standstill_ends[letters])) for _ in range(cases)]
        if self.draw() < self.odds.together:
            over = [over[0]] * cases
        for lot in range(lots):
            if attacked[lot]:
                free[lot] = over[int(self.draw() * cases)]
        planned = self.days.number(PLANNED)
        more = self.inputs.start_up_days
        return [max(int(self.days.open_day[day]) + more, planned) for day in free]

    def _free(self, lodged: int) -> int:
        free = lodged
        for number in range(ROUNDS):
            ruled, correction, redo = self._in_court(lodged)
            free = int(self.days.after_ruling[ruled])
            if not (correction or redo):
                break
            rounds = self.inputs.rounds
            letters = self._later(ruled, rounds.redo if redo else rounds.correction)
            free = int(self.days.after_standstill[letters])
            if number == ROUNDS - 1 or self.draw() >= self.odds.reviewed:
                break
            lodged = int(self.days.standstill_ends[letters])
        return free

    def _in_court(self, lodged: int) -> tuple[int, bool, bool]:
        odds, draw = self.odds, self.draw
        on_merits = draw() < odds.on_merits
        months = _at(odds.fr_merits if on_merits else odds.fr_other, draw())
        day = self._later(lodged, math.ceil(months * DAYS_IN_MONTH))
        granted = on_merits and draw() < odds.granted_on_merits
        correction = granted and draw() < odds.correction
        redo = granted and not correction
        if draw() < odds.held_in_kr:
            day = self._later(day, math.ceil(_at(odds.kr, draw()) * DAYS_IN_MONTH))
            if draw() >= odds.leave_refused:
                granted = draw() < odds.granted_in_kr
                correction = granted and draw() < odds.correction
                redo = granted and not correction
        return day, correction, redo

    def _later(self, day: int, more: int) -> int:
        return int(self.days.open_day[min(day + more, HORIZON - 1)])

    def _poisson(self, mean: float) -> int:
        count, product, least = 0, self.draw(), math.exp(-mean)
        while product > least:
            count, product = count + 1, product * self.draw()
        return count


def _at(spread: Spread, share: float) -> float:
    if not isinstance(spread, Curve):
        return -spread.mean * math.log1p(-share)
    shares, values = spread.shares.tolist(), spread.values.tolist()
    last = max(n for n in range(len(shares) - 1) if shares[n] <= share)
    part = (share - shares[last]) / (shares[last + 1] - shares[last])
    return float(values[last] + part * (values[last + 1] - values[last]))


def plain_starts(inputs: ForecastInputs, runs: int, seed: int = 1) -> list[list[int]]:
    """For each run the day that each lot starts, counted from the letters."""
    days = legal_days(LETTERS, inputs.rulebook)
    model = Plain(inputs, odds_of(inputs.statistics), days, Uniform(seed))
    return [model.run() for _ in range(runs)]


def quantiles(days: Sequence[int]) -> dict[int, int]:
    ordered = sorted(days)
    return {p: ordered[math.ceil(len(ordered) * p / 100) - 1] for p in (10, 50, 90)}


def seconds(act: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    start = clock()
    act()
    return clock() - start


def whole(inputs: ForecastInputs) -> Any:
    legal_days.cache_clear()
    return forecast(inputs, RUNS)


def main() -> None:
    inputs = made()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    whole(inputs)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    rounds = [
        (
            seconds(lambda: whole(inputs)),
            seconds(lambda: forecast(inputs, RUNS)),
            seconds(lambda: plain_starts(inputs, PLAIN_RUNS)),
            # Of this process alone, whatever else the machine does.
            seconds(lambda: whole(inputs), time.process_time),
        )
        for _ in range(ROUNDS_TIMED)
    ]
    ours, again, loop, own = (statistics.median(times) for times in zip(*rounds, strict=True))
    theirs = loop * RUNS / PLAIN_RUNS
    found = forecast(inputs, RUNS).all_start
    plain = quantiles([max(run) for run in plain_starts(inputs, 10 * PLAIN_RUNS)])
    sys.stdout.write(
        f"{RUNS:,} runs of {LOTS} lots, all reviewed; median of {ROUNDS_TIMED} rounds\n"
        f"forecast               {ours:>8.2f} s   (aim {AIM:.0f} s)\n"
        f"  processor time       {own:>8.2f} s\n"
        f"  legal days at hand   {again:>8.2f} s\n"
        f"plain loop, scaled     {theirs:>8.2f} s   ({PLAIN_RUNS:,} runs, legal days at hand)\n"
        f"ratio                  {theirs / again:>8.0f}\n"
        f"peak memory            {peak / 1024:>8.0f} MB  ({before / 1024:.0f} MB before)\n"
        "all lots have started, days from the letters:\n"
    )
    for p, day in found.items():
        sys.stdout.write(f"  P{p}  forecast {(day - LETTERS).days:>4}   loop {plain[p]:>4}\n")


if __name__ == "__main__":
    main()
