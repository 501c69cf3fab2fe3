"""What can be said of one lot without looking at other lots."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from sqlmodel import col, select

from appeals.addressees import addressees
from appeals.award_kind import award_kind, started_on
from appeals.cases import cases_about, other_numbers
from appeals.evidence_shown import evidence_of
from appeals.facts import Check, Decision, LotFacts, Stricter
from appeals.in_force import (
    AwardInForce,
    award_in_force,
    cancelled_on,
    concluded_at,
    interrupted_on,
    latest_evaluation,
    newest_award,
)
from appeals.struck import struck
from appeals.validity import valid_until
from law.days import swedish_day
from law.reasons import Text
from law.standstill import Notice
from models.evaluation import Evaluation, LotTie
from models.lawyers import StricterDate
from models.letters import Channel, Dispatch, Outgoing
from models.review import CourtCheck, CourtName
from models.store import Work
from models.tender import Lot, Tender


def own_facts(work: Work, lot: Lot, bid_id: str | None = None) -> LotFacts:
    """What can be said of the lot without looking at other lots."""
    tender = work.session.get_one(Tender, lot.tender_id)
    award = award_in_force(work, lot.id)
    if award is None:
        return LotFacts(
            lot.id,
            lot.code,
            tender.bids_valid_until,
            withdrawn=newest_award(work, lot.id) is not None,
            cancelled_on=cancelled_on(work, lot.id),
        )
    cases = cases_about(work, tender, lot.id, award.awarded.evaluation_id)
    concluded, chosen = concluded_at(work, lot.id, bid_id), bid_id or award.awarded.bid_id
    reviewed = was_reviewed(work, tender, lot, award, concluded)
    missing, shown = evidence_of(work, tender.id, chosen, reviewed=reviewed)
    return LotFacts(
        lot_id=lot.id,
        code=lot.code,
        bids_valid_until=valid_until(work, tender, chosen),
        decision=_decision(work, award),
        cases=cases,
        checks=tuple(_checks(work, tender, award)),
        evidence_missing=missing,
        evidence_shown=shown,
        concluded_at=concluded,
        stricter=_stricter(work, award),
        other_numbers=other_numbers(work, tender, lot.id),
    )


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
        interrupted_on=interrupted_on(work, award),
    )


def _checks(work: Work, tender: Tender, award: AwardInForce) -> Iterator[Check]:
    """What courts have answered about the lot under the decision; last what they said last.

    Where the lots are not contracts of their own, a case that a court has told of for one of
    them is told for all; that nothing had come in is not.
    """
    checks = work.session.exec(
        select(CourtCheck)
        .where(col(CourtCheck.decision_id) == award.decision.id)
        .order_by(col(CourtCheck.checked_at), col(CourtCheck.answer))
    ).all()
    gone = struck(work, tender.id).checks if checks else frozenset()
    for check in checks:
        pending, own = check.answer == "pending", check.lot_id == award.awarded.lot_id
        told = own or (pending and not tender.lots_are_separate_contracts)
        if told and check.id not in gone:
            court, day = CourtName(check.court), swedish_day(check.checked_at)
            yield Check(court, day, pending, check.case_number, about_other=not own)


def _stricter(work: Work, award: AwardInForce) -> Stricter | None:
    newest = newest_stricter_date(work, award.awarded.lot_id, award.decision.id)
    if newest is None:
        return None
    return Stricter(newest.not_before, Text(newest.reason_sv, newest.reason_en), newest.set_at)


def newest_stricter_date(work: Work, lot_id: str, decision_id: str) -> StricterDate | None:
    """What governs for that decision about the lot."""
    found = select(StricterDate).where(
        col(StricterDate.lot_id) == lot_id, col(StricterDate.decision_id) == decision_id
    )
    return work.session.exec(found.order_by(col(StricterDate.number).desc())).first()


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
