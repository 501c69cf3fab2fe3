"""A tender or a supplier by its id, or the refusal that says that there is none."""

from __future__ import annotations

from law.reasons import ActRefused, refuse
from models.parties import Organisation
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


def supplier_or_refusal(work: Work, organisation_id: str) -> Organisation:
    organisation = work.session.get(Organisation, organisation_id)
    if organisation is None:
        raise refuse(
            "supplier.unknown",
            sv=f"Det finns ingen leverantör {organisation_id} här",
            en=f"There is no supplier {organisation_id} here",
            todo_sv="Lägg upp leverantören, eller kontrollera beteckningen",
            todo_en="Enrol the supplier, or check the id",
        )
    return organisation


def unknown_tender(tender_id: str) -> ActRefused:
    return refuse(
        "tender.unknown",
        sv=f"Det finns ingen upphandling {tender_id} här",
        en=f"There is no tender {tender_id} here",
        todo_sv="Kontrollera beteckningen och datakatalogen",
        todo_en="Check the id and the data directory",
    )
