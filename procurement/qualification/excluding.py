"""Exclusion: raise a case, hear the tenderer, decide.

Nobody is excluded unheard (LOU 13:4, 19:17). The decision is a head's, on what somebody else
has prepared, and it owes the tenderer a letter at once (13:7).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial

from sqlmodel import col, func, select

from law.days import swedish_day
from law.exclusion import Case, Ground, exclusion
from law.reasons import ActRefused, Reason, Text, refuse
from law.rulebook import Rulebook
from models.correspondence import InquiryKind
from models.letters import Dispatch, LetterKind, Outgoing
from models.qualification import ExclusionCase, ExclusionDecision
from models.store import Store, Work
from models.tender import Tender
from people.actors import Actor
from people.permissions import Act, require, require_second
from procurement.planning.involvement import check_gentler_tried
from procurement.qualification.asked import heard_in_case
from procurement.qualification.exclusion_cases import bids_of, newest_decision
from procurement.qualification.exclusion_rules import ExclusionJudgement, check_point, judged
from procurement.qualification.inquiring import Question, ask
from procurement.tenders.lawful_facts import lawful
from procurement.tenders.lots import lock_lots_of
from procurement.tenders.named import tender_or_refusal
from registry.journal import append


@dataclass(frozen=True)
class Allegation:
    """A ground that has come up: where the statute has it, when it arose, and what it is.

    `final` (tax only) is false where the debt is shown otherwise than by a final decision.
    """

    tender_id: str
    organisation_id: str
    ground: Ground
    point: str
    occurred_on: date
    what: Text
    final: bool = True


def raise_case(store: Store, actor: Actor, allegation: Allegation) -> str:
    """Put the case on the record and return its id; the same allegation again is the same case."""
    with store.write() as work:
        tender = tender_or_refusal(work, allegation.tender_id)
        require(work, actor, Act.RAISE_EXCLUSION, tender.buyer_id)
        lock_lots_of(work, tender.id)
        known = _same(work, allegation)
        if known is not None:
            return known
        _check(work, tender, allegation)
        check_gentler_tried(work, tender, allegation.organisation_id, allegation.point)
        case = _write_case(work, actor, allegation)
        said = {
            "organisation": case.organisation_id,
            "ground": case.ground,
            "point": case.point,
            "occurred_on": case.occurred_on.isoformat(),
        }
        append(work, actor.id, "exclusion.raised", case.id, said)
        return case.id


def hear(store: Store, actor: Actor, case_id: str, text: Text, answer_by: date) -> str:
    """Give the tenderer until a set day to comment; returns the inquiry's id."""
    with store.read() as work:
        case = _case_or_refusal(work, case_id)
        question = Question(
            case.tender_id,
            case.organisation_id,
            InquiryKind.HEARING,
            text,
            answer_by,
            exclusion_case_id=case.id,
        )
    return ask(store, actor, question)


def decide_exclusion(
    store: Store, actor: Actor, preparer: Actor, case_id: str, judgement: ExclusionJudgement
) -> tuple[Reason, ...]:
    """Decide the case today; returns the law's warnings. The same judgement twice is one.

    Raises `ActRefused` for an exclusion that the law does not allow that day (unheard, too
    old, paid, shown reliable), and for sparing a tenderer that it obliges to exclude.
    """
    with store.write() as work:
        case = _case_or_refusal(work, case_id)
        tender = tender_or_refusal(work, case.tender_id)
        require(work, actor, Act.DECIDE_EXCLUSION, tender.buyer_id)
        require(work, preparer, Act.RAISE_EXCLUSION, tender.buyer_id)
        require_second(actor, preparer, "Ett beslut om uteslutning", "A decision on exclusion")
        lock_lots_of(work, tender.id)
        newest = newest_decision(work, case_id)
        # What was decided is judged by the day it was decided on, not by today's.
        if newest is not None and _says(newest, judgement, preparer):
            return ()
        facts = _facts(work, tender, case, judgement)
        rule = partial(judged, facts, judgement, Rulebook(tender.rulebook))
        answer = lawful(rule, "exclusion.impossible")
        _check_later(work, newest)
        _write_decision(work, actor, preparer, case, judgement)
        return answer.warnings


def _same(work: Work, allegation: Allegation) -> str | None:
    found = select(ExclusionCase.id).where(
        col(ExclusionCase.tender_id) == allegation.tender_id,
        col(ExclusionCase.organisation_id) == allegation.organisation_id,
        col(ExclusionCase.ground) == allegation.ground,
        col(ExclusionCase.point) == allegation.point,
        col(ExclusionCase.occurred_on) == allegation.occurred_on,
        col(ExclusionCase.final) == allegation.final,
        # Other circumstances are another case: the tenderer is heard about those that are told.
        col(ExclusionCase.what_sv) == allegation.what.sv,
        col(ExclusionCase.what_en) == allegation.what.en,
    )
    return work.session.exec(found).first()


