"""The step of its procedure that a tender is, and the tender that it rests on."""

from __future__ import annotations

from collections.abc import Iterator

from law.procedures import LeadsTo, Step, step_of
from law.reasons import refuse
from models.stages import TenderBasis
from models.store import Work
from models.tender import Tender


def step_of_tender(tender: Tender) -> Step:
    return step_of(tender.procedure, tender.step)


def basis_of(work: Work, tender_id: str) -> Tender | None:
    """The earlier step, framework or system that the tender rests on, if it does."""
    row = work.session.get(TenderBasis, tender_id)
    return None if row is None else work.session.get_one(Tender, row.under_id)


def first_step_of(work: Work, tender: Tender) -> Tender:
    """Where the procurement began: what has its value, its need and its notice."""
    found = tender
    while (under := basis_of(work, found.id)) is not None:
        found = under
    return found


def steps_so_far(work: Work, tender: Tender) -> Iterator[Tender]:
    """The tender, and the earlier steps of the same procedure that it rests on, newest first.

    A framework or a system is no earlier step of what is bought within it.
    """
    yield tender
    under = basis_of(work, tender.id)
    if under is not None and under.procedure == tender.procedure:
        yield from steps_so_far(work, under)


_LEADS_TO = {
    LeadsTo.AWARD: ("tilldelning", "an award"),
    LeadsTo.SELECTION: ("ett urval", "a selection"),
    LeadsTo.MEETINGS: ("förhandling eller dialog", "negotiation or dialogue"),
    LeadsTo.ADMISSION: ("godkännande av ansökningar", "admission of applicants"),
}


def require_leads_to(tender: Tender, what: LeadsTo) -> None:
    """Raises `ActRefused` where the tender's step does not lead to that."""
    step = step_of_tender(tender)
    if what in step.leads_to:
        return
    sv, en = _LEADS_TO[what]
    raise refuse(
        f"step.no_{what.value}",
        sv=f"I {tender.id} är steget {step.id} ({step.name.sv}), som inte leder till {sv}",
        en=f"The step of {tender.id} is {step.id} ({step.name.en}), which does not lead to {en}",
        todo_sv="Gå vidare med det som steget leder till",
        todo_en="Go on with what the step leads to",
    )
