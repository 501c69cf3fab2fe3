"""A signature that was handed in, whichever way: whose it is, and the file that carries it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from documents.signing.validating import ValidationReport
from models.signed_files import SignatureLevel, SigningMethod
from models.store import Work
from registry.filing import file_blob

JSON = "application/json"


@dataclass(frozen=True)
class Made:
    """`report` is how an electronic signature was judged on receipt: it was found valid."""

    name: str
    method: SigningMethod
    content: bytes
    media_type: str
    report: ValidationReport | None = None

    @property
    def stated_at(self) -> datetime | None:
        return self.report.signed_at if self.report else None


def columns_of(work: Work, made: Made) -> dict[str, Any]:
    """File what came in; the columns of `models.signed_files.SignedFile`."""
    report = made.report
    return {
        "method": made.method,
        "signed_sha256": file_blob(work, made.content, made.media_type),
        "validation_sha256": file_blob(work, report.to_json(), JSON) if report else None,
        "certificate_sha256": report.certificate_sha256 if report else None,
        "level": SignatureLevel(report.level.value) if report and report.level else None,
        "stated_at": made.stated_at,
    }
