"""Read the docket as it counts: what has been struck from it is left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlmodel import col, select

from appeals.facts import ANEW, Case, CourtEvent
from appeals.struck import Struck, struck
from law.days import swedish_day
from models.decision import CancelledLot
from models.review import (
    CourtAct,
    CourtActKind,
    CourtActLot,
    CourtName,
    Matter,
    MatterKind,
    ReturnTo,
    ReviewedLot,
)
from models.store import Work
from models.tender import Lot, Tender

# An application about an award, or a cancellation; nothing else keeps a contract waiting.
HOLDING = (MatterKind.REVIEW, MatterKind.CANCELLATION)


@dataclass(frozen=True)
class Docketed:
    """A matter that counts, its lots that count, and its acts that count, in every version."""

    matter: Matter
    lots: tuple[ReviewedLot, ...]
    acts: tuple[CourtAct, ...]

    @property
    def governing(self) -> tuple[CourtAct, ...]:
        """Each act as its newest version has it, oldest first."""
        newest = {act.id: act for act in self.acts}
        return tuple(newest.values())

    def concerns(self, lot_id: str) -> bool:
        """An application that is not clearly limited holds every lot of its tender."""
        return not self.matter.limited or any(lot.lot_id == lot_id for lot in self.lots)


def docketed(work: Work, tender_id: str) -> tuple[Docketed, ...]:
    """Every matter of the tender that has not been struck, in the order that they came in.

    One that names lots only, and none that is left, is about nothing.
    """
    matters = work.session.exec(
        select(Matter)
        .where(col(Matter.tender_id) == tender_id)
        .order_by(col(Matter.lodged_at), col(Matter.id))
    ).all()
    gone = struck(work, tender_id) if matters else Struck()
    found = (_docketed(work, each, gone) for each in matters if each.id not in gone.matters)
    return tuple(each for each in found if each.lots or not each.matter.limited)


def _docketed(work: Work, matter: Matter, gone: Struck) -> Docketed:
    return Docketed(
        matter,
        tuple(
            lot
            for lot in lots_of_matter(work, matter.id)
            if not gone.has_lot(matter.id, lot.lot_id)
        ),
        tuple(act for act in court_acts(work, matter.id) if not gone.has_act(act)),
    )


def lots_of_matter(work: Work, matter_id: str) -> Sequence[ReviewedLot]:
    """Every lot that it names, struck ones too, by id."""
    found = select(ReviewedLot).where(col(ReviewedLot.matter_id) == matter_id)
    return work.session.exec(found.order_by(col(ReviewedLot.lot_id))).all()


def court_acts(work: Work, matter_id: str) -> Sequence[CourtAct]:
    """Every version of every act in the case, struck ones too, oldest first."""
    return work.session.exec(
        select(CourtAct)
        .where(col(CourtAct.matter_id) == matter_id)
        .order_by(
            col(CourtAct.decided_on),
            col(CourtAct.court),
            col(CourtAct.kind),
            col(CourtAct.number),
            col(CourtAct.version),
        )
    ).all()


def events_about(
    work: Work, entry: Docketed, lot_id: str, cleared: frozenset[tuple[str, int]] = frozenset()
) -> Iterator[tuple[CourtAct, CourtEvent]]:
    """The acts in the matter that concern the lot: all that do not name other lots alone.

    `cleared`: remands, by id and version, that a lawyer has found not to hold the lot.
    """
    for act in entry.governing:
        named = narrowed_to(work, act)
        if not named or lot_id in named:
            yield act, _event(act, (act.id, act.version) in cleared)


def narrowed_to(work: Work, act: CourtAct) -> frozenset[str]:
    """Ids of the lots that this version of the act names; none where it is about all."""
    found = select(CourtActLot.lot_id).where(
        col(CourtActLot.act_id) == act.id, col(CourtActLot.version) == act.version
    )
    return frozenset(work.session.exec(found))


def case_of(matter: Matter, events: Iterable[CourtEvent]) -> Case:
    """The matter with what the courts did in it, not yet compared with any decision."""
    return Case(
        matter.case_number,
        swedish_day(matter.lodged_at),
        tuple(events),
        kind=MatterKind(matter.kind),
    )


def _event(act: CourtAct, cleared: bool) -> CourtEvent:
    return CourtEvent(
        CourtName(act.court),
        CourtActKind(act.kind),
        act.decided_on,
        act.dispatched_on,
        act.case_number,
        act.number,
        ReturnTo(act.returns_to) if act.returns_to else None,
        cleared,
    )


def views(work: Work, tender: Tender, entry: Docketed, lot_id: str) -> Sequence[str]:
    """As seen from which lots the matter holds this one; none if it does not.

    Where the lots are not contracts of their own, a case about one is about all, and what
    a court has decided for one ends it for none of the others.
    """
    if tender.lots_are_separate_contracts:
        return [lot_id] if entry.concerns(lot_id) else []
    if entry.matter.limited:
        return sorted({lot.lot_id for lot in entry.lots})
    return work.session.exec(
        select(Lot.id).where(col(Lot.tender_id) == tender.id).order_by(col(Lot.id))
    ).all()


def set_aside(work: Work, cancelled: CancelledLot) -> bool:
    """Whether a court has set the cancellation of the lot aside, and that ruling stands."""
    lot = work.session.get_one(Lot, cancelled.lot_id)
    return any(
        _attacks(entry, cancelled) and bool(_orders(work, entry, lot.id))
        for entry in docketed(work, lot.tender_id)
        if entry.matter.kind == MatterKind.CANCELLATION and entry.concerns(lot.id)
    )


def _attacks(entry: Docketed, cancelled: CancelledLot) -> bool:
    return any(lot.cancellation_id == cancelled.cancellation_id for lot in entry.lots)


def _orders(work: Work, entry: Docketed, lot_id: str) -> list[CourtEvent]:
    case = case_of(entry.matter, (event for _, event in events_about(work, entry, lot_id)))
    return [event for event in case.outcome if event.kind in ANEW]
