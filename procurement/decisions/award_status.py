"""How far the award of each lot has come, told from the facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlmodel import col, select

from appeals.hold import may_conclude
from appeals.in_force import award_in_force, cancellation_of, is_withdrawn, newest_award
from appeals.loading import load_lot_facts
from law.days import swedish_day
from law.reasons import Reason
from law.review import cancellation as time_to_challenge
from law.rulebook import Rulebook
from law.standstill import Notice
from models.decision import AwardDraft, Cancellation, Withdrawal, WithdrawnLot
from models.letters import Channel, Dispatch, Outgoing
from models.store import Store, Work
from models.tender import Lot, Tender
from procurement.decisions.decision_drafting import decision_on, newest_draft
from procurement.decisions.decision_facts import lot_ids, read_facts
from procurement.decisions.undecided import Awaiting, awaiting_decision
from procurement.tenders.lots import lots_of
from procurement.tenders.named import tender_or_refusal


class AwardState(StrEnum):
    UNDECIDED = "undecided"
    DRAFTED = "drafted"
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class LotAward:
    """`act`: the draft, decision, withdrawal or cancellation that the state comes from.

    `last_day`: for an application for review to come in; None while letters are owed, and
    where `told` says that none is: then the law knows no standstill for the award.
    `kept_by`: what keeps a lot without a decision from one today.
    """

    code: str
    state: AwardState
    act: str | None = None
    on: date | None = None
    last_day: date | None = None
    redo: bool = False
    kept_by: tuple[Reason, ...] = ()
    told: bool = False


def award_status(store: Store, tender_id: str) -> tuple[LotAward, ...]:
    """Every lot of the tender, by code."""
    with store.read() as work:
        tender = tender_or_refusal(work, tender_id)
        awaiting = {lot.lot_id: lot for lot in awaiting_decision(work, tender_id)}
        draft = newest_draft(work, tender_id)
        if draft is not None and decision_on(work, draft.id) is not None:
            draft = None
        drafted = _lots_in(work, draft) if draft else frozenset()
        return tuple(
            _of(work, tender, lot, awaiting, draft if lot.id in drafted else None)
            for lot in lots_of(work, tender_id)
        )


def _lots_in(work: Work, draft: AwardDraft) -> frozenset[str]:
    facts = read_facts(work.blobs.get(draft.facts_sha256))
    return frozenset(lot_ids(draft.tender_id, facts))


def _of(
    work: Work,
    tender: Tender,
    lot: Lot,
    awaiting: Mapping[str, Awaiting],
    draft: AwardDraft | None,
) -> LotAward:
    cancelled = cancellation_of(work, lot.id)
    if cancelled is not None:
        return _cancelled(work, tender, lot, cancelled)
    waits = awaiting.get(lot.id)
    kept_by = waits.kept_by if waits else ()
    if draft is not None and waits is not None:
        on = swedish_day(draft.drafted_at)
        return LotAward(lot.code, AwardState.DRAFTED, draft.id, on, kept_by=kept_by)
    award = award_in_force(work, lot.id)
    if award is not None:
        facts = load_lot_facts(work, lot.id)
        asked_at = facts.concluded_at or work.now
        answer = may_conclude(facts.before_conclusion(), Rulebook(tender.rulebook), asked_at)
        on = swedish_day(award.decision.decided_at)
        return LotAward(
            lot.code,
            AwardState.DECIDED,
            award.decision.id,
            on,
            answer.last_day,
            kept_by=kept_by,
            told=facts.decision is not None and facts.decision.told,
        )
    return _without_award(work, lot, kept_by)


def _without_award(work: Work, lot: Lot, kept_by: tuple[Reason, ...]) -> LotAward:
    award = newest_award(work, lot.id)
    if award is None or not is_withdrawn(work, award):
        return LotAward(lot.code, AwardState.UNDECIDED, kept_by=kept_by)
    row = work.session.get_one(WithdrawnLot, (award.decision.id, lot.id))
    withdrawal = work.session.get_one(Withdrawal, row.withdrawal_id)
    on = swedish_day(withdrawal.withdrawn_at)
    return LotAward(lot.code, AwardState.WITHDRAWN, withdrawal.id, on, kept_by=kept_by)


def _cancelled(work: Work, tender: Tender, lot: Lot, act: Cancellation) -> LotAward:
    return LotAward(
        lot.code,
        AwardState.CANCELLED,
        act.id,
        swedish_day(act.decided_at),
        last_day_to_challenge(work, tender, act.id),
        act.redo,
    )


def last_day_to_challenge(work: Work, tender: Tender, cancellation_id: str) -> date | None:
    """Of the time to apply for review of a cancellation (LOU 20:12), from its last letter.

    None while a letter is owed, where nobody took part, and under LOV, which sets no time.
    """
    if Rulebook(tender.rulebook) is Rulebook.SE_LOV:
        return None
    owed = select(Outgoing.id).where(col(Outgoing.cancellation_id) == cancellation_id)
    letters = work.session.exec(owed).all()
    sent = work.session.exec(select(Dispatch).where(col(Dispatch.outgoing_id).in_(letters))).all()
    if not letters or len(sent) < len(letters):
        return None
    notices = [Notice(each.dispatched_at, each.channel == Channel.ELECTRONIC) for each in sent]
    rulebook = Rulebook(tender.rulebook)
    return time_to_challenge(notices, started=tender.starts_on, rulebook=rulebook).last_day
