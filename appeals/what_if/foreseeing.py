"""From when a lot could be signed, by its facts as they are or as they are supposed to be.

The courts are asked on the first open day that an answer counts from, and they answer that
nothing more has come in. What happens on a later day is not known before it, as in reality.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from itertools import pairwise

from appeals.bars import Bars, bars_of, needed_checks
from appeals.facts import Check, EvidenceShown, LotFacts
from appeals.hold import Blocked, Clear, may_conclude
from appeals.obstacles.asked import check_that_counts
from law.days import STOCKHOLM, roll, spoken
from law.reasons import Basis, Reason, Text
from law.rulebook import Rulebook
from models.review import CourtName


@dataclass(frozen=True)
class InTheWay:
    """Something that stands in the way, and what would lift it."""

    reason: Reason
    lifted_by: Text


@dataclass(frozen=True)
class Carries:
    """How long the winner's evidence carries a contract: `decided`, by what it says itself;
    `reviewed`, by its age too, for a case keeps the contract waiting.
    """

    decided: tuple[EvidenceShown, ...]
    reviewed: tuple[EvidenceShown, ...]


@dataclass(frozen=True)
class Foreseen:
    """`lawful_from`: None while the law itself sets no day. `signable_from`: None while
    anything at all would stand in the way; then `in_the_way` says what, on the day `as_of`.

    `last_day`: of the bar that runs longest; None where none has a last day.
    """

    barred: bool
    last_day: date | None
    lawful_from: date | None
    signable_from: date | None
    in_the_way: tuple[InTheWay, ...]
    reasons: tuple[Reason, ...]
    warnings: tuple[Reason, ...] = ()
    as_of: date | None = None


def foresee_in_turn(
    facts: LotFacts, rulebook: Rulebook, today: date, evidence: Carries | None = None
) -> Foreseen:
    """The first day on which the door opens, by what has happened until then and no more."""
    turns, barred = sorted({day for day in _days_of(facts) if day > today}), False
    for start, end in pairwise([today, *turns, date.max]):
        known = _known_on(facts, start)
        if evidence is not None and _reviewed(known):
            known = replace(known, evidence_shown=evidence.reviewed)
        found = foresee(known, rulebook, start)
        if barred and found.lawful_from is not None:
            found = replace(found, lawful_from=max(found.lawful_from, start))
        barred = found.lawful_from is None
        if found.signable_from is not None and found.signable_from < end < date.max:
            return _before_more(found, foresee(facts, rulebook, turns[-1]), end)
    return found


def _reviewed(facts: LotFacts) -> bool:
    """A case about an earlier decision does not keep this one waiting."""
    decided = facts.decision.decided_on if facts.decision else date.max
    return any(decided <= case.lodged_on for case in facts.cases)


def _days_of(facts: LotFacts) -> Iterator[date]:
    for case in facts.cases:
        yield case.lodged_on
        yield from (event.decided_on for event in case.events)


def _known_on(facts: LotFacts, day: date) -> LotFacts:
    cases = (
        replace(case, events=tuple(e for e in case.events if e.decided_on <= day))
        for case in facts.cases
        if case.lodged_on <= day
    )
    return replace(facts, cases=tuple(cases))


def _before_more(found: Foreseen, at_last: Foreseen, end: date) -> Foreseen:
    """Whoever has not signed by then may be held again."""
    days = at_last.lawful_from, found.lawful_from
    if at_last.signable_from is not None and days[0] == days[1]:
        return found
    day = spoken(end)
    told = Reason(
        "window-closes",
        Text(
            f"Det gäller bara till dess att något mer händer {day.sv}; den som inte har"
            " undertecknat då kan vara hindrad igen",
            f"That holds only until something more happens on {day.en}; whoever has not signed"
            " by then may be barred again",
        ),
        basis=Basis.HOUSE_RULE,
    )
    return replace(found, warnings=(*found.warnings, told))


def foresee(facts: LotFacts, rulebook: Rulebook, today: date) -> Foreseen:
    """What `may_conclude` will answer once every bar has run out and every court is asked."""
    if facts.decision is None or facts.concluded_at is not None:
        return _answered(facts, rulebook, today, None)
    bars = bars_of(facts, facts.decision, rulebook)
    lawful = _lawful_from(bars)
    if lawful is None:
        return _answered(facts, rulebook, today, bars)
    asked = _asked(facts, bars, today)
    checked = [check.checked_on for check in asked.checks]
    return _answered(asked, rulebook, max([today, lawful, *checked]), bars)


def _lawful_from(bars: Bars) -> date | None:
    """Not before FR had let the bar go in each case in time, whether or not ten days followed."""
    if bars.lawful_from is None:
        return None
    ended = [case.end_in(CourtName.FR) for case in bars.timely]
    lifted = [case.standstill_lifted for case in bars.lifted]
    return max([bars.lawful_from, *(act.decided_on for act in (*ended, *lifted) if act)])


def _asked(facts: LotFacts, bars: Bars, today: date) -> LotFacts:
    """With each check that is still needed, on the first open day that it counts from."""
    missing = [need for need in needed_checks(bars) if not check_that_counts(facts, need)]
    made = [
        Check(need.court, roll(max(need.not_before, today)).day, pending=False) for need in missing
    ]
    return replace(facts, checks=(*facts.checks, *made))


def _first_answer(facts: LotFacts, rulebook: Rulebook, day: date) -> tuple[date, Clear | Blocked]:
    """On the day, or later where all that is in the way then has a known end."""
    answer = may_conclude(facts, rulebook, datetime.combine(day, time(12), STOCKHOLM))
    if isinstance(answer, Blocked) and answer.until is not None and answer.until > day:
        return _first_answer(facts, rulebook, answer.until)
    return day, answer


def _answered(facts: LotFacts, rulebook: Rulebook, day: date, bars: Bars | None) -> Foreseen:
    day, answer = _first_answer(facts, rulebook, day)
    last = max((bar.last_day for bar in bars.all if bar.last_day), default=None) if bars else None
    if isinstance(answer, Clear):
        return Foreseen(
            bars is not None and any(bar.barred for bar in bars.all),
            last,
            _lawful_from(bars) if bars else answer.lawful_from,
            day,
            (),
            answer.reasons,
            answer.warnings,
            day,
        )
    found = tuple(InTheWay(*pair) for pair in zip(answer.reasons, answer.lifted_by, strict=True))
    by_law = any(each.reason.basis is Basis.STATUTE for each in found)
    lawful = None if bars is None or by_law else _lawful_from(bars)
    return Foreseen(
        True,
        last if lawful else None,
        lawful,
        None,
        found,
        bars.reasons if bars else (),
        bars.warnings if bars else (),
        day,
    )
