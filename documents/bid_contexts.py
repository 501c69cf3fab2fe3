"""The receipt of a bid, and the record of the opening."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from documents.parts import Count, Document, Hex, Part, Party, RootHash


class ReceiptContext(Document):
    """Of a bid, or of its withdrawal when ``withdrawn_at`` is there. Names no tenderer and no lot.

    Times are printed to the microsecond: a bid is late by one.
    """

    document: Literal["receipt"] = "receipt"
    tender_title: str
    buyer: Party
    tender_id: str
    bid_token: str
    version: Count
    received_at: AwareDatetime
    withdrawn_at: AwareDatetime | None = None
    deadline: AwareDatetime
    size: Count
    """Bytes of the sealed file."""
    envelope_hash: RootHash
    journal_seq: Count
    entry_hash: RootHash
    signature: Annotated[str, Field(pattern=r"^[0-9a-f]{128}$")]
    public_key: RootHash


class OpenedBid(Part):
    number: Count
    tenderer: str
    org_number: str
    lots: list[str]
    """Lot codes."""
    received_at: AwareDatetime
    version: Count
    content_hash: Hex


class UnreadableBid(Part):
    """A bid that could not be considered, by its sender's own doing."""

    tenderer: str
    org_number: str
    lot: str
    received_at: AwareDatetime
    why: str


class RefusedFile(Part):
    """A file of an opened bid that is kept but that nobody is to open."""

    tenderer: str
    org_number: str
    lot: str
    name: str
    content_hash: Hex
    why: str


class StillSealed(Part):
    """A version that nobody opened: replaced, or withdrawn at the time given."""

    token: str
    version: Count
    received_at: AwareDatetime
    withdrawn_at: AwareDatetime | None = None


class Officer(Part):
    name: str
    role: str


class OpeningContext(Document):
    document: Literal["opening"] = "opening"
    requests: bool = False
    """What was opened are requests to participate, in a step without tenders."""
    tender_title: str
    buyer: Party
    deadline: AwareDatetime
    opened_at: AwareDatetime
    officers: Annotated[list[Officer], Field(min_length=2, max_length=2)]
    two_persons: str | None = None
    """Where the act demands two at the opening; None where that is the buyer's own rule."""
    bids: list[OpenedBid]
    unreadable: list[UnreadableBid] = Field(default_factory=list)
    refused_files: list[RefusedFile] = Field(default_factory=list)
    still_sealed: list[StillSealed] = Field(default_factory=list)
    list_hash: RootHash | None
    """SHA-256 of the list that both attested; None where the bids were opened elsewhere."""
    entered: str | None = None
    """When and by whom the facts were entered later, if they were."""
    remarks: list[str] = Field(default_factory=list)
