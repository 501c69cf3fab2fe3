"""Call suppliers: one person's act, approved by another, and not before everything is there."""

from __future__ import annotations

from collections.abc import Collection

from law.procedures import Call, Sends
from models.journal import CheckpointReason
from models.notices import NoticeKind
from models.store import Store, Work
from models.tender import Publication, Tender
from people.actors import Actor
from people.permissions import Act, require, require_second
from procurement.calls.basis_stands import check_basis_stands, check_redone_ended
from procurement.calls.invitations import (
    Named,
    check_same_asked,
    places_invited,
    write_invitations,
)
from procurement.conditions.step_conditions import check_conditions
from procurement.planning.interests import check_free
from procurement.planning.records import check_records
from procurement.tenders.appointments import newest_appointment
from procurement.tenders.lots import lock_lots_of
from procurement.tenders.named import tender_or_refusal
from procurement.tenders.owed_notices import owe_notice
from procurement.tenders.steps import basis_of, step_of_tender
from registry.checkpoints import take
from registry.journal import append


def publish(
    store: Store, actor: Actor, approver: Actor, tender_id: str, asked: Collection[str] = ()
) -> None:
    """The notice, or the invitations, are sent now (house rule: two persons). Once is enough.

    `asked` names the suppliers of a step that asks some by name. Raises `ActRefused` for
    what the step must have on record first, and for a condition of it that does not hold.
    """
    with store.write() as work:
        # Nothing that the conditions are asked of may change between this look and the call.
        work.lock_tender(tender_id)
        tender = tender_or_refusal(work, tender_id)
        require(work, actor, Act.PUBLISH, tender.buyer_id)
        require(work, approver, Act.APPROVE_PUBLICATION, tender.buyer_id)
        require_second(actor, approver, "Publicering", "Publishing")
        if work.session.get(Publication, tender_id) is not None:
            check_same_asked(work, tender, asked)
            return
        check_basis_stands(work, tender)
        check_redone_ended(work, tender)
        check_records(work, tender)
        check_free(work, tender_id, (actor, approver))
        if step_of_tender(tender).sealed:
            # Sealed from the first one on: without openers nobody could ever open them.
            newest_appointment(work, tender)
        _publish(work, actor, approver, tender, Named(asked))


def _publish(work: Work, actor: Actor, approver: Actor, tender: Tender, named: Named) -> None:
    under = basis_of(work, tender.id)
    if under is not None:
        # Two calls at once must not both take what is left of a framework.
        lock_lots_of(work, under.id)
    places = places_invited(work, tender, named)
    work.session.add(
        Publication(
            tender_id=tender.id,
            published_at=work.now,
            approved_by=approver.id,
            **work.recorded(actor.id),
        )
    )
    work.session.flush()
    write_invitations(work, tender, places)
    work.session.flush()
    _owe(work, tender)
    check_conditions(work, tender)
    said = {"approved_by": approver.id, "deadline_at": tender.bid_deadline_at}
    append(work, actor.id, "tender.published", tender.id, said)
    take(work, CheckpointReason.PUBLISH)


def _owe(work: Work, tender: Tender) -> None:
    """The notice itself: sent by this act, and worded for the database by `procurement.notices`."""
    step = step_of_tender(tender)
    if step.call is Call.CONTRACT_NOTICE:
        kind = NoticeKind.SYSTEM if step.sends is Sends.APPLICATIONS else NoticeKind.CONTRACT
        owe_notice(work, tender.id, kind, tender.id)
