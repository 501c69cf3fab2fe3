"""Invoice lines with the contract and the report they came in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from audits.check import AuditedContract
from performance.rows import InvoiceLine, MonthReport


@dataclass(frozen=True)
class Billed:
    """An invoice line with where it stands; `in_period` is False for earlier reports' lines."""

    contract: AuditedContract
    report: MonthReport
    line: InvoiceLine
    in_period: bool

    def evidence(self) -> dict[str, Any]:
        return {
            "report": self.report.id,
            "month": f"{self.report.month:%Y-%m}",
            "line": self.line.line,
            "amount": self.line.amount,
        }


def billed_lines(contract: AuditedContract) -> Iterator[Billed]:
    """Earlier lines first, then the period's, by report and line."""
    for reports, in_period in ((contract.earlier, False), (contract.reports, True)):
        for report in reports:
            for line in report.lines:
                yield Billed(contract, report, line, in_period)
