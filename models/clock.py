"""The one place where the machine's time is read.

Every rule and service gets its time from a `Clock`, so that a year of court
proceedings can be played in a minute and a deadline tested to the microsecond.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Gives the instant that acts count as happening at; always aware, in UTC."""

    def now(self) -> datetime: ...


def real_now() -> datetime:
    """The machine's own time, stored beside the clock's time with every act."""
    return datetime.now(UTC)


class SystemClock:
    """The clock of every installation but the demo's."""

    def now(self) -> datetime:
        return real_now()


class FixedClock:
    """A clock that stands still until it is set; for tests."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at
