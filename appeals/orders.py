"""What courts have ordered about a lot's procurement, as far as it stands today.

An order counts from when it is known, whatever its day: what was decided before that did not
answer it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import col, select

from appeals.cases import ordered_at
from appeals.docketed import Docketed, case_of, docketed, events_about, views
from appeals.facts import ADMINISTRATIVE, ANEW, CourtEvent
from law.reasons import Text
from models.review import CourtAct, CourtActKind, CourtName, MatterKind, ReturnTo
from models.store import Work
from models.tender import Lot, Tender


@dataclass(frozen=True)
class Order:
    """A correction, with the act that it begins anew at; or that all be made anew.

    `known_at`: when it was last learned that it asks for something. `case_number` is that of
    the court that made it, `summary` its own words in short.
    """

    case_number: str
    court: CourtName
    kind: CourtActKind
    decided_on: date
    known_at: datetime
    summary: Text
    returns_to: ReturnTo | None = None
    dispatched_on: date | None = None

    @property
    def redo(self) -> bool:
        return self.kind is CourtActKind.REDO

    def to_be_answered_by(self, done_at: datetime, *acts: ReturnTo) -> bool:
        """Whether it begins anew at one of these acts, and was learned of after that one."""
        return self.returns_to in acts and self.known_at > done_at


def standing_orders(work: Work, lot_id: str) -> tuple[Order, ...]:
    """Those about the lot that no court has set aside, by when they were known."""
    lot = work.session.get_one(Lot, lot_id)
    return orders_about(work, docketed(work, lot.tender_id), lot)


def orders_about(work: Work, docket: tuple[Docketed, ...], lot: Lot) -> tuple[Order, ...]:
    """The same, of a docket that has been read already."""
    tender = work.session.get_one(Tender, lot.tender_id)
    found = {
        order
        for entry in docket
        if entry.matter.kind == MatterKind.REVIEW
        for view in views(work, tender, entry, lot.id)
        for order in _orders(work, entry, view)
    }
    return tuple(sorted(found, key=lambda order: (order.known_at, order.case_number)))


def _orders(work: Work, entry: Docketed, lot_id: str) -> Iterator[Order]:
    acts = tuple(events_about(work, entry, lot_id))
    standing = case_of(entry.matter, (event for _, event in acts)).outcome
    for act, event in acts:
        if event in standing and event.kind in ANEW:
            yield _order(entry, act, event)


def _order(entry: Docketed, act: CourtAct, event: CourtEvent) -> Order:
    return Order(
        event.case_number,
        event.court,
        event.kind,
        event.decided_on,
        max(ordered_at(entry, act), default=act.recorded_at),
        Text(act.summary_sv, act.summary_en),
        event.returns_to,
        event.dispatched_on,
    )


def fallen_corrections(
    work: Work, docket: tuple[Docketed, ...], lot: Lot
) -> tuple[tuple[Order, datetime], ...]:
    """Corrections that a court above has set aside, and when its ruling was known."""
    tender = work.session.get_one(Tender, lot.tender_id)
    return tuple(
        pair
        for entry in docket
        if entry.matter.kind == MatterKind.REVIEW
        for view in views(work, tender, entry, lot.id)
        for pair in _fallen(entry, tuple(events_about(work, entry, view)))
    )


def _fallen(
    entry: Docketed, acts: Sequence[tuple[CourtAct, CourtEvent]]
) -> Iterator[tuple[Order, datetime]]:
    standing = case_of(entry.matter, (event for _, event in acts)).outcome
    for act, event in acts:
        if event.kind is not CourtActKind.CORRECTION or event in standing:
            continue
        above = ADMINISTRATIVE[ADMINISTRATIVE.index(event.court) + 1 :]
        known = [later.recorded_at for later, told in acts if told.court in above]
        if known:
            yield _order(entry, act, event), max(known)


def qualified_anew_from(work: Work, tender_id: str) -> dict[str, datetime]:
    """Lot id → when it was known that a court sends it back to the qualification.

    A control made before that does not count any more, whatever it found.
    """
    docket = docketed(work, tender_id)
    back = ReturnTo.QUALIFICATION
    if not any(act.returns_to == back for entry in docket for act in entry.acts):
        return {}
    lots = work.session.exec(select(Lot).where(col(Lot.tender_id) == tender_id)).all()
    known = {
        lot.id: [each.known_at for each in orders_about(work, docket, lot)
                 if each.returns_to is back]
        for lot in lots
    }  # fmt: skip
    return {lot_id: max(moments) for lot_id, moments in known.items() if moments}


def redo_ordered(work: Work, tender_id: str) -> frozenset[str]:
    """Ids of the tender's lots whose procurement a court has ordered to be made anew.

    They are not evaluated, decided or contracted any more, whether or not the buyer has
    closed them by a cancellation yet (LOU 20:6).
    """
    docket = docketed(work, tender_id)
    if not any(act.kind == CourtActKind.REDO for entry in docket for act in entry.acts):
        return frozenset()
    lots = work.session.exec(select(Lot).where(col(Lot.tender_id) == tender_id)).all()
    return frozenset(
        lot.id for lot in lots if any(order.redo for order in orders_about(work, docket, lot))
    )
