"""A court's handling of a case, from when it got it until it ended it, and what it ordered then.

A remand gives a court the case a second time: what it ordered the first time ended then.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from appeals.facts import ADMINISTRATIVE, Case, CourtEvent
from law.rulings import Court, CourtDecision
from models.review import CourtActKind, CourtName

_ORDERS = (CourtActKind.INTERIM_ORDER, CourtActKind.INTERIM_LIFTED)


@dataclass(frozen=True)
class Round:
    """`end` is None while the court has the case, or has not got it.

    `interim`: it has forbidden a contract meanwhile (LOU 20:9). `lifted`: the act by which it
    lifted the order, and no order came after. `waived`: its decisions that no ten-day bar applies.
    """

    court: CourtName
    end: CourtEvent | None
    interim: bool
    lifted: CourtEvent | None
    waived: tuple[CourtEvent, ...]

    @property
    def forbidden(self) -> bool:
        """An interim order is in force."""
        return self.end is None and self.interim and self.lifted is None

    def decision(self, *, extended: bool) -> CourtDecision | None:
        """What a ten-day bar follows from: the end, or the lifting of an order before it.

        `extended`: FR handled the case under an extended standstill, which its ruling ends;
        until then that one bars by itself. A waiver counts for what it came with or after.
        """
        by_extended = extended and self.court is CourtName.FR
        if self.end is None and (self.lifted is None or by_extended):
            return None
        start = self.end if self.lifted is None or by_extended else self.lifted
        told = self.end or self.lifted
        if start is None or told is None:
            return None
        return CourtDecision(
            court=Court(self.court.value),
            decided=told.decided_on,
            dispatched=told.dispatched_on,
            interim_order=self.interim,
            interim_lifted=self.lifted.decided_on if self.lifted else None,
            lifting_sent=self.lifted.dispatched_on if self.lifted else None,
            remanded=told.kind is CourtActKind.REMANDED,
            waived=any(each.decided_on >= start.decided_on for each in self.waived),
        )


def rounds(case: Case, court: CourtName) -> tuple[Round, ...]:
    """Oldest first; the last one has no end."""
    ends = case.ends_in(court)
    days = sorted({end.decided_on for end in ends})
    since: date | None = None
    found: list[Round] = []
    for at, day in enumerate(days):
        following = days[at + 1] if at + 1 < len(days) else None
        closed = [end for end in ends if end.decided_on == day]
        found += [_round(case, court, end, since, following) for end in closed]
        since = day
    return (*found, _round(case, court, None, since, None))


def _round(
    case: Case,
    court: CourtName,
    end: CourtEvent | None,
    since: date | None,
    following: date | None,
) -> Round:
    """The court may waive the ten days later than its ruling, not beyond its following one."""
    mine = [e for e in case.events if e.court == court and (since is None or e.decided_on > since)]
    interim, lifted = _interim([e for e in mine if end is None or e.decided_on <= end.decided_on])
    waived = tuple(
        e
        for e in mine
        if e.kind is CourtActKind.WAIVED and (following is None or e.decided_on < following)
    )
    return Round(court, end, interim, lifted, waived)


def _interim(events: list[CourtEvent]) -> tuple[bool, CourtEvent | None]:
    """Whether an order was made, and the lifting after which there was none.

    Of orders and liftings of the same day an order comes first where none was in force, and
    a lifting where one was: a court cannot lift what there is not.
    """
    about = sorted((e for e in events if e.kind in _ORDERS), key=lambda e: e.decided_on)
    in_force, ordered, last = False, False, None
    for _, day in groupby(about, key=lambda e: e.decided_on):
        acts = list(day)
        lifted = [e for e in acts if e.kind is CourtActKind.INTERIM_LIFTED]
        orders = len(acts) - len(lifted)
        ordered = ordered or bool(orders)
        in_force = in_force + orders > len(lifted)
        last = lifted[-1] if lifted else last
    return ordered or last is not None, None if in_force else last


def forbidding(case: Case) -> tuple[CourtName, ...]:
    """The courts whose interim order is in force."""
    return tuple(court for court in ADMINISTRATIVE if rounds(case, court)[-1].forbidden)
