from __future__ import annotations

from tests.procurement.small_panel import opened_pointed, pointed
from tests.procurement.stage_fixtures import stages, world_at
from tests.procurement.system_fixtures import choice, copy_of, dps, either, published_systems

__all__ = [
    "choice",
    "copy_of",
    "dps",
    "either",
    "opened_pointed",
    "pointed",
    "published_systems",
    "stages",
    "world_at",
]
