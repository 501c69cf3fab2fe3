"""Receive sealed bids. In time is in time; late is late to the microsecond.

What is written is sealed: by the tenderer, or in memory as it comes in. A refusal
speaks of the sender's own bids only, never of what others have sent.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from sqlmodel import col, select

from law.reasons import refuse
from models.blobs import Staged
from models.journal import Blob
from models.sealed import SealedBid, SealedWithdrawal
from models.store import Store, Work
from models.tender import Opening, Tender
from people.actors import ENGINE, Actor, actor_in
from people.permissions import require_of_organisation
from procurement.bids.bid_refusals import (
    late,
    not_yours,
    require_sealed,
    second,
    unfit_token,
    withdrawn,
    wrong_place,
    wrong_version,
)
from procurement.bids.bid_uploads import check_bid_files
from procurement.bids.sealed_places import own_bids, place_tag, places_of, sender_tag
from procurement.calls.invitations import check_may_send
from procurement.tenders.deadlines import bids_opened, deadline_of
from procurement.tenders.lots import check_not_cancelled, lot_or_refusal
from procurement.tenders.named import published_or_refusal, tender_or_refusal
from procurement.tenders.openers import instructions_ever, instructions_of
from registry.checkpoints import newest_checkpoint
from registry.installation_keys import keys_of
from registry.journal import (
    LARGEST_STEP_BACK,
    ClockSteppedBack,
    append,
    clock_reading,
    instant,
    next_number,
)
from registry.receipts import (
    RECEIVED,
    WITHDRAWN,
    Receipt,
    receipt_of,
    received_payload,
    was_entered,
    withdrawn_payload,
)
from registry.sealing import (
    MAX_ENVELOPE_BYTES,
    BidPackage,
    EnvelopeHeader,
    check_header,
    is_for,
    read_header,
    seal,
)

COPIED_AT_ONCE = 1024 * 1024
SEALED = "application/vnd.tilldela.sealed-bid"


@dataclass(frozen=True)
class SealedSubmission:
    """A sealed file as sent, and which place it is for.

    Lot and tenderer are stated by the sender who has signed in; only a keyed tag of
    them is kept, and what lies in the envelope must give the same one. `place_nonce`
    (of the sender's ticket) shows that the file was sealed for just that; it is not kept.
    """

    tender_id: str
    lot_code: str
    organisation_id: str
    file: Path | BinaryIO
    place_nonce: str = field(repr=False)


@dataclass(frozen=True)
class UnsealedSubmission:
    """A bid that this service seals as it comes in: its operator could read it meanwhile."""

    tender_id: str
    bid_id: str
    version: int
    package: BidPackage

    @property
    def lot_code(self) -> str:
        return self.package.lot_code

    @property
    def organisation_id(self) -> str:
        return self.package.organisation_id


Submission = SealedSubmission | UnsealedSubmission


def receive_bid(store: Store, actor: Actor, submission: Submission) -> Receipt:
    """Take the bid in, or refuse it with nothing kept.

    The receipt time is the clock's when the last byte is in, on the disk and hashed;
    what reading its files (of a bid that comes unsealed) and the database then take is
    not counted. The same file sent again gets the same receipt, whenever.
    """
    with store.blobs.staged(_writer(store, actor, submission)) as staged:
        # Read here, once: a bid that is in must not become late in a queue, nor while its
        # files are read.
        received_at = _time_of_receipt(store)
        if isinstance(submission, UnsealedSubmission):
            check_bid_files(submission.package.files)
        with store.write(together=_may_share(store)) as work:
            return _take_in(work, actor, submission, staged, received_at)


def _time_of_receipt(store: Store) -> datetime:
    now = clock_reading(store)
    try:
        # Not later, in the act's own transaction: while it waits, a root may well be signed.
        with store.read() as work:
            _check_clock(work, now)
    except ClockSteppedBack as alarm:
        alarm.trace(store)
        raise
    return now


def _check_clock(work: Work, at: datetime) -> None:
    """A root that was signed when the deadline had passed is newer than any bid in time.

    Raises `ClockSteppedBack`, which leaves its alarm in the journal.
    """
    newest = newest_checkpoint(work)
    if newest is not None and instant(newest.at_us) - at > LARGEST_STEP_BACK:
        raise ClockSteppedBack(at, instant(newest.at_us))


def _may_share(store: Store) -> bool:
    """Whether acts on different tenders may stand in one transaction.

    Not in PostgreSQL: with the journal's head locked by the first of them, waiting for the
    tender of the second could meet somebody who has that one and waits for the head.
    SQLite has one writer at a time, so that nobody can hold the other lock.
    """
    return store.engine.dialect.name == "sqlite"


def _writer(store: Store, actor: Actor, submission: Submission) -> Callable[[BinaryIO], None]:
    """Asks who sends before anything is taken in."""
    with store.read() as work:
        tender = tender_or_refusal(work, submission.tender_id)
        require_of_organisation(work, actor, submission.organisation_id)
        require_sealed(tender)
        lot_or_refusal(work, tender.id, submission.lot_code)
        if isinstance(submission, SealedSubmission):
            return _copier(submission.file)
        instructions = instructions_of(work, tender)

    def write(out: BinaryIO) -> None:
        seal(submission.package, instructions, submission.bid_id, submission.version, out)

    return write


def _copier(file: Path | BinaryIO) -> Callable[[BinaryIO], None]:
    def write(out: BinaryIO) -> None:
        if isinstance(file, Path):
            with file.open("rb") as source:
                _copy(source, out)
        else:
            _copy(file, out)

    return write


def _copy(source: BinaryIO, out: BinaryIO) -> None:
    """Raises `ActRefused` for a stream that goes on for longer than any sealed bid is."""
    left = MAX_ENVELOPE_BYTES
    while piece := source.read(COPIED_AT_ONCE):
        left -= len(piece)
        if left < 0:
            raise refuse(
                "bid.too_large",
                sv="Anbudsfilen är större än ett förseglat anbud kan vara",
                en="The bid file is larger than a sealed bid can be",
                todo_sv="Lämna ett anbud med filer på högst 200 MB",
                todo_en="Hand in a bid with files of 200 MB at most",
            )
        out.write(piece)


def _take_in(
    work: Work, actor: Actor, submission: Submission, staged: Staged, received_at: datetime
) -> Receipt:
    with staged.open() as sealed:
        header = read_header(sealed)
    work.lock_tender(submission.tender_id)
    tender = tender_or_refusal(work, submission.tender_id)
    require_of_organisation(work, actor, submission.organisation_id)
    lot = lot_or_refusal(work, tender.id, submission.lot_code)
    if isinstance(submission, SealedSubmission):
        _check_place(header, submission)
    place = place_tag(keys_of(work), tender.id, lot.code, submission.organisation_id)
    earlier = work.session.get(SealedBid, (header.bid_id, header.version))
    if earlier is not None and _is_same(earlier, place, staged.sha256):
        return receipt_of(work, earlier)
    published_or_refusal(work, tender.id)
    check_may_send(work, tender, lot.id, submission.organisation_id)
    check_header(header, instructions_ever(work, tender), staged.size)
    _check_open_for_bids(work, tender, received_at)
    _check_version(work, tender, header, place, submission)
    return _keep(work, actor, header, place, staged, received_at)


def _check_place(header: EnvelopeHeader, sent: SealedSubmission) -> None:
    if not is_for(header, sent.lot_code, sent.organisation_id, sent.place_nonce):
        raise wrong_place(sent.lot_code)


def _is_same(earlier: SealedBid, place: str, sha256: str) -> bool:
    return (earlier.place_tag, earlier.envelope_sha256) == (place, sha256)


def _check_open_for_bids(work: Work, tender: Tender, at: datetime) -> None:
    check_not_cancelled(work, tender.id)
    deadline = deadline_of(work, tender)
    if at > deadline:
        raise late(at, deadline)
    if work.session.get(Opening, tender.id) is not None:
        # It was in time by the clock but came behind the opening, where it would lie unread.
        raise bids_opened(tender.id)


def _check_version(
    work: Work, tender: Tender, header: EnvelopeHeader, place: str, submission: Submission
) -> None:
    """The next version of the sender's own bid, or the first of a bid for an empty place."""
    own = own_bids(work, tender.id, (place,))
    if header.bid_id in own:
        newest = own[header.bid_id]
        if newest.withdrawn:
            raise withdrawn(header.bid_id)
        if header.version != newest.version + 1:
            raise wrong_version(header.bid_id, newest.version)
        return
    if header.version != 1 or _is_taken(work, header.bid_id):
        raise unfit_token()
    standing = [bid_id for bid_id, bid in own.items() if not bid.withdrawn]
    if standing:
        raise second(standing[0], submission.lot_code)


def _is_taken(work: Work, bid_id: str) -> bool:
    found = select(SealedBid.version).where(col(SealedBid.bid_id) == bid_id)
    return work.session.exec(found).first() is not None


def _keep(
    work: Work,
    actor: Actor,
    header: EnvelopeHeader,
    place: str,
    staged: Staged,
    received_at: datetime,
) -> Receipt:
    blob = Blob(sha256=staged.sha256, size=staged.size, media_type=SEALED, stored_at=work.now)
    work.put_once(blob)
    bid = SealedBid(
        bid_id=header.bid_id,
        version=header.version,
        tender_id=header.tender_id,
        received_at=received_at,
        envelope_sha256=staged.sha256,
        size=staged.size,
        place_tag=place,
        sender_tag=sender_tag(keys_of(work), header.bid_id, header.version, actor.id),
        journal_seq=next_number(work),
        # The engine, not the sender: who sent it is in the tag alone.
        **work.recorded(ENGINE),
    )
    work.session.add(bid)
    said = received_payload(bid.bid_id, bid.version, staged.sha256, staged.size, received_at)
    append(work, ENGINE, RECEIVED, header.tender_id, said)
    receipt = receipt_of(work, bid)
    # Last of all: what is refused on the way leaves no file.
    staged.keep()
    return receipt


def withdraw_bid(store: Store, actor: Actor, tender_id: str, bid_id: str) -> Receipt:
    """Take the actor's own bid back before the deadline. It stays sealed; once is enough."""
    with store.write() as work:
        work.lock_tender(tender_id)
        _check_clock(work, work.now)
        tender = tender_or_refusal(work, tender_id)
        places = _places_of(work, tender, actor)
        own = own_bids(work, tender_id, places).get(bid_id)
        if own is None:
            raise not_yours(bid_id)
        sealed = work.session.get_one(SealedBid, (bid_id, own.version))
        done = work.session.get(SealedWithdrawal, bid_id)
        if done is not None:
            return receipt_of(work, sealed, done)
        _check_open_for_bids(work, tender, work.now)
        row = SealedWithdrawal(
            bid_id=bid_id,
            version=own.version,
            withdrawn_at=work.now,
            sender_tag=sender_tag(keys_of(work), bid_id, own.version, actor.id),
            journal_seq=next_number(work),
            **work.recorded(ENGINE),
        )
        work.session.add(row)
        said = withdrawn_payload(bid_id, own.version, work.now)
        append(work, ENGINE, WITHDRAWN, tender_id, said)
        return receipt_of(work, sealed, row)


def receipts_of(store: Store, actor: Actor, tender_id: str) -> tuple[Receipt, ...]:
    """The newest receipt of each of the actor's organisation's own bids that came in here."""
    with store.read() as work:
        tender = tender_or_refusal(work, tender_id)
        own = own_bids(work, tender_id, _places_of(work, tender, actor))
        newest = (
            work.session.get_one(SealedBid, (bid_id, bid.version))
            for bid_id, bid in sorted(own.items())
        )
        return tuple(
            receipt_of(work, bid, work.session.get(SealedWithdrawal, bid.bid_id))
            for bid in newest
            if not was_entered(work, bid)
        )


def _places_of(work: Work, tender: Tender, actor: Actor) -> frozenset[str]:
    organisation_id = actor_in(work, actor.id).organisation_id
    if organisation_id is None:
        return frozenset()
    return frozenset(places_of(work, tender.id, organisation_id))
