"""Publish a tender: one person's act, approved by another."""

from __future__ import annotations

from law.reasons import ActRefused, refuse
from models.journal import CheckpointReason
from models.store import Store, Work
from models.tender import Publication, Tender
from people.actors import Actor
from people.permissions import Act, require, require_second
from procurement.tenders.appointments import newest_appointment
from registry.checkpoints import take
from registry.journal import append


def publish(store: Store, actor: Actor, approver: Actor, tender_id: str) -> None:
    """The notice is sent for publication now (house rule: two persons). Once is enough."""
    with store.write() as work:
        tender = tender_or_refusal(work, tender_id)
        require(work, actor, Act.PUBLISH, tender.buyer_id)
        require(work, approver, Act.APPROVE_PUBLICATION, tender.buyer_id)
        require_second(actor, approver, "Publicering", "Publishing")
        if work.session.get(Publication, tender_id) is not None:
            return
        # Bids are sealed from the first one on: without openers nobody could ever open them.
        newest_appointment(work, tender)
        work.session.add(
            Publication(
                tender_id=tender_id,
                published_at=work.now,
                approved_by=approver.id,
                **work.recorded(actor.id),
            )
        )
        said = {"approved_by": approver.id, "deadline_at": tender.bid_deadline_at}
        append(work, actor.id, "tender.published", tender_id, said)
        take(work, CheckpointReason.PUBLISH)


def tender_or_refusal(work: Work, tender_id: str) -> Tender:
    tender = work.session.get(Tender, tender_id)
    if tender is None:
        raise unknown_tender(tender_id)
    return tender


def published_or_refusal(work: Work, tender_id: str) -> Publication:
    publication = work.session.get(Publication, tender_id)
    if publication is None:
        raise refuse(
            "bid.not_published",
            sv=f"Upphandlingen {tender_id} är inte annonserad",
            en=f"Tender {tender_id} has not been published",
            todo_sv="Vänta tills annonsen är publicerad",
            todo_en="Wait for the notice",
        )
    return publication


def unknown_tender(tender_id: str) -> ActRefused:
    return refuse(
        "tender.unknown",
        sv=f"Det finns ingen upphandling {tender_id} här",
        en=f"There is no tender {tender_id} here",
        todo_sv="Kontrollera beteckningen och datakatalogen",
        todo_en="Check the id and the data directory",
    )
