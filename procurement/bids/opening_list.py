"""The list of what was opened, which both openers attest (LOU 12:10)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from law.reasons import Lang
from models.sealed import SealedBid
from procurement.bids.opened_envelopes import Found, OpenedFile
from procurement.bids.sealed_places import Place
from registry.entry_format import canonical_json
from registry.uploads.refusals import shown


@dataclass(frozen=True)
class RefusedFile:
    """A file of an opened bid that nobody is to open, as its sender called it, and why."""

    number: int
    name: str
    sha256: str
    code: str
    sv: str
    en: str

    def in_(self, lang: Lang) -> str:
        return f"{shown(self.name)}: {self.sv if lang == 'sv' else self.en}"


@dataclass(frozen=True)
class ListedBid:
    """`tenderer` is an organisation's id; `code` says why an unreadable bid is one."""

    bid_id: str
    version: int
    received_at: datetime
    envelope_sha256: str
    tenderer: str
    lot_code: str
    code: str = ""
    refused_files: tuple[RefusedFile, ...] = ()


@dataclass(frozen=True)
class StillSealed:
    """A version that was replaced, or withdrawn, and that nobody opens."""

    bid_id: str
    version: int
    received_at: datetime
    withdrawn_at: datetime | None = None


@dataclass(frozen=True)
class OpeningList:
    """All that came in. The same bids make the same list, to the byte."""

    tender_id: str
    deadline: datetime
    bids: tuple[ListedBid, ...]
    unreadable: tuple[ListedBid, ...]
    replaced: tuple[StillSealed, ...]
    withdrawn: tuple[StillSealed, ...]

    def to_bytes(self) -> bytes:
        parts = {
            name: [_fields(vars(each)) for each in getattr(self, name)]
            for name in ("bids", "unreadable", "replaced", "withdrawn")
        }
        return canonical_json(
            {"tender": self.tender_id, "deadline": self.deadline, **parts}
        ).encode()

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.to_bytes()).hexdigest()


def _fields(values: Mapping[str, Any]) -> dict[str, Any]:
    said = {name: value for name, value in values.items() if value not in ("", None, ())}
    if "refused_files" in said:
        said["refused_files"] = [vars(file) for file in said["refused_files"]]
    return said


def list_of(tender_id: str, deadline: datetime, found: Found) -> OpeningList:
    return OpeningList(
        tender_id=tender_id,
        deadline=deadline,
        bids=tuple(
            replace(_listed(each.sealed, each.place), refused_files=_refused(each.files))
            for each in found.opened
        ),
        unreadable=tuple(_listed(each.sealed, each.place, each.code) for each in found.unreadable),
        replaced=tuple(
            StillSealed(row.bid_id, row.version, row.received_at) for row in found.replaced
        ),
        withdrawn=tuple(
            StillSealed(bid.bid_id, bid.version, bid.received_at, row.withdrawn_at)
            for bid, row in found.withdrawn
        ),
    )


def _refused(files: Sequence[OpenedFile]) -> tuple[RefusedFile, ...]:
    return tuple(
        RefusedFile(
            number,
            file.entry.name,
            file.entry.sha256,
            file.refused.code,
            file.refused.text.sv,
            file.refused.text.en,
        )
        for number, file in enumerate(files, start=1)
        if file.refused
    )


def _listed(bid: SealedBid, place: Place, code: str = "") -> ListedBid:
    return ListedBid(
        bid_id=bid.bid_id,
        version=bid.version,
        received_at=bid.received_at,
        envelope_sha256=bid.envelope_sha256,
        tenderer=place.organisation_id,
        lot_code=place.lot.code,
        code=code,
    )
