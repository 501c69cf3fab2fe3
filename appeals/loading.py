"""Read a lot's facts, as they stand in this transaction, for the hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlmodel import col, select

from appeals.addressees import addressees
from appeals.award_kind import award_kind, started_on
from appeals.evidence_shown import evidence_of
from appeals.facts import (
    Case,
    Check,
    CourtEvent,
    Decision,
    LotFacts,
    Tie,
)
from appeals.hold import Blocked, may_conclude
from appeals.validity import valid_until
from law.days import swedish_day
from law.rulebook import Rulebook
from law.standstill import Notice
from models.contract import Contract, Party, Signature
from models.decision import (
    AwardDecision,
    AwardedLot,
    Cancellation,
    CancelledLot,
    WithdrawnLot,
)
from models.evaluation import EvaluatedLot, Evaluation, LotTie
from models.letters import Channel, Dispatch, Outgoing
from models.review import (
    CourtAct,
    CourtActKind,
    CourtCheck,
    CourtName,
    Matter,
    ReviewedLot,
)
from models.store import Work
from models.tender import Lot, Tender


@dataclass(frozen=True)
class AwardInForce:
    """The newest decision about a lot, and the bid it names."""

    decision: AwardDecision
    awarded: AwardedLot


def award_in_force(work: Work, lot_id: str) -> AwardInForce | None:
    """None once it has been withdrawn, or the lot cancelled; an older one never revives."""
    # One question and not three: it is asked several times about every lot.
    found = work.session.exec(
        select(AwardDecision, AwardedLot, WithdrawnLot.lot_id, CancelledLot.lot_id)
        .select_from(AwardedLot)
        .join(AwardDecision, col(AwardDecision.id) == col(AwardedLot.decision_id))
        .outerjoin(
            WithdrawnLot,
            (col(WithdrawnLot.decision_id) == col(AwardDecision.id))
            & (col(WithdrawnLot.lot_id) == col(AwardedLot.lot_id)),
        )
        .outerjoin(CancelledLot, col(CancelledLot.lot_id) == col(AwardedLot.lot_id))
        .where(col(AwardedLot.lot_id) == lot_id)
        .order_by(col(AwardDecision.number).desc())
    ).first()
    if found is None:
        return None
    decision, awarded, *ended = found
    return None if any(ended) else AwardInForce(decision, awarded)


def is_withdrawn(work: Work, award: AwardInForce) -> bool:
    key = (award.decision.id, award.awarded.lot_id)
    return work.session.get(WithdrawnLot, key) is not None


def cancelled_lots(work: Work, tender_id: str) -> frozenset[str]:
    """Ids of the tender's lots that are never evaluated, decided or contracted again."""
    found = (
        select(CancelledLot.lot_id)
        .join(Cancellation, col(Cancellation.id) == col(CancelledLot.cancellation_id))
        .where(col(Cancellation.tender_id) == tender_id)
    )
    return frozenset(work.session.exec(found))


def newest_award(work: Work, lot_id: str) -> AwardInForce | None:
    """The newest decision about the lot, whether or not it has been withdrawn since."""
    found = work.session.exec(
        select(AwardDecision, AwardedLot)
        .where(
            col(AwardedLot.decision_id) == col(AwardDecision.id), col(AwardedLot.lot_id) == lot_id
        )
        .order_by(col(AwardDecision.number).desc())
    ).first()
    return AwardInForce(*found) if found else None


def load_lot_facts(work: Work, lot_id: str, bid_id: str | None = None) -> LotFacts:
    """Everything `may_conclude` asks about the contract with that bid. The lot must exist.

    Without a bid it is about the winner's, and concluded once any contract for the lot is:
    that of one party to a framework leaves the others' to be asked about by their own bids.
    """
    lot = work.session.get_one(Lot, lot_id)
    return replace(_own_facts(work, lot, bid_id), ties=tuple(_ties(work, lot)))


def _own_facts(work: Work, lot: Lot, bid_id: str | None = None) -> LotFacts:
    """What can be said of the lot without looking at other lots."""
    tender = work.session.get_one(Tender, lot.tender_id)
    award = award_in_force(work, lot.id)
    if award is None:
        return LotFacts(
            lot.id,
            lot.code,
            tender.bids_valid_until,
            withdrawn=newest_award(work, lot.id) is not None,
            cancelled_on=_cancelled_on(work, lot.id),
        )
    cases = tuple(cases_about(work, tender, lot.id, award.awarded.evaluation_id))
    concluded, chosen = concluded_at(work, lot.id, bid_id), bid_id or award.awarded.bid_id
    reviewed = was_reviewed(work, tender, lot, award, concluded)
    missing, shown = evidence_of(work, tender.id, chosen, reviewed=reviewed)
    return LotFacts(
        lot_id=lot.id,
        code=lot.code,
        bids_valid_until=valid_until(work, tender, chosen),
        decision=_decision(work, award),
        cases=cases,
        checks=tuple(_checks(work, lot.id, award.decision.id)),
        evidence_missing=missing,
        evidence_shown=shown,
        concluded_at=concluded,
    )


