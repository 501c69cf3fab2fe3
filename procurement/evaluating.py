"""Rank the lots that need it: not yet ranked, or ranked on a bid that has since fallen.

Nobody says which lots: it follows from the facts, so that asking twice, or
asking again after a crash, evaluates nothing twice.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from sqlmodel import col, func, select

from appeals.docket import disregarded_bids
from appeals.loading import (
    award_in_force,
    cases_about,
    latest_evaluation,
    load_lot_facts,
    tied_lots,
)
from law.reasons import Text, refuse
from models.evaluation import EvaluatedBid, EvaluatedLot, Evaluation, LotTie
from models.qualification import Control
from models.review import CourtActKind
from models.store import Store, Work
from models.tender import Bid, Lot, OpenedBid, Opening, Requirement, Tender
from people.actors import Actor
from people.permissions import Act, require
from procurement.allocation import Candidate, LotOnOffer, LotOutcome, allocate
from procurement.award_models import Offer
from procurement.lots import lock_lots_of, lots_of
from procurement.publishing import tender_or_refusal
from procurement.terms import award_terms
from procurement.ties import ties
from registry.journal import append


def evaluate(store: Store, actor: Actor, tender_id: str) -> str | None:
    """Rank what needs ranking, and return the evaluation's id, or None when nothing does."""
    with store.write() as work:
        tender = tender_or_refusal(work, tender_id)
        require(work, actor, Act.EVALUATE, tender.buyer_id)
        _check_opened(work, tender)
        lots = lock_lots_of(work, tender_id)
        due = lots_to_evaluate(work, tender_id)
        if not due.outcomes:
            return None
        return _write(work, actor, tender, lots, due)


@dataclass(frozen=True)
class Due:
    """What the lots to rank come to, and what made it necessary, in words for the report."""

    outcomes: tuple[LotOutcome, ...]
    cause: Text

    @property
    def lots(self) -> frozenset[str]:
        return frozenset(outcome.lot_id for outcome in self.outcomes)


def lots_to_evaluate(work: Work, tender_id: str) -> Due:
    """Lots not yet ranked, lots whose winner fell, lots that a court ordered corrected.

    Where a fallen bid frees capacity, a lot in which its tenderer was passed
    over can get another winner by the stated rule: it is ranked again too, as
    long as it has no contract. One that has been decided then needs a new decision.
    """
    tender, lots = work.session.get_one(Tender, tender_id), lots_of(work, tender_id)
    current = current_winners(work, tender_id)
    failed = failed_bids(work, tender_id)
    by_court = _by_court(work, [lot.id for lot in lots])
    disregarded = {**failed, **by_court}
    fresh = {lot.id for lot in lots if lot.id not in current}
    fallen = {lot_id for lot_id, bid_id in current.items() if bid_id in disregarded}
    corrected = {lot.id for lot in lots if _ordered_corrected(work, tender, lot.id)}
    if fresh:
        cause = Text("Första utvärderingen av anbuden", "First evaluation of the bids")
    elif corrected or any(current[lot_id] in by_court for lot_id in fallen):
        cause = Text("Ny utvärdering efter domstols beslut", "New evaluation after a court's order")
    else:
        cause = Text(
            "Ny rangordning sedan ett anbud fallit vid kontroll",
            "Ranked again after a bid failed a control",
        )
    due = {lot_id for lot_id in fresh | fallen | corrected if not _concluded(work, lot_id)}
    if not due:
        return Due((), cause)
    outcomes = _allocation(work, tender, lots, due, disregarded)
    return Due(
        tuple(o for o in outcomes if o.lot_id in due or o.winner_bid_id != current[o.lot_id]),
        cause,
    )


def _concluded(work: Work, lot_id: str) -> bool:
    return load_lot_facts(work, lot_id).concluded_at is not None


def _check_opened(work: Work, tender: Tender) -> None:
    if work.session.get(Opening, tender.id) is None:
        raise refuse(
            "evaluation.not_opened",
            sv=f"Anbuden i {tender.id} är inte öppnade",
            en=f"The bids of {tender.id} have not been opened",
            todo_sv="Öppna anbuden först",
            todo_en="Open the bids first",
        )


def current_winners(work: Work, tender_id: str) -> dict[str, str | None]:
    """For each ranked lot, the winning bid of the evaluation in force."""
    winners: dict[str, str | None] = {}
    for lot_id, evaluation_id in latest_evaluation(work, tender_id).items():
        row = work.session.get_one(EvaluatedLot, (evaluation_id, lot_id))
        winners[lot_id] = row.winner_bid_id
    return winners


def failed_bids(work: Work, tender_id: str) -> dict[str, Text]:
    """Bids that do not meet a requirement by the newest control of it, and why."""
    rows = work.session.exec(
        select(Control, Requirement)
        .join(Requirement, col(Requirement.id) == col(Control.requirement_id))
        .where(col(Requirement.tender_id) == tender_id)
        .order_by(col(Control.checked_at))
    ).all()
    newest = {
        (control.bid_id, requirement.id): (control, requirement) for control, requirement in rows
    }
    return {
        control.bid_id: Text(
            f"Kravet ”{requirement.title_sv}” är inte uppfyllt: {control.note_sv}",
            f"The requirement “{requirement.title_en}” is not met: {control.note_en}",
        )
        for control, requirement in newest.values()
        if control.outcome == "failed"
    }


def _by_court(work: Work, lot_ids: Sequence[str]) -> dict[str, Text]:
    return {
        bid_id: Text(
            f"Ska enligt domstolens beslut i mål {case.split('/', 1)[1]} inte beaktas",
            f"To be disregarded by order of the court in case {case.split('/', 1)[1]}",
        )
        for bid_id, case in disregarded_bids(work, lot_ids).items()
    }


