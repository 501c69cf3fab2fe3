"""Parts about the procurement: its documents, publication, opening, evaluation, decisions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlmodel import col, select

from appeals.case_file.case import Case
from appeals.case_file.case_parts import CasePart, Group
from documents.case_file_contexts import Fact, Rows
from law.days import swedish_day
from models.contract import Contract
from models.decision import AwardDraft, AwardedLot, CancelledLot, Withdrawal, WithdrawnLot
from models.evaluation import Evaluation
from models.notices import OwedNotice, PublishedNotice, SentNotice
from models.planning import Answer, Correction, TenderDocument
from models.protocol import Protocol, ProtocolKind
from models.tender import Bid, Lot, Opening, Publication


def decision_parts(case: Case) -> Iterator[CasePart]:
    """The decisions attacked, what took them back, the cancellations and the contracts."""
    for decision in case.decisions:
        draft = case.work.session.get_one(AwardDraft, decision.draft_id)
        number = f"{case.tender.diary_number}-{decision.number}"
        yield CasePart(
            Group.DECISION,
            case.say(f"Tilldelningsbeslut {number}", f"Award decision {number}"),
            key=decision.id,
            day=swedish_day(decision.decided_at),
            reference=decision.id,
            file=case.file(draft.pdf_sha256),
            facts=tuple(_awarded_facts(case, decision.id)),
        )
    yield from _withdrawals(case)
    for cancellation in case.cancellations:
        yield CasePart(
            Group.DECISION,
            case.say("Beslut att avbryta upphandlingen", "Decision to cancel the procurement"),
            key=cancellation.id,
            day=swedish_day(cancellation.decided_at),
            reference=cancellation.id,
            facts=(
                case.fact("Områden", "Lots", _cancelled(case, cancellation.id)),
                case.fact(
                    "Skäl", "Reasons", case.say(cancellation.reason_sv, cancellation.reason_en)
                ),
            ),
        )
    for contract_id in case.contract_ids:
        contract = case.work.session.get_one(Contract, contract_id)
        yield CasePart(
            Group.DECISION,
            case.say(f"Avtal {contract.number}", f"Contract {contract.number}"),
            key=contract.id,
            day=swedish_day(contract.rendered_at),
            reference=contract.id,
            file=case.file(contract.pdf_sha256),
        )


def _awarded_facts(case: Case, decision_id: str) -> Iterator[Fact]:
    for lot in case.lots:
        row = case.work.session.get(AwardedLot, (decision_id, lot.id))
        if row is not None:
            bid = case.work.session.get_one(Bid, row.bid_id)
            yield Fact(label=f"{lot.code} {lot.name}", value=case.names[bid.organisation_id])


def _withdrawals(case: Case) -> Iterator[CasePart]:
    ids = [decision.id for decision in case.decisions]
    found = (
        select(Withdrawal)
        .join(WithdrawnLot, col(WithdrawnLot.withdrawal_id) == col(Withdrawal.id))
        .where(col(WithdrawnLot.decision_id).in_(ids))
        .distinct()
        .order_by(col(Withdrawal.number))
    )
    for row in case.work.session.exec(found):
        yield CasePart(
            Group.DECISION,
            case.say("Återkallelse av tilldelningsbeslut", "Withdrawal of an award decision"),
            key=row.id,
            day=swedish_day(row.withdrawn_at),
            reference=row.id,
            facts=(case.fact("Skäl", "Reasons", case.say(row.reason_sv, row.reason_en)),),
        )


def _cancelled(case: Case, cancellation_id: str) -> str:
    found = select(Lot.code).join(CancelledLot, col(CancelledLot.lot_id) == col(Lot.id))
    named = found.where(col(CancelledLot.cancellation_id) == cancellation_id)
    return ", ".join(case.work.session.exec(named.order_by(col(Lot.code))))


def publication_parts(case: Case) -> Iterator[CasePart]:
    """When the call was published and as what, what was corrected, what was asked and answered."""
    published = case.work.session.get(Publication, case.tender.id)
    if published is not None:
        tables = [table for table in (_corrections(case),) if table]
        yield CasePart(
            Group.PUBLICATION,
            case.say("Annonsering av upphandlingen", "Publication of the procurement"),
            key="publication",
            day=swedish_day(published.published_at),
            reference=case.tender.diary_number,
            facts=tuple(_publication_facts(case, published)),
            tables=tuple(tables),
        )
    yield from _notices(case)
    answers = _answers(case)
    if answers is not None:
        yield CasePart(
            Group.PUBLICATION,
            case.say("Frågor och svar under anbudstiden", "Questions and answers"),
            key="answers",
            tables=(answers,),
        )


def _publication_facts(case: Case, published: Publication) -> Iterator[Fact]:
    yield case.fact("Sänd till annonsering", "Sent out", case.instant(published.published_at))
    if case.tender.bid_deadline_at is not None:
        deadline = case.instant(case.tender.bid_deadline_at)
        yield case.fact("Sista tid för anbud", "Deadline for bids", deadline)
    yield case.fact("CPV", "CPV", case.tender.cpv)


def _notices(case: Case) -> Iterator[CasePart]:
    found = (
        select(OwedNotice, SentNotice)
        .join(SentNotice, col(SentNotice.notice_id) == col(OwedNotice.id))
        .where(col(OwedNotice.tender_id) == case.tender.id)
        .order_by(col(SentNotice.sent_at), col(OwedNotice.id))
    )
    for owed, sent in case.work.session.exec(found):
        published = case.work.session.get(PublishedNotice, owed.id)
        facts = [
            case.fact("Slag", "Kind", owed.kind),
            case.fact("Sänd till annonsdatabasen", "Sent", case.instant(sent.sent_at)),
        ]
        if published is not None:
            facts.append(case.fact("Publicerad", "Published", case.day(published.published_on)))
        yield CasePart(
            Group.PUBLICATION,
            case.say(f"Annons {sent.reference}", f"Notice {sent.reference}"),
            key=owed.id,
            day=swedish_day(sent.sent_at) if published is None else published.published_on,
            reference=sent.reference,
            file=case.file(sent.content_sha256),
            facts=tuple(facts),
        )


def _corrections(case: Case) -> Rows | None:
    found = select(Correction).where(col(Correction.tender_id) == case.tender.id)
    rows = case.work.session.exec(found.order_by(col(Correction.number))).all()
    if not rows:
        return None
    return Rows(
        caption=case.say("Rättelser", "Corrections"),
        headings=[case.say("Tid", "Time"), case.say("Vad som ändrades", "What was changed")],
        rows=[[case.instant(row.corrected_at), case.say(row.what_sv, row.what_en)] for row in rows],
    )


def _answers(case: Case) -> Rows | None:
    rows = answers_given(case)
    if not rows:
        return None
    return Rows(
        caption=case.say("Som alla leverantörer har fått dem", "As told to every supplier"),
        headings=[
            case.say("Tid", "Time"),
            case.say("Fråga", "Question"),
            case.say("Svar", "Answer"),
        ],
        rows=[
            [
                case.instant(row.answered_at),
                case.say(row.asked_sv, row.asked_en),
                case.say(row.answer_sv, row.answer_en),
            ]
            for row in rows
        ],
    )


def answers_given(case: Case) -> Sequence[Answer]:
    found = select(Answer).where(col(Answer.tender_id) == case.tender.id)
    return case.work.session.exec(found.order_by(col(Answer.number))).all()


def document_parts(case: Case) -> Iterator[CasePart]:
    """Every version that suppliers were given, the newest of each document first."""
    found = select(TenderDocument).where(col(TenderDocument.tender_id) == case.tender.id)
    ordered = found.order_by(col(TenderDocument.code), col(TenderDocument.version).desc())
    newest: set[str] = set()
    for row in case.work.session.exec(ordered):
        earlier = row.code in newest
        newest.add(row.code)
        title = f"{case.say(row.title_sv, row.title_en)}, version {row.version}"
        yield CasePart(
            Group.DOCUMENTS,
            title + (case.say(" (ersatt)", " (superseded)") if earlier else ""),
            key=f"{row.code}:{row.version}",
            day=swedish_day(row.issued_at),
            reference=f"{row.code} · {row.file_name}",
            file=case.file(row.sha256),
        )


def protocol_parts(case: Case) -> Iterator[CasePart]:
    """The record of the opening, and the report on each evaluation that a decision rests on."""
    for kind, subject in protocols_wanted(case):
        protocol = _filed(case, kind, subject)
        if protocol is not None:
            group, title = _told(case, kind, subject)
            yield CasePart(
                group,
                title,
                key=f"{kind}:{subject}",
                day=swedish_day(protocol.recorded_at),
                reference=subject,
                file=case.file(protocol.pdf_sha256),
            )


def protocols_missing(case: Case) -> list[tuple[ProtocolKind, str]]:
    """By kind and subject, those that are wanted and not on file in any language."""
    return [each for each in protocols_wanted(case) if _filed(case, *each) is None]


def protocols_wanted(case: Case) -> list[tuple[ProtocolKind, str]]:
    opened = case.work.session.get(Opening, case.tender.id) is not None
    evaluations = [(ProtocolKind.EVALUATION, each.id) for each in evaluations_of(case)]
    return [(ProtocolKind.OPENING, case.tender.id), *evaluations] if opened else evaluations


def evaluations_of(case: Case) -> Sequence[Evaluation]:
    """Those that the attacked decisions rest on for the matter's lots, oldest first."""
    ids = {
        row.evaluation_id
        for decision in case.decisions
        for lot in case.lots
        if (row := case.work.session.get(AwardedLot, (decision.id, lot.id)))
    }
    found = select(Evaluation).where(col(Evaluation.id).in_(sorted(ids)))
    return case.work.session.exec(found.order_by(col(Evaluation.number))).all()


def _filed(case: Case, kind: ProtocolKind, subject: str) -> Protocol | None:
    """In the case file's language, or else in the other."""
    langs = ("sv", "en") if case.lang == "sv" else ("en", "sv")
    found = (case.work.session.get(Protocol, (kind, subject, lang)) for lang in langs)
    return next((each for each in found if each), None)


def _told(case: Case, kind: ProtocolKind, subject: str) -> tuple[Group, str]:
    if kind is ProtocolKind.OPENING:
        return Group.OPENING, case.say("Protokoll över anbudsöppningen", "Record of the opening")
    return Group.EVALUATION, case.say(
        f"Utvärderingsrapport {subject}", f"Evaluation report {subject}"
    )
