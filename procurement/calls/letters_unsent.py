"""Nothing is opened before everybody invited has been told what they are to be told.

All candidates are invited at the same time and in writing (LOU 10:9, LUF 10:10), and what is
told to one is told to all (LOU 4:1). A letter that is owed and has not left, or an
invitation that left when the time was already over, keeps what came in sealed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from sqlmodel import col, select

from appeals.in_force import cancelled_lots
from law.days import spoken, swedish_day
from law.procedures import Call
from law.reasons import Cite, Reason, Text
from law.rulebook import Rulebook
from models.letters import Dispatch, LetterKind, Outgoing
from models.store import Work
from models.tender import Tender
from procurement.conditions.participants import invited_lots
from procurement.conditions.unmet import Unmet
from procurement.tenders.deadlines import EXTEND, deadline_of
from procurement.tenders.provisions import Provision, provision
from procurement.tenders.steps import step_of_tender

_INVITED: Mapping[Rulebook, Cite] = {
    Rulebook.SE_LOU: Cite("LOU", 10, "9"),
    Rulebook.SE_LUF: Cite("LUF", 10, "10"),
    Rulebook.EU: Cite("direktiv 2014/24/EU", None, "54.1"),
}
_KINDS = (LetterKind.INVITATION, LetterKind.ANSWER)
_SEND = Text(
    "Skicka breven med tilldela letters send, och förläng tiden om de går för sent",
    "Send the letters with tilldela letters send, and extend the time if they go too late",
)


def letters_unsent(work: Work, tender: Tender) -> Iterator[Unmet]:
    """Neither who nor how many: who takes part is secret until the award (OSL 19:3)."""
    if step_of_tender(tender).call is not Call.INVITATION:
        return
    if _owed(work, tender):
        text = Text(
            f"Alla som är inbjudna till {tender.id} har inte fått sina brev",
            f"Not everybody who is invited to {tender.id} has been sent their letters",
        )
        yield _unmet(tender, text, _SEND)
    last = last_invitation(work, tender)
    if last is not None and deadline_of(work, tender) <= last:
        day = spoken(swedish_day(last))
        text = Text(
            f"Den sista inbjudan i {tender.id} skickades {day.sv}, när tiden redan var slut",
            f"The last invitation in {tender.id} was sent on {day.en}, when the time was over",
        )
        yield _unmet(tender, text, EXTEND)


def _owed(work: Work, tender: Tender) -> bool:
    sent = select(Dispatch.outgoing_id)
    found = select(Outgoing.organisation_id).where(
        col(Outgoing.tender_id) == tender.id,
        col(Outgoing.kind).in_([kind.value for kind in _KINDS]),
        col(Outgoing.id).not_in(sent),
    )
    gone = cancelled_lots(work, tender.id)
    return any(not invited_lots(work, tender.id, each) <= gone for each in work.session.exec(found))


def last_invitation(work: Work, tender: Tender) -> datetime | None:
    """When the last letter of the call by invitation left."""
    return work.session.exec(
        select(Dispatch.dispatched_at)
        .join(Outgoing, col(Outgoing.id) == col(Dispatch.outgoing_id))
        .where(
            col(Outgoing.tender_id) == tender.id, col(Outgoing.kind) == LetterKind.INVITATION.value
        )
        .order_by(col(Dispatch.dispatched_at).desc())
    ).first()


def _unmet(tender: Tender, text: Text, todo: Text) -> Unmet:
    rulebook = Rulebook(tender.rulebook)
    cite = _INVITED.get(rulebook) or provision(rulebook, Provision.PRINCIPLES)
    return Unmet(Reason("opening.must_extend", text, cite), todo)
