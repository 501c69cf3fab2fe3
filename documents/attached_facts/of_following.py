"""Acts under a contract, audits and ratings."""

from __future__ import annotations

from collections.abc import Iterable

from documents.amendment_contexts import AmendmentContext
from documents.attached_facts.of_contracts import contract
from documents.attached_facts.said import Said
from documents.attached_facts.values import (
    Json,
    document,
    from_day,
    money,
    party,
    period,
)
from documents.audit_contexts import AuditContext
from documents.contexts import PerformanceContext
from documents.contract_act_parts import ContractAct
from documents.formats import Formats
from documents.parts import Lot
from documents.rating_contexts import RatingContext
from documents.sanction_contexts import PenaltyContext, TerminationContext
from documents.start_contexts import StartRecordContext

_IMPLEMENTATION = ("implementation",)
_UPDATE = ("implementationUpdate",)


def of_start(told: StartRecordContext) -> Said:
    start = {"dueDate": from_day(told.starts_on)} if told.starts_on is not None else {}
    milestone = {
        "id": told.number,
        "type": "delivery",
        "status": "notMet" if told.outcome == "refused" else "scheduled",
        **start,
    }
    return Said(
        kind="physicalProgressReport",
        tags=_IMPLEMENTATION,
        on=told.decided_on,
        lots=(told.lot,),
        parties=(party(told.provider, "supplier"),),
        contracts=(
            contract(told.contract_number, told.lot, implementation={"milestones": [milestone]}),
        ),
    )


def of_amendment(told: AmendmentContext) -> Said:
    return Said(
        kind="contractAnnexe",
        tags=("contractAmendment",),
        on=told.applies_from,
        lots=(told.lot,),
        parties=(party(told.provider, "supplier"),),
        contracts=(
            contract(
                told.contract_number,
                told.lot,
                dateSigned=from_day(told.contract_signed_on),
                value=money(told.new_value_ore, told.currency),
                amendments=[
                    {
                        "id": told.number,
                        "date": from_day(told.applies_from),
                        "rationale": told.ground.text,
                    }
                ],
            ),
        ),
    )


def of_act(told: ContractAct) -> Said:
    """Reminder, warning, intake stop: that it was sent, and under which contract."""
    return _of_act(told, "x_contractNotice", _UPDATE)


def of_penalty(told: PenaltyContext) -> Said:
    imposed = Formats(told.lang).money(told.decided_ore, told.currency)
    failure = {"id": told.number, "penaltyImposed": imposed.replace("\u00a0", " ")}
    return _of_act(told, "x_penalty", _UPDATE, implementation={"performanceFailures": [failure]})


def of_termination(told: TerminationContext) -> Said:
    """A contract that ends in part stays; what of it ends is the text's."""
    ended = told.extent == "whole"
    return _of_act(
        told,
        "x_termination",
        ("contractTermination",) if ended else ("contractUpdate",),
        **({"period": period(None, told.ends_on)} if ended else {}),
    )


def _of_act(told: ContractAct, kind: str, tags: tuple[str, ...], **more: object) -> Said:
    return Said(
        kind=kind,
        tags=tags,
        on=told.sent_on,
        lots=(told.lot,),
        parties=(party(told.provider, "supplier"),),
        contracts=(
            contract(
                told.contract_number,
                told.lot,
                documents=[document(told.number, kind, told.sent_on)],
                **more,
            ),
        ),
    )


def of_rating(told: RatingContext) -> Said:
    """The stars and the values they rest on are read in the sheet, with their method.

    Without an outcome the sheet prints no lots.
    """
    rated = told.lots if told.outcome is not None else []
    return Said(
        kind="x_rating",
        tags=_IMPLEMENTATION,
        on=told.published_from,
        lots=tuple(each.lot for each in rated),
        parties=(party(told.provider, "supplier"),),
        contracts=_contracts((each.contract_number, each.lot) for each in rated),
    )


def of_performance(told: PerformanceContext) -> Said:
    return Said(
        kind="physicalProgressReport",
        tags=_IMPLEMENTATION,
        on=told.period_to,
        lots=tuple(each.lot for each in told.lots),
        parties=(party(told.provider, "supplier"),),
        contracts=_contracts((each.contract_number, each.lot) for each in told.lots),
    )


def of_audit(told: AuditContext) -> Said:
    """The contracts that anything was found in; what was found is told once, in the report."""
    return Said(
        kind="finalAudit",
        tags=_IMPLEMENTATION,
        on=told.run_at,
        lots=tuple(each.lot for each in told.findings),
        contracts=_contracts((each.contract_number, each.lot) for each in told.findings),
    )


def _contracts(found: Iterable[tuple[str, Lot]]) -> tuple[Json, ...]:
    once = dict(found)
    return tuple(contract(number, lot) for number, lot in once.items())
