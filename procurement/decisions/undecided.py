"""Which lots await a decision, and what keeps each of them from one today."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from appeals.in_force import AwardInForce, award_in_force, cancelled_lots, latest_evaluation
from appeals.lot_facts import tied_lots
from appeals.orders import redo_ordered, standing_orders
from law.reasons import Basis, Reason, Text
from models.evaluation import EvaluatedLot
from models.review import ReturnTo
from models.store import Work
from models.tender import Lot, Tender
from procurement.calls.candidates_told import candidates_told
from procurement.conditions.step_conditions import unmet_conditions
from procurement.conditions.unmet import Unmet
from procurement.qualification.clearance import not_cleared
from procurement.ranking.due_lots import lots_to_evaluate
from procurement.tenders.presumptive import presumptive

EVALUATE_AGAIN = Text("Utvärdera området på nytt", "Evaluate the lot again")
CLEAR_OTHERS = Text("Undanröj det som hindrar de andra områdena", "Clear what keeps the others")


@dataclass(frozen=True)
class Awaiting:
    """A lot whose evaluation in force has a winner that no decision in force rests on.

    Or that has one, which a court has ordered to be made anew.

    `bids`: all that are to be awarded it by their places, the winner first.
    `kept_by`: why it cannot be decided today; empty when it can. `unmet`: those of them that
    are conditions of the tender's step.
    """

    lot_id: str
    code: str
    bid_id: str
    evaluation_id: str
    kept_by: tuple[Reason, ...] = ()
    unmet: tuple[Unmet, ...] = ()
    bids: tuple[str, ...] = ()

    @property
    def ready(self) -> bool:
        return not self.kept_by


def awaiting_decision(work: Work, tender_id: str) -> tuple[Awaiting, ...]:
    """By lot code. A lot that hangs together with one that is kept is kept too.

    What had to hold for the call to be sent must hold when its award is decided.
    """
    tender = work.session.get_one(Tender, tender_id)
    winners = undecided_lots(work, tender_id)
    if not winners:
        return ()
    stale = lots_to_evaluate(work, tender_id).needed
    unmet = (*unmet_conditions(work, tender), *candidates_told(work, tender))
    found = {
        lot_id: _awaiting(work, lot_id, winner, unmet, stale=lot_id in stale)
        for lot_id, winner in winners.items()
    }
    kept = _with_tied(work, found) if tender.lots_are_separate_contracts else _together(found)
    return tuple(sorted(kept.values(), key=lambda each: each.code))


def undecided_lots(work: Work, tender_id: str) -> dict[str, tuple[str, str]]:
    """lot id → (winning bid, evaluation), where no decision in force rests on that evaluation.

    Or a court has sent the lot back to the decision alone since the one that does was made
    (LOU 20:6); not where it has ordered that all be made anew.
    """
    ended = cancelled_lots(work, tender_id) | redo_ordered(work, tender_id)
    found = {}
    for lot_id, evaluation_id in sorted(latest_evaluation(work, tender_id).items()):
        winner = work.session.get_one(EvaluatedLot, (evaluation_id, lot_id)).winner_bid_id
        award = award_in_force(work, lot_id)
        decided = award is not None and award.awarded.evaluation_id == evaluation_id
        if award is not None and decided:
            decided = not _to_decide_anew(work, award)
        if winner is not None and not decided and lot_id not in ended:
            found[lot_id] = (winner, evaluation_id)
    return found


def _to_decide_anew(work: Work, award: AwardInForce) -> bool:
    made = award.decision.decided_at
    orders = standing_orders(work, award.awarded.lot_id)
    return any(order.to_be_answered_by(made, ReturnTo.DECISION) for order in orders)


def _awaiting(
    work: Work, lot_id: str, winner: tuple[str, str], unmet: tuple[Unmet, ...], *, stale: bool
) -> Awaiting:
    bid_id, evaluation_id = winner
    lot = work.session.get_one(Lot, lot_id)
    bids = presumptive(work, lot_id, evaluation_id)
    reasons = (
        reason
        for each in bids
        for reason in not_cleared(work, lot.tender_id, lot_id, each, evaluation_id)
    )
    again = (_to_evaluate(lot.code),) if stale else ()
    kept_by = (*(each.reason for each in unmet), *dict.fromkeys(reasons), *again)
    return Awaiting(lot_id, lot.code, bid_id, evaluation_id, kept_by, unmet, bids)


def _to_evaluate(code: str) -> Reason:
    return Reason(
        "decision.to_be_evaluated",
        Text(
            f"{code} ska utvärderas på nytt innan det kan beslutas",
            f"{code} is to be evaluated again before it can be decided",
        ),
        basis=Basis.TENDER_DOCUMENTS,
    )


def _with_tied(work: Work, found: Mapping[str, Awaiting]) -> dict[str, Awaiting]:
    """By the capacity rule the kept lot may yet give the other another winner."""
    kept = dict(found)
    ties = {
        lot_id: [tied.id for tied in tied_lots(work, work.session.get_one(Lot, lot_id))]
        for lot_id in found
    }
    while moved := {
        lot_id: next(other for other in ties[lot_id] if other in kept and not kept[other].ready)
        for lot_id, each in kept.items()
        if each.ready and any(o in kept and not kept[o].ready for o in ties[lot_id])
    }:
        for lot_id, other in moved.items():
            reason = _hangs_together(kept[lot_id].code, kept[other].code)
            kept[lot_id] = replace(kept[lot_id], kept_by=(reason,))
    return kept


def _together(found: Mapping[str, Awaiting]) -> dict[str, Awaiting]:
    """Lots that make one contract are decided together or not at all."""
    first = next((each for each in found.values() if not each.ready), None)
    if first is None:
        return dict(found)
    return {
        lot_id: replace(each, kept_by=(_hangs_together(each.code, first.code),))
        if each.ready
        else each
        for lot_id, each in found.items()
    }


def _hangs_together(code: str, other: str) -> Reason:
    return Reason(
        "decision.hangs_together",
        Text(
            f"{code} hänger samman med {other}, som inte kan beslutas i dag",
            f"{code} hangs together with {other}, which cannot be decided today",
        ),
        basis=Basis.TENDER_DOCUMENTS,
    )
