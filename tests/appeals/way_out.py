"""What an officer, a lawyer or a court does about each thing that holds a lot: one act each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from appeals.hold import Blocked
from tests.appeals.reference_facts import answer
from tests.appeals.reference_holds import (
    COURTS,
    Act,
    Application,
    Check,
    Lot,
    cases_of,
    extended,
    forbidden_in,
    in_court,
    last_day_of_acts,
    may_sign,
)

DAY = timedelta(days=1)
# More than any lot has ever needed; a lot that needs more is stuck.
MOST_ACTS = 40
Way = Callable[[Lot, date], Lot]


class Stuck(AssertionError):
    """Doing what would lift each obstacle does not lead to a contract."""


class UnderAHold(AssertionError):
    """A contract would be concluded though the reference says that it may not."""


def to_the_end(lot: Lot, today: date) -> tuple[str, int]:
    """How the lot ends for those who do what is said to lift it, and in how many acts."""
    for number in range(MOST_ACTS):
        found = answer(lot, today)
        if not isinstance(found, Blocked):
            if not may_sign(lot, today):
                raise UnderAHold(f"{today}: {found}\n{lot}")
            return "concluded", number
        codes = [reason.code for reason in found.reasons]
        if codes[0] in ENDED:
            return codes[0], number
        ways = [WAYS[code] for code in codes if code in WAYS]
        if ways:
            lot = ways[0](lot, today)
        elif found.until is not None and found.until > today:
            today = found.until
        else:
            raise Stuck(f"{today}: {found}\n{lot}")
    raise Stuck(f"{today}: {MOST_ACTS} acts\n{lot}")


def _decided(lot: Lot, today: date) -> Lot:
    """Evaluated and decided anew, with letters to all."""
    newest = max((act.at for case in lot.applications for act in case.acts), default=0)
    return lot._replace(
        decided=True,
        letters=((today, True),),
        missing=0,
        stated=None,
        evaluated_since=False,
        rests_on=newest + 1,
        valid_until=max(lot.valid_until, today + 365 * DAY),
        papers_missing=0,
        not_before=None,
        checks=tuple(check for check in lot.checks if check.court != "FR"),
    )


def _sent(lot: Lot, today: date) -> Lot:
    return lot._replace(letters=(*lot.letters, (today, True)), missing=0)


def _in_cases(change: Callable[[Lot, Application, date], tuple[Act, ...]]) -> Way:
    def way(lot: Lot, today: date) -> Lot:
        changed = (
            case if case.struck else case._replace(acts=change(lot, case, today))
            for case in lot.applications
        )
        return lot._replace(applications=tuple(changed))

    return way


def _act(case: Application, court: str, kind: str, today: date, at: int) -> tuple[Act, ...]:
    return (*case.acts, Act(court, kind, max(today, last_day_of_acts(case)), at=at))


def _ruled(lot: Lot, case: Application, today: date) -> tuple[Act, ...]:
    pending = extended(lot, case) and not in_court(case, "FR", {"rejected", *_OTHER_ENDS})
    return _act(case, "FR", "rejected", today, lot.rests_on) if pending else case.acts


_OTHER_ENDS = {"dismissed", "struck_out", "correction", "redo"}


def _lifted(lot: Lot, case: Application, today: date) -> tuple[Act, ...]:
    for court in COURTS:
        if forbidden_in(case, court)[0]:
            return _act(case, court, "interim_lifted", today, lot.rests_on)
    return case.acts


def _cleared(_lot: Lot, case: Application, _today: date) -> tuple[Act, ...]:
    return tuple(act._replace(cleared=act.kind == "remanded") for act in case.acts)


def _asked(lot: Lot, today: date) -> Lot:
    return lot._replace(checks=(*lot.checks, *(Check(court, today) for court in COURTS)))


def _entered(lot: Lot, today: date) -> Lot:
    """The case that FR told of is entered; what another court told of was a mistake, and struck."""
    known = {case.number for case in cases_of(lot)}
    told = [check for check in lot.checks if check.told and not check.struck]
    fresh = {check.told for check in told if check.court == "FR"} - known
    checks = (c._replace(struck=c.struck or (c in told and c.court != "FR")) for c in lot.checks)
    found = tuple(Application(number, today) for number in sorted(n for n in fresh if n))
    return lot._replace(applications=(*lot.applications, *found), checks=tuple(checks))


def _untied(lot: Lot, _today: date) -> Lot:
    return lot._replace(ties=tuple(tie._replace(cleared=True) for tie in lot.ties))


# What is said of a lot that no contract can come of any more, or that has one.
ENDED = {"cancelled", "concluded", "ordered-redone"}
WAYS: Mapping[str, Way] = {
    "withdrawn": _decided,
    "undecided": _decided,
    "evaluation-replaced": _decided,
    "ordered-corrected": _decided,
    "bids-lapsed": _decided,
    "letters-missing": _sent,
    "extended-standstill": _in_cases(_ruled),
    "interim-order": _in_cases(_lifted),
    "remanded": _in_cases(_cleared),
    "court-not-asked": _asked,
    "case-not-docketed": _entered,
    "court-contradicts": _asked,
    "tied": _untied,
    "evidence-missing": lambda lot, _today: lot._replace(papers_missing=0),
}
