"""A3: every line is billed at the contract's price."""

from __future__ import annotations

from collections.abc import Iterable

from audits.billed_lines import Billed, billed_lines
from audits.check import AuditedContract, AuditedContracts, Check, Found
from law.reasons import Text
from models.audit import Severity


def _find(audited: AuditedContracts) -> Iterable[Found]:
    """One finding per contract, with all its lines that are off."""
    for contract in audited:
        wrong = [
            line
            for line in billed_lines(contract)
            if line.in_period and line.line.amount != contract.price
        ]
        if wrong:
            yield _found(contract, wrong)


def _found(contract: AuditedContract, wrong: list[Billed]) -> Found:
    count = len(wrong)
    return Found(
        contract.id,
        Text(
            f"{count} {'rad' if count == 1 else 'rader'} i avtal {contract.number} har ett annat"
            " pris än avtalets. Beloppet är det som fakturerats utöver avtalets pris.",
            f"{count} {'line' if count == 1 else 'lines'} of contract {contract.number} at another"
            " price than the contract's. The amount is what was billed above the contract price.",
        ),
        amount=sum(line.line.amount - contract.price for line in wrong),
        evidence=tuple(line.evidence() for line in wrong),
    )


CHECK = Check(
    id="A3",
    title=Text("Varje rad har avtalets pris", "Every line has the contract's price"),
    clause="payment.price",
    basis=Text(
        "pris per deltagare och månad",
        "price per participant and month",
    ),
    severity=Severity.NOTABLE,
    section="lines",
    next_step=Text(
        "Leverantören rättar raderna med en kreditfaktura eller visar grunden för priset.",
        "The provider corrects the lines with a credit note or shows the ground for the price.",
    ),
    find=_find,
)
