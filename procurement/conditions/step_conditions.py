"""What must hold for a step to be called, and again for an award to be decided in it.

A condition is a function of the facts: its name stands with the step in
`law/procedures.yaml`, and it is asked at both times, so that no order of acts leads past it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from law.procedures import ConditionKind
from law.reasons import ActRefused
from models.store import Work
from models.tender import Tender
from procurement.conditions.all_admitted import all_admitted
from procurement.conditions.all_parties import all_parties
from procurement.conditions.choice_documents import choice_documents
from procurement.conditions.direct_award import direct_award
from procurement.conditions.enough_invited import enough_are_invited
from procurement.conditions.framework_in_force import framework_in_force
from procurement.conditions.met_all import met_all
from procurement.conditions.regime_kept import regime_kept
from procurement.conditions.system_in_force import system_in_force
from procurement.conditions.time_given import time_given
from procurement.conditions.unmet import Unmet
from procurement.conditions.within_ceiling import within_ceiling
from procurement.tenders.steps import step_of_tender
from procurement.tenders.vouched import RecordMeddled

Condition = Callable[[Work, Tender], Iterator[Unmet]]

CONDITIONS: Mapping[ConditionKind, Condition] = {
    ConditionKind.REGIME: regime_kept,
    ConditionKind.TIME: time_given,
    ConditionKind.ENOUGH_INVITED: enough_are_invited,
    ConditionKind.MET_ALL: met_all,
    ConditionKind.DIRECT_AWARD: direct_award,
    ConditionKind.FRAMEWORK_IN_FORCE: framework_in_force,
    ConditionKind.WITHIN_CEILING: within_ceiling,
    ConditionKind.ALL_PARTIES: all_parties,
    ConditionKind.SYSTEM_IN_FORCE: system_in_force,
    ConditionKind.ALL_ADMITTED: all_admitted,
    ConditionKind.CHOICE_DOCUMENTS: choice_documents,
}


def unmet_conditions(work: Work, tender: Tender) -> tuple[Unmet, ...]:
    """Every condition of the tender's step that does not hold, as the facts stand now."""
    return tuple(
        unmet
        for kind in step_of_tender(tender).conditions
        for unmet in _unmet(CONDITIONS[kind], work, tender)
    )


def _unmet(condition: Condition, work: Work, tender: Tender) -> Sequence[Unmet]:
    """Facts of which the law has no answer meet no condition either."""
    try:
        return tuple(condition(work, tender))
    except RecordMeddled:
        raise
    except ActRefused as refusal:
        return (Unmet(refusal.reason, refusal.todo),)


def check_conditions(work: Work, tender: Tender) -> None:
    """Raises `ActRefused` for the first condition that does not hold."""
    for unmet in unmet_conditions(work, tender):
        raise ActRefused(unmet.reason, unmet.todo)
