"""Measure every KPI of the reports of a month."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from sqlmodel import col, select

from appeals.stopped import kept_from
from law.days import swedish_day
from models.contract import Contract
from models.delivery import KpiResult
from models.store import Store, Work
from people.actors import Actor
from people.permissions import Act, require
from performance.kpi import kpis
from performance.kpis.report_timeliness import due_on
from performance.months import last_day
from performance.reports import concluded_contracts, reports_of
from performance.rows import MonthReport
from procurement.tenders.named import tender_or_refusal
from registry.journal import append


def measure(store: Store, actor: Actor, tender_id: str, month: date) -> int:
    """Measure the tender's contracts; `month` is any day of the month.

    A contract in its term whose report is overdue is measured on its silence, unless a court
    had stopped it throughout the month.

    Returns how many results the month has afterwards. What has been measured stays.
    Raises `ActRefused` for an unknown tender and for an actor who may not measure.
    """
    first = month.replace(day=1)
    with store.write() as work:
        require(work, actor, Act.MEASURE, tender_or_refusal(work, tender_id).buyer_id)
        before = {(row.contract_id, row.kpi) for row in kpi_results(work, tender_id, first, first)}
        reports = reports_of(work, tender_id, first, first)
        reported = {report.contract_id for report in reports}
        measured = [
            *(row for report in reports for row in _results(work, actor, report)),
            *_silence(work, actor, tender_id, first, reported),
        ]
        new = [row for row in measured if (row.contract_id, row.kpi) not in before]
        if new:
            work.session.add_all(new)
            append(work, actor.id, "kpis.measured", tender_id, _payload(first, new))
        return len(before) + len(new)


def kpi_results(work: Work, tender_id: str, first: date, last: date) -> list[KpiResult]:
    """The tender's results for months that begin in `first`–`last`."""
    found = (
        select(KpiResult)
        .join(Contract, col(Contract.id) == col(KpiResult.contract_id))
        .where(
            col(Contract.tender_id) == tender_id,
            col(KpiResult.month) >= first,
            col(KpiResult.month) <= last_day(last),
        )
        .order_by(col(KpiResult.contract_id), col(KpiResult.month), col(KpiResult.kpi))
    )
    return list(work.session.exec(found))


def _results(work: Work, actor: Actor, report: MonthReport) -> Iterator[KpiResult]:
    for kpi in kpis():
        numerator, denominator = kpi.measure(report)
        yield KpiResult(
            contract_id=report.contract_id,
            month=report.month,
            kpi=kpi.id,
            numerator=numerator,
            denominator=denominator,
            colour=kpi.colour(numerator, denominator),
            measured_at=work.now,
            **work.recorded(actor.id),
        )


def _silence(
    work: Work, actor: Actor, tender_id: str, month: date, reported: Collection[str]
) -> Iterator[KpiResult]:
    if swedish_day(work.now) <= due_on(month):
        return
    for contract in concluded_contracts(work, tender_id):
        if contract.id in reported or not contract.starts_on <= month <= contract.ends_on:
            continue
        if kept_from(work, contract, month, min(last_day(month), contract.ends_on)):
            continue
        for kpi in kpis():
            if kpi.when_silent is not None:
                numerator, denominator = kpi.when_silent
                yield KpiResult(
                    contract_id=contract.id,
                    month=month,
                    kpi=kpi.id,
                    numerator=numerator,
                    denominator=denominator,
                    colour=kpi.colour(numerator, denominator),
                    measured_at=work.now,
                    **work.recorded(actor.id),
                )


def _payload(month: date, new: list[KpiResult]) -> dict[str, object]:
    return {
        "month": f"{month:%Y-%m}",
        "contracts": len({row.contract_id for row in new}),
        "results": len(new),
    }
