"""One dated step of a rehearsal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from law.reasons import Text


@dataclass(frozen=True)
class Step:
    """What is done at one instant of the play's clock. The title names no bidder."""

    at: datetime
    phase: str
    title: Text
    do: Callable[[], object]
