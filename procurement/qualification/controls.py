"""Check requirements and current evidence of each presumptive winner, before the decision.

The engine proposes from the evidence on file; an officer records. A requirement
can be recorded as met only on evidence that is there, of the right kind, about
the right tenderer (or bid), and fresh enough on the day. Evidence lapses: then
the requirement is checked anew, and the newest control governs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import product

from sqlmodel import col, select

from appeals.docket.court_acts import disregarded_bids
from appeals.evidence_shown import shown_until
from appeals.in_force import award_in_force, concluded_at, latest_evaluation
from appeals.lot_facts import was_reviewed
from appeals.orders import qualified_anew_from
from law.days import swedish_day
from law.reasons import Text, refuse
from models.evaluation import Evaluation
from models.qualification import Control
from models.store import Store, Work
from models.tender import Bid, Evidence, Lot, Requirement, Tender
from people.actors import Actor
from people.permissions import Act, require
from procurement.qualification.asked import Asked, inquiries_of, time_left
from procurement.tenders.lots import lock_lots_of
from procurement.tenders.named import tender_or_refusal
from procurement.tenders.presumptive import presumptive
from procurement.tenders.selection import falls_short
from registry.journal import append


@dataclass(frozen=True)
class Judgement:
    """One requirement for one bid, and what the evidence on file says of it."""

    bid_id: str
    requirement_id: str
    evaluation_id: str
    passed: bool
    evidence_id: str | None
    note: Text


def judge(
    requirement: Requirement, evidence: Sequence[Evidence], on: date
) -> tuple[Evidence | None, Text]:
    """The newest piece of evidence, if it shows the requirement on that day; else why not.

    An older piece that says better does not count: the newest is what is current.
    """
    of_kind = [
        item for item in evidence if item.kind == requirement.evidence_kind and item.issued_on <= on
    ]
    if not of_kind:
        return None, Text("bevis saknas", "there is no evidence")
    newest = max(of_kind, key=lambda item: (item.issued_on, item.id))
    age = (on - newest.issued_on).days
    if newest.valid_until is not None and newest.valid_until < on:
        until = newest.valid_until.isoformat()
        return None, Text(f"beviset gällde till {until}", f"the evidence was valid until {until}")
    if requirement.max_age_days is not None and age > requirement.max_age_days:
        return None, Text(
            f"beviset är {age} dagar gammalt, högst {requirement.max_age_days} godtas",
            f"the evidence is {age} days old, at most {requirement.max_age_days} are accepted",
        )
    short = falls_short(requirement.at_least, newest.number)
    if short is not None:
        return None, short
    return newest, Text(newest.summary, newest.summary)


def newest_controls(work: Work, tender_id: str) -> dict[tuple[str, str, str], Control]:
    """(bid, requirement, evaluation) → the control that governs: the newest."""
    rows = work.session.exec(
        select(Control)
        .join(Evaluation, col(Evaluation.id) == col(Control.evaluation_id))
        .where(col(Evaluation.tender_id) == tender_id)
        .order_by(col(Control.checked_at))
    ).all()
    return {(row.bid_id, row.requirement_id, row.evaluation_id): row for row in rows}


def newest_of_each(
    work: Work, tender_id: str, bid_id: str | None = None
) -> dict[tuple[str, str], Control]:
    """(bid, requirement) → the newest control of it, whichever evaluation it was made in.

    Of every bid in the tender, or of the one asked about. Where a court has sent the lot
    back to the qualification, none made before that was known.
    """
    found = (
        select(Control)
        .join(Requirement, col(Requirement.id) == col(Control.requirement_id))
        .where(col(Requirement.tender_id) == tender_id)
        .order_by(col(Control.checked_at))
    )
    if bid_id is not None:
        found = found.where(col(Control.bid_id) == bid_id)
    rows = work.session.exec(found).all()
    anew = qualified_anew_from(work, tender_id)
    if anew:
        rows = [row for row in rows if not _answered_anew(work, row, anew)]
    return {(row.bid_id, row.requirement_id): row for row in rows}


def _answered_anew(work: Work, control: Control, anew: Mapping[str, datetime]) -> bool:
    known = anew.get(work.session.get_one(Bid, control.bid_id).lot_id)
    return known is not None and control.checked_at <= known


def newest_control(
    work: Work, bid_id: str, requirement_id: str, evaluation_id: str
) -> Control | None:
    return work.session.exec(
        select(Control)
        .where(
            col(Control.bid_id) == bid_id,
            col(Control.requirement_id) == requirement_id,
            col(Control.evaluation_id) == evaluation_id,
        )
        .order_by(col(Control.checked_at).desc())
    ).first()


def not_shown(work: Work, requirement: Requirement, control: Control) -> Text | None:
    """Why a control that says "met" does not carry today: by what is on file by now."""
    bid = work.session.get_one(Bid, control.bid_id)
    found, why = judge(requirement, evidence_for(work, bid, requirement), today(work))
    if found is None or found.id == control.evidence_id:
        return why if found is None else None
    return Text("nyare bevis har kommit in", "newer evidence has come in")


def propose_controls(store: Store, tender_id: str) -> tuple[Judgement, ...]:
    """A judgement for every requirement of every presumptive winner that awaits one.

    It does when nobody has checked it, and again when the evidence it was met on has
    lapsed: before the lot was decided, or after, where the contract has been kept waiting.
    A bid that a court has ordered disregarded awaits nothing, and what is not shown awaits
    the answer as long as the tenderer has time to show it.
    """
    with store.read() as work:
        requirements, latest = requirements_of(work, tender_id), latest_evaluation(work, tender_id)
        fallen, questions = disregarded_bids(work, list(latest)), inquiries_of(work, tender_id)
        return tuple(
            judgement
            for lot_id, evaluation_id in sorted(latest.items())
            for judgement in _for_lot(work, lot_id, evaluation_id, requirements)
            if judgement.bid_id not in fallen and not _asked_still(work, judgement, questions)
        )


def requirements_of(work: Work, tender_id: str) -> Sequence[Requirement]:
    return work.session.exec(
        select(Requirement)
        .where(col(Requirement.tender_id) == tender_id)
        .order_by(col(Requirement.code))
    ).all()


def _for_lot(
    work: Work, lot_id: str, evaluation_id: str, requirements: Sequence[Requirement]
) -> Iterable[Judgement]:
    for bid_id, requirement in product(presumptive(work, lot_id, evaluation_id), requirements):
        control = newest_control(work, bid_id, requirement.id, evaluation_id)
        if control is None or _lapsed(work, lot_id, requirement, control):
            bid = work.session.get_one(Bid, bid_id)
            found, note = judge(requirement, evidence_for(work, bid, requirement), today(work))
            yield Judgement(
                bid_id,
                requirement.id,
                evaluation_id,
                found is not None,
                found.id if found else None,
                note,
            )


def _lapsed(work: Work, lot_id: str, requirement: Requirement, control: Control) -> bool:
    """A control that says "met" and carries no longer, in a lot that still waits for its contract.

    Once the lot is decided, it waits for the contract alone: what the hold asks is asked here.
    """
    if control.outcome != "passed" or concluded_at(work, lot_id, control.bid_id) is not None:
        return False
    award = award_in_force(work, lot_id)
    if award is None or award.awarded.evaluation_id != control.evaluation_id:
        return not_shown(work, requirement, control) is not None
    tender = work.session.get_one(Tender, requirement.tender_id)
    reviewed = was_reviewed(work, tender, work.session.get_one(Lot, lot_id), award, None)
    evidence = work.session.get_one(Evidence, control.evidence_id)
    until = shown_until(requirement, evidence, reviewed=reviewed)
    return until is not None and until < today(work)


def today(work: Work) -> date:
    return swedish_day(work.now)


def evidence_for(work: Work, bid: Bid, requirement: Requirement) -> Sequence[Evidence]:
    """What is on file about the bid, or about its tenderer, whichever the requirement asks."""
    about = (
        col(Evidence.bid_id) == bid.id if requirement.per_bid else col(Evidence.bid_id).is_(None)
    )
    return work.session.exec(
        select(Evidence).where(
            col(Evidence.tender_id) == bid.tender_id,
            col(Evidence.organisation_id) == bid.organisation_id,
            about,
        )
    ).all()


def record_controls(
    store: Store, actor: Actor, tender_id: str, judgements: Sequence[Judgement]
) -> int:
    """Record the officer's judgements; returns how many were new.

    One that says what the newest control says already is left out. Raises
    `ActRefused` for one recorded as met that the evidence does not carry, for one
    recorded as not met while the tenderer has time to show it, for a bid that is
    not a presumptive winner of this tender, and for a second one of the same
    moment that says otherwise.
    """
    with store.write() as work:
        tender = tender_or_refusal(work, tender_id)
        require(work, actor, Act.CONTROL, tender.buyer_id)
        lock_lots_of(work, tender_id)
        fresh = [j for j in dict.fromkeys(judgements) if _fresh(work, j)]
        winners = _winners(work, tender_id) if fresh else frozenset()
        questions = inquiries_of(work, tender_id) if fresh else ()
        for judgement in fresh:
            _check_winner(judgement, winners)
            _check_carried(work, judgement)
            _check_waited(work, judgement, questions)
            _check_later(work, judgement)
            work.session.add(
                Control(
                    bid_id=judgement.bid_id,
                    requirement_id=judgement.requirement_id,
                    evaluation_id=judgement.evaluation_id,
                    outcome="passed" if judgement.passed else "failed",
                    checked_at=work.now,
                    evidence_id=judgement.evidence_id,
                    note_sv=judgement.note.sv,
                    note_en=judgement.note.en,
                    **work.recorded(actor.id),
                )
            )
        if fresh:
            failed = [[j.bid_id, j.requirement_id] for j in fresh if not j.passed]
            payload = {"controls": len(fresh), "failed": failed}
            append(work, actor.id, "controls.recorded", tender_id, payload)
        return len(fresh)


def _winners(work: Work, tender_id: str) -> frozenset[tuple[str, str]]:
    """(evaluation, bid) of every presumptive winner, and of all that a framework would take in."""
    return frozenset(
        (evaluation_id, bid_id)
        for lot_id, evaluation_id in latest_evaluation(work, tender_id).items()
        for bid_id in presumptive(work, lot_id, evaluation_id)
    )


def _check_winner(judgement: Judgement, winners: frozenset[tuple[str, str]]) -> None:
    if (judgement.evaluation_id, judgement.bid_id) not in winners:
        raise refuse(
            "control.not_winner",
            sv=f"Anbudet {judgement.bid_id} är inte tilltänkt vinnare i den utvärdering som gäller",
            en=f"Bid {judgement.bid_id} is not the presumptive winner of the evaluation in force",
            todo_sv="Kontrollera de tilltänkta vinnarna",
            todo_en="Control the presumptive winners",
        )


def _fresh(work: Work, judgement: Judgement) -> bool:
    newest = newest_control(work, *_key(judgement))
    return newest is None or _said(judgement) != (
        newest.outcome == "passed",
        newest.evidence_id,
        Text(newest.note_sv, newest.note_en),
    )


def _key(judgement: Judgement) -> tuple[str, str, str]:
    return judgement.bid_id, judgement.requirement_id, judgement.evaluation_id


def _said(judgement: Judgement) -> tuple[bool, str | None, Text]:
    return judgement.passed, judgement.evidence_id, judgement.note


def _asked_still(work: Work, judgement: Judgement, questions: Sequence[Asked]) -> Asked | None:
    """The question by which the tenderer still has time to show what was not shown."""
    if judgement.passed:
        return None
    bid = work.session.get_one(Bid, judgement.bid_id)
    requirement = work.session.get_one(Requirement, judgement.requirement_id)
    return time_left(questions, bid, requirement, today(work))


def _check_waited(work: Work, judgement: Judgement, questions: Sequence[Asked]) -> None:
    question = _asked_still(work, judgement, questions)
    if question is not None:
        raise refuse(
            "control.asked",
            sv=f"Anbudsgivaren har till och med {question.inquiry.answer_by} på sig att svara på"
            f" {question.inquiry.id}, som gäller kravet",
            en=f"The tenderer has until {question.inquiry.answer_by} to answer"
            f" {question.inquiry.id}, which is about the requirement",
            todo_sv="Vänta på svaret eller på att tiden går ut",
            todo_en="Wait for the answer or the end of the time",
        )


def _check_later(work: Work, judgement: Judgement) -> None:
    """Two controls of one moment would leave nobody knowing which of them governs."""
    newest = newest_control(work, *_key(judgement))
    if newest is not None and newest.checked_at >= work.now:
        raise refuse(
            "control.same_moment",
            sv=f"Kravet är redan kontrollerat för anbudet {judgement.bid_id} i samma ögonblick,"
            " med annat utfall",
            en=f"The requirement has been checked for bid {judgement.bid_id} at this very moment,"
            " with another outcome",
            todo_sv="Anteckna en kontroll i taget",
            todo_en="Record one control at a time",
        )


def _check_carried(work: Work, judgement: Judgement) -> None:
    if not judgement.passed:
        return
    requirement = work.session.get_one(Requirement, judgement.requirement_id)
    bid = work.session.get_one(Bid, judgement.bid_id)
    found, why = judge(requirement, evidence_for(work, bid, requirement), today(work))
    if found is None or found.id != judgement.evidence_id:
        raise refuse(
            "control.not_carried",
            sv=f"Kravet ”{requirement.title_sv}” kan inte antecknas som uppfyllt: {why.sv}",
            en=f"The requirement “{requirement.title_en}” cannot be recorded as met: {why.en}",
            todo_sv="Begär in aktuellt bevis, eller anteckna att kravet inte är uppfyllt",
            todo_en="Ask for current evidence, or record the requirement as not met",
        )
