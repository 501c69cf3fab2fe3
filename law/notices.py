"""What a standstill is counted from: the notices sent, and how it was made longer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from law.days import swedish_day


class Procedure(StrEnum):
    """How the contract is awarded, as far as a standstill depends on it.

    ``negotiated`` is with a prior notice; without one it is a ``direct-award``.
    ``mini-competition`` and ``call-off`` award within a framework, ``dps``
    within a dynamic purchasing system. ``chapter-19`` is an award under LOU
    chapter 19, ``chapter-19-framework`` one within a framework or another
    method of continuous award there.
    """

    OPEN = "open"
    RESTRICTED = "restricted"
    NEGOTIATED = "negotiated"
    MINI_COMPETITION = "mini-competition"
    DPS = "dps"
    CALL_OFF = "call-off"
    DIRECT_AWARD = "direct-award"
    CHAPTER_19 = "chapter-19"
    CHAPTER_19_FRAMEWORK = "chapter-19-framework"


@dataclass(frozen=True)
class Notice:
    """One dispatch of the award decision, to one recipient or to many.

    ``sent`` is a Swedish civil date or an aware instant; a naive instant is a
    ValueError. ``electronic`` is the meaning of LOU 1:13: e-mail, a message in
    the tendering tool, fax. Publication on a web site is no dispatch.
    """

    sent: date | datetime
    electronic: bool = True

    def __post_init__(self) -> None:
        _ = self.day

    @property
    def day(self) -> date:
        return swedish_day(self.sent) if isinstance(self.sent, datetime) else self.sent


@dataclass(frozen=True)
class Extension:
    """A standstill made longer after its notice: through ``until``, told on ``sent``.

    It has effect only when told to every candidate and tenderer while the
    standstill still runs (HFD 2019 ref. 58).
    """

    until: date
    sent: date
    to_all: bool