def _cancelled_on(work: Work, lot_id: str) -> date | None:
    cancelled = work.session.get(CancelledLot, lot_id)
    if cancelled is None:
        return None
    decided = work.session.get_one(Cancellation, cancelled.cancellation_id)
    return swedish_day(decided.decided_at)


def _decision(work: Work, award: AwardInForce) -> Decision:
    decision, awarded = award.decision, award.awarded
    evaluated = latest_evaluation(work, decision.tender_id)[awarded.lot_id]
    letters = work.session.exec(
        select(Dispatch)
        .join(Outgoing, col(Outgoing.id) == col(Dispatch.outgoing_id))
        .where(col(Outgoing.decision_id) == decision.id)
    ).all()
    concerned = addressees(work, decision.id)
    owed = work.session.exec(
        select(Outgoing.id)
        .outerjoin(Dispatch, col(Dispatch.outgoing_id) == col(Outgoing.id))
        .where(
            col(Outgoing.decision_id) == decision.id,
            col(Outgoing.organisation_id).in_(concerned),
            col(Dispatch.outgoing_id).is_(None),
        )
    ).all()
    tender = work.session.get_one(Tender, decision.tender_id)
    kind, decided_on = award_kind(work, tender, decision.id), swedish_day(decision.decided_at)
    return Decision(
        id=decision.id,
        decided_on=decided_on,
        notices=tuple(
            Notice(letter.dispatched_at, letter.channel == Channel.ELECTRONIC) for letter in letters
        ),
        missing_letters=len(owed),
        stated_last_day=max(
            (letter.stated_last_day for letter in letters if letter.stated_last_day), default=None
        ),
        evaluation_replaced=evaluated != awarded.evaluation_id,
        procedure=kind.procedure,
        started=started_on(tender, decided_on),
        announced=kind.announced,
        notice_owed=kind.notice_owed,
    )


def cases_about(work: Work, tender: Tender, lot_id: str, evaluation_id: str) -> Iterator[Case]:
    """Every case about the lot, whichever decision it attacked, as that evaluation answers it.

    Where the lots are not contracts of their own, a case about one is about all.
    """
    attacked = col(ReviewedLot.lot_id) == lot_id
    if not tender.lots_are_separate_contracts:
        attacked = col(Matter.tender_id) == tender.id
    matters = work.session.exec(
        select(Matter)
        .join(ReviewedLot, col(ReviewedLot.matter_id) == col(Matter.id))
        .where(attacked)
        .distinct()
        .order_by(col(Matter.lodged_at), col(Matter.id))
    ).all()
    evaluated_at = work.session.get_one(Evaluation, evaluation_id).evaluated_at
    for matter in matters:
        acts = court_acts(work, matter.id)
        ordered = [act.recorded_at for act in acts if _orders_anew(act, acts)]
        yield Case(
            matter.case_number,
            swedish_day(matter.lodged_at),
            tuple(_event(act) for act in acts if _governs(act, acts)),
            complied=bool(ordered) and max(ordered) <= evaluated_at,
        )


def court_acts(work: Work, matter_id: str) -> Sequence[CourtAct]:
    """Every version of every act in the case, oldest first."""
    return work.session.exec(
        select(CourtAct)
        .where(col(CourtAct.matter_id) == matter_id)
        .order_by(
            col(CourtAct.decided_on),
            col(CourtAct.court),
            col(CourtAct.kind),
            col(CourtAct.number),
            col(CourtAct.version),
        )
    ).all()


def _event(act: CourtAct) -> CourtEvent:
    return CourtEvent(
        CourtName(act.court),
        CourtActKind(act.kind),
        act.decided_on,
        act.dispatched_on,
        act.case_number,
    )


def _same_act(one: CourtAct, other: CourtAct) -> bool:
    return one.id == other.id


def _governs(act: CourtAct, acts: Sequence[CourtAct]) -> bool:
    return not any(_same_act(act, other) and other.version > act.version for other in acts)


