"""What counts of what happened in a matter, in the order that it happened."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from sqlmodel import col, select

from appeals.docket.course import Course, Move, begun, course_of, in_order, instances
from appeals.docketed import court_acts, lots_of_matter
from appeals.struck import Struck
from models.review import (
    OUTCOMES,
    CourtAct,
    CourtActKind,
    CourtActLot,
    CourtName,
    Matter,
    MatterKind,
    ReviewedLot,
)
from models.store import Work


@dataclass(frozen=True)
class Done:
    """An act that counts. `lot_ids`: those that it is about, of the lots that count.

    `versions` are what has been said of it, oldest first; the last governs.
    """

    versions: tuple[CourtAct, ...]
    lot_ids: frozenset[str]

    @property
    def act(self) -> CourtAct:
        return self.versions[-1]

    @property
    def move(self) -> Move:
        return Move(CourtName(self.act.court), CourtActKind(self.act.kind))

    @property
    def bids(self) -> tuple[str, ...]:
        """Bids to be disregarded: all that any version names."""
        return tuple(each.disregard_bid_id for each in self.versions if each.disregard_bid_id)


def standing_lots(work: Work, matter: Matter, struck: Struck) -> tuple[ReviewedLot, ...]:
    """The lots that the matter is about, without those struck, by id; none of a struck one."""
    lots = lots_of_matter(work, matter.id)
    return tuple(each for each in lots if not struck.has_lot(matter.id, each.lot_id))


def acts_done(work: Work, matter: Matter, struck: Struck) -> tuple[Done, ...]:
    """Oldest first; those of one day by court from below, and their order in a case."""
    about = frozenset(each.lot_id for each in standing_lots(work, matter, struck))
    counting = [act for act in court_acts(work, matter.id) if not struck.has_act(act)]
    narrowed = _narrowed(work, counting)
    found = [
        Done(versions, narrowed.get((versions[-1].id, versions[-1].version), about) & about)
        for versions in _by_act(counting)
    ]
    return in_time(found, instances(CourtName(matter.court)))


def _by_act(acts: Iterable[CourtAct]) -> list[tuple[CourtAct, ...]]:
    ordered = sorted(acts, key=lambda act: (act.id, act.version))
    return [tuple(versions) for _, versions in groupby(ordered, key=lambda act: act.id)]


def _narrowed(work: Work, acts: Sequence[CourtAct]) -> dict[tuple[str, int], frozenset[str]]:
    rows = work.session.exec(
        select(CourtActLot).where(col(CourtActLot.act_id).in_({act.id for act in acts}))
    ).all()
    found: dict[tuple[str, int], set[str]] = {}
    for row in rows:
        found.setdefault((row.act_id, row.version), set()).add(row.lot_id)
    return {key: frozenset(lots) for key, lots in found.items()}


def in_time(done: Iterable[Done], courts: Sequence[CourtName]) -> tuple[Done, ...]:
    def key(each: Done) -> tuple[object, ...]:
        court, act = each.move.court, each.act
        place = courts.index(court) if court in courts else len(courts)
        return act.decided_on, place, in_order(each.move.kind), act.number

    return tuple(sorted(done, key=key))


def begun_for(matter: Matter, lot: ReviewedLot | None) -> Course:
    """The lot's course when the matter came in."""
    contract = lot is not None and lot.contract_id is not None
    return begun(MatterKind(matter.kind), CourtName(matter.court), contract=contract)


def course_for(matter: Matter, lot: ReviewedLot, done: Iterable[Done]) -> Course:
    """Where the lot stands in the matter, after the acts that are about it."""
    moves = (each.move for each in done if lot.lot_id in each.lot_ids)
    return course_of(begun_for(matter, lot), moves)


def standing_outcome(lot_id: str, done: Iterable[Done]) -> Done | None:
    """The ruling that says what becomes of the application for the lot, as things stand.

    A higher court's takes the place of one below, unless it lets that stand; a remand leaves
    none.
    """
    standing = None
    for each in done:
        if lot_id not in each.lot_ids:
            continue
        if each.move.kind in OUTCOMES:
            standing = each
        elif each.move.kind is CourtActKind.REMANDED:
            standing = None
    return standing
