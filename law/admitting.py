"""By when an application to a system is decided: the act's own time, or the buyer's stated one."""

from __future__ import annotations

from datetime import date

from law.choice import decision_time
from law.deadline import Deadline
from law.rulebook import Rulebook
from law.working_days import admission


def decided_by(
    received: date,
    stated_days: int,
    *,
    rulebook: Rulebook,
    reasoned: bool = False,
    before_first_call: bool = False,
    country: str | None = None,
) -> Deadline:
    """The last day, with the steps that lead to it.

    In a system of choice ``stated_days`` calendar days (LOV 4:4). In a dynamic purchasing
    system 10 working days, 15 where ``reasoned``, and before the first call what the documents
    state if that is longer (LOU 8:7). Raises ImpossibleFacts where the rulebook knows no system.
    """
    if rulebook is Rulebook.SE_LOV:
        return decision_time(received, stated_days)
    found = admission(
        received,
        reasoned=reasoned,
        before_first_call=reasoned and before_first_call,
        stated=stated_days,
        rulebook=rulebook,
        country=country,
    )
    return Deadline(found.day, found.reasons)


def may_prolong(rulebook: Rulebook) -> bool:
    """Whether the act lets the buyer take longer, with reasons (LOU 8:7); LOV does not."""
    return rulebook is not Rulebook.SE_LOV
