"""Stored tenders under each of the ten award models, with the same four bids on one lot.

Prices in minor units, points and levels by criterion. Everybody declares staff for
more than there is, so that each lot goes to its best bid.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from models.evaluation import EvaluatedBid, EvaluatedLot
from models.panel import ConsensusScore, SheetOpening
from models.qualification import Control
from models.store import Work
from procurement.bids.bid_content import BidContent
from procurement.evaluation.evaluated import Evaluated, evaluated
from procurement.evaluation.evaluation_file import EvaluationFile
from procurement.tenders.draft import LotDraft
from registry.journal import append
from tests.procurement.small_papers import (
    TENDER,
    THERAPIST,
    at,
    both,
    submission,
    tender_draft,
)
from tests.procurement.small_tender import World

WorldAt = Callable[[str], World]
LOT = f"{TENDER}/L1"
PLENTY = 1000
BIDDERS = {"n1": "north", "s1": "south", "e1": "east", "w1": "west"}


# Bid → criterion → level or points.
Quality: TypeAlias = Mapping[str, Mapping[str, int | str]]


@dataclass(frozen=True)
class Case:
    """``criteria`` as stored, without titles."""

    model: str
    prices: Mapping[str, int]
    quality: Quality
    criteria: tuple[Mapping[str, Any], ...] = ()
    parameters: Mapping[str, Any] | None = None
    tie: str | None = None

    @property
    def valued(self) -> bool:
        return self.model in ("value_deduction", "value_addition")

    @property
    def terms(self) -> dict[str, Any]:
        return {
            "model": self.model,
            "unit": both("öre per deltagare", "öre per participant"),
            "tie_rule": both("lottning", "by lot"),
            "tie": self.tie,
            "parameters": dict(self.parameters or {}),
            "criteria": [{**each, "title": both(each["id"], each["id"])} for each in self.criteria],
        }

    @property
    def file(self) -> EvaluationFile:
        """The same numbers as somebody would write them into a file."""
        counted = {k: str(v) for k, v in (self.parameters or {}).items() if k != "price"}
        return EvaluationFile.model_validate(
            {
                "model": self.model,
                "parameters": counted,
                "tie_rule": self.tie,
                "criteria": [_in_file(each) for each in self.criteria],
                "bids": [
                    {"id": bid, "price": str(price), **self._quality_in_file(bid)}
                    for bid, price in sorted(self.prices.items())
                ],
            }
        )

    def _quality_in_file(self, bid: str) -> dict[str, Any]:
        given = {criterion: str(each) for criterion, each in self.quality.get(bid, {}).items()}
        return {"levels" if self.valued else "points": given}

    @property
    def evaluated(self) -> Evaluated:
        return evaluated(self.file)


def _in_file(criterion: Mapping[str, Any]) -> dict[str, Any]:
    if "levels" in criterion:
        amounts = {str(each["level"]): str(each["amount"]) for each in criterion["levels"]}
        return {"id": criterion["id"], "amounts": amounts}
    return {
        "id": criterion["id"],
        "weight": criterion.get("weight"),
        "scale": [str(each) for each in criterion["scale"]],
    }


def levels(*amounts: int) -> list[dict[str, Any]]:
    return [
        {"level": level, "amount": amount, "commitment": both(f"nivå {level}", f"level {level}")}
        for level, amount in enumerate(amounts)
    ]


_PRICES = {"n1": 100_000, "s1": 120_000, "e1": 95_001, "w1": 110_000}
_SCALED = (
    {"id": "method", "scale": [1, 5]},
    {"id": "team", "scale": ["1/2", "10"]},
)
_WEIGHED = (
    {"id": "method", "scale": [1, 5], "weight": "0.25"},
    {"id": "team", "scale": ["1/2", "10"], "weight": "3/4"},
)
_POINTS: Quality = {
    "n1": {"method": 4, "team": "2.5"},
    "s1": {"method": 5, "team": 9},
    "e1": {"method": 1, "team": "1/2"},
    "w1": {"method": 3, "team": "10/3"},
}
_LEVELS: Quality = {
    "n1": {"method": 1, "team": 0},
    "s1": {"method": 2, "team": 1},
    "e1": {"method": 0, "team": 0},
    "w1": {"method": 2, "team": 0},
}
_DEDUCTED = (
    {"id": "method", "levels": levels(0, 9_999, 14_000)},
    {"id": "team", "levels": levels(0, 12_345)},
)
_ADDED = (
    {"id": "method", "levels": levels(14_000, 9_999, 0)},
    {"id": "team", "levels": levels(12_345, 0)},
)
_FIXED = dict.fromkeys(_PRICES, 100_000)
CASES = {
    case.model: case
    for case in (
        Case("price", _PRICES, {}),
        Case("value_deduction", _PRICES, _LEVELS, _DEDUCTED),
        Case("value_addition", _PRICES, _LEVELS, _ADDED),
        Case("price_per_point", _PRICES, _POINTS, _SCALED),
        Case(
            "absolute_points", _PRICES, _POINTS, _SCALED,
            {"price_points": 50, "full_at": 0, "zero_at": 200_000},
        ),
        Case("weighted_grades", _PRICES, _POINTS, _WEIGHED),
        Case("relative_ratio", _PRICES, _POINTS, _SCALED, {"price_points": 50}),
        Case("relative_excess", _PRICES, _POINTS, _SCALED, {"price_points": "100/3"}),
        Case("relative_range", _PRICES, _POINTS, _SCALED, {"price_points": 20}),
        Case("fixed_price", _FIXED, _POINTS, _WEIGHED, {"price": 100_000}),
    )
}  # fmt: skip


def lot_draft(code: str, value: int = 100) -> LotDraft:
    return LotDraft(
        code=code, name=f"Ort {code}", region="Län", places_per_year=20, estimated_value=value,
        at_fte_tenths=10,
    )  # fmt: skip


def opened_world(
    world_at: WorldAt,
    case: Case,
    codes: Iterable[str] = ("L1",),
    *,
    staff: int = PLENTY,
    agreed: Iterable[str] | None = None,
    **terms: Any,
) -> World:
    """The case's bids on each lot, opened; ``agreed``: the lots that the panel has scored.

    On other lots than the first a bid's id ends in the lot's code.
    """
    world, codes = world_at("enrolled"), tuple(codes)
    lots = tuple(lot_draft(code, 100 - number) for number, code in enumerate(codes))
    world.draft(tender_draft(award_terms=case.terms | terms, lots=lots, requirements=(THERAPIST,)))
    world.appoint()
    world.go(at(1, 13))
    world.publish()
    world.go(at(2, 10))
    for code in codes:
        for bid, price in case.prices.items():
            given = case.quality.get(bid, {}) if case.valued else {}
            content = BidContent.model_validate(
                {"price": price, "levels": given, "at_fte_tenths": staff}
            )
            tenderer = BIDDERS[bid]
            changes: dict[str, Any] = {"bid_id": bid_in(bid, code), "lot_code": code}
            world.receive(submission("n1", **changes, organisation_id=tenderer, content=content))
    world.go(at(2, 17))
    world.open()
    for code in codes if agreed is None else agreed:
        if case.criteria and not case.valued:
            agree(world, code, case.quality)
    return world


def bid_in(bid: str, code: str) -> str:
    return bid if code == "L1" else f"{bid}-{code}"


def agree(world: World, code: str, quality: Quality, version: int = 1) -> None:
    """The panel's consensus, as facts: how it comes about is tested elsewhere."""
    lot_id = world.lot(code)
    with world.store.write() as work:
        if work.session.get(SheetOpening, lot_id) is None:
            opened = SheetOpening(lot_id=lot_id, opened_at=work.now, **work.recorded("officer"))
            work.session.add(opened)
            work.session.flush()
        work.session.add_all(
            _score(work, lot_id, bid_in(bid, code), criterion, str(points), version)
            for bid, given in quality.items()
            for criterion, points in given.items()
        )
        work.session.flush()
        append(work, "officer", "consensus.agreed", lot_id, {})


