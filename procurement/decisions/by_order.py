"""What a court's order makes the next act in each lot: computed from the ruling, never stored."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from appeals.docket.party_times import last_days
from appeals.docketed import Docketed, docketed
from appeals.in_force import (
    award_in_force,
    cancellation_of,
    cancelled_lots,
    concluded_at,
    latest_evaluation,
    newest_award,
)
from appeals.orders import Order, fallen_corrections, orders_about
from law.days import spoken, swedish_day
from law.reasons import Cite, Reason, Text
from models.evaluation import Evaluation
from models.review import ReturnTo
from models.store import Store, Work
from models.tender import Lot
from procurement.decisions.undecided import undecided_lots
from procurement.qualification.clearance import not_cleared
from procurement.tenders.lots import lots_of
from procurement.tenders.named import tender_or_refusal
from procurement.tenders.presumptive import presumptive
from procurement.tenders.redoing import redone_as

_RANKED_ANEW = (ReturnTo.QUALIFICATION, ReturnTo.EVALUATION)


class NextAct(StrEnum):
    """In the order that a corrected lot goes through them; then of one that is redone.

    Last: the decision followed an order that a court has set aside since.
    """

    EVALUATE = "evaluate"
    CONTROL = "control"
    DECIDE = "decide"
    CANCEL = "cancel"
    DRAFT_AGAIN = "draft_again"
    RECONSIDER = "reconsider"


@dataclass(frozen=True)
class OrderedLot:
    """A lot that an order has not been answered in. `order` is None where the buyer has decided.

    `warnings`: that a ruling may still be appealed.
    """

    lot_id: str
    code: str
    next: NextAct
    order: Order | None
    warnings: tuple[Reason, ...] = ()


def lots_by_order(store: Store, tender_id: str) -> tuple[OrderedLot, ...]:
    """Of the tender today. Raises `ActRefused` for an unknown one."""
    with store.read() as work:
        return ordered_lots(work, tender_or_refusal(work, tender_id).id)


def ordered_lots(work: Work, tender_id: str) -> tuple[OrderedLot, ...]:
    """By lot code; nothing of a lot whose order has been answered, or set aside."""
    docket, gone = docketed(work, tender_id), cancelled_lots(work, tender_id)
    if not docket and not gone:
        return ()
    redone = redone_as(work, tender_id)
    evaluations, undecided = latest_evaluation(work, tender_id), undecided_lots(work, tender_id)
    found: list[OrderedLot] = []
    for lot in lots_of(work, tender_id):
        if concluded_at(work, lot.id) is not None:
            continue
        if lot.id in gone and lot.id in redone:
            continue
        if lot.id in gone:
            found.extend(_closed(work, docket, lot))
        else:
            found.extend(
                _open(work, docket, lot, evaluations.get(lot.id), awaits=lot.id in undecided)
            )
    return tuple(found)


def _closed(work: Work, docket: tuple[Docketed, ...], lot: Lot) -> Iterator[OrderedLot]:
    cancelled = cancellation_of(work, lot.id)
    if cancelled is not None and cancelled.redo:
        orders = [order for order in orders_about(work, docket, lot) if order.redo]
        order = orders[-1] if orders else None
        yield OrderedLot(lot.id, lot.code, NextAct.DRAFT_AGAIN, order, _warnings(work, order))


def _open(
    work: Work, docket: tuple[Docketed, ...], lot: Lot, evaluation_id: str | None, *, awaits: bool
) -> Iterator[OrderedLot]:
    orders = orders_about(work, docket, lot)
    redo = [order for order in orders if order.redo]
    if redo:
        yield OrderedLot(lot.id, lot.code, NextAct.CANCEL, redo[-1], _warnings(work, redo[-1]))
        return
    unanswered = [order for order in orders if not _decided_since(work, lot, order)]
    if not unanswered:
        yield from _to_reconsider(work, docket, lot)
    if not unanswered or evaluation_id is None:
        return
    order, ranked_at = unanswered[-1], _ranked_at(work, evaluation_id)
    act = _corrected(work, lot, evaluation_id, awaits=awaits)
    if any(each.to_be_answered_by(ranked_at, *_RANKED_ANEW) for each in unanswered):
        act = NextAct.EVALUATE
    yield OrderedLot(lot.id, lot.code, act, order, _warnings(work, order))


def _to_reconsider(work: Work, docket: tuple[Docketed, ...], lot: Lot) -> Iterator[OrderedLot]:
    """What was decided by an order that stands no longer may not be what the buyer would decide."""
    award = award_in_force(work, lot.id)
    if award is None:
        return
    made = award.decision.decided_at
    for order, known in fallen_corrections(work, docket, lot)[-1:]:
        if order.known_at <= made < known:
            yield OrderedLot(lot.id, lot.code, NextAct.RECONSIDER, order)


def _decided_since(work: Work, lot: Lot, order: Order) -> bool:
    """By a decision that was made, from the act that the court named, knowing of the order."""
    award = newest_award(work, lot.id)
    if award is None or award.decision.decided_at < order.known_at:
        return False
    ranked_at = _ranked_at(work, award.awarded.evaluation_id)
    return not order.to_be_answered_by(ranked_at, *_RANKED_ANEW)


def _ranked_at(work: Work, evaluation_id: str) -> datetime:
    return work.session.get_one(Evaluation, evaluation_id).evaluated_at


def _corrected(work: Work, lot: Lot, evaluation_id: str, *, awaits: bool) -> NextAct:
    kept = awaits and any(
        not_cleared(work, lot.tender_id, lot.id, bid, evaluation_id)
        for bid in presumptive(work, lot.id, evaluation_id)
    )
    return NextAct.CONTROL if kept else NextAct.DECIDE


def _warnings(work: Work, order: Order | None) -> tuple[Reason, ...]:
    """A ruling that is not final may be set aside, and what was done by it with it (FPL 6a)."""
    if order is None:
        return ()
    days = last_days(order.court, order.decided_on, order.dispatched_on)
    last = max((day for day in days if day is not None), default=None)
    if last is None or swedish_day(work.now) > last:
        return ()
    day = spoken(last)
    text = Text(
        f"Avgörandet i mål {order.case_number} är inte slutligt: det kan överklagas åtminstone"
        f" till och med {day.sv}",
        f"The ruling in case {order.case_number} is not final: it may be appealed at least"
        f" through {day.en}",
    )
    return (Reason("ruling-not-final", text, Cite("FPL", None, "6a")),)
