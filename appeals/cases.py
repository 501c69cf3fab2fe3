"""The cases that can hold a lot, as the decision in force answers them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from sqlmodel import col, select

from appeals.docketed import HOLDING, Docketed, case_of, docketed, events_about, views
from appeals.facts import Case, CourtEvent
from appeals.in_force import AwardInForce, award_in_force
from models.evaluation import Evaluation
from models.lawyers import Clearing, ClearingKind
from models.review import CourtAct, CourtActKind, CourtName, MatterKind, ReturnTo
from models.store import Work
from models.tender import Tender

# Before any act that a court can have done.
_NEVER = datetime.min.replace(tzinfo=UTC)


def cases_about(work: Work, tender: Tender, lot_id: str, evaluation_id: str) -> tuple[Case, ...]:
    """Every case about the lot, whichever decision it attacked, as that evaluation answers it.

    What begins anew at the decision alone is answered by the decision in force. Where the
    lots are not contracts of their own, a case about one is about all.
    """
    holding = [each for each in docketed(work, tender.id) if each.matter.kind in HOLDING]
    if not holding:
        return ()
    evaluated_at = work.session.get_one(Evaluation, evaluation_id).evaluated_at
    award = award_in_force(work, lot_id)
    decided_at = award.decision.decided_at if award else _NEVER
    cleared = _cleared_remands(work, award) if award else frozenset()
    found = (
        _case(each, tuple(events_about(work, each, view, cleared)), evaluated_at, decided_at)
        for each in holding
        for view in views(work, tender, each, lot_id)
    )
    return tuple(dict.fromkeys(found))


def _case(
    entry: Docketed,
    acts: Sequence[tuple[CourtAct, CourtEvent]],
    evaluated_at: datetime,
    decided_at: datetime,
) -> Case:
    case = case_of(entry.matter, (event for _, event in acts))
    orders = [
        act for act, event in acts if event in case.outcome and act.kind == CourtActKind.CORRECTION
    ]
    complied = bool(orders) and all(
        known <= made
        for order in orders
        for made in [decided_at if order.returns_to == ReturnTo.DECISION else evaluated_at]
        for known in ordered_at(entry, order)
    )
    about_award = case.kind is MatterKind.REVIEW
    return replace(case, complied=complied and about_award)


def ordered_at(entry: Docketed, order: CourtAct) -> Iterator[datetime]:
    """When it was known, and when more of it became known: a bid to leave out, where to begin.

    Not a later version that tells of a dispatch alone.
    """
    bids: set[str | None] = {None}
    returns_to = None
    for act in entry.acts:
        if act.id != order.id:
            continue
        if act.disregard_bid_id not in bids or act.returns_to != returns_to:
            yield act.recorded_at
        bids.add(act.disregard_bid_id)
        returns_to = act.returns_to


def _cleared_remands(work: Work, award: AwardInForce) -> frozenset[tuple[str, int]]:
    """A clearing speaks of the act as it was known then: a later version holds anew."""
    rows = work.session.exec(
        select(Clearing).where(
            col(Clearing.lot_id) == award.awarded.lot_id,
            col(Clearing.decision_id) == award.decision.id,
            col(Clearing.kind) == ClearingKind.REMAND,
        )
    )
    return frozenset(
        (row.act_id, row.act_version) for row in rows if row.act_id and row.act_version
    )


def other_numbers(work: Work, tender: Tender, lot_id: str) -> frozenset[tuple[CourtName, str]]:
    """By what numbers cases go that are on the docket about the lot, and hold no contract.

    Where the lots are not contracts of their own, about any of them.
    """
    whole = not tender.lots_are_separate_contracts
    return frozenset(
        number
        for each in docketed(work, tender.id)
        if each.matter.kind not in HOLDING and (whole or each.concerns(lot_id))
        for number in (
            (CourtName(each.matter.court), each.matter.case_number),
            *((CourtName(act.court), act.case_number) for act in each.governing),
        )
    )
