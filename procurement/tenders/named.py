"""A tender by its id, or the refusal that says that there is none, or none published."""

from __future__ import annotations

from law.reasons import ActRefused, refuse
from models.store import Work
from models.tender import Publication, Tender


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
