"""A1: every occupational therapist reported has a licence number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from audits.check import AuditedContract, AuditedContracts, Check, Found
from law.reasons import Text
from models.audit import Severity
from performance.rows import MonthReport


def _find(audited: AuditedContracts) -> Iterable[Found]:
    """One finding per contract and therapist, whatever the number of months."""
    for contract in audited:
        without: defaultdict[str, list[MonthReport]] = defaultdict(list)
        for report in contract.reports:
            for member in report.staff:
                if member.role == "AT" and not (member.licence or "").strip():
                    without[member.staff].append(report)
        for staff, reports in sorted(without.items()):
            yield _found(contract, staff, reports)


def _found(contract: AuditedContract, staff: str, reports: list[MonthReport]) -> Found:
    months = ", ".join(f"{report.month:%Y-%m}" for report in reports)
    return Found(
        contract.id,
        Text(
            f"Arbetsterapeuten {staff} redovisas utan legitimationsnummer: {months}.",
            f"The occupational therapist {staff} is reported without a licence number: {months}.",
        ),
        evidence=tuple(
            {"report": report.id, "month": f"{report.month:%Y-%m}", "staff": staff}
            for report in reports
        ),
    )


CHECK = Check(
    id="A1",
    title=Text(
        "Varje redovisad arbetsterapeut har legitimationsnummer",
        "Every occupational therapist reported has a licence number",
    ),
    clause="start.therapists",
    basis=Text(
        "legitimerade arbetsterapeuter",
        "licensed occupational therapists",
    ),
    severity=Severity.SERIOUS,
    section="staff",
    next_step=Text(
        "Leverantören visar legitimationen eller ersätter personen. Därefter tar beställaren"
        " ställning till vite.",
        "The provider shows the licence or replaces the person. The buyer then decides whether"
        " a penalty is due.",
    ),
    find=_find,
)
