"""What a signature left behind: the file that carries it, and how it was judged on receipt."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel

from models.columns import one_of, sha256_hex


class SigningMethod(StrEnum):
    """By a file that its sender signed, by a signing service, or by hand on a printed page."""

    PADES = "pades"
    REMOTE = "remote"
    PAPER = "paper"


class SignatureLevel(StrEnum):
    """ETSI EN 319 142-1: B-T has a trusted time, B-LT what later validation takes besides."""

    B_B = "B-B"
    B_T = "B-T"
    B_LT = "B-LT"


class SignedFile(SQLModel):
    """Of an electronic signature: the signed PDF, its validation report and its certificate.

    Of one on paper the scanned page alone. `stated_at` is the time that the file states.
    """

    method: str
    signed_sha256: str = Field(foreign_key="blob.sha256")
    validation_sha256: str | None = Field(default=None, foreign_key="blob.sha256")
    certificate_sha256: str | None = None
    level: str | None = None
    stated_at: datetime | None = None


def signed_file() -> tuple[CheckConstraint, ...]:
    """What is validated is an electronic signature, and every electronic one is."""
    return (
        one_of("method", SigningMethod),
        one_of("level", SignatureLevel),
        sha256_hex("certificate_sha256"),
        CheckConstraint(
            "(method = 'paper') = (validation_sha256 IS NULL)"
            " AND (method = 'paper') = (certificate_sha256 IS NULL)",
            name="validated",
        ),
    )
