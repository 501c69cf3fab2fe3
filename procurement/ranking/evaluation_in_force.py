"""The evaluation in force of each lot, as staff read it: places, figures, and warnings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from sqlmodel import col, select

from appeals.in_force import latest_evaluation
from documents.formats import minor_units
from law.reasons import Reason, Text
from models.evaluation import EvaluatedBid, EvaluatedLot, Standing
from models.store import Store, Work
from models.tender import Bid, Lot, Tender
from people.actors import Actor, organisation_names
from people.permissions import Act, require
from procurement.ranking.due_lots import lots_to_evaluate
from procurement.ranking.outcome_wording import compared_by
from procurement.ranking.stored_evaluation import warnings_of_lot
from procurement.tenders.named import tender_or_refusal
from procurement.tenders.terms import AwardTerms, award_terms


@dataclass(frozen=True)
class RankedBid:
    """Money in the currency's units; `comparison` is None where the bid could not be compared."""

    bid_id: str
    tenderer: str
    place: int | None
    price_points: Fraction | None
    quality: Fraction | None
    comparison: Fraction | None
    standing: Standing
    note: Text
    draw_ticket: str | None


@dataclass(frozen=True)
class LotInForce:
    """`bids` best first, then those that take no part."""

    code: str
    evaluation_id: str
    winner: str | None
    bids: tuple[RankedBid, ...]
    draw_seed: str | None
    combination: str | None
    warnings: tuple[Reason, ...]


@dataclass(frozen=True)
class InForce:
    """`waiting`: lots to be ranked that cannot be yet, by code, and what they wait for."""

    model: str
    currency: str
    lots: tuple[LotInForce, ...]
    waiting: tuple[tuple[str, Text], ...]


def evaluation_in_force(store: Store, actor: Actor, tender_id: str) -> InForce:
    with store.read() as work:
        tender = tender_or_refusal(work, tender_id)
        require(work, actor, Act.EVALUATE, tender.buyer_id)
        evaluations = latest_evaluation(work, tender_id)
        lots = _lots(work, tender_id)
        waiting = lots_to_evaluate(work, tender_id).waiting
        return InForce(
            award_terms(tender.award_terms).stated.model,
            tender.currency,
            tuple(
                _lot(work, tender, lot, evaluations[lot.id])
                for lot in lots
                if lot.id in evaluations
            ),
            tuple((lot.code, waiting[lot.id]) for lot in lots if lot.id in waiting),
        )


def _lots(work: Work, tender_id: str) -> Sequence[Lot]:
    found = select(Lot).where(col(Lot.tender_id) == tender_id)
    return work.session.exec(found.order_by(col(Lot.code))).all()


def _lot(work: Work, tender: Tender, lot: Lot, evaluation_id: str) -> LotInForce:
    row = work.session.get_one(EvaluatedLot, (evaluation_id, lot.id))
    rows = work.session.exec(
        select(EvaluatedBid, Bid)
        .join(Bid, col(Bid.id) == col(EvaluatedBid.bid_id))
        .where(col(EvaluatedBid.evaluation_id) == evaluation_id, col(EvaluatedBid.lot_id) == lot.id)
        .order_by(col(EvaluatedBid.place).is_(None), col(EvaluatedBid.place), col(Bid.id))
    ).all()
    names = organisation_names(work)
    terms = award_terms(tender.award_terms)
    return LotInForce(
        lot.code,
        evaluation_id,
        row.winner_bid_id,
        tuple(
            _bid(bid, names[its.organisation_id], terms, minor_units(tender.currency))
            for bid, its in rows
        ),
        row.draw_seed,
        row.combination,
        warnings_of_lot(work, evaluation_id, lot.id),
    )


def _bid(row: EvaluatedBid, tenderer: str, terms: AwardTerms, minor: int) -> RankedBid:
    by_price = compared_by(terms.stated.model).by_price
    return RankedBid(
        row.bid_id,
        tenderer,
        row.place,
        _number(row.price_points),
        _number(row.quality, minor if terms.valued else 1),
        _number(row.comparison, minor if by_price else 1),
        Standing(row.standing),
        Text(row.note_sv, row.note_en),
        row.draw_ticket,
    )


def _number(stored: str | None, units: int = 1) -> Fraction | None:
    return None if stored is None else Fraction(stored) / units
