"""Which ready lots wait for others: those that a stated limit or group can bind together."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from models.tender import Bid, Lot, OpenedBid
from procurement.allotting.allotment import Combination, LotTerms, Used
from procurement.ranking.waiting_lots import OpenLots

DAY = datetime(2026, 2, 17, tzinfo=UTC)
NOTHING = Used({}, {}, {})
# A bids on L1 and L2, B on L2 and L3, and C on L4 alone.
BIDDERS: Mapping[str, tuple[str, ...]] = {
    "L1": ("A",), "L2": ("A", "B"), "L3": ("B",), "L4": ("C",),
}  # fmt: skip


def lot(code: str) -> Lot:
    return Lot(
        id=code, tender_id="T", code=code, name=code, region="", places_per_year=1,
        estimated_value=100, at_fte_tenths=10,
    )  # fmt: skip


def bid(code: str, who: str, staff: int) -> tuple[Bid, OpenedBid]:
    id_ = f"{code}-{who}"
    row = Bid(
        id=id_, tender_id="T", lot_id=code, organisation_id=who, version=1, received_at=DAY,
        actor_id=who, recorded_at=DAY, recorded_real_at=DAY,
        sender_id=who, envelope_sha256="a" * 64,
    )  # fmt: skip
    return row, OpenedBid(bid_id=id_, lot_id=code, price=1, levels={}, at_fte_tenths=staff)


def held(terms: LotTerms, used: Used = NOTHING, staff: int = 20) -> set[str]:
    """What waits when L1 cannot be ranked."""
    lots = OpenLots(
        [lot(code) for code in BIDDERS],
        {code: [bid(code, who, staff) for who in bidders] for code, bidders in BIDDERS.items()},
        terms,
        used,
    )
    return set(lots.held_back_by(["L1"]))


@pytest.mark.parametrize(
    ("terms", "waiting"),
    [
        (LotTerms(), set()),
        (LotTerms(cap_lots=2), set()),
        (LotTerms(cap_lots=1), {"L2", "L3"}),
        (LotTerms(cap_value=200), set()),
        (LotTerms(cap_value=199), {"L2", "L3"}),
        (LotTerms(combinations=(Combination("C", ("L1", "L4"), {}),)), {"L4"}),
    ],
)
def test_a_lot_waits_where_a_limit_can_bind(terms: LotTerms, waiting: set[str]) -> None:
    assert held(terms) == waiting


def test_staff_binds_where_it_does_not_suffice_for_all_that_is_bid_for() -> None:
    assert held(LotTerms(), staff=19) == {"L2", "L3"}
    assert held(LotTerms(capacity=False), staff=19) == set()


def test_lots_decided_before_use_up_a_limit() -> None:
    used = Used({"A": 1}, {"A": 100}, {"A": 10})
    assert held(LotTerms(cap_lots=2, capacity=False), used) == {"L2"}
