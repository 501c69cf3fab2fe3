"""May the contract be concluded that day? Written from LOU chapter 20 alone, to compare with.

It shares nothing with `appeals` or `law`: its own days, its own counting, plain values. A day
here is a `date`; `at` of an act and `rests_on` of a decision are any count that grows with time.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

# Public holidays and eves of lag 1930:173, 2 §, that are no Saturdays or Sundays (2026, 2027).
CLOSED = {
    *(date(2026, m, d) for m, d in ((1, 1), (1, 6), (4, 3), (4, 6), (5, 1), (5, 14), (6, 19))),
    *(date(2026, 12, d) for d in (24, 25, 31)),
    *(date(2027, m, d) for m, d in ((1, 1), (1, 6), (3, 26), (3, 29), (5, 6), (6, 25))),
    *(date(2027, 12, d) for d in (24, 31)),
}  # fmt: skip
COURTS = ("FR", "KR", "HFD")
ORDERS = {"correction", "redo"}
FR_ENDS = ORDERS | {"rejected", "dismissed", "struck_out"}
# Above FR these alone are about the application; what else ends a case there is about the appeal.
SETS_ASIDE = ORDERS | {"rejected"}
ENDS = FR_ENDS | {"upheld", "leave_refused", "remanded"}


class Act(NamedTuple):
    """What happened in a case. `sent`: when the court sent it. `cleared`: of a remand."""

    court: str
    kind: str
    day: date
    sent: date | None = None
    number: str = ""
    at: int = 0
    struck: bool = False
    cleared: bool = False


class Application(NamedTuple):
    number: str
    came: date
    acts: tuple[Act, ...] = ()
    struck: bool = False


class Check(NamedTuple):
    """A court was asked; `told` is the number of the case that it said was there."""

    court: str
    day: date
    told: str | None = None
    struck: bool = False


class Tie(NamedTuple):
    """Another lot that may change this one, if it falls; `cleared` by a lawyer."""

    lot: Lot
    cleared: bool = False


class Lot(NamedTuple):
    """`letters`: day, and whether electronic. `valid_until`: the bid and the winner's papers."""

    decided: bool = True
    letters: tuple[tuple[date, bool], ...] = ()
    missing: int = 0
    stated: date | None = None
    rests_on: int = 0
    evaluated_since: bool = False
    applications: tuple[Application, ...] = ()
    checks: tuple[Check, ...] = ()
    ties: tuple[Tie, ...] = ()
    valid_until: date = date.max
    papers_missing: int = 0
    not_before: date | None = None
    cancelled: bool = False
    concluded: bool = False


def rolled(day: date) -> date:
    while day.weekday() > 4 or day in CLOSED:
        day += timedelta(days=1)
    return day


def last_of(start: date, days: int) -> date:
    return rolled(start + timedelta(days=days))


def standstill_end(lot: Lot) -> date | None:
    """20:1: ten days from the last letter, fifteen if any went by post, a longer one as stated."""
    if not lot.letters or lot.missing:
        return None
    days = 10 if all(electronic for _, electronic in lot.letters) else 15
    least = last_of(max(day for day, _ in lot.letters), days)
    return max(least, rolled(lot.stated)) if lot.stated else least


def order_of(act: Act) -> tuple[date, int, int]:
    """By day; the same day the lower court first, and an order before what lifts or ends it."""
    step = 0 if act.kind == "interim_order" else 2 if act.kind in ENDS else 1
    return act.day, COURTS.index(act.court), step


def acts_of(case: Application) -> list[Act]:
    return sorted((act for act in case.acts if not act.struck), key=order_of)


def last_day_of_acts(case: Application) -> date:
    return max([case.came, *(act.day for act in case.acts)])


def in_court(case: Application, court: str, kinds: set[str]) -> list[Act]:
    return [act for act in acts_of(case) if act.court == court and act.kind in kinds]


def extended(lot: Lot, case: Application) -> bool:
    """20:8, 20:11: it came before the standstill's end, and FR has not lifted that meanwhile."""
    end, ended = standstill_end(lot), in_court(case, "FR", ENDS)
    lifted = in_court(case, "FR", {"standstill_lifted"})
    freed = bool(lifted) and not (ended and ended[0].day < lifted[-1].day)
    return (end is None or case.came <= end) and not freed


def forbidden_in(case: Application, court: str) -> tuple[bool, list[Act]]:
    """20:9–10: whether that court's order is in force, and from which acts ten days count.

    Where the order was lifted first, from that; HFD's leaves ten days by a remand alone.
    """
    in_force, ordered_here, ended = False, False, []
    coming = in_court(case, court, ENDS | {"interim_order", "interim_lifted"})
    while coming:
        same_day = [act for act in coming if act.day == coming[0].day]
        # A court lifts what there is: the older order before it makes a new one.
        lifts = (act for act in same_day if in_force and act.kind == "interim_lifted")
        act = next(lifts, same_day[0])
        coming.remove(act)
        if act.kind == "interim_order":
            in_force = ordered_here = True
            continue
        counts = ordered_here and act.kind == "remanded" if court == "HFD" else in_force
        ended += [act] if counts else []
        in_force = False
        ordered_here = ordered_here and act.kind == "interim_lifted"
    return in_force, ended


def ten_days(lot: Lot, case: Application) -> Iterator[tuple[str, date, date]]:
    """20:10: court, the day that counts, and the last day, of each period not waived."""
    for court in COURTS:
        # Under an extended standstill there is no room for an order of FR (20:9).
        by_itself = court == "FR" and extended(lot, case)
        starts = in_court(case, "FR", ENDS) if by_itself else forbidden_in(case, court)[1]
        for act in starts:
            if not waived(case, act):
                yield court, act.day, last_of(max(act.day, act.sent or act.day), 10)


