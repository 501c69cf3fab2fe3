"""Lots of the small tender under review, and what courts do about them."""

from __future__ import annotations

from datetime import date
from typing import Any

from appeals.docket.court_acts import record_court_act
from appeals.docket.court_entry import CourtEntry
from law.reasons import Text
from models.review import CourtActKind, CourtName
from tests.appeals.docket_views import WorldAt
from tests.procurement.small_papers import TENDER, at
from tests.procurement.small_tender import World

FR, KR = CourtName.FR, CourtName.KR
JUNE_12 = date(2026, 6, 12)


def act(
    world: World,
    court: CourtName,
    kind: CourtActKind,
    on: date,
    *lots: str,
    case: str = "1-26",
    **said: Any,
) -> str:
    entry = CourtEntry(
        f"{TENDER}/{case}",
        case,
        court,
        kind,
        on,
        on,
        Text("kort", "short"),
        lot_ids=tuple(world.lot(code) for code in lots),
        **said,
    )
    return record_court_act(world.store, world.actor("lawyer"), entry).act_id


def reviewed(world_at: WorldAt, *lots: str, **changes: Any) -> World:
    """Case 1-26 about the lots came in on the last day, and FR has told of it."""
    world = world_at("notified")
    world.go(at(3, 12))
    world.lodge("1-26", *lots, **changes)
    world.go(at(3, 13))
    pending: dict[str, Any] = dict.fromkeys(lots, "1-26")
    world.ask(FR, **pending)
    return world
