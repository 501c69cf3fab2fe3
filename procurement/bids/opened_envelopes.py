"""Open every envelope of a tender with one pair in session, and say what came out of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import col, select

from law.reasons import ActRefused, Text
from models.blobs import BlobMissing, Blobs
from models.sealed import SealedBid, SealedWithdrawal
from models.store import Work
from models.tender import Tender
from procurement.bids.bid_content import BidContent, content_of
from procurement.bids.opening_pairs import Pair, not_a_pair
from procurement.bids.sealed_places import Place, all_places, newest_versions, sender_of
from procurement.tenders.deadlines import deadline_of
from procurement.tenders.openers import instructions_ever
from registry.receipts import EnvelopeBroken, check_receipts
from registry.sealing import (
    BidFileEntry,
    EnvelopeRefused,
    Expected,
    OpenedPackage,
    SealingInstructions,
    check_header,
    open_envelope,
    read_header,
)
from registry.uploads.many import Upload, Verdict, check_uploads
from registry.uploads.refusals import UploadRefused

# What only its sender can have done to a file that is as it came in.
SEALED_WRONGLY = frozenset(
    {"cannot_decrypt", "malformed_manifest", "place_mismatch", "file_mismatch", "wrong_size"}
)
INVALID = "invalid_content"
# As which a refused file is kept: nothing shows or starts it.
ANY_BYTES = "application/octet-stream"


@dataclass(frozen=True)
class OpenedFile:
    """`media_type` is what the file was found to be; `refused` says why nobody is to open it."""

    entry: BidFileEntry
    media_type: str = ANY_BYTES
    refused: UploadRefused | None = None


@dataclass(frozen=True)
class Opened:
    """A bid that can be considered, or a request to participate, which has no content."""

    sealed: SealedBid
    place: Place
    sender_id: str
    content: BidContent | None
    files: tuple[OpenedFile, ...]


@dataclass(frozen=True)
class Unreadable:
    """A bid that cannot, by its sender's own doing; `code` and `note` say why."""

    sealed: SealedBid
    place: Place
    code: str
    note: Text


@dataclass(frozen=True)
class Found:
    """All that came in, each version in one of the four; by bid and version."""

    opened: tuple[Opened, ...]
    unreadable: tuple[Unreadable, ...]
    replaced: tuple[SealedBid, ...]
    withdrawn: tuple[tuple[SealedBid, SealedWithdrawal], ...]

    @property
    def rows(self) -> frozenset[tuple[str, int, bool]]:
        """What there was to open, for comparing with what there is later."""
        withdrawn = {row.bid_id for _, row in self.withdrawn}
        sealed = [
            *(each.sealed for each in self.opened),
            *(each.sealed for each in self.unreadable),
            *self.replaced,
            *(bid for bid, _ in self.withdrawn),
        ]
        return frozenset((row.bid_id, row.version, row.bid_id in withdrawn) for row in sealed)


def rows_now(work: Work, tender_id: str) -> frozenset[tuple[str, int, bool]]:
    bids, withdrawals = _sealed(work, tender_id)
    return frozenset((bid.bid_id, bid.version, bid.bid_id in withdrawals) for bid in bids)


def open_envelopes(work: Work, tender: Tender, pairs: Mapping[tuple[str, str], Pair]) -> Found:
    """The newest version of each bid that is not withdrawn; everything else stays sealed.

    Raises `EnvelopeBroken` when something is not as it came in, and `ActRefused`
    when the pair cannot open some bid.
    """
    check_receipts(work, tender.id)
    bids, withdrawals = _sealed(work, tender.id)
    check_in_time(bids, withdrawals, deadline_of(work, tender))
    given = instructions_ever(work, tender)
    newest = newest_versions(bids)
    standing = [bid for bid_id, bid in newest.items() if bid_id not in withdrawals]
    places = all_places(work, tender.id)
    results = [_opened(work, tender, bid, places, pairs, given) for bid in standing]
    opened = [each for each in results if isinstance(each, Opened)]
    return Found(
        opened=_with_checked_files(work.blobs, opened, pairs),
        unreadable=tuple(each for each in results if isinstance(each, Unreadable)),
        replaced=tuple(bid for bid in bids if bid is not newest[bid.bid_id]),
        withdrawn=tuple(
            (newest[bid_id], withdrawals[bid_id]) for bid_id in newest if bid_id in withdrawals
        ),
    )


def check_in_time(
    bids: Iterable[SealedBid], withdrawals: Mapping[str, SealedWithdrawal], deadline: datetime
) -> None:
    """The door refuses what is late: if it lies here, it did not come by the door."""
    for bid in bids:
        if bid.received_at > deadline:
            raise EnvelopeBroken(bid.bid_id)
    for bid_id, row in withdrawals.items():
        if row.withdrawn_at > deadline:
            raise EnvelopeBroken(bid_id)


