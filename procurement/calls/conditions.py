"""What must hold for a step to be called, and again for an award to be decided in it.

A condition is a function of the facts: its name stands with the step in
`law/procedures.yaml`, and it is asked at both times, so that no order of acts leads past it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from law.procedures import ConditionKind
from law.reasons import ActRefused
from models.store import Work
from models.tender import Tender
from procurement.calls.regime_kept import regime_kept
from procurement.calls.time_given import time_given
from procurement.calls.unmet import Unmet
from procurement.tenders.steps import step_of_tender

Condition = Callable[[Work, Tender], Iterator[Unmet]]

CONDITIONS: Mapping[ConditionKind, Condition] = {
    ConditionKind.REGIME: regime_kept,
    ConditionKind.TIME: time_given,
}


def unmet_conditions(work: Work, tender: Tender) -> tuple[Unmet, ...]:
    """Every condition of the tender's step that does not hold, as the facts stand now."""
    return tuple(
        unmet
        for kind in step_of_tender(tender).conditions
        for unmet in CONDITIONS[kind](work, tender)
    )


def check_conditions(work: Work, tender: Tender) -> None:
    """Raises `ActRefused` for the first condition that does not hold."""
    for unmet in unmet_conditions(work, tender):
        raise ActRefused(unmet.reason, unmet.todo)