def _orders_anew(act: CourtAct, acts: Sequence[CourtAct]) -> bool:
    """A correction, or one bid more in it; not a later version that tells of a dispatch alone."""
    earlier = [other for other in acts if _same_act(act, other) and other.version < act.version]
    named = {None, *(other.disregard_bid_id for other in earlier)}
    return act.kind == CourtActKind.CORRECTION and (
        not earlier or act.disregard_bid_id not in named
    )


def _checks(work: Work, lot_id: str, decision_id: str) -> Iterator[Check]:
    checks = work.session.exec(
        select(CourtCheck).where(
            col(CourtCheck.lot_id) == lot_id, col(CourtCheck.decision_id) == decision_id
        )
    ).all()
    for check in checks:
        yield Check(
            CourtName(check.court),
            swedish_day(check.checked_at),
            check.answer == "pending",
            check.case_number,
        )


def concluded_at(work: Work, lot_id: str, bid_id: str | None = None) -> datetime | None:
    """When the buyer, who signs last, signed: with that bid's tenderer, or first with anybody."""
    signed = (
        select(Signature.signed_at)
        .join(Contract, col(Contract.id) == col(Signature.contract_id))
        .where(col(Contract.lot_id) == lot_id, col(Signature.party) == Party.BUYER)
    )
    if bid_id is not None:
        signed = signed.where(col(Contract.bid_id) == bid_id)
    return work.session.exec(signed.order_by(col(Signature.signed_at))).first()


def _ties(work: Work, lot: Lot) -> Iterator[Tie]:
    for other in tied_lots(work, lot):
        facts = _own_facts(work, other)
        yield Tie(other.code, _under_review(work, other, facts), _to_be_decided_anew(facts))


def _to_be_decided_anew(facts: LotFacts) -> bool:
    """Its decision is withdrawn: a new evaluation of it may yet give a tied lot another winner."""
    return facts.withdrawn and facts.cancelled_on is None


def tied_lots(work: Work, lot: Lot) -> Sequence[Lot]:
    """Lots whose review may, by the capacity rule, give this one another winner.

    As of the evaluation that the lot's decision rests on, for that is what a
    court would change, and as of the tender's latest.
    """
    award = award_in_force(work, lot.id)
    latest = work.session.exec(
        select(Evaluation.id)
        .where(col(Evaluation.tender_id) == lot.tender_id)
        .order_by(col(Evaluation.number).desc())
    ).first()
    counting = {latest, award.awarded.evaluation_id if award else latest}
    return work.session.exec(
        select(Lot)
        .join(LotTie, col(LotTie.lot_id) == col(Lot.id))
        .where(col(LotTie.evaluation_id).in_(counting), col(LotTie.tied_lot_id) == lot.id)
        .distinct()
        .order_by(col(Lot.code))
    ).all()


def latest_evaluation(work: Work, tender_id: str) -> dict[str, str]:
    """For each lot, the id of the evaluation in force."""
    rows = work.session.exec(
        select(EvaluatedLot.lot_id, Evaluation.id)
        .join(Evaluation, col(Evaluation.id) == col(EvaluatedLot.evaluation_id))
        .where(col(Evaluation.tender_id) == tender_id)
        .order_by(col(Evaluation.number))
    ).all()
    return dict(rows)


# What a hold that comes from a review is called in `appeals.obstacles`.
FROM_REVIEW = frozenset(
    {
        "ordered-redone",
        "ordered-corrected",
        "extended-standstill",
        "interim-order",
        "bar-running",
        "court-not-asked",
        "case-not-docketed",
    }
)
# Of these, what a decision that complies with the court's order does not answer.
FROM_UNANSWERED_REVIEW = frozenset({"ordered-redone", "interim-order", "case-not-docketed"})


def _under_review(work: Work, lot: Lot, facts: LotFacts) -> bool:
    """Somebody has applied for review of it, and that still keeps its contract waiting."""
    if facts.concluded_at is not None:
        return False
    tender = work.session.get_one(Tender, lot.tender_id)
    answer = may_conclude(facts, Rulebook(tender.rulebook), work.now)
    answered = all(case.complied for case in facts.cases)
    holding = FROM_UNANSWERED_REVIEW if answered else FROM_REVIEW
    return isinstance(answer, Blocked) and any(reason.code in holding for reason in answer.reasons)


def was_reviewed(
    work: Work, tender: Tender, lot: Lot, award: AwardInForce, concluded: datetime | None
) -> bool:
    """Whether a case about the lot, or one tied to it, has kept the contract waiting."""
    decided = swedish_day(award.decision.decided_at)
    until = date.max if concluded is None else swedish_day(concluded)
    return any(
        decided <= case.lodged_on <= until
        for each in (lot, *tied_lots(work, lot))
        for case in cases_about(work, tender, each.id, award.awarded.evaluation_id)
    )
