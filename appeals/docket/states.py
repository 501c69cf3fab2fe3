"""Where each matter stands, computed from what is on the docket: no state is stored."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import col, select

from appeals.docket.acts_done import (
    Done,
    acts_done,
    course_for,
    standing_lots,
    standing_outcome,
)
from appeals.docket.course import Course
from appeals.docket.known import matter_of
from appeals.docket.party_times import LAST, last_days, new_grounds_by
from appeals.struck import Struck, struck
from law.days import swedish_day
from law.deadline import Deadline
from models.review import (
    ENDS,
    CourtAct,
    CourtActKind,
    CourtName,
    Matter,
    MatterKind,
    ReviewedLot,
)
from models.store import Work
from models.tender import Lot, Tender


@dataclass(frozen=True)
class Ended:
    """The ruling that ended it in the highest court that it has reached.

    `buyer_through`, `party_through`: the last days to appeal, the party's the earliest it can
    be where it counts from receipt; None where nobody can. `final`: by these days, and by the
    docket nobody has.
    """

    act: CourtAct
    buyer_through: date | None
    party_through: date | None
    final: bool


@dataclass(frozen=True)
class LotState:
    """One lot of a matter. `outcome`: the ruling that says what becomes of the application.

    `ordered_by` and `stopped_by`: courts whose orders are in force.
    """

    lot: Lot
    attacked: ReviewedLot
    pending_in: CourtName | None
    ended: Ended | None
    outcome: CourtAct | None
    ordered_by: tuple[CourtName, ...]
    stopped_by: tuple[CourtName, ...]


@dataclass(frozen=True)
class MatterState:
    """A matter with its lots and acts that count, oldest first.

    `answer_due`: the buyer's answer that is not sent, with its day and the court that wants it.
    `new_grounds`: until when the applicant can invoke new grounds, while it lies in FR.
    """

    matter: Matter
    lots: tuple[LotState, ...]
    done: tuple[Done, ...]
    struck: bool
    answer_due: tuple[tuple[CourtName, date], ...]
    new_grounds: Deadline | None

    @property
    def pending(self) -> bool:
        return any(lot.pending_in is not None for lot in self.lots)


def states(work: Work, tender_id: str, *, with_struck: bool = True) -> tuple[MatterState, ...]:
    """Of every matter of the tender, in the order that they came in."""
    found = select(Matter).where(col(Matter.tender_id) == tender_id)
    gone = struck(work, tender_id)
    return tuple(
        _state(work, matter, gone)
        for matter in work.session.exec(found.order_by(col(Matter.lodged_at), col(Matter.id)))
        if with_struck or matter.id not in gone.matters
    )


def state_of(work: Work, matter_id: str) -> MatterState:
    """Raises `ActRefused` for a matter that is not on the docket."""
    matter = matter_of(work, matter_id)
    return _state(work, matter, struck(work, matter.tender_id))


def _state(work: Work, matter: Matter, gone: Struck) -> MatterState:
    done, today = acts_done(work, matter, gone), swedish_day(work.now)
    attacked = standing_lots(work, matter, gone)
    lots = tuple(_lot_state(work, matter, each, done, today) for each in attacked)
    tender = work.session.get_one(Tender, matter.tender_id)
    pending = {lot.pending_in for lot in lots} - {None}
    return MatterState(
        matter,
        lots,
        done,
        matter.id in gone.matters,
        tuple(answers_due(matter, done, {each for each in pending if each})),
        _new_grounds(tender, matter, pending={each for each in pending if each}),
    )


def _lot_state(
    work: Work, matter: Matter, attacked: ReviewedLot, done: Sequence[Done], today: date
) -> LotState:
    course = course_for(matter, attacked, done)
    outcome = standing_outcome(attacked.lot_id, done)
    at = [(court, course.at(court)) for court in course.instances]
    return LotState(
        work.session.get_one(Lot, attacked.lot_id),
        attacked,
        course.pending_in,
        _ended(course, attacked.lot_id, done, today),
        outcome.act if outcome else None,
        tuple(court for court, here in at if here.ordered),
        tuple(court for court, here in at if here.stopped),
    )


def _ended(course: Course, lot_id: str, done: Sequence[Done], today: date) -> Ended | None:
    court = course.ended_in
    if court is None:
        return None
    ends = [
        each.act
        for each in done
        if lot_id in each.lot_ids and each.move.court is court and each.move.kind in ENDS
    ]
    act = ends[-1]
    own, other = last_days(court, act.decided_on, act.dispatched_on)
    days = [day for day in (own, other) if day is not None]
    return Ended(act, own, other, court in LAST or (bool(days) and today > max(days)))


def answers_due(
    matter: Matter, done: Sequence[Done], pending: set[CourtName]
) -> Iterator[tuple[CourtName, date]]:
    """What the buyer was told to answer and has not, in courts where the matter still lies."""
    for court in CourtName:
        if court not in pending:
            continue
        here = [each.act for each in done if each.move.court is court]
        sent = [act.decided_on for act in here if act.kind == CourtActKind.STATEMENT_SENT]
        asked = [
            (act.decided_on, act.due_on)
            for act in here
            if act.kind == CourtActKind.SERVED and act.due_on is not None
        ]
        if court == matter.court and matter.answer_by is not None:
            asked.append((swedish_day(matter.informed_at), matter.answer_by))
        for day, due in sorted(asked):
            if not any(each >= day for each in sent):
                yield court, due


def _new_grounds(tender: Tender, matter: Matter, *, pending: set[CourtName]) -> Deadline | None:
    """LOU 20:5b: three weeks from the application, in förvaltningsrätten."""
    applications = (MatterKind.REVIEW, MatterKind.CANCELLATION, MatterKind.VALIDITY)
    if matter.kind not in applications or CourtName.FR not in pending:
        return None
    return new_grounds_by(tender, matter)
