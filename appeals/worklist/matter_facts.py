"""A matter as the rules of the worklist see it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from appeals.docket.course import Course, Move, after, begun
from law.rulebook import Rulebook
from models.review import CourtActKind, CourtName, MatterKind


@dataclass(frozen=True)
class ActDone:
    """An act, as its newest version has it. `lots`: the codes that it is about; none means all."""

    id: str
    court: CourtName
    kind: CourtActKind
    decided_on: date
    dispatched_on: date | None = None
    due_on: date | None = None
    lots: tuple[str, ...] = ()

    def about(self, lot: str) -> bool:
        return not self.lots or lot in self.lots

    @property
    def known_on(self) -> date:
        """The day it was sent; without it the day on it."""
        return self.dispatched_on or self.decided_on


@dataclass(frozen=True)
class MandateUntil:
    """A power of attorney, by its number in the matter."""

    number: int
    principal: str
    attorney: str
    valid_until: date | None


@dataclass(frozen=True)
class MatterAt:
    """`lots` are the codes that it names; `acts` in the order of their days.

    `answered`: lots for which no order of a court is left to follow. `cleared`: pairs of an
    act's id and a lot's code. `inside_review`: the claim is made in a review that was going on
    (LOU 20:7), and no application of its own.
    """

    id: str
    tender_id: str
    case_number: str
    kind: MatterKind
    court: CourtName
    rulebook: Rulebook
    started: date | None
    lodged_on: date
    lots: tuple[str, ...] = ()
    acts: tuple[ActDone, ...] = ()
    answer_by: date | None = None
    mandates: tuple[MandateUntil, ...] = ()
    answered: frozenset[str] = frozenset()
    cleared: frozenset[tuple[str, str]] = frozenset()
    inside_review: bool = False
    persons: frozenset[str] = frozenset()

    def course_of(self, lot: str, through: ActDone | None = None) -> Course:
        """Where the lot's matter stands, or stood once that act was done."""
        course = begun(self.kind, self.court)
        for act in self._acts_through(through):
            if act.about(lot) and act.court in course.instances:
                course = after(course, Move(act.court, act.kind))
        return course

    def _acts_through(self, last: ActDone | None) -> Iterator[ActDone]:
        for act in self.acts:
            yield act
            if act == last:
                return

    @property
    def is_pending(self) -> bool:
        return any(self.course_of(lot).pending_in is not None for lot in self.lots or ("",))