def _sealed(
    work: Work, tender_id: str
) -> tuple[Sequence[SealedBid], Mapping[str, SealedWithdrawal]]:
    found = select(SealedBid).where(col(SealedBid.tender_id) == tender_id)
    bids = work.session.exec(found.order_by(col(SealedBid.bid_id), col(SealedBid.version))).all()
    withdrawn = work.session.exec(
        select(SealedWithdrawal)
        .join(
            SealedBid,
            (col(SealedBid.bid_id) == col(SealedWithdrawal.bid_id))
            & (col(SealedBid.version) == col(SealedWithdrawal.version)),
        )
        .where(col(SealedBid.tender_id) == tender_id)
    )
    return bids, {row.bid_id: row for row in withdrawn}


def _opened(
    work: Work,
    tender: Tender,
    bid: SealedBid,
    places: Mapping[str, Place],
    pairs: Mapping[tuple[str, str], Pair],
    given: Sequence[SealingInstructions],
) -> Opened | Unreadable:
    place, sender_id = places.get(bid.place_tag), sender_of(work, bid)
    if place is None or sender_id is None:
        raise EnvelopeBroken(bid.bid_id)
    try:
        with opened_package(work.blobs, bid, pairs) as package:
            # As at the door: sealed for a deadline and to openers that the tender has had.
            check_header(package.header, given, bid.size)
    except EnvelopeRefused as refusal:
        if refusal.code not in SEALED_WRONGLY:
            raise EnvelopeBroken(bid.bid_id) from refusal
        return Unreadable(bid, place, refusal.code, refusal.reason.text)
    return _considered(tender, bid, place, sender_id, package)


@contextmanager
def opened_package(
    blobs: Blobs, bid: SealedBid, pairs: Mapping[tuple[str, str], Pair]
) -> Iterator[OpenedPackage]:
    """The envelope opened by whichever pair in session it is sealed to; files can be read inside.

    Raises `EnvelopeBroken` when it is not the file that came in, `EnvelopeRefused`
    for what its sender did to it, and `ActRefused` when no pair in session fits.
    """
    try:
        blobs.check(bid.envelope_sha256)
        stream = blobs.open(bid.envelope_sha256)
    except BlobMissing as missing:
        raise EnvelopeBroken(bid.bid_id) from missing
    with stream:
        pair = next((pairs[each] for each in read_header(stream).pairs if each in pairs), None)
        if pair is None:
            raise not_a_pair(bid.tender_id)
        stream.seek(0)
        expected = Expected(bid.tender_id, bid.bid_id, bid.version)
        yield open_envelope(stream, *pair, expected)


def _considered(
    tender: Tender, bid: SealedBid, place: Place, sender_id: str, package: OpenedPackage
) -> Opened | Unreadable:
    if (package.lot_code, package.organisation_id) != (place.lot.code, place.organisation_id):
        note = Text(
            "Anbudet är förseglat för ett annat område eller en annan anbudsgivare än det"
            " lämnades för",
            "The bid is sealed for another lot or tenderer than it was handed in for",
        )
        return Unreadable(bid, place, "place_mismatch", note)
    try:
        content = content_of(tender, package.values)
    except ActRefused as refusal:
        return Unreadable(bid, place, INVALID, refusal.reason.text)
    files = tuple(OpenedFile(entry) for entry in package.entries)
    return Opened(bid, place, sender_id, content, files)


def _with_checked_files(
    blobs: Blobs, opened: Sequence[Opened], pairs: Mapping[tuple[str, str], Pair]
) -> tuple[Opened, ...]:
    verdicts = check_uploads(
        Upload(bid.sealed.bid_id, number, entry.name, content)
        for bid in opened
        for number, entry, content in files_in(blobs, bid, pairs)
    )
    return tuple(
        replace(
            bid,
            files=tuple(
                _judged(file.entry, verdicts[bid.sealed.bid_id, number])
                for number, file in enumerate(bid.files, start=1)
            ),
        )
        for bid in opened
    )


def files_in(
    blobs: Blobs, bid: Opened, pairs: Mapping[tuple[str, str], Pair]
) -> Iterator[tuple[int, BidFileEntry, bytes]]:
    """The bid's files out of its envelope, numbered from 1, one in memory at a time."""
    if not bid.files:
        return
    with opened_package(blobs, bid.sealed, pairs) as package:
        for number, (entry, content) in enumerate(package.files(), start=1):
            yield number, entry, content


def _judged(entry: BidFileEntry, verdict: Verdict) -> OpenedFile:
    if isinstance(verdict, UploadRefused):
        return OpenedFile(entry, refused=verdict)
    return OpenedFile(entry, verdict.media_type)
