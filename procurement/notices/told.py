"""What a notice tells, gathered once for the data and for the document.

Nothing here is secret: suppliers are named from the award decision on, and then only as far
as the rule on the notice asks for; of their tenders nothing is told but how many they were.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlmodel import col, select

from appeals.addressees import standing_lots, tenderers_of
from law.days import swedish_day
from law.notice_contents import names_tenderers
from law.procedures import ProcedurePlan, procedures
from law.reasons import Text, refuse
from law.rulebook import Rulebook
from models.admissions import SystemTerms
from models.contract import Contract, Party, Signature
from models.decision import AwardDecision, AwardedBid, Cancellation, CancelledLot
from models.frameworks import FrameworkTerms
from models.notices import NoticeKind, OwedNotice, SentNotice
from models.parties import Buyer, Organisation
from models.planning import Correction, NoteKind, TenderDocument
from models.sealed import DeadlineExtension
from models.store import Work
from models.tender import Bid, Lot, Tender
from procurement.planning.notes import notes_of
from procurement.planning.tender_documents import newest_versions
from procurement.tenders.deadlines import deadline_of
from procurement.tenders.lots import lots_of
from procurement.tenders.steps import basis_of, first_step_of, step_of_tender


@dataclass(frozen=True)
class ToldLot:
    """`tenders` is how many came in for the lot, told in an award notice alone.

    `tenderers`: those who sent one, or asked to, where the notice must name them.
    """

    lot: Lot
    winners: tuple[Organisation, ...] = ()
    tenders: int | None = None
    tenderers: tuple[Organisation, ...] = ()


@dataclass(frozen=True)
class Told:
    """`on` is the day of what it tells of: a decision, a contract, a correction.

    `why` is that act's reason, or what it changed; `redo` of a cancellation alone,
    as is `whole`: no lot goes on.
    """

    notice: OwedNotice
    tender: Tender
    first: Tender
    buyer: Buyer
    lots: tuple[ToldLot, ...]
    deadline: datetime | None = None
    documents: tuple[TenderDocument, ...] = ()
    on: date | None = None
    why: Text | None = None
    redo: bool | None = None
    whole: bool = True
    contract: Contract | None = None
    framework: FrameworkTerms | None = None
    system: SystemTerms | None = None

    @property
    def kind(self) -> NoticeKind:
        return NoticeKind(self.notice.kind)

    @property
    def plan(self) -> ProcedurePlan:
        return procedures()[self.tender.procedure]

    @property
    def calls_follow(self) -> bool:
        """Whether those admitted to the system tender for what is bought in it."""
        return any(step.sealed for step in self.plan.steps)

    @property
    def value(self) -> int:
        """What the lots that it tells of were estimated to be worth, in minor units."""
        return sum(each.lot.estimated_value for each in self.lots)

    @property
    def winners(self) -> tuple[Organisation, ...]:
        return _once(each for told in self.lots for each in told.winners)

    @property
    def tenderers(self) -> tuple[Organisation, ...]:
        return _once(each for told in self.lots for each in told.tenderers)


def notice_or_refusal(work: Work, notice_id: str) -> OwedNotice:
    notice = work.session.get(OwedNotice, notice_id)
    if notice is None:
        raise refuse(
            "notice.unknown",
            sv=f"Det finns ingen annons {notice_id} här",
            en=f"There is no notice {notice_id} here",
            todo_sv="Se vilka som finns med tilldela notice list",
            todo_en="See which there are with tilldela notice list",
        )
    return notice


def told(work: Work, notice: OwedNotice) -> Told:
    """As things stand now. Raises `ActRefused` where what it would tell no longer holds."""
    tender = work.session.get_one(Tender, notice.tender_id)
    return _TOLD[NoticeKind(notice.kind)](work, notice, tender)


def _of(work: Work, notice: OwedNotice, tender: Tender, lots: Iterable[ToldLot]) -> Told:
    buyer = work.session.get_one(Buyer, tender.buyer_id)
    return Told(
        notice,
        tender,
        first_step_of(work, tender),
        buyer,
        tuple(lots),
        framework=work.session.get(FrameworkTerms, tender.id),
        system=work.session.get(SystemTerms, tender.id),
    )


def _all_lots(work: Work, tender: Tender) -> Iterable[ToldLot]:
    return (ToldLot(lot) for lot in lots_of(work, tender.id))


def _call(work: Work, notice: OwedNotice, tender: Tender) -> Told:
    documents = newest_versions(work, tender.id)
    return replace(
        _of(work, notice, tender, _all_lots(work, tender)),
        deadline=deadline_of(work, tender) if step_of_tender(tender).sealed else None,
        documents=tuple(documents[code] for code in sorted(documents)),
    )


def _planned(work: Work, notice: OwedNotice, tender: Tender) -> Told:
    return _of(work, notice, tender, _all_lots(work, tender))


def _correction(work: Work, notice: OwedNotice, tender: Tender) -> Told:
    """A correction of the documents, or a later deadline."""
    call = _call(work, notice, tender)
    changed = work.session.get(Correction, notice.about)
    if changed is not None:
        day, why = swedish_day(changed.corrected_at), Text(changed.what_sv, changed.what_en)
    else:
        later = _extension(work, tender, notice.owed_since)
        day, why = swedish_day(later.extended_at), Text(later.reason_sv, later.reason_en)
    return replace(call, on=day, why=why)


def _extension(work: Work, tender: Tender, at: datetime) -> DeadlineExtension:
    found = select(DeadlineExtension).where(
        col(DeadlineExtension.tender_id) == tender.id, col(DeadlineExtension.extended_at) == at
    )
    return work.session.exec(found).one()


def _intent(work: Work, notice: OwedNotice, tender: Tender) -> Told:
    decision = work.session.get_one(AwardDecision, notice.about)
    standing = standing_lots(work, decision.id)
    if not standing:
        raise refuse(
            "notice.decision_fallen",
            sv=f"Beslutet {decision.id} gäller inte längre",
            en=f"Decision {decision.id} is no longer in force",
            todo_sv="Skicka inte annonsen",
            todo_en="Do not send the notice",
        )
    lots = [
        ToldLot(lot, _awarded(work, decision.id, lot.id))
        for lot in lots_of(work, tender.id)
        if lot.id in standing
    ]
    day, why = swedish_day(decision.decided_at), _reason_given(work, notice)
    return replace(_of(work, notice, tender, lots), on=day, why=why)


def _awarded(work: Work, decision_id: str, lot_id: str) -> tuple[Organisation, ...]:
    found = (
        select(Organisation)
        .join(Bid, col(Bid.organisation_id) == col(Organisation.id))
        .join(AwardedBid, col(AwardedBid.bid_id) == col(Bid.id))
        .where(col(AwardedBid.decision_id) == decision_id, col(AwardedBid.lot_id) == lot_id)
        .order_by(col(AwardedBid.place))
    )
    return tuple(work.session.exec(found))


def _reason_given(work: Work, notice: OwedNotice) -> Text:
    """The note that was written with the notice."""
    notes = notes_of(work, notice.tender_id, NoteKind.PROCEDURE)
    note = next(each for each in notes if each.recorded_at == notice.owed_since)
    return Text(note.text_sv, note.text_en)


def _cancelled(work: Work, notice: OwedNotice, tender: Tender) -> Told:
    made = work.session.get_one(Cancellation, notice.about)
    cancelled = select(CancelledLot.lot_id).where(col(CancelledLot.cancellation_id) == made.id)
    gone = set(work.session.exec(cancelled))
    every = lots_of(work, tender.id)
    lots = [ToldLot(lot) for lot in every if lot.id in gone]
    day, why = swedish_day(made.decided_at), Text(made.reason_sv, made.reason_en)
    whole = len(lots) == len(every)
    return replace(_of(work, notice, tender, lots), on=day, why=why, redo=made.redo, whole=whole)


def _concluded(work: Work, notice: OwedNotice, tender: Tender) -> Told:
    contract = work.session.get_one(Contract, notice.about)
    lot = work.session.get_one(Lot, contract.lot_id)
    sent = work.session.get(SentNotice, notice.id)
    named = names_tenderers(
        Rulebook(tender.rulebook), swedish_day(sent.sent_at if sent else work.now)
    )
    winner = work.session.get_one(Organisation, contract.organisation_id)
    told_lot = ToldLot(
        lot,
        (winner,),
        len(tenderers_of(work, [lot.id])),
        () if named is None else _took_part(work, tender, lot),
    )
    day = concluded_on(work, contract.id)
    return replace(_of(work, notice, tender, [told_lot]), on=day, contract=contract)


def concluded_on(work: Work, contract_id: str) -> date:
    """The day that the buyer, who signs last, signed a contract that is concluded."""
    signed = work.session.get_one(Signature, (contract_id, Party.BUYER))
    return swedish_day(signed.signed_at)


def _took_part(work: Work, tender: Tender, lot: Lot) -> tuple[Organisation, ...]:
    """Who sent a tender for the lot, or asked to in an earlier step of the same procedure."""
    found: set[str] = set()
    at: Tender | None = tender
    while at is not None and at.procedure == tender.procedure:
        found.update(tenderers_of(work, [f"{at.id}/{lot.code}"]))
        at = basis_of(work, at.id)
    rows = select(Organisation).where(col(Organisation.id).in_(found))
    return tuple(work.session.exec(rows.order_by(col(Organisation.name))))


def _once(found: Iterable[Organisation]) -> tuple[Organisation, ...]:
    return tuple({each.id: each for each in found}.values())


_TOLD: Mapping[NoticeKind, Callable[[Work, OwedNotice, Tender], Told]] = {
    NoticeKind.PRIOR_INFORMATION: _planned,
    NoticeKind.CONTRACT: _call,
    NoticeKind.SYSTEM: _call,
    NoticeKind.CORRECTION: _correction,
    NoticeKind.EX_ANTE: _intent,
    NoticeKind.CANCELLATION: _cancelled,
    NoticeKind.AWARD: _concluded,
}


def notices_of(work: Work, tender_id: str) -> Sequence[OwedNotice]:
    """In the order that they came to be owed."""
    found = select(OwedNotice).where(col(OwedNotice.tender_id) == tender_id)
    return work.session.exec(found.order_by(col(OwedNotice.owed_since), col(OwedNotice.id))).all()
