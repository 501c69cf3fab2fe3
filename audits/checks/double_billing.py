"""A2: no participant and month is billed twice by the same provider.

Looks across the provider's contracts and months, earlier periods included:
a repeated line is usually sent in a later month than the first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from audits.billed_lines import Billed, billed_lines
from audits.check import AuditedContracts, Check, Found
from law.reasons import Text
from models.audit import Severity


def _find(audited: AuditedContracts) -> Iterable[Found]:
    """One finding per participant and month; the first line billed is the right one."""
    billed: defaultdict[tuple[str, str, date], list[Billed]] = defaultdict(list)
    for contract in audited:
        for line in billed_lines(contract):
            key = (contract.organisation_id, line.line.participant, line.line.service_month)
            billed[key].append(line)
    for (_, participant, month), lines in sorted(billed.items(), key=lambda item: item[0]):
        first, *again = sorted(lines, key=_billed_when)
        superfluous = [line for line in again if line.in_period]
        if superfluous:
            yield _found(participant, month, first, superfluous)


def _billed_when(billed: Billed) -> tuple[date, str, str]:
    return billed.report.month, billed.contract.id, billed.line.line


def _found(participant: str, month: date, first: Billed, superfluous: list[Billed]) -> Found:
    times = len(superfluous)
    return Found(
        superfluous[0].contract.id,
        Text(
            f"Deltagaren {participant} har fakturerats mer än en gång för {month:%Y-%m};"
            f" {times} {'rad' if times == 1 else 'rader'} för mycket.",
            f"The participant {participant} has been billed more than once for {month:%Y-%m};"
            f" {times} {'line' if times == 1 else 'lines'} too many.",
        ),
        amount=sum(line.line.amount for line in superfluous),
        evidence=tuple(line.evidence() for line in (first, *superfluous)),
    )


CHECK = Check(
    id="A2",
    title=Text(
        "Varje deltagare och månad faktureras en gång",
        "Every participant and month is billed once",
    ),
    clause="payment.approved",
    basis=Text(
        "samma deltagare och period ersätts bara en gång",
        "the same participant and period is paid for only once",
    ),
    severity=Severity.SERIOUS,
    section="lines",
    next_step=Text(
        "Beloppet hålls inne. När leverantören har yttrat sig kvittas det mot nästa faktura"
        " eller återkrävs.",
        "The amount is withheld. Once the provider has replied it is set off against the next"
        " invoice or recovered.",
    ),
    find=_find,
)
