"""What is known already: tenders, matters and lots, and the locks of an act on the docket."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import col, select

from appeals.struck import Struck
from law.reasons import ActRefused, refuse
from models.review import Matter
from models.store import Work
from models.tender import Lot, Tender


def tender_of(work: Work, tender_id: str) -> Tender:
    """Raises `ActRefused` where there is none."""
    tender = work.session.get(Tender, tender_id)
    if tender is None:
        raise refuse(
            "tender.unknown",
            sv=f"Det finns ingen upphandling {tender_id} här",
            en=f"There is no tender {tender_id} here",
            todo_sv="Kontrollera beteckningen och datakatalogen",
            todo_en="Check the id and the data directory",
        )
    return tender


def matter_of(work: Work, matter_id: str) -> Matter:
    """Raises `ActRefused` where there is none; a struck one is there."""
    matter = work.session.get(Matter, matter_id)
    if matter is None:
        raise _unknown_case(matter_id)
    return matter


def _unknown_case(matter_id: str) -> ActRefused:
    return refuse(
        "docket.unknown_case",
        sv=f"Målet {matter_id} finns inte i diariet",
        en=f"Case {matter_id} is not on the docket",
        todo_sv="Se efter med tilldela appeals list, eller diarieför det med tilldela appeals open",
        todo_en="See with tilldela appeals list, or enter it with tilldela appeals open",
    )


def check_not_struck(matter: Matter, struck: Struck) -> None:
    """Raises `ActRefused` for a matter that has been struck from the docket."""
    if matter.id in struck.matters:
        raise refuse(
            "docket.struck",
            sv=f"Mål {matter.case_number} är struket ur diariet",
            en=f"Case {matter.case_number} has been struck from the docket",
            todo_sv="Diarieför det rätta målet under målnumret med ett tillägg, till exempel"
            f" ”{matter.case_number} rättad”, och anteckna handlingen där",
            todo_en="Enter the right case under the case number with a suffix, such as"
            f" “{matter.case_number} corrected”, and record the act in it",
        )


def lots_of_tender(work: Work, tender_id: str) -> Sequence[Lot]:
    """By code."""
    found = select(Lot).where(col(Lot.tender_id) == tender_id).order_by(col(Lot.code))
    return work.session.exec(found).all()


def lock_every_lot(work: Work, tender_id: str) -> None:
    """What is entered about one lot may hold another, by a tie or for want of limits."""
    work.lock_lots(lot.id for lot in lots_of_tender(work, tender_id))
