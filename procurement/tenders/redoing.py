"""The link from a lot that is procured anew to the lot that it was: each is redone once.

Only what a court has ordered to be made anew, or the buyer has cancelled in order to make it
anew, is linked. The new lot has a notice, bids and a decision of its own (LOU 20:6).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlmodel import col, select

from appeals.in_force import cancellation_of
from appeals.orders import redo_ordered
from law.reasons import ActRefused, refuse
from models.lawyers import RedoneLot
from models.store import Work
from models.tender import Lot, Tender
from people.actors import Actor
from procurement.tenders.draft import LotDraft, TenderDraft


def to_redo(work: Work, lot: Lot) -> bool:
    """Whether the lot is to be made anew: by order of a court, or by the buyer's decision."""
    cancelled = cancellation_of(work, lot.id)
    if cancelled is not None and cancelled.redo:
        return True
    return lot.id in redo_ordered(work, lot.tender_id)


def has_ended(work: Work, lot: Lot) -> bool:
    """Whether the lot's own procurement is over, so that another may be called for its need."""
    return cancellation_of(work, lot.id) is not None


def redone_as(work: Work, tender_id: str) -> Mapping[str, str]:
    """Lot id → the lot that it has become, of the tender's lots that are procured anew."""
    found = select(RedoneLot).join(Lot, col(Lot.id) == col(RedoneLot.lot_id))
    rows = work.session.exec(found.where(col(Lot.tender_id) == tender_id)).all()
    return {row.lot_id: row.redone_lot_id for row in sorted(rows, key=lambda row: row.lot_id)}


def redoing(work: Work, tender_id: str) -> Mapping[str, str]:
    """Lot id → the lot of an earlier tender that it is made anew of."""
    found = select(RedoneLot).join(Lot, col(Lot.id) == col(RedoneLot.redone_lot_id))
    rows = work.session.exec(found.where(col(Lot.tender_id) == tender_id)).all()
    return {row.redone_lot_id: row.lot_id for row in sorted(rows, key=lambda row: row.lot_id)}


def check_redoes(work: Work, draft: TenderDraft) -> None:
    """Raises `ActRefused` unless each lot that the draft redoes is to be redone, and is not yet.

    Under those lots' locks: two drafts of the same moment cannot both be what a lot has become.
    """
    linked = [(lot, lot.redoes) for lot in draft.lots if lot.redoes is not None]
    known = {old for _, old in linked if work.session.get(Lot, old) is not None}
    work.lock_lots(known)
    seen: set[str] = set()
    for lot, old_id in linked:
        old = work.session.get(Lot, old_id)
        if old is None or work.session.get_one(Tender, old.tender_id).buyer_id != draft.buyer_id:
            raise _unknown(lot, old_id)
        row = work.session.get(RedoneLot, old_id)
        if old_id in seen or row is not None:
            raise _redone(lot, old_id, row.redone_lot_id if row else f"{draft.id}/{lot.code}")
        if not to_redo(work, old):
            raise _not_to_be_redone(lot, old_id)
        seen.add(old_id)


def redone_rows(work: Work, actor: Actor, draft: TenderDraft) -> Iterable[RedoneLot]:
    for lot in draft.lots:
        if lot.redoes is not None:
            yield RedoneLot(
                lot_id=lot.redoes,
                redone_lot_id=f"{draft.id}/{lot.code}",
                **work.recorded(actor.id),
            )


def redoes_of(draft: TenderDraft) -> Mapping[str, Mapping[str, str]]:
    """What the entry says of it: nothing in a draft that redoes nothing."""
    linked = {lot.code: lot.redoes for lot in draft.lots if lot.redoes is not None}
    return {"redoes": linked} if linked else {}


def _unknown(lot: LotDraft, old_id: str) -> ActRefused:
    return refuse(
        "tender.redoes_unknown",
        sv=f"{lot.code} skulle göra om {old_id}, som myndigheten inte har",
        en=f"{lot.code} would redo {old_id}, which the buyer does not have",
        todo_sv="Ange området som UPPHANDLING/OMRÅDE, till exempel DEMO-1/L1",
        todo_en="State the lot as TENDER/LOT, such as DEMO-1/L1",
    )


def _redone(lot: LotDraft, old_id: str, new_id: str) -> ActRefused:
    return refuse(
        "tender.redone",
        sv=f"{lot.code} skulle göra om {old_id}, som redan görs om som {new_id}",
        en=f"{lot.code} would redo {old_id}, which is already redone as {new_id}",
        todo_sv="Ett område görs om en gång; ta bort uppgiften redoes",
        todo_en="A lot is redone once; leave redoes out",
    )


def _not_to_be_redone(lot: LotDraft, old_id: str) -> ActRefused:
    return refuse(
        "tender.redoes",
        sv=f"{lot.code} skulle göra om {old_id}, som varken domstol eller myndigheten har bestämt"
        " ska göras om",
        en=f"{lot.code} would redo {old_id}, which neither a court nor the buyer has decided to"
        " have made anew",
        todo_sv="Ta bort uppgiften redoes, eller avbryt området först med tilldela award cancel"
        " --redo",
        todo_en="Leave redoes out, or first cancel the lot with tilldela award cancel --redo",
    )
