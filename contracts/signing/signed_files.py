"""A signed PDF as it came in: checked in a process of its own before anything else is done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from contracts.signing.made import Made
from documents.signing.levels import Place
from documents.signing.trust import Trust
from documents.signing.validating import ValidationReport, validate
from law.reasons import ActRefused, Cite, Text, refuse
from models.contract import Party
from models.signed_files import SigningMethod
from registry.filing import PDF

LARGEST_FILE = 50_000_000
PLACES = {Party.PROVIDER: Place.PROVIDER, Party.BUYER: Place.BUYER}
# An advanced electronic signature shows whose it is, and every later change (eIDAS).
ADVANCED = Cite("förordning (EU) nr 910/2014", None, "26")


class Judge(Protocol):
    """`documents.signing.validating.validate`, or a `Validator`'s own for many files."""

    def __call__(
        self,
        pdf: bytes,
        *,
        earlier: bytes,
        place: Place,
        trust: Trust,
        at: datetime,
        signatory: str | None = None,
    ) -> ValidationReport: ...


@dataclass(frozen=True)
class Received:
    """`earlier` is what was to be signed; the certificate must name the `signatory`."""

    pdf: bytes
    earlier: bytes
    place: Place
    at: datetime
    signatory: str


def judged(received: Received, trust: Trust, judge: Judge = validate) -> ValidationReport:
    """What is too large is not opened. Raises `ActRefused` for it."""
    if len(received.pdf) > LARGEST_FILE:
        raise refuse(
            "signature.file_too_large",
            sv=f"Den undertecknade filen är större än {LARGEST_FILE // 1_000_000} MB",
            en=f"The signed file is larger than {LARGEST_FILE // 1_000_000} MB",
            todo_sv="Lämna avtalets egen fil med underskriften i, och inget annat",
            todo_en="Hand in the contract's own file with the signature in it, and nothing else",
        )
    return judge(
        received.pdf,
        earlier=received.earlier,
        place=received.place,
        trust=trust,
        at=received.at,
        signatory=received.signatory,
    )


def file_signed(received: Received, trust: Trust, number: str, judge: Judge = validate) -> Made:
    """Raises `ActRefused`, with every fault, unless it is what was to be signed and is signed."""
    report = judged(received, trust, judge)
    if not report.valid:
        raise invalid(number, report)
    return made_of(received, report, SigningMethod.PADES)


def made_of(received: Received, report: ValidationReport, method: SigningMethod) -> Made:
    return Made(report.signer, method, received.pdf, PDF, report)


def faults_of(report: ValidationReport) -> Text:
    """In words, in one line."""
    faults = [each.text for each in report.faults]
    return Text(
        "; ".join(each.sv.rstrip(".") for each in faults),
        "; ".join(each.en.rstrip(".") for each in faults),
    )


def invalid(number: str, report: ValidationReport) -> ActRefused:
    faults = faults_of(report)
    return refuse(
        "signature.invalid",
        sv=f"Underskriften av avtalet {number} godtas inte: {faults.sv}",
        en=f"The signature of contract {number} is not accepted: {faults.en}",
        todo_sv="Hämta avtalet med tilldela contract read, underteckna den filen och lämna den"
        " utan andra ändringar",
        todo_en="Fetch the contract with tilldela contract read, sign that file, and hand it in"
        " with no other change",
        cite=ADVANCED,
    )
