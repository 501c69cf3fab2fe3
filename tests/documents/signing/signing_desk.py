"""Keys, a small document, and the people who sign it. All of them made up."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from io import BytesIO

import pikepdf

from documents.signing.demo_keys import DemoAuthority, demo_authority
from documents.signing.levels import Level, Place
from documents.signing.local import KeyFile, sign_with_key
from documents.signing.time_stamps import TimeStampService
from documents.signing.trust import Trust
from tests.documents.plain_pdfs import plain_pdf

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LATER = AT + timedelta(days=2)
PROVIDER = "Anna Demo"
BUYER = "Bo Demo"
OFFICE = "Demomyndigheten för arbetsliv"
REASON = "Avtal DEMO-A01"
PRICE = "Pris: 41 250 kronor"


@dataclass(frozen=True)
class Desk:
    """An authority, and what it issued on the day of `AT`."""

    authority: DemoAuthority
    provider: KeyFile
    buyer: KeyFile
    seal: KeyFile
    stamping: KeyFile

    @property
    def trust(self) -> Trust:
        return self.authority.trust(LATER)


@cache
def desk() -> Desk:
    """One for all tests: keys take time to make."""
    authority = demo_authority(AT)
    return Desk(
        authority,
        provider=authority.person(PROVIDER, organisation="Demoleverantören AB", at=AT),
        buyer=authority.person(BUYER, organisation=OFFICE, at=AT, use_rsa=True),
        seal=authority.seal(OFFICE, at=AT),
        stamping=authority.time_stamp_service(AT),
    )


@cache
def unsigned() -> bytes:
    """Two pages, in objects that lie open so that a test can change them."""
    return _saved(pikepdf.ObjectStreamMode.disable)


@cache
def unsigned_compressed() -> bytes:
    """The same with its objects in streams, as the renderer writes them."""
    return _saved(pikepdf.ObjectStreamMode.generate)


def _saved(mode: pikepdf.ObjectStreamMode) -> bytes:
    out = BytesIO()
    pdf = plain_pdf(PRICE, "Underskrifter")
    with pdf.open_metadata() as metadata:
        metadata["dc:title"] = "Avtal DEMO-A01"
    pdf.docinfo["/Title"] = "Avtal DEMO-A01"
    pdf.save(out, deterministic_id=True, object_stream_mode=mode, compress_streams=False)
    return out.getvalue()


@cache
def signed_by_provider() -> bytes:
    return signed(unsigned(), desk().provider, Place.PROVIDER)


@cache
def signed_by_both() -> bytes:
    return signed(signed_by_provider(), desk().buyer, Place.BUYER)


def signed(
    pdf: bytes,
    key: KeyFile,
    place: Place,
    *,
    at: datetime = AT,
    level: Level = Level.B_B,
    time_stamps: TimeStampService | None = None,
    trust: Trust | None = None,
) -> bytes:
    return sign_with_key(
        pdf, key, place, at=at, reason=REASON, level=level, time_stamps=time_stamps, trust=trust
    )


def without_lists(trust: Trust) -> Trust:
    return replace(trust, crls=())
