"""How far a procurement in steps has come, who is in, and why others are out: for staff alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlmodel import col, select

from appeals.in_force import award_in_force, cancelled_lots
from law.procedures import Step, procedures
from law.reasons import Text
from models.parties import Organisation, Role
from models.stages import TenderBasis
from models.store import Store, Work
from models.tender import Lot, Opening, Publication, Tender
from people.actors import Actor
from people.permissions import Act, require
from procurement.calls.basis_stands import called_under
from procurement.conditions.met_all import meetings_held
from procurement.conditions.participants import (
    candidates_of,
    newest_selection,
    still_in,
    taking_part,
)
from procurement.tenders.deadlines import deadline_of
from procurement.tenders.excluded import excluded_from
from procurement.tenders.lots import lots_of
from procurement.tenders.named import tender_or_refusal
from procurement.tenders.steps import first_step_of


class StepState(StrEnum):
    TO_COME = "to_come"
    DRAFTED = "drafted"
    CALLED = "called"
    OPENED = "opened"
    SELECTED = "selected"
    DONE = "done"
    AWARDED = "awarded"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class StepNow:
    """A step of the procedure; `tender_id` None while nobody has drafted it."""

    step: str
    name: Text
    tender_id: str | None
    state: StepState
    deadline: datetime | None = None


@dataclass(frozen=True)
class Participant:
    """One who takes part in the tender's step for a lot; `why` they are in or out."""

    lot_code: str
    organisation_id: str
    name: str
    is_in: bool
    why: Text
    meetings: int


@dataclass(frozen=True)
class StageOverview:
    """The steps in order; the participants, by lot and organisation, are those of `tender_id`."""

    tender_id: str
    steps: tuple[StepNow, ...]
    participants: tuple[Participant, ...]


def stage_overview(store: Store, actor: Actor, tender_id: str) -> StageOverview:
    """Raises `ActRefused` for anybody but a procurement officer or head of the buyer's."""
    with store.read() as work:
        tender = tender_or_refusal(work, tender_id)
        head = actor.holds(Role.PROCUREMENT_HEAD, tender.buyer_id)
        require(work, actor, Act.SELECT if head else Act.PREPARE_SELECTION, tender.buyer_id)
        return StageOverview(
            tender_id, tuple(_steps(work, tender)), tuple(_participants(work, tender))
        )


def _steps(work: Work, tender: Tender) -> Iterator[StepNow]:
    """Lots may go on in tenders of their own: then a step is there more than once."""
    known = _of_procurement(work, tender)
    for step in procedures()[tender.procedure].steps:
        here = [each for each in known if each.step == step.id]
        for each in here:
            deadline = deadline_of(work, each) if step.sealed else None
            yield StepNow(step.id, step.name, each.id, _state(work, each, step), deadline)
        if not here:
            yield StepNow(step.id, step.name, None, StepState.TO_COME)


def _of_procurement(work: Work, tender: Tender) -> Sequence[Tender]:
    """Every step of the same procurement that is on record, each before what rests on it."""
    found = [first_step_of(work, tender)]
    for each in found:
        rests = select(Tender).join(TenderBasis, col(TenderBasis.tender_id) == col(Tender.id))
        after = rests.where(
            col(TenderBasis.under_id) == each.id, col(Tender.procedure) == tender.procedure
        )
        found.extend(work.session.exec(after.order_by(col(Tender.id))))
    return found


def _state(work: Work, tender: Tender, step: Step) -> StepState:
    if work.session.get(Publication, tender.id) is None:
        return StepState.DRAFTED
    lots = [lot.id for lot in lots_of(work, tender.id)]
    if cancelled_lots(work, tender.id) >= set(lots):
        return StepState.CANCELLED
    if called_under(work, tender.id):
        return StepState.DONE
    if any(award_in_force(work, lot_id) for lot_id in lots):
        return StepState.AWARDED
    if newest_selection(work, tender.id) is not None:
        return StepState.SELECTED
    opened = step.sealed and work.session.get(Opening, tender.id) is not None
    return StepState.OPENED if opened else StepState.CALLED


def _participants(work: Work, tender: Tender) -> Iterator[Participant]:
    """Nobody before the opening: then nobody knows."""
    held, inside = meetings_held(work, tender.id), still_in(work, tender)
    out, judged = excluded_from(work, tender), _judged(work, tender)
    for lot_id, organisation_id in taking_part(work, tender):
        place = (lot_id, organisation_id)
        yield Participant(
            lot_code=work.session.get_one(Lot, lot_id).code,
            organisation_id=organisation_id,
            name=work.session.get_one(Organisation, organisation_id).name,
            is_in=place in inside,
            why=_EXCLUDED if organisation_id in out else judged.get(place, _UNJUDGED),
            meetings=held[organisation_id],
        )


def _judged(work: Work, tender: Tender) -> dict[tuple[str, str], Text]:
    selection = newest_selection(work, tender.id)
    rows = candidates_of(work, selection) if selection else ()
    return {(row.lot_id, row.organisation_id): Text(row.reason_sv, row.reason_en) for row in rows}


_EXCLUDED = Text("Utesluten genom särskilt beslut", "Excluded by a decision of its own")
_UNJUDGED = Text("Inget urval är gjort", "No selection has been made")