def _check(work: Work, tender: Tender, allegation: Allegation) -> None:
    check_point(allegation.ground, allegation.point, Rulebook(tender.rulebook))
    today = swedish_day(work.now)
    facts = Case(allegation.ground, allegation.occurred_on, today, final=allegation.final)
    # Only whether the facts can be; what follows from them is for the decision.
    rule = partial(exclusion, facts, rulebook=Rulebook(tender.rulebook))
    lawful(rule, "exclusion.impossible")
    if not bids_of(work, tender.id, allegation.organisation_id):
        raise refuse(
            "exclusion.tenderer",
            sv=f"{allegation.organisation_id} har inget öppnat anbud i {tender.id}",
            en=f"{allegation.organisation_id} has no opened bid in {tender.id}",
            todo_sv="Ange en anbudsgivare",
            todo_en="Name a tenderer",
        )


def _write_case(work: Work, actor: Actor, allegation: Allegation) -> ExclusionCase:
    raised = select(func.count()).select_from(ExclusionCase)
    of_tender = raised.where(col(ExclusionCase.tender_id) == allegation.tender_id)
    case = ExclusionCase(
        id=f"{allegation.tender_id}/X{work.session.exec(of_tender).one() + 1}",
        tender_id=allegation.tender_id,
        organisation_id=allegation.organisation_id,
        ground=allegation.ground.value,
        point=allegation.point,
        occurred_on=allegation.occurred_on,
        final=allegation.final,
        what_sv=allegation.what.sv,
        what_en=allegation.what.en,
        raised_at=work.now,
        **work.recorded(actor.id),
    )
    work.session.add(case)
    work.session.flush()
    return case


def _case_or_refusal(work: Work, case_id: str) -> ExclusionCase:
    case = work.session.get(ExclusionCase, case_id)
    if case is None:
        raise refuse(
            "exclusion.unknown",
            sv=f"Det finns inget uteslutningsärende {case_id} här",
            en=f"There is no exclusion case {case_id} here",
            todo_sv="Kontrollera beteckningen",
            todo_en="Check the id",
        )
    return case


def _facts(work: Work, tender: Tender, case: ExclusionCase, judgement: ExclusionJudgement) -> Case:
    today = swedish_day(work.now)
    return Case(
        Ground(case.ground),
        case.occurred_on,
        today,
        heard=heard_in_case(work, case.tender_id, case.id, today),
        paid=judgement.paid,
        final=case.final,
        started=tender.starts_on,
    )


def _says(newest: ExclusionDecision, judgement: ExclusionJudgement, preparer: Actor) -> bool:
    return (
        newest.excluded,
        newest.paid,
        newest.self_cleaning,
        newest.public_interest,
        Text(newest.reason_sv, newest.reason_en),
        newest.prepared_by,
    ) == (
        judgement.excluded,
        judgement.paid,
        judgement.self_cleaning,
        judgement.public_interest,
        judgement.reason,
        preparer.id,
    )


def _check_later(work: Work, newest: ExclusionDecision | None) -> None:
    if newest is not None and newest.decided_at >= work.now:
        raise _same_moment()


def _same_moment() -> ActRefused:
    return refuse(
        "exclusion.same_moment",
        sv="Ärendet är avgjort i samma ögonblick, med ett annat utfall",
        en="The case was decided at this very moment, with another outcome",
        todo_sv="Fatta ett beslut i taget",
        todo_en="Make one decision at a time",
    )


def _write_decision(
    work: Work,
    actor: Actor,
    preparer: Actor,
    case: ExclusionCase,
    judgement: ExclusionJudgement,
) -> None:
    work.session.add(
        ExclusionDecision(
            case_id=case.id,
            decided_at=work.now,
            excluded=judgement.excluded,
            paid=judgement.paid,
            self_cleaning=judgement.self_cleaning.value,
            public_interest=judgement.public_interest,
            reason_sv=judgement.reason.sv,
            reason_en=judgement.reason.en,
            prepared_by=preparer.id,
            **work.recorded(actor.id),
        )
    )
    _owe_letter(work, case, excluded=judgement.excluded)
    work.session.flush()
    said = {
        "excluded": judgement.excluded,
        "paid": judgement.paid,
        "self_cleaning": judgement.self_cleaning.value,
        "public_interest": judgement.public_interest,
        "prepared_by": preparer.id,
    }
    append(work, actor.id, "exclusion.decided", case.id, said)


def _owe_letter(work: Work, case: ExclusionCase, *, excluded: bool) -> None:
    """Every exclusion is told, and every reversal of one; a letter still owed tells the newest."""
    letters = work.session.exec(
        select(Outgoing.id, Dispatch.outgoing_id)
        .outerjoin(Dispatch, col(Dispatch.outgoing_id) == col(Outgoing.id))
        .where(col(Outgoing.exclusion_case_id) == case.id)
    ).all()
    if any(sent is None for _, sent in letters) or not (excluded or letters):
        return
    again = f":{len(letters) + 1}" if letters else ""
    work.session.add(
        Outgoing(
            id=f"{case.id}:{case.organisation_id}{again}",
            tender_id=case.tender_id,
            kind=LetterKind.EXCLUSION,
            exclusion_case_id=case.id,
            organisation_id=case.organisation_id,
            owed_since=work.now,
        )
    )
