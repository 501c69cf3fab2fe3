"""What must be published and documented after a contract or a cancellation, and by when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlmodel import col, select

from law import answering
from law.amounts import Currency
from law.dated import NoValue
from law.days import swedish_day
from law.direct_award_duties import DirectAwardDuties, direct_award_duties
from law.procedures import FRAMEWORK, ConditionKind, Sends
from law.reasons import Reason
from law.refusals import ImpossibleFacts
from law.regime import Procurement
from law.rulebook import Rulebook
from law.thresholds import Kind
from models.contract import Contract, Party, Signature
from models.decision import Cancellation
from models.notices import NoticeKind
from models.planning import NoteKind
from models.store import Work
from models.tender import Publication, Tender
from procurement.conditions.direct_award import as_offered, suppliers_asked
from procurement.planning.notes import notes_of
from procurement.planning.values import newest_estimate, valued
from procurement.tenders.lawful_facts import lawful
from procurement.tenders.named import tender_or_refusal
from procurement.tenders.owed_notices import sent_on
from procurement.tenders.steps import first_step_of, step_of_tender


class DutyKind(StrEnum):
    AWARD_NOTICE = "award_notice"
    DOCUMENTATION = "documentation"


@dataclass(frozen=True)
class Duty:
    """Something owed after the contract or the cancellation `about`.

    `last_day` is None where the law sets none. `gathered_by`: the last day where it may be
    done together for a whole quarter. `done_on`: when it was, as far as is on record.
    """

    kind: DutyKind
    about: str
    last_day: date | None
    gathered_by: date | None
    done_on: date | None
    reasons: tuple[Reason, ...]

    @property
    def last_of_all(self) -> date | None:
        """The day after which it is late however it is done."""
        return max(filter(None, (self.last_day, self.gathered_by)), default=None)

    def late(self, today: date) -> bool:
        last = self.last_of_all
        return self.done_on is None and last is not None and today > last


def duties_of(work: Work, tender_id: str) -> tuple[Duty, ...]:
    """Of each contract concluded, and each cancellation, in the order of their days."""
    tender = tender_or_refusal(work, tender_id)
    found: list[Duty] = []
    for about, day in _contracts(work, tender_id):
        award = award_notice(work, tender, about, day)
        found += [] if award is None else [award]
        found += documentation(work, tender, about, day)
    for about, day in _cancellations(work, tender_id):
        found += documentation(work, tender, about, day)
    return tuple(found)


def award_notice(work: Work, tender: Tender, about: str, concluded: date) -> Duty | None:
    """The duty to publish the outcome of that contract; None where there is none.

    None for what is awarded under a framework (LOU 10:4, 19:7, 19a:13), for a direct award
    of low value, and in a system of choice.
    """
    if FRAMEWORK in step_of_tender(tender).basis:
        return None
    direct = _direct(work, tender, concluded)
    if direct is not None and not direct.publish:
        return None
    rulebook = Rulebook(tender.rulebook)
    try:
        duty = answering.award_notice(concluded, rulebook=rulebook, started=tender.starts_on)
    except (ImpossibleFacts, NoValue):
        return None
    gathered = _gathered(work, tender, concluded)
    return Duty(
        kind=DutyKind.AWARD_NOTICE,
        about=about,
        last_day=duty.last_day,
        gathered_by=gathered.last_day if gathered else None,
        done_on=sent_on(work, about, NoticeKind.AWARD),
        reasons=(*duty.reasons, *(gathered.reasons if gathered else ())),
    )


def _gathered(work: Work, tender: Tender, concluded: date) -> answering.Duty | None:
    """The quarter's own day, where notices may be gathered for it."""
    batch = _batch(work, tender)
    if batch is None:
        return None
    try:
        return answering.gathered_award_notices(
            concluded, batch, rulebook=Rulebook(tender.rulebook), started=tender.starts_on
        )
    except (ImpossibleFacts, NoValue):
        return None


def _batch(work: Work, tender: Tender) -> answering.Batch | None:
    if step_of_tender(first_step_of(work, tender)).sends is Sends.APPLICATIONS:
        return answering.Batch.DPS
    estimate = newest_estimate(work, tender)
    annex_2 = estimate is not None and estimate.kind == Kind.SOCIAL
    return answering.Batch.ANNEX_2 if annex_2 else None


def documentation(work: Work, tender: Tender, about: str, day: date) -> Iterator[Duty]:
    """The duty to have the file complete after that contract or cancellation, if there is one."""
    direct = _direct(work, tender, day)
    if direct is not None:
        if direct.document:
            wanted = tuple(each for each in direct.reasons if each.code == "document")
            yield _documented(work, tender, about, day, direct.documented_by, wanted)
        return
    try:
        rulebook = Rulebook(tender.rulebook)
        duty = answering.documentation(day, rulebook=rulebook, started=tender.starts_on)
    except (ImpossibleFacts, NoValue):
        return
    yield _documented(work, tender, about, day, duty.last_day, duty.reasons)


def _documented(
    work: Work,
    tender: Tender,
    about: str,
    since: date,
    last_day: date | None,
    reasons: tuple[Reason, ...],
) -> Duty:
    """Complete when an officer has noted that it is, on the day of the act or later."""
    noted = notes_of(work, tender.id, NoteKind.DOCUMENTATION)
    done = min((each.on_day for each in noted if each.on_day >= since), default=None)
    return Duty(DutyKind.DOCUMENTATION, about, last_day, None, done, reasons)


def _direct(work: Work, tender: Tender, day: date) -> DirectAwardDuties | None:
    """What a direct award obliges to; None for other calls, and outside kronor."""
    case = direct_case(work, tender)
    if case is None or case.currency is not Currency.SEK:
        return None
    # Of a direct award that was entered after the fact, who was asked is not on record.
    asked = max(1, suppliers_asked(work, tender.id))
    return lawful(lambda: direct_award_duties(case, day, asked=asked), "duties.impossible")


def direct_case(work: Work, tender: Tender) -> Procurement | None:
    """The facts of a direct award, as it was offered; None where suppliers were advertised for."""
    estimate = newest_estimate(work, tender)
    sent = work.session.get(Publication, tender.id)
    direct = ConditionKind.DIRECT_AWARD in step_of_tender(tender).conditions
    if not direct or estimate is None or sent is None:
        return None
    on = swedish_day(sent.published_at)
    return as_offered(work, tender, valued(work, tender, estimate, on))


def _contracts(work: Work, tender_id: str) -> Iterator[tuple[str, date]]:
    rows = work.session.exec(
        select(Contract.id, Signature.signed_at)
        .join(Signature, col(Signature.contract_id) == col(Contract.id))
        .where(col(Contract.tender_id) == tender_id, col(Signature.party) == Party.BUYER)
        .order_by(col(Signature.signed_at), col(Contract.id))
    )
    return ((contract_id, swedish_day(signed)) for contract_id, signed in rows)


def _cancellations(work: Work, tender_id: str) -> Iterator[tuple[str, date]]:
    found = select(Cancellation).where(col(Cancellation.tender_id) == tender_id)
    for row in work.session.exec(found.order_by(col(Cancellation.number))):
        yield row.id, swedish_day(row.decided_at)
