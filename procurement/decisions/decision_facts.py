"""The facts that an award decision rests on, in canonical JSON.

They are gathered when the decision is drafted, and again when it is made: what is
decided is what was read, or it is not decided.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlmodel import col, func, select

from appeals.docketed import Docketed, docketed
from appeals.in_force import is_withdrawn, newest_award
from appeals.orders import orders_about
from models.decision import AwardDecision, WithdrawnLot
from models.evaluation import EvaluatedBid, EvaluatedLot, Evaluation
from models.protocol import Protocol, ProtocolKind
from models.store import Work
from models.tender import Bid, Lot, Requirement, Tender
from procurement.decisions.undecided import Awaiting
from procurement.qualification.controls import newest_control, requirements_of
from registry.entry_format import canonical_json

FORMAT = "tilldela/award-decision/v1"
Facts = Mapping[str, Any]


def facts_of(work: Work, tender: Tender, preparer_id: str, lots: Iterable[Awaiting]) -> Facts:
    """Ids, numbers as "n" or "p/q", and why each bid stands where it does; no clock in it."""
    requirements, docket = requirements_of(work, tender.id), docketed(work, tender.id)
    return {
        "format": FORMAT,
        "tender": tender.id,
        "diary_number": tender.diary_number,
        "buyer": tender.buyer_id,
        "number": decisions_made(work, tender.id) + 1,
        "prepared_by": preparer_id,
        "lots": [{**_lot(work, lot, requirements), **_orders(work, docket, lot)} for lot in lots],
    }


def decisions_made(work: Work, tender_id: str) -> int:
    made = select(func.count()).select_from(AwardDecision)
    return work.session.exec(made.where(col(AwardDecision.tender_id) == tender_id)).one()


def _lot(work: Work, lot: Awaiting, requirements: Sequence[Requirement]) -> Facts:
    evaluated = work.session.get_one(EvaluatedLot, (lot.evaluation_id, lot.lot_id))
    return {
        "lot": lot.code,
        "winner": lot.bid_id,
        "tenderer": work.session.get_one(Bid, lot.bid_id).organisation_id,
        "parties": _parties(work, lot),
        "evaluation": _evaluation(work, lot.evaluation_id),
        "draw_seed": evaluated.draw_seed,
        "combination": evaluated.combination,
        "bids": list(_bids(work, lot)),
        "requirements": [
            _requirement(work, lot, bid_id, each) for bid_id in lot.bids for each in requirements
        ],
        "replaces": _replaces(work, lot.lot_id),
    }


def _orders(work: Work, docket: tuple[Docketed, ...], lot: Awaiting) -> Facts:
    """The rulings that the decision answers: one that comes after the draft asks for another."""
    orders = [
        {
            "court": order.court.value,
            "case": order.case_number,
            "on": order.decided_on.isoformat(),
            "returns_to": order.returns_to.value if order.returns_to else None,
        }
        for order in orders_about(work, docket, work.session.get_one(Lot, lot.lot_id))
        if not order.redo
    ]
    return {"orders": orders} if orders else {}


def _parties(work: Work, lot: Awaiting) -> list[Facts]:
    """All that are awarded the lot, by their places: several in a framework alone."""
    bids = [work.session.get_one(Bid, each) for each in lot.bids]
    return [
        {"place": place, "bid": bid.id, "tenderer": bid.organisation_id}
        for place, bid in enumerate(bids, start=1)
    ]


def _evaluation(work: Work, evaluation_id: str) -> Facts:
    """With the hash of its report in each language that there is one in."""
    found = select(Protocol).where(
        col(Protocol.kind) == ProtocolKind.EVALUATION, col(Protocol.subject_id) == evaluation_id
    )
    return {
        "id": evaluation_id,
        "number": work.session.get_one(Evaluation, evaluation_id).number,
        "reports": {row.lang: row.pdf_sha256 for row in work.session.exec(found)},
    }


def _bids(work: Work, lot: Awaiting) -> Iterable[Facts]:
    found = (
        select(EvaluatedBid, Bid)
        .join(Bid, col(Bid.id) == col(EvaluatedBid.bid_id))
        .where(
            col(EvaluatedBid.evaluation_id) == lot.evaluation_id,
            col(EvaluatedBid.lot_id) == lot.lot_id,
        )
        .order_by(col(EvaluatedBid.place).is_(None), col(EvaluatedBid.place), col(Bid.id))
    )
    for evaluated, bid in work.session.exec(found):
        yield {
            "bid": bid.id,
            "tenderer": bid.organisation_id,
            "place": evaluated.place,
            "comparison": evaluated.comparison,
            "standing": evaluated.standing,
            "draw_ticket": evaluated.draw_ticket,
            "note": {"sv": evaluated.note_sv, "en": evaluated.note_en},
        }


def _requirement(work: Work, lot: Awaiting, bid_id: str, requirement: Requirement) -> Facts:
    """The control that governs; a lot is not gathered before every requirement has one."""
    control = newest_control(work, bid_id, requirement.id, lot.evaluation_id)
    return {
        "requirement": requirement.code,
        "tenderer": work.session.get_one(Bid, bid_id).organisation_id,
        "outcome": control.outcome if control else None,
        "evidence": control.evidence_id if control else None,
        "checked_by": control.actor_id if control else None,
        "checked_at": control.checked_at if control else None,
    }


def _replaces(work: Work, lot_id: str) -> Facts | None:
    """The newest earlier decision about the lot, and its withdrawal if it was taken back."""
    award = newest_award(work, lot_id)
    if award is None:
        return None
    withdrawn = (
        work.session.get_one(WithdrawnLot, (award.decision.id, lot_id)).withdrawal_id
        if is_withdrawn(work, award)
        else None
    )
    return {"decision": award.decision.id, "withdrawal": withdrawn}


def lot_ids(tender_id: str, facts: Facts) -> dict[str, Facts]:
    """lot id → what the facts say of it."""
    return {f"{tender_id}/{lot['lot']}": lot for lot in facts["lots"]}


def as_bytes(facts: Facts) -> bytes:
    return canonical_json(facts).encode()


def read_facts(content: bytes) -> Facts:
    facts: Facts = json.loads(content)
    return facts


def lots_changed(drafted: Facts, now: Facts) -> tuple[str, ...]:
    """Codes of the lots of which something else is said now, or of which only one tells.

    A report that was set after the draft changes nothing: it tells of the same facts.
    """
    then, today = _by_code(drafted), _by_code(now)
    codes = sorted(then.keys() | today.keys())
    return tuple(code for code in codes if then.get(code) != today.get(code))


def _by_code(facts: Facts) -> dict[str, Facts]:
    return {lot["lot"]: lot for lot in read_facts(as_bytes(without_reports(facts)))["lots"]}


def without_reports(facts: Facts) -> Facts:
    return {**facts, "lots": [_without_reports(lot) for lot in facts["lots"]]}


def _without_reports(lot: Facts) -> Facts:
    return {**lot, "evaluation": {**lot["evaluation"], "reports": None}}


def lot_of(work: Work, tender_id: str, code: str) -> Lot:
    return work.session.get_one(Lot, f"{tender_id}/{code}")
