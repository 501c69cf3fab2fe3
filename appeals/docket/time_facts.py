"""What the time of a matter depends on, read for each of its lots."""

from __future__ import annotations

from datetime import date, timedelta

from sqlmodel import col, select

from appeals.bars import bars_of
from appeals.docket.acts_done import standing_lots
from appeals.docket.states import Ended, states
from appeals.docket.times import Attacked, Times, times
from appeals.loading import load_lot_facts
from appeals.made_known import made_known
from appeals.struck import struck
from law.days import swedish_day
from law.notices import Notice
from law.rulebook import Rulebook
from models.contract import Party, Signature
from models.letters import Channel, Dispatch, Outgoing
from models.review import CourtActKind, Matter, MatterKind, ReviewedLot
from models.store import Work
from models.tender import Tender


def times_of(work: Work, matter: Matter) -> dict[str, Times]:
    """By lot id, for the lots that count: the law's last day, and whether it came in by then."""
    tender = work.session.get_one(Tender, matter.tender_id)
    rulebook, came_in = Rulebook(tender.rulebook), swedish_day(matter.lodged_at)
    lots = standing_lots(work, matter, struck(work, tender.id))
    kind = MatterKind(matter.kind)
    return {
        lot.lot_id: times(kind, came_in, _attacked(work, tender, kind, lot), rulebook)
        for lot in lots
    }


def _attacked(work: Work, tender: Tender, kind: MatterKind, lot: ReviewedLot) -> Attacked:
    started = tender.starts_on
    match kind:
        case MatterKind.REVIEW:
            facts = load_lot_facts(work, lot.lot_id)
            if facts.decision is None or facts.decision.id != lot.decision_id:
                return Attacked(started, replaced=lot.decision_id is not None)
            bars = bars_of(facts, facts.decision, Rulebook(tender.rulebook))
            return Attacked(started, bar=bars.standstill)
        case MatterKind.CANCELLATION:
            return Attacked(started, notices=_notices(work, lot.cancellation_id))
    if lot.contract_id is None:
        return Attacked(started)
    return _of_contract(work, tender, lot.contract_id)


def _notices(work: Work, cancellation_id: str | None) -> tuple[Notice, ...]:
    """Of the cancellation; none while a letter about it is still owed (LOU 20:12)."""
    owed = select(Outgoing.id).where(col(Outgoing.cancellation_id) == cancellation_id)
    letters = [work.session.get(Dispatch, each) for each in work.session.exec(owed)]
    sent = [letter for letter in letters if letter is not None]
    if cancellation_id is None or len(sent) < len(letters):
        return ()
    return tuple(
        Notice(letter.dispatched_at, letter.channel == Channel.ELECTRONIC) for letter in sent
    )


def _of_contract(work: Work, tender: Tender, contract_id: str) -> Attacked:
    signed = work.session.get(Signature, (contract_id, Party.BUYER))
    published = made_known(work, contract_id)
    finals = _final_rulings(work, tender.id, contract_id)
    return Attacked(
        tender.starts_on,
        concluded=None if signed is None else swedish_day(signed.signed_at),
        information=published,
        known=None if published is None else published.on,
        ineffective_final=finals.get(CourtActKind.INEFFECTIVE),
        stands_final=finals.get(CourtActKind.CONTRACT_STANDS),
    )


def _final_rulings(work: Work, tender_id: str, contract_id: str) -> dict[CourtActKind, date]:
    """By outcome, the day that a ruling about the contract's validity became final."""
    return {
        CourtActKind(lot.outcome.kind): final_on(lot.ended)
        for state in states(work, tender_id, with_struck=False)
        if state.matter.kind == MatterKind.VALIDITY
        for lot in state.lots
        if lot.attacked.contract_id == contract_id
        and lot.outcome is not None
        and lot.ended is not None
        and lot.ended.final
    }


def final_on(ended: Ended) -> date:
    """The day of a last instance's ruling; of another's, the day after its time for appeal."""
    days = [day for day in (ended.buyer_through, ended.party_through) if day is not None]
    return max(days) + timedelta(days=1) if days else ended.act.decided_on