def _ordered_corrected(work: Work, tender: Tender, lot_id: str) -> bool:
    """A court ordered correction, and nobody has evaluated the lot since that was known."""
    evaluation_id = latest_evaluation(work, tender.id).get(lot_id)
    return evaluation_id is not None and any(
        case.orders(CourtActKind.CORRECTION) and not case.complied
        for case in cases_about(work, tender, lot_id, evaluation_id)
    )


def _allocation(
    work: Work,
    tender: Tender,
    lots: Sequence[Lot],
    due: Collection[str],
    disregarded: Mapping[str, Text],
) -> tuple[LotOutcome, ...]:
    """Allot the due lots, those tied to them and the undecided, around the other decided ones."""
    moving = _with_tied(work, lots, due)
    open_lots = [lot for lot in lots if lot.id in moving or not award_in_force(work, lot.id)]
    decided = [lot for lot in lots if lot not in open_lots]
    candidates = {lot.id: candidates_of(work, lot.id) for lot in open_lots}
    model = award_terms(tender.award_terms).model
    used = _used(work, tender.id, decided)
    return allocate(_on_offer(open_lots), candidates, model, used, disregarded)


def _with_tied(work: Work, lots: Sequence[Lot], due: Collection[str]) -> set[str]:
    """The due lots, lots without a contract that are tied to them, and those tied in turn."""
    loose = [lot for lot in lots if lot.id not in due and not _concluded(work, lot.id)]
    tied_to = {lot.id: {other.id for other in tied_lots(work, lot)} for lot in loose}
    moving = set(due)
    while found := {lot_id for lot_id in tied_to.keys() - moving if tied_to[lot_id] & moving}:
        moving |= found
    return moving


def _on_offer(lots: Iterable[Lot]) -> list[LotOnOffer]:
    return [LotOnOffer(lot.id, lot.code, lot.estimated_value, lot.at_fte_tenths) for lot in lots]


def _write_ties(work: Work, tender: Tender, lots: Sequence[Lot], evaluation_id: str) -> None:
    """Ties among the lots without a contract, as they are after this evaluation."""
    concluded = [lot for lot in lots if _concluded(work, lot.id)]
    loose = [lot for lot in lots if lot not in concluded]
    found = ties(
        _on_offer(loose),
        {lot.id: candidates_of(work, lot.id) for lot in loose},
        award_terms(tender.award_terms).model,
        _used(work, tender.id, concluded),
        {**failed_bids(work, tender.id), **_by_court(work, [lot.id for lot in lots])},
    )
    work.session.add_all(
        LotTie(evaluation_id=evaluation_id, lot_id=lot_id, tied_lot_id=tied)
        for lot_id, tied in sorted(found)
    )


def candidates_of(work: Work, lot_id: str) -> list[Candidate]:
    rows = work.session.exec(
        select(Bid, OpenedBid)
        .join(OpenedBid, col(OpenedBid.bid_id) == col(Bid.id))
        .where(col(Bid.lot_id) == lot_id)
        .order_by(col(Bid.id))
    ).all()
    return [
        Candidate(
            Offer(bid.id, Fraction(opened.price), bid.received_at, opened.levels),
            bid.organisation_id,
            opened.at_fte_tenths,
        )
        for bid, opened in rows
    ]


def _used(work: Work, tender_id: str, decided: Iterable[Lot]) -> dict[str, int]:
    """Therapist time that the decided lots take, by tenderer."""
    winners = current_winners(work, tender_id)
    used: dict[str, int] = {}
    for lot in decided:
        bid_id = winners.get(lot.id)
        if bid_id is None:
            continue
        organisation = work.session.get_one(Bid, bid_id).organisation_id
        used[organisation] = used.get(organisation, 0) + lot.at_fte_tenths
    return used


def _write(work: Work, actor: Actor, tender: Tender, lots: Sequence[Lot], due: Due) -> str:
    done = select(func.count()).select_from(Evaluation)
    number = work.session.exec(done.where(col(Evaluation.tender_id) == tender.id)).one() + 1
    evaluation = Evaluation(
        id=f"{tender.id}/U{number}",
        tender_id=tender.id,
        number=number,
        evaluated_at=work.now,
        cause_sv=due.cause.sv,
        cause_en=due.cause.en,
        **work.recorded(actor.id),
    )
    work.session.add(evaluation)
    work.session.flush()
    for outcome in due.outcomes:
        _write_lot(work, evaluation.id, outcome)
    _write_ties(work, tender, lots, evaluation.id)
    append(
        work,
        actor.id,
        "evaluation.made",
        evaluation.id,
        {"winners": {outcome.lot_id: outcome.winner_bid_id for outcome in due.outcomes}},
    )
    return evaluation.id


def _write_lot(work: Work, evaluation_id: str, outcome: LotOutcome) -> None:
    work.session.add(
        EvaluatedLot(
            evaluation_id=evaluation_id,
            lot_id=outcome.lot_id,
            winner_bid_id=outcome.winner_bid_id,
        )
    )
    work.session.flush()
    work.session.add_all(
        EvaluatedBid(
            evaluation_id=evaluation_id,
            lot_id=outcome.lot_id,
            bid_id=placement.bid_id,
            place=placement.place,
            comparison=str(placement.comparison),
            standing=placement.standing.value,
            note_sv=placement.note.sv,
            note_en=placement.note.en,
        )
        for placement in outcome.placements
    )
