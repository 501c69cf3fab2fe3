"""Decide: one person prepares, another decides, for every lot that is ready."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlmodel import col, func, select

from appeals.loading import award_in_force, latest_evaluation
from law.reasons import ActRefused, Text, refuse
from models.decision import AwardDecision, AwardedLot
from models.evaluation import EvaluatedLot
from models.journal import CheckpointReason
from models.letters import LetterKind, Outgoing
from models.store import Store, Work
from models.tender import Bid, Lot, Requirement
from people.actors import Actor
from people.permissions import Act, require, require_second
from procurement.controls import newest_control, not_shown, requirements_of
from procurement.lots import lock_lots_of
from procurement.publishing import tender_or_refusal
from registry.checkpoints import take
from registry.journal import append


def decide_award(store: Store, actor: Actor, preparer: Actor, tender_id: str) -> str | None:
    """Decide every lot whose evaluation in force has not been decided on.

    Returns the decision's id, or None when nothing awaits one. Raises
    `ActRefused` while a presumptive winner has a requirement nobody has checked,
    has failed one, or met one on evidence that has lapsed since. The decision
    owes each tenderer of its lots a letter.
    """
    with store.write() as work:
        tender = tender_or_refusal(work, tender_id)
        require(work, actor, Act.DECIDE_AWARD, tender.buyer_id)
        require(work, preparer, Act.CONTROL, tender.buyer_id)
        require_second(actor, preparer, "Tilldelningsbeslut", "An award decision")
        lock_lots_of(work, tender_id)
        winners = undecided_lots(work, tender_id)
        if not winners:
            return None
        _check_controlled(work, tender_id, winners)
        decision = _decision(work, actor, preparer, tender_id)
        _award(work, decision, winners)
        append(
            work,
            actor.id,
            "award.decided",
            decision.id,
            {
                "prepared_by": preparer.id,
                "lots": {lot_id: bid_id for lot_id, (bid_id, _) in winners.items()},
            },
        )
        take(work, CheckpointReason.AWARD)
        return decision.id


def undecided_lots(work: Work, tender_id: str) -> dict[str, tuple[str, str]]:
    """lot id → (winning bid, evaluation), where no decision rests on that evaluation."""
    found = {}
    for lot_id, evaluation_id in sorted(latest_evaluation(work, tender_id).items()):
        winner = work.session.get_one(EvaluatedLot, (evaluation_id, lot_id)).winner_bid_id
        award = award_in_force(work, lot_id)
        decided = award is not None and award.awarded.evaluation_id == evaluation_id
        if winner is not None and not decided:
            found[lot_id] = (winner, evaluation_id)
    return found


def _check_controlled(work: Work, tender_id: str, winners: Mapping[str, tuple[str, str]]) -> None:
    requirements = requirements_of(work, tender_id)
    for lot_id, (bid_id, evaluation_id) in winners.items():
        for requirement in requirements:
            _check_requirement(work, lot_id, bid_id, evaluation_id, requirement)


def _check_requirement(
    work: Work, lot_id: str, bid_id: str, evaluation_id: str, requirement: Requirement
) -> None:
    code = work.session.get_one(Lot, lot_id).code
    control = newest_control(work, bid_id, requirement.id, evaluation_id)
    if control is None or control.outcome == "failed":
        raise refuse(
            "decision.not_controlled",
            sv=f"I {code} är kravet ”{requirement.title_sv}” inte kontrollerat"
            " och uppfyllt för den tilltänkta vinnaren",
            en=f"In {code} the requirement “{requirement.title_en}” has not been checked"
            " and met for the presumptive winner",
            todo_sv="Kontrollera aktuellt bevis, och utvärdera på nytt om det brister",
            todo_en="Check current evidence, and evaluate again if it fails",
        )
    lapsed = not_shown(work, requirement, control)
    if lapsed is not None:
        raise _lapsed(code, requirement, lapsed)


def _lapsed(code: str, requirement: Requirement, why: Text) -> ActRefused:
    return refuse(
        "decision.evidence_lapsed",
        sv=f"I {code} är kravet ”{requirement.title_sv}” inte visat i dag: {why.sv}",
        en=f"In {code} the requirement “{requirement.title_en}” is not shown today: {why.en}",
        todo_sv="Begär in aktuellt bevis och kontrollera kravet på nytt",
        todo_en="Ask for current evidence and check the requirement anew",
    )


def _decision(work: Work, actor: Actor, preparer: Actor, tender_id: str) -> AwardDecision:
    made = select(func.count()).select_from(AwardDecision)
    number = work.session.exec(made.where(col(AwardDecision.tender_id) == tender_id)).one() + 1
    decision = AwardDecision(
        id=f"{tender_id}/D{number}",
        tender_id=tender_id,
        number=number,
        decided_at=work.now,
        prepared_by=preparer.id,
        **work.recorded(actor.id),
    )
    work.session.add(decision)
    work.session.flush()
    return decision


def _award(work: Work, decision: AwardDecision, winners: Mapping[str, tuple[str, str]]) -> None:
    for lot_id, (bid_id, evaluation_id) in winners.items():
        work.session.add(
            AwardedLot(
                decision_id=decision.id, lot_id=lot_id, bid_id=bid_id, evaluation_id=evaluation_id
            )
        )
    for organisation_id in tenderers_of(work, list(winners)):
        work.session.add(
            Outgoing(
                id=f"{decision.id}:{organisation_id}",
                kind=LetterKind.AWARD,
                decision_id=decision.id,
                organisation_id=organisation_id,
                owed_since=work.now,
            )
        )
    work.session.flush()


def tenderers_of(work: Work, lot_ids: Sequence[str]) -> list[str]:
    """Everybody who bid for any of the lots; each is owed a notice (LOU 19:19)."""
    found = select(Bid.organisation_id).where(col(Bid.lot_id).in_(lot_ids)).distinct()
    return sorted(work.session.exec(found).all())


def has_decision(store: Store, tender_id: str) -> bool:
    """From the first award decision on, who bid is no longer absolutely secret (OSL 19:3)."""
    with store.read() as work:
        found = select(AwardDecision).where(col(AwardDecision.tender_id) == tender_id)
        return work.session.exec(found).first() is not None
