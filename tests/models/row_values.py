"""Values that legal rows share."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

AT = datetime(2026, 3, 2, 8, tzinfo=UTC)
DAY = date(2026, 3, 2)
LATER = date(2027, 3, 2)
PDF_HASH = "a" * 64
OTHER_HASH = "b" * 64
BY = {"actor_id": "officer", "recorded_at": AT, "recorded_real_at": AT}

Row = Mapping[str, Any]
