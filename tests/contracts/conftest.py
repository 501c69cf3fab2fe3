from __future__ import annotations

from tests.procurement.stage_fixtures import stages, world_at

__all__ = ["stages", "world_at"]
