"""What documents are built of: their shared head, and the kinds of values in them."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from law.rulebook import Rulebook

Lang = Literal["sv", "en"]
Basis = Literal["statute", "tender_documents", "house_rule"]
Colour = Literal["green", "yellow", "red"]
Unit = Literal["percent", "number"]

Ore = Annotated[int, Field(strict=True)]
Count = Annotated[int, Field(strict=True, ge=0)]
Quantity = int | Decimal
RootHash = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Hex = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{8,64}$")]
RulebookName = Annotated[str, StringConstraints(pattern=rf"^({'|'.join(Rulebook)})$")]
Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]


class Part(BaseModel):
    """A piece of a document: frozen, and no field the template does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class CheckpointPart(Part):
    """A signed root of the journal; the first 32 hex digits of ``root`` are printed."""

    size: Annotated[int, Field(strict=True, ge=1)]
    """How many entries it covers."""
    root: RootHash


class Document(Part):
    """What every document carries in its header, footer and metadata."""

    lang: Lang
    template_version: str
    diary_number: str
    is_demo: bool = False
    rulebook: RulebookName = "SE-LOU-19"
    """Of the tender that the document is about: which act its fixed sentences speak of."""
    checkpoint: CheckpointPart | None = None
    """The newest there was when the act that the document tells of was entered."""


class Party(Part):
    name: str
    org_number: str
    address: list[str] = []
    """One entry per line."""
    representative: str | None = None
    """Who signs or answers: name and title."""
    contact: str | None = None
    email: str | None = None


class Lot(Part):
    code: str
    name: str


class CitedReason(Part):
    """One step of an answer; ``cite`` is printed as given ("20 kap. 1 § LOU")."""

    text: str
    cite: str | None = None
