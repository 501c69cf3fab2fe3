"""Why the time must be made longer before anything is opened (LOU 11:8, 19:14).

What suppliers are told late they cannot use. A later deadline, set after it was told,
makes good for it; until then nothing may be opened.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from sqlmodel import col, select

from law.answering import answers
from law.dated import NoValue
from law.days import spoken, swedish_day
from law.procedures import Sends
from law.reasons import Basis, Cite, Reason, Text
from law.refusals import ImpossibleFacts
from law.rulebook import Rulebook
from models.planning import Answer, Correction, Question
from models.sealed import DeadlineExtension
from models.store import Work
from models.tender import Tender
from procurement.calls.late_notice import late_contract_notice
from procurement.calls.letters_unsent import last_invitation, letters_unsent
from procurement.conditions.time_given import in_full, is_urgent, period_of
from procurement.conditions.unmet import Unmet
from procurement.tenders.deadlines import EXTEND, deadline_of
from procurement.tenders.steps import step_of_tender

# Practice (Upphandlingsmyndigheten, after the bill to LOU): asked so long before is in good time.
GOOD_TIME = timedelta(days=10)
_EXTEND: Mapping[Rulebook, Cite] = {
    Rulebook.SE_LOU: Cite("LOU", 11, "8"),
    Rulebook.SE_LOU_19: Cite("LOU", 19, "14"),
    Rulebook.SE_LUF: Cite("LUF", 11, "8"),
    Rulebook.EU: Cite("direktiv 2014/24/EU", None, "47.3"),
}
# Chapter 19 has the same time for what the buyer tells of its own accord (19:13).
_OWN_INITIATIVE = frozenset({Rulebook.SE_LOU_19})
_ANSWER = Text(
    "Besvara frågan med tilldela tender answer, och förläng sedan tiden",
    "Answer the question with tilldela tender answer, then extend the time",
)


def time_to_extend(work: Work, tender: Tender) -> tuple[Unmet, ...]:
    """Everything for which the deadline must still be moved; empty when it may stand."""
    if not step_of_tender(tender).sealed:
        return ()
    return (
        *_told_late(work, tender),
        *_unanswered(work, tender),
        *_changed(work, tender),
        *letters_unsent(work, tender),
        *_invited_late(work, tender),
        *late_contract_notice(work, tender),
    )


def answer_by(work: Work, tender: Tender, at: datetime) -> date | None:
    """The last day for answers, by the deadline as it stood then; None where none is set."""
    rulebook, deadline = Rulebook(tender.rulebook), swedish_day(deadline_at(work, tender, at))
    # Only some rulebooks have a shorter time where the period was shortened.
    for accelerated in (True, False) if _shortened(work, tender) else (False,):
        try:
            return answers(
                deadline, rulebook=rulebook, accelerated=accelerated, started=tender.starts_on
            ).last_day
        except (ImpossibleFacts, NoValue):
            continue
    return None


def _shortened(work: Work, tender: Tender) -> bool:
    """By shortage of time, to less than what would else have been the least (LOU 11:10)."""
    if not is_urgent(work, tender) or tender.bid_deadline_at is None:
        return False
    found = period_of(work, tender, ordinary=True)
    if found is None or found.last_day is None:
        return False
    return not in_full(tender.bid_deadline_at, found.last_day)


def deadline_at(work: Work, tender: Tender, at: datetime) -> datetime:
    """The deadline that was in force at that instant."""
    set_then = [row for row in _extensions(work, tender) if row.extended_at <= at]
    if set_then:
        return set_then[-1].deadline_at
    return tender.bid_deadline_at or deadline_of(work, tender)


def in_good_time(work: Work, tender: Tender, question: Question) -> bool:
    """By the deadline that stood when the question came in."""
    last = swedish_day(deadline_at(work, tender, question.received_at)) - GOOD_TIME
    return swedish_day(question.received_at) <= last


def _told_late(work: Work, tender: Tender) -> Iterator[Unmet]:
    rows = work.session.exec(
        select(Answer, Question)
        .outerjoin(Question, col(Question.id) == col(Answer.question_id))
        .where(col(Answer.tender_id) == tender.id)
        .order_by(col(Answer.number))
    )
    for answer, question in rows:
        last = answer_by(work, tender, answer.answered_at)
        if last is None or swedish_day(answer.answered_at) <= last:
            continue
        if _counts(work, tender, question) and not _extended(work, tender, answer.answered_at):
            yield _unmet(tender, _late(answer, last), EXTEND)


def _counts(work: Work, tender: Tender, question: Question | None) -> bool:
    if question is None:
        return Rulebook(tender.rulebook) in _OWN_INITIATIVE
    return in_good_time(work, tender, question)


def _late(answer: Answer, last: date) -> Text:
    told, by = spoken(swedish_day(answer.answered_at)), spoken(last)
    return Text(
        f"Svar {answer.number} lämnades {told.sv}, efter den sista dagen för svar, {by.sv}",
        f"Answer {answer.number} was given on {told.en}, after the last day for answers, {by.en}",
    )


def _unanswered(work: Work, tender: Tender) -> Iterator[Unmet]:
    """Nothing before the last day for answers has passed."""
    last = answer_by(work, tender, work.now)
    if last is None or swedish_day(work.now) <= last:
        return
    for question in open_questions(work, tender.id):
        if in_good_time(work, tender, question):
            text = Text(
                f"Fråga {question.number} kom i god tid men är inte besvarad",
                f"Question {question.number} came in good time but has not been answered",
            )
            yield _unmet(tender, text, _ANSWER)


def open_questions(work: Work, tender_id: str) -> Sequence[Question]:
    """Without an answer, in the order they came."""
    answered = select(Answer.question_id).where(
        col(Answer.tender_id) == tender_id, col(Answer.question_id).is_not(None)
    )
    found = select(Question).where(
        col(Question.tender_id) == tender_id, col(Question.id).not_in(answered)
    )
    return work.session.exec(found.order_by(col(Question.number))).all()


def _changed(work: Work, tender: Tender) -> Iterator[Unmet]:
    found = select(Correction).where(col(Correction.tender_id) == tender.id)
    for row in work.session.exec(found.order_by(col(Correction.number))):
        if _extended(work, tender, row.corrected_at):
            continue
        if row.substantial:
            yield _unmet(tender, _substantial(row), EXTEND)
            continue
        last = answer_by(work, tender, row.corrected_at)
        if _counts(work, tender, None) and last and swedish_day(row.corrected_at) > last:
            yield _unmet(tender, _corrected_late(row, last), EXTEND)


def _substantial(row: Correction) -> Text:
    return Text(
        f"Rättelse {row.number} ändrar upphandlingen väsentligt, och tiden är inte förlängd sedan"
        " dess",
        f"Correction {row.number} changes the tender substantially, and the time has not been"
        " extended since",
    )


def _corrected_late(row: Correction, last: date) -> Text:
    made, by = spoken(swedish_day(row.corrected_at)), spoken(last)
    return Text(
        f"Rättelse {row.number} gjordes {made.sv}, efter den sista dagen för upplysningar, {by.sv}",
        f"Correction {row.number} was made on {made.en}, after the last day for information,"
        f" {by.en}",
    )


def _invited_late(work: Work, tender: Tender) -> Iterator[Unmet]:
    """The least time counts from the day that the last invitation really went out."""
    sent = last_invitation(work, tender)
    found = None if sent is None else period_of(work, tender, swedish_day(sent))
    if sent is None or found is None or found.last_day is None:
        return
    if in_full(deadline_of(work, tender), found.last_day):
        return
    went, last = spoken(swedish_day(sent)), spoken(found.last_day)
    text = Text(
        f"Den sista inbjudan i {tender.id} skickades {went.sv}, och tiden ska därför löpa hela"
        f" {last.sv}",
        f"The last invitation in {tender.id} was sent on {went.en}, so that the time must run"
        f" through the whole of {last.en}",
    )
    cite = next((each.cite for each in found.reasons if each.code == "nominal-last-day"), None)
    basis = Basis.STATUTE if cite else Basis.HOUSE_RULE
    yield Unmet(Reason("opening.must_extend", text, cite, basis), EXTEND)


def _extended(work: Work, tender: Tender, since: datetime) -> bool:
    return any(row.extended_at >= since for row in _extensions(work, tender))


def _extensions(work: Work, tender: Tender) -> Sequence[DeadlineExtension]:
    found = select(DeadlineExtension).where(col(DeadlineExtension.tender_id) == tender.id)
    return work.session.exec(found.order_by(col(DeadlineExtension.number))).all()


def _unmet(tender: Tender, text: Text, todo: Text) -> Unmet:
    """The acts speak of the time for tenders; for requests it is equal treatment, a house rule."""
    tenders = step_of_tender(tender).sends is Sends.TENDERS
    cite = _EXTEND.get(Rulebook(tender.rulebook)) if tenders else None
    basis = Basis.STATUTE if cite else Basis.HOUSE_RULE
    return Unmet(Reason("opening.must_extend", text, cite, basis), todo)