def waived(case: Application, act: Act) -> bool:
    """The court may say so later than its ruling, but for its next one not of this one."""
    rules = act.kind in ENDS
    ends = in_court(case, act.court, ENDS)
    later = sorted({end.day for end in ends if end.day > act.day - timedelta(days=not rules)})
    until = [*later, date.max, date.max][0 if rules else 1]
    return any(act.day <= each.day < until for each in in_court(case, act.court, {"waived"}))


def unasked(lot: Lot, case: Application) -> bool:
    """After each ten days the court above has been asked, or has itself ended the case."""
    for court, ruled, last in ten_days(lot, case):
        if court == "HFD":
            continue
        above = COURTS[COURTS.index(court) + 1]
        answered = any(act.day >= ruled for act in in_court(case, above, ENDS))
        if not answered and not asked_after(lot, above, last):
            return True
    return False


def asked_after(lot: Lot, court: str, last: date) -> bool:
    return any(each.court == court and each.day > last for each in checks_of(lot))


def standing(case: Application) -> tuple[Act | None, Act | None]:
    """The ruling on the application that stands, and a remand that no court below has answered.

    A remand sets aside its own court's ruling, and that of the court which it sends the case to.
    """
    rulings: dict[str, Act] = {}
    waits: Act | None = None
    for act in acts_of(case):
        rank = COURTS.index(act.court)
        if act.kind == "remanded":
            waits = act
            for court in COURTS[rank - 1 :]:
                rulings.pop(court, None)
        elif act.kind in ENDS:
            waits = None if waits and rank < COURTS.index(waits.court) else waits
            if act.kind in (SETS_ASIDE if rank else FR_ENDS):
                rulings[act.court] = act
    stands = [rulings[court] for court in COURTS if court in rulings]
    return stands[-1] if stands else None, waits


def followed(lot: Lot, case: Application) -> bool:
    """What stands is an order of correction, and the decision was made by those who knew of it."""
    ruling, _ = standing(case)
    return ruling is not None and ruling.kind == "correction" and lot.rests_on > ruling.at


def ordered(lot: Lot, case: Application) -> bool:
    """20:6: an order stands and has not been followed, or a case sent back waits."""
    ruling, waits = standing(case)
    if waits and not waits.cleared:
        return True
    return ruling is not None and ruling.kind in ORDERS and not followed(lot, case)


def checks_of(lot: Lot) -> list[Check]:
    return [check for check in lot.checks if not check.struck]


def cases_of(lot: Lot) -> list[Application]:
    return [case for case in lot.applications if not case.struck]


def unknown(lot: Lot) -> bool:
    """A court has told of a case that is not on the docket."""
    known = {(act.court, act.number) for case in cases_of(lot) for act in acts_of(case)}
    known |= {("FR", case.number) for case in cases_of(lot)}
    return any(c.told is not None and (c.court, c.told) not in known for c in checks_of(lot))


def contradicted(lot: Lot) -> bool:
    """A court's last answer names a case that it had ended by then, and nobody has sent it back."""
    for court in COURTS:
        asked = sorted((c for c in checks_of(lot) if c.court == court), key=lambda c: c.day)
        if asked and any(ended_before(case, asked[-1]) for case in cases_of(lot)):
            return True
    return False


def ended_before(case: Application, check: Check) -> bool:
    numbers = {("FR", case.number), *((act.court, act.number) for act in acts_of(case))}
    ends = in_court(case, check.court, ENDS)
    if not ends or (check.court, check.told) not in numbers or ends[-1].day >= check.day:
        return False
    above = COURTS[COURTS.index(check.court) + 1 :]
    back = (act for court in above for act in in_court(case, court, {"remanded"}))
    return not any(act.day >= ends[-1].day for act in back)


def held_in_court(lot: Lot, today: date) -> bool:
    """What applications for review, known or told of, do to the lot."""
    return (
        unknown(lot)
        or contradicted(lot)
        or any(
            ordered(lot, case)
            or (extended(lot, case) and not in_court(case, "FR", ENDS))
            or any(forbidden_in(case, court)[0] for court in COURTS)
            or any(today <= last for _, _, last in ten_days(lot, case))
            or unasked(lot, case)
            for case in cases_of(lot)
        )
    )


def may_sign(lot: Lot, today: date) -> bool:
    """Whether a contract may be concluded on that day."""
    end = standstill_end(lot)
    if lot.concluded or lot.cancelled or not lot.decided or lot.evaluated_since:
        return False
    if end is None or today <= end or not asked_after(lot, "FR", end):
        return False
    if lot.papers_missing or today > lot.valid_until or (lot.not_before or today) > today:
        return False
    tied = any(not tie.cleared and holds_others(tie.lot, today) for tie in lot.ties)
    return not tied and not held_in_court(lot, today)


def holds_others(lot: Lot, today: date) -> bool:
    """It is to be decided anew, or somebody has applied for review and its contract waits for that.

    A decision that follows the courts' orders is answered for, but for what they may still do.
    """
    if lot.concluded or lot.cancelled or not lot.decided:
        return not (lot.concluded or lot.cancelled)
    cases, end = cases_of(lot), standstill_end(lot)
    if all(followed(lot, case) for case in cases):
        return (
            unknown(lot)
            or contradicted(lot)
            or any(
                ordered(lot, case) or any(forbidden_in(case, court)[0] for court in COURTS)
                for case in cases
            )
        )
    waits = end is not None and (today <= end or not asked_after(lot, "FR", end))
    return waits or held_in_court(lot, today)
