"""May this contract be concluded? One pure function, and every reason for its answer.

Concluding asks it again inside its own transaction. What it does not know it
holds: a lot is clear only when every letter is out, every bar has run out,
every court that could hold something has been asked, and nothing is tied.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from appeals.bars import Bars, bars_of, needed_checks
from appeals.cleared import cleared
from appeals.facts import Check, LotFacts
from appeals.obstacles.asked import check_that_counts
from appeals.obstacles.every import obstacles
from appeals.obstacles.obstacle import Obstacle
from appeals.settled import CONCLUDED, UNDECIDED, WITHDRAWN, cancelled
from law.days import swedish_day
from law.reasons import Basis, Reason, Text
from law.rulebook import Rulebook


@dataclass(frozen=True)
class Clear:
    """May be concluded at `now`. Days are Swedish civil days.

    `last_day`: of the decision's standstill; `lawful_from`: after every bar in
    law; `signable_from`: also after the last court check that is needed, and from the date
    that a lawyer has set.
    """

    last_day: date | None
    lawful_from: date
    signable_from: date
    reasons: tuple[Reason, ...]
    warnings: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class Blocked:
    """May not be concluded at `now`: until when if that is known, why, and what would lift it."""

    until: date | None
    reasons: tuple[Reason, ...]
    lifted_by: tuple[Text, ...]
    last_day: date | None = None
    lawful_from: date | None = None


def may_conclude(facts: LotFacts, rulebook: Rulebook, now: datetime) -> Clear | Blocked:
    """The answer for the lot's decision in force (LOU 20:1, 20:6–11; house rules named as such)."""
    if facts.cancelled_on is not None:
        return _blocked((cancelled(facts.cancelled_on, rulebook),))
    if facts.decision is None:
        return _blocked((WITHDRAWN if facts.withdrawn else UNDECIDED,))
    if facts.concluded_at is not None:
        return _blocked((CONCLUDED,))
    bars = bars_of(facts, facts.decision, rulebook)
    found = tuple(obstacles(facts, facts.decision, bars, rulebook, swedish_day(now)))
    if found or bars.lawful_from is None:
        return _blocked(found, bars)
    return _clear(facts, bars, bars.lawful_from)


def _blocked(found: tuple[Obstacle, ...], bars: Bars | None = None) -> Blocked:
    days = [obstacle.until for obstacle in found]
    until = None if None in days else max((day for day in days if day), default=None)
    return Blocked(
        until,
        tuple(obstacle.reason for obstacle in found),
        tuple(obstacle.lifted_by for obstacle in found),
        bars.last_day if bars else None,
        bars.lawful_from if bars else None,
    )


def _clear(facts: LotFacts, bars: Bars, lawful_from: date) -> Clear:
    made = [check_that_counts(facts, needed) for needed in needed_checks(bars)]
    days = [check.checked_on for check in made if check is not None]
    told = (_checked(check) for check in made if check is not None)
    if facts.stricter is not None:
        days.append(facts.stricter.not_before)
    return Clear(
        bars.last_day,
        lawful_from,
        max([lawful_from, *days]),
        (*bars.reasons, *told, *cleared(facts)),
        bars.warnings,
    )


def _checked(check: Check) -> Reason:
    court, day = check.court.value, check.checked_on.isoformat()
    if check.pending:
        return Reason(
            "court-checked",
            Text(
                f"Kontroll med {court} gjordes {day}, efter fristens sista dag: mål"
                f" {check.case_number} fanns där och är diariefört",
                f"{court} was asked on {day}, after the last day of the period: case"
                f" {check.case_number} was there and is on the docket",
            ),
            basis=Basis.HOUSE_RULE,
        )
    return Reason(
        "court-checked",
        Text(
            f"Kontroll med {court} gjordes {day}, efter fristens sista dag: inget hade kommit in",
            f"{court} was asked on {day}, after the last day of the period: nothing had come in",
        ),
        basis=Basis.HOUSE_RULE,
    )
