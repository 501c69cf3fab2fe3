"""One thing on the worklist: what, by which day, and who sees to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from law.reasons import Cite, Text


class DueKind(StrEnum):
    STATEMENT = "statement"
    SUPERVISION = "supervision"
    NEW_GROUNDS = "new_grounds"
    APPEAL = "appeal"
    OTHERS_APPEAL = "others_appeal"
    TEN_DAYS = "ten_days"
    COURT_CHECK = "court_check"
    REMAND = "remand"
    TIE = "tie"
    ORDER = "order"
    VALIDITY = "validity"
    MANDATE = "mandate"
    DISCLOSURE = "disclosure"
    BRIDGE = "bridge"


class Sort(StrEnum):
    """`task`: to be done by the day, overdue after it. `watch`: a day to know of, gone after it.

    `standing`: it waits for somebody since the day, and no law says until when.
    """

    TASK = "task"
    WATCH = "watch"
    STANDING = "standing"


@dataclass(frozen=True)
class Due:
    """`item` is its own id, the same every day. `lots` are codes.

    `persons`: the lawyers who handle it; everybody's where there is none.
    """

    item: str
    kind: DueKind
    sort: Sort
    tender_id: str
    due_on: date
    what: Text
    matter_id: str | None = None
    lots: tuple[str, ...] = ()
    cite: Cite | None = None
    persons: frozenset[str] = frozenset()

    def is_overdue(self, today: date) -> bool:
        return self.sort is Sort.TASK and self.due_on < today

    def is_gone(self, today: date) -> bool:
        """The day has passed, and it told of nothing else."""
        return self.sort is Sort.WATCH and self.due_on < today


def in_order(found: list[Due], today: date) -> tuple[Due, ...]:
    """What is overdue first, then by day."""
    left = [each for each in found if not each.is_gone(today)]
    return tuple(
        sorted(left, key=lambda each: (not each.is_overdue(today), each.due_on, each.item))
    )
