"""Tell all suppliers alike: additional information, and the letters that it owes."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import col, func, select

from law.procedures import Call
from law.reasons import Text
from models.letters import LetterKind, Outgoing
from models.planning import Answer
from models.stages import Invited
from models.store import Work
from models.tender import Tender
from people.actors import Actor
from procurement.tenders.steps import step_of_tender

NOTHING = Text("", "")


@dataclass(frozen=True)
class Told:
    """`asked` is the question without what tells who asked; empty for the buyer's own."""

    text: Text
    asked: Text = NOTHING
    question_id: str | None = None


def tell_all(work: Work, actor: Actor, tender: Tender, told: Told) -> Answer:
    """Published with the documents; where suppliers are invited by name, also by letter.

    The caller has checked that the texts name nobody, and enters the act in the journal.
    """
    counted = select(func.count()).select_from(Answer).where(col(Answer.tender_id) == tender.id)
    number = work.session.exec(counted).one() + 1
    row = Answer(
        id=f"{tender.id}/answer-{number}",
        tender_id=tender.id,
        number=number,
        question_id=told.question_id,
        answered_at=work.now,
        asked_sv=told.asked.sv,
        asked_en=told.asked.en,
        answer_sv=told.text.sv,
        answer_en=told.text.en,
        **work.recorded(actor.id),
    )
    work.session.add(row)
    work.session.flush()
    work.session.add_all(_owed(row, each) for each in _invited(work, tender))
    work.session.flush()
    return row


def tell_invited(work: Work, actor: Actor, tender: Tender, text: Text) -> None:
    """What a notice tells all in an open call is told by letter where suppliers are invited."""
    if step_of_tender(tender).call is Call.INVITATION:
        tell_all(work, actor, tender, Told(text))


def _invited(work: Work, tender: Tender) -> list[str]:
    found = select(Invited.organisation_id).where(col(Invited.tender_id) == tender.id).distinct()
    return sorted(work.session.exec(found))


def _owed(answer: Answer, organisation_id: str) -> Outgoing:
    return Outgoing(
        id=f"{answer.id}:{organisation_id}",
        tender_id=answer.tender_id,
        kind=LetterKind.ANSWER,
        answer_id=answer.id,
        organisation_id=organisation_id,
        owed_since=answer.answered_at,
    )
