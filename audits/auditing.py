"""Run every check over the contracts of a tender and record what was found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from audits.check import AuditedContract, AuditedContracts, Check, Found, checks
from law.days import swedish_day
from law.reasons import refuse
from models.audit import Audit, Finding
from models.store import Store, Work
from people.actors import Actor
from people.permissions import Act, require
from performance.reports import concluded_contracts, reports_of
from performance.rows import SECTIONS, MonthReport, Section
from procurement.tenders.named import tender_or_refusal
from registry.journal import append

AUDIT_RUN = "audit.run"


def run_audit(
    store: Store, actor: Actor, tender_id: str, period_start: date, period_end: date
) -> str:
    """Audit the accepted reports about months that begin in the period; returns the audit's id.

    An audit that has been run for the same period is left as it is. Raises
    `ActRefused` for an unknown tender, an actor who may not audit, a period that is
    backwards or not over, one with no reports, and another start for the same end.
    """
    audit_id = f"{tender_id}/A-{period_end:%Y-%m}"
    with store.write() as work:
        require(work, actor, Act.AUDIT, tender_or_refusal(work, tender_id).buyer_id)
        before = work.session.get(Audit, audit_id)
        if before is not None:
            _refuse_other_period(before, period_start, period_end)
            return audit_id
        _refuse_unfinished(work, period_start, period_end)
        audited = _audited(work, tender_id, period_start, period_end)
        found = [(check, each) for check in checks() for each in check.find(audited)]
        scope = _scope(audited)
        audit = Audit(
            id=audit_id,
            tender_id=tender_id,
            period_start=period_start,
            period_end=period_end,
            run_at=work.now,
            scope=scope,
            **work.recorded(actor.id),
        )
        work.session.add(audit)
        work.session.flush()
        work.session.add_all(_findings(work, actor, audit_id, found))
        append(work, actor.id, AUDIT_RUN, audit_id, _payload(audit, found))
    return audit_id


def _audited(work: Work, tender_id: str, start: date, end: date) -> AuditedContracts:
    """The contracts with a report in the period; `ActRefused` when there is none."""
    by_contract: dict[str, list[MonthReport]] = {}
    for report in reports_of(work, tender_id, date.min, end):
        by_contract.setdefault(report.contract_id, []).append(report)
    audited = tuple(
        AuditedContract(
            contract.id,
            contract.number,
            contract.organisation_id,
            contract.price,
            tuple(each for each in by_contract[contract.id] if each.month >= start),
            tuple(each for each in by_contract[contract.id] if each.month < start),
        )
        for contract in concluded_contracts(work, tender_id)
        if contract.id in by_contract
    )
    if not any(contract.reports for contract in audited):
        raise refuse(
            "audit.nothing_to_audit",
            sv=f"Inga rapporter har godtagits för perioden {start} till {end}",
            en=f"No reports have been accepted for the period {start} to {end}",
            todo_sv="Granska när leverantörernas rapporter har kommit in",
            todo_en="Audit once the providers' reports are in",
        )
    return audited


def _scope(audited: AuditedContracts) -> dict[str, Any]:
    """Counts of what the period holds; `rows` is all sections together."""
    sections = {section: _rows(audited, section) for section in SECTIONS}
    return {
        "contracts": sum(1 for contract in audited if contract.reports),
        "reports": sum(len(contract.reports) for contract in audited),
        "rows": sum(sections.values()),
        "lines": sections["lines"],
        "checks": {check.id: sections[check.section] for check in checks()},
    }


def _rows(audited: Iterable[AuditedContract], section: Section) -> int:
    return sum(report.row_count(section) for each in audited for report in each.reports)


def _findings(
    work: Work, actor: Actor, audit_id: str, found: Sequence[tuple[Check, Found]]
) -> Iterable[Finding]:
    """Numbered from 1 by check and in the order of the check."""
    for number, (check, each) in enumerate(found, start=1):
        yield Finding(
            audit_id=audit_id,
            number=number,
            contract_id=each.contract_id,
            check_id=check.id,
            severity=check.severity,
            text_sv=each.text.sv,
            text_en=each.text.en,
            clause=check.number,
            amount=each.amount,
            evidence=list(each.evidence),
            **work.recorded(actor.id),
        )


def _payload(audit: Audit, found: Sequence[tuple[Check, Found]]) -> dict[str, object]:
    """Ids and numbers only: the pseudonyms stay in the findings."""
    return {
        "tender": audit.tender_id,
        "period_start": audit.period_start.isoformat(),
        "period_end": audit.period_end.isoformat(),
        "scope": audit.scope,
        "findings": [
            {"check": check.id, "contract": each.contract_id, "amount": each.amount}
            for check, each in found
        ],
    }


def _refuse_unfinished(work: Work, start: date, end: date) -> None:
    if start > end:
        raise refuse(
            "period.backwards",
            sv=f"Perioden {start} till {end} slutar innan den börjar",
            en=f"The period {start} to {end} ends before it begins",
            todo_sv="Ange den första dagen först",
            todo_en="Give the earlier day first",
        )
    if end >= swedish_day(work.now):
        raise refuse(
            "period.not_over",
            sv=f"Perioden till {end} är inte slut",
            en=f"The period to {end} is not over",
            todo_sv="Granska en period som har gått ut",
            todo_en="Audit a period that has ended",
        )


def _refuse_other_period(before: Audit, start: date, end: date) -> None:
    if (before.period_start, before.period_end) != (start, end):
        raise refuse(
            "audit.other_period",
            sv=f"Granskning {before.id} har redan gjorts för perioden"
            f" {before.period_start} till {before.period_end}",
            en=f"Audit {before.id} has already been run for the period"
            f" {before.period_start} to {before.period_end}",
            todo_sv="Ange samma period, eller en som slutar en annan månad",
            todo_en="Give the same period, or one that ends in another month",
        )
