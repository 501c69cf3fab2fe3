"""Ask an applicant to complete or clarify, and record the answer (LOV 6:2, LOU 4:9)."""

from __future__ import annotations

from datetime import date

from sqlmodel import col, select

from law.days import swedish_day
from law.reasons import ActRefused, Text, refuse
from models.admissions import Application, Completion, CompletionReply
from models.letters import LetterKind, Outgoing
from models.store import Store, Work
from people.actors import Actor
from people.permissions import Act, require, require_of_organisation
from procurement.admissions.files import SentFile, accepted, filed
from procurement.admissions.standing import (
    Standing,
    application_or_refusal,
    completions_of,
    entered_by,
    standing_of,
)
from procurement.qualification.inquiring import check_asked
from procurement.tenders.named import tender_or_refusal
from registry.journal import append


def ask_completion(
    store: Store, actor: Actor, application_id: str, question: Text, answer_by: date
) -> str:
    """Put the question, owe its letter, and return its id; the same question is asked once.

    Raises `ActRefused` for an application that is decided, or an answer wanted today.
    """
    with store.write() as work:
        application = application_or_refusal(work, application_id)
        tender = tender_or_refusal(work, application.tender_id)
        require(work, actor, Act.TAKE_APPLICATION, tender.buyer_id)
        work.lock_tender(tender.id)
        asked = [row for row, _ in completions_of(work, application_id)]
        for row in asked:
            if (row.question_sv, row.question_en, row.answer_by) == (
                question.sv,
                question.en,
                answer_by,
            ):
                return row.id
        check_waiting(work, application)
        check_asked(work, question, answer_by)
        row = Completion(
            id=f"{application_id}/Q{len(asked) + 1}",
            application_id=application_id,
            number=len(asked) + 1,
            asked_at=work.now,
            answer_by=answer_by,
            question_sv=question.sv,
            question_en=question.en,
            **work.recorded(actor.id),
        )
        work.session.add(row)
        work.session.flush()
        work.session.add(_owed(work, application, row))
        work.session.flush()
        append(work, actor.id, "completion.asked", row.id, {"answer_by": answer_by.isoformat()})
        return row.id


def check_waiting(work: Work, application: Application) -> None:
    """Raises `ActRefused` for an application that has been decided."""
    if standing_of(work, application, swedish_day(work.now)) is not Standing.WAITING:
        raise refuse(
            "application.decided",
            sv=f"Ansökan {application.id} är redan avgjord",
            en=f"Application {application.id} has been decided",
            todo_sv="Ta in en ny ansökan om något har ändrats",
            todo_en="Take in a new application if something has changed",
        )


def _owed(work: Work, application: Application, row: Completion) -> Outgoing:
    return Outgoing(
        id=f"{row.id}:{application.organisation_id}",
        tender_id=application.tender_id,
        kind=LetterKind.COMPLETION,
        completion_id=row.id,
        organisation_id=application.organisation_id,
        owed_since=work.now,
    )


def answer_completion(
    store: Store, actor: Actor, completion_id: str, text: str, file: SentFile | None = None
) -> bool:
    """Record the answer, by the applicant's person or an officer; returns whether it came late.

    A late answer is recorded and marked late as long as the application is undecided. The
    same answer again writes nothing, and another one is refused: it takes a new question.
    """
    found = None if file is None else accepted(file)
    with store.write() as work:
        asked = _completion(work, completion_id)
        application = application_or_refusal(work, asked.application_id)
        tender = tender_or_refusal(work, application.tender_id)
        if actor.organisation_id is None:
            require(work, actor, Act.TAKE_APPLICATION, tender.buyer_id)
        else:
            require_of_organisation(work, actor, application.organisation_id)
        work.lock_tender(tender.id)
        known = work.session.get(CompletionReply, completion_id)
        sha256 = None if found is None else found.sha256
        if known is not None:
            if (known.text, known.sha256) != (text, sha256):
                raise _answered(completion_id)
            return swedish_day(known.replied_at) > asked.answer_by
        check_waiting(work, application)
        late = swedish_day(work.now) > asked.answer_by
        row = CompletionReply(
            completion_id=completion_id,
            replied_at=work.now,
            text=text,
            sha256=None if file is None or found is None else filed(work, file, found),
            **work.recorded(actor.id),
        )
        work.session.add(row)
        work.session.flush()
        said = {"late": late, "file": row.sha256}
        append(work, entered_by(actor), "completion.answered", completion_id, said)
        return late


def _completion(work: Work, completion_id: str) -> Completion:
    found = work.session.exec(select(Completion).where(col(Completion.id) == completion_id)).first()
    if found is None:
        raise refuse(
            "completion.unknown",
            sv=f"Det finns ingen fråga {completion_id} här",
            en=f"There is no question {completion_id} here",
            todo_sv="Ange en fråga som tilldela admission show visar",
            todo_en="Name one that tilldela admission show shows",
        )
    return found


def _answered(completion_id: str) -> ActRefused:
    return refuse(
        "completion.answered",
        sv=f"Ett annat svar på {completion_id} är redan antecknat",
        en=f"Another answer to {completion_id} is already on record",
        todo_sv="Ställ en ny fråga om mer behövs",
        todo_en="Put a new question if more is needed",
    )
