"""A direct award in the small world: one lot of one unit, two suppliers who may be asked."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from law.days import STOCKHOLM
from law.rulebook import Rulebook
from law.thresholds import Buyer, Kind
from procurement.bids.bid_content import BidContent
from procurement.tenders.draft import LotDraft, TenderDraft, ValueDraft
from tests.procurement.small_papers import TITLE, SmallBid, tender_draft
from tests.procurement.small_tender import World

DIRECT = "DEMO-D"
CLOSES = datetime(2026, 2, 2, 23, 59, tzinfo=STOCKHOLM)
# In öre.
VALUE = 500_000_00


def valued_as(**changes: Any) -> ValueDraft:
    values: dict[str, Any] = {
        "buyer_kind": Buyer.SUB_CENTRAL, "kind": Kind.SERVICES, "reason": TITLE
    }  # fmt: skip
    return ValueDraft(**(values | changes))


def direct_draft(worth: int = VALUE, **changes: Any) -> TenderDraft:
    """`worth` in öre: what the one lot is estimated at."""
    lot = LotDraft(
        code="L1", name="Ort", region="Län", places_per_year=1, estimated_value=worth,
        at_fte_tenths=0,
    )  # fmt: skip
    values: dict[str, Any] = {
        "id": DIRECT, "diary_number": f"Dnr {changes.get('id', DIRECT)}",
        "rulebook": Rulebook.SE_LOU_19A, "procedure": "direct_award", "bid_deadline_at": CLOSES,
        "contract_months": 12, "option_months": (), "lots": (lot,), "requirements": (),
        "value": valued_as(),
    }  # fmt: skip
    return tender_draft(**(values | changes))


def offer(organisation_id: str, price: int, tender_id: str = DIRECT) -> SmallBid:
    content = BidContent(price=price, levels={"method": 0}, at_fte_tenths=10)
    return SmallBid(f"d-{organisation_id}", tender_id, "L1", organisation_id, content)


def asked(world: World, *organisation_ids: str, **changes: Any) -> World:
    """Drafted and sent to those suppliers now."""
    return world.call(direct_draft(**changes), *organisation_ids)
