"""Rank every lot and allot the lots under the capacity rule. Pure and exact.

Lots are taken in the order of estimated value, largest first, then code. A
tenderer gets a lot only while what it has won, plus this lot, takes no more
therapist time than it declares; otherwise the next in rank gets it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from law.reasons import Text
from models.evaluation import Standing
from procurement.award_models import AwardModel, Offer, rank

NO_NOTE = Text("", "")


@dataclass(frozen=True)
class LotOnOffer:
    """FTE in tenths, as everywhere in this module."""

    lot_id: str
    code: str
    estimated_value: int
    at_fte_tenths: int


@dataclass(frozen=True)
class Candidate:
    """One bid, its tenderer, and the capacity that the tenderer declares over all lots."""

    offer: Offer
    organisation_id: str
    at_fte_tenths: int


@dataclass(frozen=True)
class Placement:
    """What became of one bid. `place` is None for one that does not take part."""

    bid_id: str
    place: int | None
    comparison: Fraction
    standing: Standing
    note: Text = NO_NOTE


@dataclass(frozen=True)
class LotOutcome:
    lot_id: str
    winner_bid_id: str | None
    placements: tuple[Placement, ...]


def allocate(
    lots: Sequence[LotOnOffer],
    candidates: Mapping[str, Sequence[Candidate]],
    model: AwardModel,
    used: Mapping[str, int],
    disregarded: Mapping[str, Text],
) -> tuple[LotOutcome, ...]:
    """`used`: therapist time that each tenderer's other lots take already, contracts included.

    `disregarded`: bids that take no part, and why.
    """
    taken = dict(used)
    outcomes = []
    for lot in sorted(lots, key=lambda lot: (-lot.estimated_value, lot.code)):
        outcome, winner = _award(lot, candidates.get(lot.lot_id, ()), model, taken, disregarded)
        outcomes.append(outcome)
        if winner is not None:
            taken[winner] = taken.get(winner, 0) + lot.at_fte_tenths
    return tuple(outcomes)


def _award(
    lot: LotOnOffer,
    candidates: Sequence[Candidate],
    model: AwardModel,
    taken: Mapping[str, int],
    disregarded: Mapping[str, Text],
) -> tuple[LotOutcome, str | None]:
    by_bid = {candidate.offer.id: candidate for candidate in candidates}
    winner: Candidate | None = None
    placements = []
    for placed in rank([c.offer for c in candidates if c.offer.id not in disregarded], model):
        candidate = by_bid[placed.offer_id]
        standing, note = Standing.RANKED, NO_NOTE
        if winner is None:
            standing, note = _standing(lot, candidate, taken.get(candidate.organisation_id, 0))
            winner = candidate if standing is Standing.WINNER else None
        placements.append(
            Placement(placed.offer_id, placed.place, placed.comparison, standing, note)
        )
    placements.extend(
        Placement(
            bid_id,
            None,
            model.comparison(by_bid[bid_id].offer),
            Standing.DISREGARDED,
            disregarded[bid_id],
        )
        for bid_id in sorted(disregarded.keys() & by_bid.keys())
    )
    if winner is None:
        return LotOutcome(lot.lot_id, None, tuple(placements)), None
    return LotOutcome(lot.lot_id, winner.offer.id, tuple(placements)), winner.organisation_id


def _standing(lot: LotOnOffer, candidate: Candidate, taken: int) -> tuple[Standing, Text]:
    if taken + lot.at_fte_tenths <= candidate.at_fte_tenths:
        return Standing.WINNER, NO_NOTE
    declared, needed, used = candidate.at_fte_tenths, lot.at_fte_tenths, taken
    return Standing.PASSED_OVER, Text(
        f"Uppgiven kapacitet {_sv(declared)} årsarbetskrafter är redan tagen i anspråk med"
        f" {_sv(used)}; området kräver {_sv(needed)}",
        f"Of the declared capacity of {_en(declared)} full-time equivalents {_en(used)} are"
        f" already taken; the lot requires {_en(needed)}",
    )


def _en(tenths: int) -> str:
    return f"{tenths // 10}.{tenths % 10}"


def _sv(tenths: int) -> str:
    return f"{tenths // 10},{tenths % 10}"
