"""Cancel the procurement of some lots, or of all: it ends without a contract (LOU 12:12, 19:21).

The reasons are factual, and told to everybody who takes part. A lot is cancelled once,
and never evaluated, decided or contracted after that. An award in force is superseded,
which the entry says. Before the opening nobody may know which bid is for which lot, so
that only the whole can be cancelled then; its bids are never opened.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlmodel import col, func, select

from appeals.addressees import tenderers_of
from appeals.in_force import award_in_force, cancellation_of, cancelled_lots
from law.reasons import Text, refuse
from models.decision import Cancellation, CancelledLot
from models.letters import LetterKind, Outgoing
from models.sealed import SealedBid, SealedWithdrawal
from models.store import Store, Work
from models.tender import Lot, Opening, Publication, Tender
from people.actors import Actor
from people.permissions import Act, require, require_second
from procurement.admissions.standing import applicants_of
from procurement.bids.sealed_places import all_places
from procurement.calls.basis_stands import called_under
from procurement.conditions.participants import invited_to
from procurement.planning.interests import check_no_conflict
from procurement.tenders.lots import lots_of
from procurement.tenders.lots_by_code import check_not_concluded, check_reason, named_lots
from procurement.tenders.named import tender_or_refusal
from procurement.tenders.owed_notices import owe_cancellation
from procurement.tenders.steps import step_of_tender
from registry.journal import append


def cancel(
    store: Store,
    actor: Actor,
    preparer: Actor,
    tender_id: str,
    lot_codes: Iterable[str] | None,
    reason: Text,
    *,
    redo: bool,
) -> str:
    """End the procurement of the lots (None: of all that are left); returns the act's id.

    `redo`: it is to be made anew. Done again for lots that one cancellation has ended, it
    changes nothing. Everybody who has tendered, is invited, or has an application that waits or
    stands approved (LOV 8:2) is owed a letter. Raises `ActRefused` for
    a tender that is not published, a lot that has a contract, one cancelled before with
    others, and a part of the lots before the opening.
    """
    check_reason(reason)
    with store.write() as work:
        work.lock_tender(tender_id)
        tender = tender_or_refusal(work, tender_id)
        require(work, actor, Act.CANCEL, tender.buyer_id)
        require(work, preparer, Act.PREPARE_DECISION, tender.buyer_id)
        require_second(actor, preparer, "Ett avbrytande", "A cancellation")
        check_no_conflict(work, tender, (actor, preparer))
        lots = _lots(work, tender_id, lot_codes)
        done = _cancelled_together(work, lots)
        if done is not None:
            return done
        _check_published(work, tender_id)
        _check_left(work, tender_id, lots)
        _check_not_called(work, tender_id, lots)
        check_not_concluded(work, lots)
        opened = work.session.get(Opening, tender_id) is not None
        if not opened and step_of_tender(tender).sealed:
            _check_all(work, tender_id, lots)
        row = _cancellation(work, actor, preparer, tender_id, reason, redo=redo)
        ids = [lot.id for lot in lots]
        sent = tenderers_of(work, ids) if opened else _senders(work, tender_id)
        invited = {each for lot_id, each in invited_to(work, tender_id) if lot_id in ids}
        applied = applicants_of(work, tender_id, ids)
        return _write(work, row, lots, sorted({*sent, *invited, *applied}))


def _lots(work: Work, tender_id: str, lot_codes: Iterable[str] | None) -> Sequence[Lot]:
    if lot_codes is not None:
        return named_lots(work, tender_id, lot_codes)
    every = named_lots(work, tender_id, [lot.code for lot in lots_of(work, tender_id)])
    gone = cancelled_lots(work, tender_id)
    return [lot for lot in every if lot.id not in gone] or every


def _cancelled_together(work: Work, lots: Sequence[Lot]) -> str | None:
    """The one cancellation that ended these lots, if one did and no court has set it aside."""
    rows = [cancellation_of(work, lot.id) for lot in lots]
    by = {row.id if row else None for row in rows}
    return by.pop() if len(by) == 1 else None


def _check_published(work: Work, tender_id: str) -> None:
    if work.session.get(Publication, tender_id) is None:
        raise refuse(
            "cancellation.not_published",
            sv=f"{tender_id} är inte annonserad, så det finns inget att avbryta",
            en=f"{tender_id} has not been published, so there is nothing to cancel",
            todo_sv="Låt bli att annonsera den",
            todo_en="Leave it unpublished",
        )


def _check_left(work: Work, tender_id: str, lots: Sequence[Lot]) -> None:
    gone = cancelled_lots(work, tender_id)
    codes = ", ".join(lot.code for lot in lots if lot.id in gone)
    if codes:
        raise refuse(
            "cancellation.done",
            sv=f"Upphandlingen av {codes} är redan avbruten",
            en=f"The procurement of {codes} has already been cancelled",
            todo_sv="Ange bara områden som pågår",
            todo_en="Name only lots that go on",
        )


def _check_not_called(work: Work, tender_id: str, lots: Sequence[Lot]) -> None:
    """What has gone on to a next step ends there, where those who are left are told."""
    for after in called_under(work, tender_id):
        gone = cancelled_lots(work, after)
        running = {lot.code for lot in lots_of(work, after) if lot.id not in gone}
        codes = ", ".join(lot.code for lot in lots if lot.code in running)
        if codes:
            raise refuse(
                "cancellation.next_step",
                sv=f"Upphandlingen av {codes} pågår i {after}",
                en=f"The procurement of {codes} goes on in {after}",
                todo_sv=f"Avbryt den i {after}",
                todo_en=f"Cancel it in {after}",
            )


def _check_all(work: Work, tender_id: str, lots: Sequence[Lot]) -> None:
    if {lot.id for lot in lots} != {lot.id for lot in lots_of(work, tender_id)}:
        raise refuse(
            "cancellation.sealed",
            sv="Före anbudsöppningen vet ingen vilka anbud som gäller vilket område",
            en="Before the opening nobody knows which bids are for which lot",
            todo_sv="Avbryt hela upphandlingen, eller vänta tills anbuden är öppnade",
            todo_en="Cancel the whole procurement, or wait until the bids have been opened",
        )


def _senders(work: Work, tender_id: str) -> list[str]:
    """Whose bids lie sealed. Absolute secrecy ends with the matter (OSL 19:3)."""
    withdrawn = select(SealedWithdrawal.bid_id)
    sealed = select(SealedBid.place_tag).where(
        col(SealedBid.tender_id) == tender_id, ~col(SealedBid.bid_id).in_(withdrawn)
    )
    places = all_places(work, tender_id)
    found = {places[tag].organisation_id for tag in work.session.exec(sealed) if tag in places}
    return sorted(found)


def _cancellation(
    work: Work, actor: Actor, preparer: Actor, tender_id: str, reason: Text, *, redo: bool
) -> Cancellation:
    made = select(func.count()).select_from(Cancellation)
    number = work.session.exec(made.where(col(Cancellation.tender_id) == tender_id)).one() + 1
    return Cancellation(
        id=f"{tender_id}/C{number}",
        tender_id=tender_id,
        number=number,
        decided_at=work.now,
        prepared_by=preparer.id,
        redo=redo,
        reason_sv=reason.sv,
        reason_en=reason.en,
        **work.recorded(actor.id),
    )


def _write(work: Work, row: Cancellation, lots: Sequence[Lot], owed: Iterable[str]) -> str:
    """What was in force is read before the lots are cancelled."""
    in_force = {lot.id: award_in_force(work, lot.id) for lot in lots}
    work.session.add(row)
    work.session.flush()
    work.session.add_all(CancelledLot(lot_id=lot.id, cancellation_id=row.id) for lot in lots)
    for organisation_id in owed:
        work.session.add(
            Outgoing(
                id=f"{row.id}:{organisation_id}",
                tender_id=row.tender_id,
                kind=LetterKind.CANCELLATION,
                cancellation_id=row.id,
                organisation_id=organisation_id,
                owed_since=work.now,
            )
        )
    work.session.flush()
    owe_cancellation(work, work.session.get_one(Tender, row.tender_id), row.id)
    said = {
        "prepared_by": row.prepared_by,
        "lots": [lot.id for lot in lots],
        "redo": row.redo,
        "supersedes": {lot_id: a.decision.id for lot_id, a in in_force.items() if a},
    }
    append(work, row.actor_id, "tender.cancelled", row.id, said)
    return row.id
