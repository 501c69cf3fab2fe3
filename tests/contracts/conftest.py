from __future__ import annotations

from tests.procurement.framework_fixtures import framework, framework_at, framework_stages
from tests.procurement.stage_fixtures import stages, world_at

__all__ = ["framework", "framework_at", "framework_stages", "stages", "world_at"]
