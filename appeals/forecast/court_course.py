"""The course of cases in court, many at a time: until a lot is free, by way of new rounds.

FR decides; KR may forbid the contract meanwhile and then decides too. A correction leads to new
letters and a new standstill, a redo to a whole procurement, and either may be reviewed again.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from appeals.forecast.legal_days import Days, LegalDays
from appeals.forecast.odds import Flags, Floats, Odds, longer_than

# Of 365.25 days; the statistics count in months of no stated length.
DAYS_IN_MONTH = 30.4375
# A third decision that is reviewed and set aside is beyond what the statistics can tell.
ROUNDS = 3
# Who has waited longer than any case in the statistics waits on, a month on average.
_BEYOND = 1.0


@dataclass(frozen=True)
class Rounds:
    """Calendar days from a ruling to the letters of the new decision; the buyer's own."""

    correction: int
    redo: int


@dataclass(frozen=True)
class Courts:
    """What a run draws from."""

    rng: Generator
    odds: Odds
    days: LegalDays
    rounds: Rounds


@dataclass(frozen=True)
class Ruled:
    """The day of the ruling that stands, and whether it orders a correction or a redo."""

    day: Days
    correction: Flags
    redo: Flags

    def where(self, chosen: Flags) -> Ruled:
        return Ruled(self.day[chosen], self.correction[chosen], self.redo[chosen])


def free_after(courts: Courts, lodged: Days, waited: int = 0) -> Days:
    """The first day for a contract in each case lodged that day, pending `waited` days."""
    return free_after_rulings(courts, in_court(courts, lodged, waited))


def free_after_rulings(courts: Courts, ruled: Ruled) -> Days:
    """The first day for a contract, by way of a new round where one is ordered."""
    free = courts.days.after_ruling[ruled.day]
    where = np.arange(len(free))
    for number in range(ROUNDS):
        anew = ruled.correction | ruled.redo
        where, ruled = where[anew], ruled.where(anew)
        if not len(where):
            break
        letters = new_letters(courts, ruled)
        free[where] = courts.days.after_standstill[letters]
        reviewed = courts.rng.random(len(where)) < courts.odds.reviewed
        if number == ROUNDS - 1 or not reviewed.any():
            break
        where = where[reviewed]
        ruled = in_court(courts, courts.days.standstill_ends[letters[reviewed]])
        free[where] = courts.days.after_ruling[ruled.day]
    return free


def new_letters(courts: Courts, ruled: Ruled) -> Days:
    more = np.where(ruled.redo, courts.rounds.redo, courts.rounds.correction)
    return courts.days.later(ruled.day, more)


def in_court(courts: Courts, lodged: Days, waited: int = 0) -> Ruled:
    months, on_merits = months_in_fr(courts, len(lodged), waited / DAYS_IN_MONTH)
    day = courts.days.later(lodged, _in_days(months))
    granted = on_merits & (courts.rng.random(len(lodged)) < courts.odds.granted_on_merits)
    correction = granted & (courts.rng.random(len(lodged)) < courts.odds.correction)
    ruled = Ruled(day, correction, granted & ~correction)
    held = courts.rng.random(len(lodged)) < courts.odds.held_in_kr
    return _with(ruled, held, held_in_kr(courts, ruled.where(held)))


def months_in_fr(courts: Courts, count: int, waited: float = 0.0) -> tuple[Floats, Flags]:
    """The whole time in FR, given that `waited` months have passed; and whether on the merits."""
    odds, rng = courts.odds, courts.rng
    merits = odds.on_merits * (1.0 - odds.fr_merits.below(waited))
    other = (1.0 - odds.on_merits) * (1.0 - odds.fr_other.below(waited))
    if merits + other < 1e-9:
        return waited + rng.exponential(_BEYOND, count), np.ones(count, dtype=np.bool_)
    on_merits = rng.random(count) < merits / (merits + other)
    share = rng.random(count)
    long, short = (longer_than(each, waited, share) for each in (odds.fr_merits, odds.fr_other))
    return np.where(on_merits, long, short), on_merits


def held_in_kr(courts: Courts, ruled: Ruled, waited: int = 0) -> Ruled:
    """KR's own decision in cases where it has forbidden the contract since FR's ruling."""
    rng, odds, count = courts.rng, courts.odds, len(ruled.day)
    passed = waited / DAYS_IN_MONTH
    if odds.kr.below(passed) < 1.0:
        months = longer_than(odds.kr, passed, rng.random(count))
    else:
        months = passed + rng.exponential(_BEYOND, count)
    day = courts.days.later(ruled.day, _in_days(months))
    tried = rng.random(count) >= odds.leave_refused
    granted = rng.random(count) < odds.granted_in_kr
    correction = granted & (rng.random(count) < odds.correction)
    return Ruled(
        day,
        np.where(tried, correction, ruled.correction),
        np.where(tried, granted & ~correction, ruled.redo),
    )


def _with(ruled: Ruled, chosen: Flags, instead: Ruled) -> Ruled:
    found = Ruled(ruled.day.copy(), ruled.correction.copy(), ruled.redo.copy())
    found.day[chosen] = instead.day
    found.correction[chosen] = instead.correction
    found.redo[chosen] = instead.redo
    return found


def _in_days(months: Floats) -> Days:
    return np.ceil(months * DAYS_IN_MONTH).astype(np.int64)
