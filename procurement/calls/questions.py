"""Questions from suppliers, and answers told to all alike (LOU 12:11, 19:13).

Nobody who reads the database or the journal sees who asked: the engine records the
question, and a keyed tag lets its asker, and nobody else, find it again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import col, func, select

from law.procedures import Who
from law.reasons import ActRefused, Text, refuse
from models.planning import Answer, Question
from models.stages import Invited
from models.store import Store, Work
from models.tender import Opening, Tender
from people.actors import ENGINE, Actor, actor_in
from people.permissions import Act, require
from procurement.tenders.deadlines import bids_opened, deadline_of
from procurement.tenders.lots import check_not_cancelled
from procurement.tenders.named import published_or_refusal, tender_or_refusal
from procurement.tenders.steps import step_of_tender
from procurement.tenders.telling import Told, tell_all
from procurement.tenders.unnamed import check_names_nobody
from registry.installation_keys import InstallationKeys, keys_of
from registry.journal import append


@dataclass(frozen=True)
class Asked:
    """A question with the answer to it, once there is one."""

    question: Question
    answer: Answer | None


def ask(store: Store, actor: Actor, tender_id: str, text: str) -> int:
    """A supplier's question, and its number; the same question again is the one there is.

    Raises `ActRefused` before the notice and after the deadline, and for somebody who is
    no supplier's, or not invited to a call by invitation.
    """
    with store.write() as work:
        work.lock_tender(tender_id)
        tender = tender_or_refusal(work, tender_id)
        organisation_id = _asker(work, actor, tender)
        published_or_refusal(work, tender_id)
        said = _stated(text)
        own = _own(work, tender_id, organisation_id)
        earlier = next((each for each in own if each.text == said), None)
        if earlier is not None:
            return earlier.number
        check_not_cancelled(work, tender_id)
        _check_in_time(work, tender)
        return _keep(work, tender_id, organisation_id, said)


def asker_tag(keys: InstallationKeys, question_id: str, organisation_id: str) -> str:
    """Differs from question to question, so that nobody sees which ones one supplier asked."""
    return keys.tag("asker", question_id, organisation_id)


def _asker(work: Work, actor: Actor, tender: Tender) -> str:
    organisation_id = actor_in(work, actor.id).organisation_id
    if organisation_id is None:
        raise refuse(
            "question.supplier",
            sv=f"{actor.name} företräder ingen leverantör",
            en=f"{actor.name} does not act for any supplier",
            todo_sv="Låt en företrädare för leverantören fråga",
            todo_en="Let somebody of the supplier's own ask",
        )
    if step_of_tender(tender).who is not Who.ANYONE and not _invited(work, tender, organisation_id):
        raise refuse(
            "question.not_invited",
            sv=f"Er organisation är inte inbjuden att delta i {tender.id}",
            en=f"Your organisation is not invited to take part in {tender.id}",
            todo_sv="Vänd dig till upphandlaren om ni borde vara det",
            todo_en="Turn to the procurement officer if you should be",
        )
    return organisation_id


def _invited(work: Work, tender: Tender, organisation_id: str) -> bool:
    found = select(Invited.lot_id).where(
        col(Invited.tender_id) == tender.id, col(Invited.organisation_id) == organisation_id
    )
    return work.session.exec(found).first() is not None


def _stated(text: str) -> str:
    said = text.strip()
    if not said:
        raise refuse(
            "question.empty",
            sv="Frågan är tom",
            en="The question is empty",
            todo_sv="Skriv vad ni vill veta",
            todo_en="Write what you want to know",
        )
    return said


def _check_in_time(work: Work, tender: Tender) -> None:
    """A system takes in applications, and questions, at any time."""
    if step_of_tender(tender).sealed and work.now > deadline_of(work, tender):
        raise refuse(
            "question.late",
            sv=f"Tiden i {tender.id} har gått ut, och frågor tas inte längre emot",
            en=f"The time in {tender.id} has run out, and no more questions are taken",
            todo_sv="Vänd dig till upphandlaren",
            todo_en="Turn to the procurement officer",
        )


def _keep(work: Work, tender_id: str, organisation_id: str, text: str) -> int:
    counted = select(func.count()).select_from(Question)
    number = work.session.exec(counted.where(col(Question.tender_id) == tender_id)).one() + 1
    question_id = f"{tender_id}/question-{number}"
    work.session.add(
        Question(
            id=question_id,
            tender_id=tender_id,
            number=number,
            received_at=work.now,
            asker_tag=asker_tag(keys_of(work), question_id, organisation_id),
            text=text,
            # The engine, not the sender: who asked is in the tag alone.
            **work.recorded(ENGINE),
        )
    )
    work.session.flush()
    append(work, ENGINE, "question.received", question_id, {"number": number})
    return number


def answer(
    store: Store, actor: Actor, tender_id: str, number: int, asked: Text, reply: Text
) -> str:
    """Answer the question to all alike, and return the answer's id; once is enough.

    `asked` is the question as all may read it. Raises `ActRefused` for a text that names a
    supplier, for a question that has another answer, and once the bids are open.
    """
    with store.write() as work:
        tender = _may_tell(work, actor, tender_id)
        question = _question_or_refusal(work, tender_id, number)
        earlier = _answer_to(work, question.id)
        if earlier is not None:
            return _same_or_refusal(earlier, number, asked, reply)
        _check_texts(work, tender, asked, reply)
        return _told(work, actor, tender, Told(reply, asked, question.id))


def inform(store: Store, actor: Actor, tender_id: str, text: Text) -> str:
    """Tell all something that nobody asked about; the same again is the answer there is."""
    with store.write() as work:
        tender = _may_tell(work, actor, tender_id)
        for earlier in _answers(work, tender_id):
            said = (earlier.question_id, earlier.answer_sv, earlier.answer_en)
            if said == (None, text.sv, text.en):
                return earlier.id
        _check_texts(work, tender, text)
        return _told(work, actor, tender, Told(text))


def _may_tell(work: Work, actor: Actor, tender_id: str) -> Tender:
    work.lock_tender(tender_id)
    tender = tender_or_refusal(work, tender_id)
    require(work, actor, Act.ANSWER_QUESTIONS, tender.buyer_id)
    published_or_refusal(work, tender_id)
    return tender


def _check_texts(work: Work, tender: Tender, *texts: Text) -> None:
    if work.session.get(Opening, tender.id) is not None:
        raise bids_opened(tender.id)
    check_not_cancelled(work, tender.id)
    if not all(each.strip() for text in texts for each in (text.sv, text.en)):
        raise refuse(
            "answer.empty",
            sv="Frågan eller svaret saknas på något av språken",
            en="The question or the answer is missing in one of the languages",
            todo_sv="Skriv båda på svenska och engelska",
            todo_en="Write both in Swedish and English",
        )
    check_names_nobody(work, *texts)


def _question_or_refusal(work: Work, tender_id: str, number: int) -> Question:
    question = work.session.get(Question, f"{tender_id}/question-{number}")
    if question is None:
        raise refuse(
            "question.unknown",
            sv=f"Det finns ingen fråga {number} i {tender_id}",
            en=f"There is no question {number} in {tender_id}",
            todo_sv="Ange en som tilldela tender questions visar",
            todo_en="Name one that tilldela tender questions shows",
        )
    return question


def _same_or_refusal(earlier: Answer, number: int, asked: Text, reply: Text) -> str:
    said = (earlier.asked_sv, earlier.asked_en, earlier.answer_sv, earlier.answer_en)
    if said == (asked.sv, asked.en, reply.sv, reply.en):
        return earlier.id
    raise _answered(number)


def _answered(number: int) -> ActRefused:
    return refuse(
        "question.answered",
        sv=f"Fråga {number} är redan besvarad med en annan text",
        en=f"Question {number} has already been answered with another text",
        todo_sv="Lämna det som tillkommer som en upplysning för sig",
        todo_en="Give what is to be added as information of its own",
    )


def _told(work: Work, actor: Actor, tender: Tender, told: Told) -> str:
    row = tell_all(work, actor, tender, told)
    said = {"number": row.number, "question": row.question_id}
    append(work, actor.id, "answer.given", row.id, said)
    return row.id


def _answer_to(work: Work, question_id: str) -> Answer | None:
    found = select(Answer).where(col(Answer.question_id) == question_id)
    return work.session.exec(found).first()


def _answers(work: Work, tender_id: str) -> Sequence[Answer]:
    found = select(Answer).where(col(Answer.tender_id) == tender_id)
    return work.session.exec(found.order_by(col(Answer.number))).all()


def answers_of(store: Store, tender_id: str) -> Sequence[Answer]:
    """What is published with the documents, in the order told."""
    with store.read() as work:
        return _answers(work, tender_or_refusal(work, tender_id).id)


def questions_of(store: Store, actor: Actor, tender_id: str) -> tuple[Asked, ...]:
    """All of them to those who answer; to a supplier's person those of the supplier alone."""
    with store.read() as work:
        tender = tender_or_refusal(work, tender_id)
        organisation_id = actor_in(work, actor.id).organisation_id
        if organisation_id is None:
            require(work, actor, Act.ANSWER_QUESTIONS, tender.buyer_id)
            found = _questions(work, tender_id)
        else:
            found = _own(work, tender_id, organisation_id)
        return tuple(Asked(each, _answer_to(work, each.id)) for each in found)


def _questions(work: Work, tender_id: str) -> Sequence[Question]:
    found = select(Question).where(col(Question.tender_id) == tender_id)
    return work.session.exec(found.order_by(col(Question.number))).all()


def _own(work: Work, tender_id: str, organisation_id: str) -> list[Question]:
    keys = keys_of(work)
    return [
        each
        for each in _questions(work, tender_id)
        if each.asker_tag == asker_tag(keys, each.id, organisation_id)
    ]
