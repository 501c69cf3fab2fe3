from __future__ import annotations

from tests.procurement.small_panel import opened_pointed, pointed
from tests.procurement.stage_fixtures import stages, world_at

__all__ = ["opened_pointed", "pointed", "stages", "world_at"]