def _score(
    work: Work, lot_id: str, bid: str, criterion: str, points: str, version: int
) -> ConsensusScore:
    return ConsensusScore(
        bid_id=bid, criterion=criterion, version=version, lot_id=lot_id, points=points,
        reason_sv="skäl", reason_en="reason", agreed_at=work.now, **work.recorded("officer"),
    )  # fmt: skip


def evaluated_bids(world: World, evaluation: int = 1) -> dict[str, EvaluatedBid]:
    """Those of L1, best first, then those that take no part."""
    with world.store.read() as work:
        rows = [
            row
            for bid in BIDDERS
            if (row := work.session.get(EvaluatedBid, (f"{TENDER}/U{evaluation}", bid)))
        ]
        work.session.expunge_all()
    ordered = sorted(rows, key=lambda row: (row.place is None, row.place or 0))
    return {row.bid_id: row for row in ordered}


def evaluated_lot(world: World, evaluation: int = 1, code: str = "L1") -> EvaluatedLot:
    with world.store.read() as work:
        row = work.session.get_one(EvaluatedLot, (f"{TENDER}/U{evaluation}", world.lot(code)))
        work.session.expunge(row)
    return row


def fail_control(world: World, bid_id: str) -> None:
    """An officer finds that the bid's named therapist does not meet the requirement."""
    with world.store.write() as work:
        control = Control(
            bid_id=bid_id, requirement_id=f"{TENDER}/AT", evaluation_id=f"{TENDER}/U1",
            checked_at=work.now, outcome="failed", note_sv="ingen", note_en="none",
            **work.recorded("officer"),
        )  # fmt: skip
        work.session.add(control)
        work.session.flush()
        append(work, "officer", "control.recorded", bid_id, {})
