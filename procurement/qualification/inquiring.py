"""Ask a tenderer, and record what comes back.

A question is answered through a day that leaves time to answer; a late answer is recorded
and marked late, never lost. What a completion may not touch is the price or the levels
offered: the bid stands as it was opened (LOU 4:9, 19:15, and equal treatment).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlmodel import col, func, select

from law.days import swedish_day
from law.reasons import Text, refuse
from law.rulebook import Rulebook
from models.correspondence import Inquiry, InquiryKind, Reply
from models.letters import LetterKind, Outgoing
from models.qualification import ExclusionCase
from models.store import Store, Work
from models.tender import Bid, Requirement, Tender
from people.actors import Actor
from people.permissions import Act, require
from procurement.tenders.lots import lock_lots_of
from procurement.tenders.named import tender_or_refusal
from procurement.tenders.provisions import Provision, provision
from registry.filing import file_blob
from registry.journal import append
from registry.uploads.check import Accepted, check_upload
from registry.uploads.refusals import UploadRefused


class Subject(StrEnum):
    """What of a bid a question is about."""

    CONTENT = "content"
    PRICE = "price"
    LEVELS = "levels"


@dataclass(frozen=True)
class Question:
    """To one tenderer, about one bid or, in a hearing, an exclusion case.

    A completion and a request for evidence name the requirement. `answer_by` is the last
    day for answering, in Sweden.
    """

    tender_id: str
    organisation_id: str
    kind: InquiryKind
    text: Text
    answer_by: date
    bid_id: str | None = None
    requirement_id: str | None = None
    exclusion_case_id: str | None = None
    subject: Subject = Subject.CONTENT


def ask(store: Store, actor: Actor, question: Question) -> str:
    """Put the question on the record, owe its letter, and return the inquiry's id.

    The same question again is the same inquiry. Raises `ActRefused` for an answer wanted
    today or earlier, a completion of price or levels, and a subject that is not the tenderer's.
    """
    with store.write() as work:
        tender = tender_or_refusal(work, question.tender_id)
        require(work, actor, Act.INQUIRE, tender.buyer_id)
        lock_lots_of(work, tender.id)
        known = _same(work, question)
        if known is not None:
            return known
        _check(work, tender, question)
        return _write(work, actor, question)


def _same(work: Work, question: Question) -> str | None:
    found = select(Inquiry.id).where(
        col(Inquiry.tender_id) == question.tender_id,
        col(Inquiry.organisation_id) == question.organisation_id,
        col(Inquiry.kind) == question.kind,
        col(Inquiry.answer_by) == question.answer_by,
        col(Inquiry.question_sv) == question.text.sv,
        col(Inquiry.question_en) == question.text.en,
        col(Inquiry.bid_id).is_not_distinct_from(question.bid_id),
        col(Inquiry.requirement_id).is_not_distinct_from(question.requirement_id),
        col(Inquiry.exclusion_case_id).is_not_distinct_from(question.exclusion_case_id),
    )
    return work.session.exec(found).first()


def _check(work: Work, tender: Tender, question: Question) -> None:
    check_asked(work, question.text, question.answer_by)
    _check_completion(tender, question)
    _check_subject(work, tender, question)


def check_asked(work: Work, text: Text, answer_by: date) -> None:
    """Raises `ActRefused` for a question without words, or without time to answer."""
    if not text.sv.strip() or not text.en.strip():
        raise refuse(
            "inquiry.text",
            sv="Frågan saknar text",
            en="The question has no text",
            todo_sv="Skriv frågan på båda språken",
            todo_en="Write the question in both languages",
        )
    if answer_by <= swedish_day(work.now):
        raise refuse(
            "inquiry.answer_by",
            sv=f"Svar senast {answer_by.isoformat()} lämnar ingen skälig tid att svara",
            en=f"An answer by {answer_by.isoformat()} leaves no reasonable time",
            todo_sv="Ange en senare sista dag för svar",
            todo_en="Give a later last day for answering",
        )


def _check_completion(tender: Tender, question: Question) -> None:
    completes = question.kind is InquiryKind.COMPLETION
    if completes and question.subject is not Subject.CONTENT:
        raise refuse(
            "inquiry.changes_the_bid",
            sv="Pris och offererade nivåer får inte kompletteras: anbudet skulle bli ett annat",
            en="Price and levels offered may not be completed: it would be another bid",
            todo_sv="Begär ett förtydligande, som inte ändrar anbudet, eller en prisförklaring",
            todo_en="Ask for a clarification, which changes nothing, or to explain the price",
            cite=provision(Rulebook(tender.rulebook), Provision.COMPLETION),
        )
    named = completes or question.kind is InquiryKind.EVIDENCE
    if named and question.requirement_id is None:
        raise refuse(
            "inquiry.requirement",
            sv="En komplettering eller begäran om bevis gäller ett visst krav",
            en="A completion or a request for evidence is about one requirement",
            todo_sv="Ange kravet",
            todo_en="Name the requirement",
        )


def _check_subject(work: Work, tender: Tender, question: Question) -> None:
    """Everything that the question names belongs to this tender and this tenderer."""
    if not (_bid_fits(work, question) and _others_fit(work, tender, question)):
        raise refuse(
            "inquiry.subject",
            sv="Frågan gäller inget anbud, krav eller ärende som rör"
            f" {question.organisation_id} i {tender.id}",
            en="The question is about no bid, requirement or case of"
            f" {question.organisation_id} in {tender.id}",
            todo_sv="Ange rätt beteckningar",
            todo_en="Give the right ids",
        )


def _bid_fits(work: Work, question: Question) -> bool:
    if question.bid_id is None:
        return question.kind is InquiryKind.HEARING
    bid = work.session.get(Bid, question.bid_id)
    return bid is not None and (bid.tender_id, bid.organisation_id) == (
        question.tender_id,
        question.organisation_id,
    )


def _others_fit(work: Work, tender: Tender, question: Question) -> bool:
    hearing = question.kind is InquiryKind.HEARING
    if hearing != (question.exclusion_case_id is not None):
        return False
    if question.requirement_id is not None:
        requirement = work.session.get(Requirement, question.requirement_id)
        if requirement is None or requirement.tender_id != tender.id:
            return False
    if question.exclusion_case_id is None:
        return True
    case = work.session.get(ExclusionCase, question.exclusion_case_id)
    return case is not None and (case.tender_id, case.organisation_id) == (
        tender.id,
        question.organisation_id,
    )


def _write(work: Work, actor: Actor, question: Question) -> str:
    asked = select(func.count()).select_from(Inquiry)
    number = work.session.exec(asked.where(col(Inquiry.tender_id) == question.tender_id)).one() + 1
    inquiry = Inquiry(
        id=f"{question.tender_id}/Q{number}",
        tender_id=question.tender_id,
        organisation_id=question.organisation_id,
        kind=question.kind.value,
        bid_id=question.bid_id,
        requirement_id=question.requirement_id,
        exclusion_case_id=question.exclusion_case_id,
        question_sv=question.text.sv,
        question_en=question.text.en,
        asked_at=work.now,
        answer_by=question.answer_by,
        **work.recorded(actor.id),
    )
    work.session.add(inquiry)
    work.session.flush()
    work.session.add(
        Outgoing(
            id=f"{inquiry.id}:{inquiry.organisation_id}",
            tender_id=inquiry.tender_id,
            kind=LetterKind.INQUIRY,
            inquiry_id=inquiry.id,
            organisation_id=inquiry.organisation_id,
            owed_since=work.now,
        )
    )
    work.session.flush()
    said = {
        "kind": inquiry.kind,
        "organisation": inquiry.organisation_id,
        "bid": inquiry.bid_id,
        "requirement": inquiry.requirement_id,
        "case": inquiry.exclusion_case_id,
        "answer_by": inquiry.answer_by.isoformat(),
    }
    append(work, actor.id, "inquiry.asked", inquiry.id, said)
    return inquiry.id


def record_reply(
    store: Store,
    actor: Actor,
    inquiry_id: str,
    received_at: datetime,
    text: str,
    file: bytes | None = None,
    name: str = "",
) -> bool:
    """Record an answer and the file that came with it; returns whether it came late.

    The same answer of the same moment again writes nothing. Raises `ActRefused` for a file
    that is not read here, and for an answer before the question or after now.
    """
    accepted = None if file is None else _accepted(file, name)
    with store.write() as work:
        inquiry = inquiry_or_refusal(work, inquiry_id)
        tender = tender_or_refusal(work, inquiry.tender_id)
        require(work, actor, Act.INQUIRE, tender.buyer_id)
        lock_lots_of(work, tender.id)
        late = swedish_day(received_at) > inquiry.answer_by
        sha256 = None if accepted is None else accepted.sha256
        if _known(work, inquiry_id, received_at, text, sha256):
            return late
        _check_received(work, inquiry, received_at)
        if file is not None and accepted is not None:
            file_blob(work, file, accepted.media_type)
        work.session.add(
            Reply(
                inquiry_id=inquiry_id,
                received_at=received_at,
                text=text,
                file_sha256=sha256,
                **work.recorded(actor.id),
            )
        )
        work.session.flush()
        said = {"received_at": received_at, "late": late, "file": sha256}
        append(work, actor.id, "reply.recorded", inquiry_id, said)
        return late


def inquiry_or_refusal(work: Work, inquiry_id: str) -> Inquiry:
    inquiry = work.session.get(Inquiry, inquiry_id)
    if inquiry is None:
        raise refuse(
            "inquiry.unknown",
            sv=f"Det finns ingen fråga {inquiry_id} här",
            en=f"There is no inquiry {inquiry_id} here",
            todo_sv="Kontrollera beteckningen",
            todo_en="Check the id",
        )
    return inquiry


def _accepted(file: bytes, name: str) -> Accepted:
    try:
        return check_upload(name, file)
    except UploadRefused as refusal:
        raise refuse(
            "reply.file",
            sv=f"Filen kan inte tas in: {refusal.text.sv.rstrip('.')}",
            en=f"The file cannot be taken in: {refusal.text.en.rstrip('.')}",
            todo_sv="Anteckna svaret utan filen, och be om den i en annan form",
            todo_en="Record the answer without the file, and ask for it in another form",
        ) from refusal


def _known(
    work: Work, inquiry_id: str, received_at: datetime, text: str, sha256: str | None
) -> bool:
    reply = work.session.get(Reply, (inquiry_id, received_at))
    if reply is None:
        return False
    if (reply.text, reply.file_sha256) == (text, sha256):
        return True
    raise refuse(
        "reply.same_moment",
        sv=f"Ett annat svar på {inquiry_id} är redan antecknat för samma ögonblick",
        en=f"Another answer to {inquiry_id} is on record for that very moment",
        todo_sv="Ange när det här svaret kom in",
        todo_en="State when this answer came in",
    )


def _check_received(work: Work, inquiry: Inquiry, received_at: datetime) -> None:
    if not inquiry.asked_at <= received_at <= work.now:
        raise refuse(
            "reply.received_at",
            sv="Ett svar kommer in efter frågan, och inte senare än nu",
            en="An answer comes in after the question, and no later than now",
            todo_sv="Ange när svaret kom in",
            todo_en="State when the answer came in",
        )
