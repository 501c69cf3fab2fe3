"""Where a lot's matter stands in each court, as the acts that are entered have left it. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from appeals.facts import ADMINISTRATIVE, ANEW
from models.review import ENDS, OUTCOMES, CourtActKind, CourtName, MatterKind

GENERAL = (CourtName.TR, CourtName.HOVR, CourtName.HD)
# What the buyer loses by.
GRANTS = ANEW | {CourtActKind.INEFFECTIVE, CourtActKind.GRANTED}


def instances(first: CourtName) -> tuple[CourtName, ...]:
    """The courts that a matter may come to, from where it began."""
    if first is CourtName.KKV:
        return (CourtName.KKV, *ADMINISTRATIVE)
    return GENERAL if first in GENERAL else ADMINISTRATIVE


@dataclass(frozen=True)
class InCourt:
    """`open`: it lies there. `ended`: it has ended there, and nothing has sent it back.

    `ordered`: an interim order of that court is in force; `stopped`: its order that the
    contract is not performed; `leave`: the court has granted leave to appeal.
    """

    open: bool = False
    ended: bool = False
    ordered: bool = False
    stopped: bool = False
    leave: bool = False


@dataclass(frozen=True)
class Course:
    """One lot of a matter. `courts` goes with `instances`; `contract`: it is about a contract.

    `outcome` is what has become of the application so far, and in which court: None while
    no ruling about it stands.
    """

    kind: MatterKind
    instances: tuple[CourtName, ...]
    courts: tuple[InCourt, ...]
    contract: bool = False
    outcome: tuple[CourtName, CourtActKind] | None = None

    def at(self, court: CourtName) -> InCourt:
        return self.courts[self.instances.index(court)]

    def below(self, court: CourtName) -> InCourt | None:
        """The court that is appealed from; None in the first instance."""
        number = self.instances.index(court)
        return self.courts[number - 1] if number else None

    @property
    def pending_in(self) -> CourtName | None:
        """The court where it lies; sent back past one court, the one that is next below."""
        lying = [court for court in self.instances if self.at(court).open]
        return lying[-1] if lying else None

    @property
    def ended_in(self) -> CourtName | None:
        """The highest court that has ended it, while it lies nowhere."""
        ended = [court for court in self.instances if self.at(court).ended]
        return ended[-1] if ended and self.pending_in is None else None


def begun(kind: MatterKind, first: CourtName, *, contract: bool = False) -> Course:
    """It has come in to the court, and nothing has been done."""
    courts = instances(first)
    lying = (InCourt(open=True), *(InCourt() for _ in courts[1:]))
    return Course(kind, courts, lying, contract)


@dataclass(frozen=True)
class Move:
    """One act, as far as the course depends on it."""

    court: CourtName
    kind: CourtActKind


def after(course: Course, move: Move) -> Course:
    """The course once the act is done. What may be done is `appeals.docket.moves`'s to say.

    An act in a higher court implies the appeal there, for a party's appeal may be learned
    of by nothing else; save what may come before the case itself does.
    """
    number = course.instances.index(move.court)
    here, below = course.courts[number], course.below(move.court)
    if below is not None and below.ended and not here.ended:
        here = replace(here, open=True)
    courts = list(course.courts)
    courts[number] = _done(here, move.kind)
    if move.kind is CourtActKind.REMANDED:
        courts[: number + 1] = [*(InCourt(open=True) for _ in range(number)), InCourt()]
    elif move.kind in ENDS:
        ended = [InCourt(ended=True)] * (number + 1)
        courts[: number + 1] = ended
    return replace(course, courts=tuple(courts), outcome=_outcome(course, move))


def _done(here: InCourt, kind: CourtActKind) -> InCourt:
    match kind:
        case CourtActKind.INTERIM_ORDER:
            return replace(here, ordered=True)
        case CourtActKind.INTERIM_LIFTED:
            return replace(here, ordered=False)
        case CourtActKind.PERFORMANCE_STOPPED:
            return replace(here, stopped=True)
        case CourtActKind.PERFORMANCE_RESUMED:
            return replace(here, stopped=False)
        case CourtActKind.LEAVE_GRANTED:
            return replace(here, leave=True)
    return here


def _outcome(course: Course, move: Move) -> tuple[CourtName, CourtActKind] | None:
    if move.kind in OUTCOMES:
        return move.court, move.kind
    return None if move.kind is CourtActKind.REMANDED else course.outcome


def course_of(start: Course, moves: Iterable[Move]) -> Course:
    for move in moves:
        start = after(start, move)
    return start


def in_order(kind: CourtActKind) -> int:
    """Among acts of one court on one day: what is done while it lies there, its end, the rest."""
    if kind in ENDS or kind is CourtActKind.REMANDED:
        return len(CourtActKind)
    if kind is CourtActKind.WAIVED:
        return len(CourtActKind) + 1
    return list(CourtActKind).index(kind)
