"""What a standstill is counted from: the notices sent, and how it was made longer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from law.connected import check_started
from law.days import swedish_day
from law.refusals import ImpossibleFacts


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


def check_order(
    notices: Sequence[Notice],
    stated_end: date | None,
    extension: Extension | None,
    started: date | None,
    ex_ante_notice: date | None,
) -> None:
    """Raise ImpossibleFacts for days in an order they cannot have come in.

    A procurement starts before anything is announced in it, and no notice states,
    and no extension lengthens, a standstill that is over or unheard of before the
    first notice.
    """
    first = min((notice.day for notice in notices), default=None)
    for own in (first, ex_ante_notice):
        if started is not None and own is not None:
            check_started(started, own)
    if first is None:
        return
    if stated_end is not None and stated_end < first:
        raise ImpossibleFacts(
            sv=f"underrättelsen skickades {first} och kan inte ange en sista dag dessförinnan,"
            f" {stated_end}",
            en=f"the notice was sent on {first} and cannot state a last day before that,"
            f" {stated_end}",
        )
    if extension is not None and extension.sent < first:
        raise ImpossibleFacts(
            sv=f"förlängningen kan inte ha meddelats {extension.sent}, före den första"
            f" underrättelsen {first}",
            en=f"the extension cannot have been told on {extension.sent}, before the first notice"
            f" of {first}",
        )
