"""Before an award every candidate has been told what an earlier selection came to.

Whoever has not been told is still concerned, and would have to be given the standstill
too (LOU 12:12, 20:1; directive 89/665 art. 2a.2).
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlmodel import col, select

from law.reasons import Reason, Text
from law.rulebook import Rulebook
from models.letters import Dispatch, Outgoing
from models.store import Work
from models.tender import Tender
from procurement.conditions.participants import newest_selection
from procurement.conditions.unmet import Unmet
from procurement.tenders.provisions import Provision, provision
from procurement.tenders.steps import steps_so_far


def candidates_told(work: Work, tender: Tender) -> Iterator[Unmet]:
    for step in steps_so_far(work, tender):
        selection = newest_selection(work, step.id)
        if selection is not None and _untold(work, selection.id):
            yield _unmet(tender, step)


def _untold(work: Work, selection_id: str) -> bool:
    sent = select(Dispatch.outgoing_id)
    owed = select(Outgoing.id).where(
        col(Outgoing.selection_id) == selection_id, col(Outgoing.id).not_in(sent)
    )
    return work.session.exec(owed).first() is not None


def _unmet(tender: Tender, step: Tender) -> Unmet:
    text = Text(
        f"Alla i {step.id} har inte underrättats om urvalet där",
        f"Not everybody in {step.id} has been told of the selection there",
    )
    todo = Text(
        f"Skicka breven med tilldela letters send {step.id}",
        f"Send the letters with tilldela letters send {step.id}",
    )
    cite = provision(Rulebook(tender.rulebook), Provision.NOTICE)
    return Unmet(Reason("condition.candidates_told", text, cite), todo)
