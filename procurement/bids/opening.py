"""Open the bids: not before the deadline, two persons in one session, each with a key of their own.

LOU 12:10 does not apply to chapter 19 (LOU 19:1); there two persons are a house
rule, because an opening that one person could do alone is one that nobody can
vouch for. Whatever is refused leaves an entry in the journal.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress

from sqlalchemy.exc import SQLAlchemyError

from law.days import STOCKHOLM
from law.reasons import ActRefused, Text, refuse
from models.journal import Blob, CheckpointReason
from models.sealed import BidFile, OpeningAttestation, UnreadableBid
from models.store import LeavesTrace, Store, Work
from models.tender import Bid, OpenedBid, Opening, Tender
from people.actors import Actor
from procurement.bids.bid_content import BidContent
from procurement.bids.opened_envelopes import (
    Found,
    Opened,
    OpenedFile,
    Unreadable,
    files_in,
    open_envelopes,
    rows_now,
)
from procurement.bids.opening_list import OpeningList, list_of
from procurement.bids.opening_pairs import Opener, Pair, pairs_in_session, require_two
from procurement.calls.must_extend import time_to_extend
from procurement.tenders.appointments import two_persons_cite
from procurement.tenders.deadlines import deadline_of
from procurement.tenders.lots import check_not_cancelled
from procurement.tenders.named import tender_or_refusal
from procurement.tenders.vouched import RecordMeddled, require_sound_record
from registry.checkpoints import take
from registry.entry_format import canonical_json
from registry.filing import file_blob
from registry.journal import append, entry_of

JSON = "application/json"
BEGUN, REFUSED, OPENED = "opening.begun", "opening.refused", "bids.opened"

logger = logging.getLogger(__name__)

Attest = Callable[[Actor, OpeningList], bool]
Pairs = Mapping[tuple[str, str], Pair]


def open_bids(
    store: Store, first: Opener, second: Opener, tender_id: str, attest: Attest
) -> OpeningList | None:
    """Open every bid of the tender at once; a repeated opening changes nothing (None).

    The intent is entered before any envelope is touched. Both are shown the list,
    and each attests it through `attest`; only then is anything kept.
    """
    with refused_tries(store, first.actor, second.actor, tender_id):
        if _is_opened(store, first, second, tender_id):
            return None
        begun = _begin(store, first, second, tender_id)
        if begun is None:
            return None
        tender, pairs = begun
        with store.read() as work:
            found = open_envelopes(work, tender, pairs)
            listed = list_of(tender_id, deadline_of(work, tender), found)
        for opener in (first, second):
            if not attest(opener.actor, listed):
                raise _not_attested(opener.actor, tender)
        _store_files(store, found, pairs)
        _conclude(store, (first, second), tender_id, found, listed)
    return listed


def check_may_open(store: Store, first: Actor, second: Actor, tender_id: str) -> None:
    """Whether these two may open now, before anybody is asked for a passphrase."""
    with refused_tries(store, first, second, tender_id), store.read() as work:
        _check(work, first, second, tender_id)


@contextmanager
def refused_tries(store: Store, first: Actor, second: Actor, tender_id: str) -> Iterator[None]:
    """Enter a refused try, once, in a transaction of its own."""
    try:
        yield
    except LeavesTrace:
        raise
    except RecordMeddled as refusal:
        # The journal itself may be what is broken: it is refused all the same.
        with suppress(SQLAlchemyError, ValueError, TypeError, ActRefused):
            _enter_refusal(store, first, second, tender_id, refusal)
        logger.error("%s", refusal)
        raise
    except ActRefused as refusal:
        _enter_refusal(store, first, second, tender_id, refusal)
        raise


def _enter_refusal(
    store: Store, first: Actor, second: Actor, tender_id: str, refusal: ActRefused
) -> None:
    with store.write() as work:
        if work.session.get(Tender, tender_id) is not None:
            said = {"second_officer": second.id, "code": refusal.reason.code}
            append(work, first.id, REFUSED, tender_id, said)


def _is_opened(store: Store, first: Opener, second: Opener, tender_id: str) -> bool:
    """Asked by two who may open; what is not opened yet must be sound from end to end."""
    with store.read() as work:
        _check(work, first.actor, second.actor, tender_id)
        if work.session.get(Opening, tender_id) is not None:
            return True
        require_sound_record(work)
        return False


def _check(work: Work, first: Actor, second: Actor, tender_id: str) -> Tender:
    tender = tender_or_refusal(work, tender_id)
    require_two(work, tender, first, second)
    check_not_cancelled(work, tender_id)
    deadline = deadline_of(work, tender)
    if work.now <= deadline:
        until = deadline.astimezone(STOCKHOLM).isoformat()
        raise refuse(
            "opening.too_early",
            sv=f"Anbudstiden pågår till {until}",
            en=f"Bids may come in until {until}",
            todo_sv="Öppna anbuden efter anbudstidens slut",
            todo_en="Open the bids after the deadline",
            cite=two_persons_cite(tender),
        )
    for unmet in time_to_extend(work, tender):
        raise ActRefused(unmet.reason, unmet.todo)
    return tender


def _begin(
    store: Store, first: Opener, second: Opener, tender_id: str
) -> tuple[Tender, dict[tuple[str, str], Pair]] | None:
    with store.write() as work:
        work.lock_tender(tender_id)
        tender = _check(work, first.actor, second.actor, tender_id)
        if work.session.get(Opening, tender_id) is not None:
            return None
        pairs = pairs_in_session(work, tender, first, second)
        said = {"second_officer": second.actor.id, "pairs": [list(pair) for pair in sorted(pairs)]}
        if not _is_begun(work, first.actor.id, tender_id, said):
            append(work, first.actor.id, BEGUN, tender_id, said)
        return tender, pairs


def _is_begun(work: Work, actor_id: str, tender_id: str, said: Mapping[str, object]) -> bool:
    """Cut off after its intent and begun again by the same two, it is the same opening."""
    begun, refused = (entry_of(work, kind, tender_id) for kind in (BEGUN, REFUSED))
    if begun is None or (refused is not None and refused.seq > begun.seq):
        return False
    payload = canonical_json({"subject": tender_id, **said})
    return (begun.actor_id, begun.payload) == (actor_id, payload)


def _not_attested(actor: Actor, tender: Tender) -> ActRefused:
    return refuse(
        "opening.not_attested",
        sv=f"{actor.name} har inte intygat förteckningen över anbuden",
        en=f"{actor.name} has not attested the list of bids",
        todo_sv="Utred vad som inte stämmer, och öppna sedan på nytt",
        todo_en="Find out what is not right, then open again",
        cite=two_persons_cite(tender),
    )


def _store_files(store: Store, found: Found, pairs: Pairs) -> None:
    """Before the transaction: large files must not keep everybody else waiting."""
    for bid in found.opened:
        for _, _, content in files_in(store.blobs, bid, pairs):
            store.blobs.put(content)


def _conclude(
    store: Store,
    openers: tuple[Opener, Opener],
    tender_id: str,
    found: Found,
    listed: OpeningList,
) -> None:
    first, second = (opener.actor for opener in openers)
    with store.write() as work:
        work.lock_tender(tender_id)
        _check(work, first, second, tender_id)
        if work.session.get(Opening, tender_id) is not None:
            return
        if rows_now(work, tender_id) != found.rows:
            raise _changed(tender_id)
        opening = Opening(
            tender_id=tender_id,
            opened_at=work.now,
            second_officer_id=second.id,
            **work.recorded(first.id),
        )
        work.session.add(opening)
        work.session.flush()
        for bid in found.opened:
            _record_opened(work, first, bid)
        work.session.add_all(_unreadable_row(each) for each in found.unreadable)
        _attest(work, openers, listed)
        append(work, first.id, OPENED, tender_id, _outcome(second, found, listed))
        take(work, CheckpointReason.OPENING)


def _changed(tender_id: str) -> ActRefused:
    return refuse(
        "opening.changed",
        sv=f"Anbuden i {tender_id} ändrades medan de öppnades, efter en förlängd anbudstid",
        en=f"The bids of {tender_id} changed while they were opened, after an extended deadline",
        todo_sv="Öppna på nytt",
        todo_en="Open again",
    )


def _record_opened(work: Work, first: Actor, bid: Opened) -> None:
    sealed = bid.sealed
    row = Bid(
        id=sealed.bid_id,
        tender_id=sealed.tender_id,
        lot_id=bid.place.lot.id,
        organisation_id=bid.place.organisation_id,
        version=sealed.version,
        received_at=sealed.received_at,
        sender_id=bid.sender_id,
        envelope_sha256=sealed.envelope_sha256,
        **work.recorded(first.id),
    )
    work.session.add(row)
    work.session.flush()
    if bid.content is not None:
        work.session.add(_values_row(bid, bid.content))
    for number, file in enumerate(bid.files, start=1):
        _file(work, sealed.bid_id, number, file)


def _values_row(bid: Opened, content: BidContent) -> OpenedBid:
    return OpenedBid(
        bid_id=bid.sealed.bid_id,
        lot_id=bid.place.lot.id,
        price=content.price,
        levels=dict(content.levels),
        at_fte_tenths=content.at_fte_tenths,
    )


def _file(work: Work, bid_id: str, number: int, file: OpenedFile) -> None:
    """Refused or not, it is part of the bid, and of the record."""
    entry, note = file.entry, file.refused.text if file.refused else Text("", "")
    blob = Blob(
        sha256=entry.sha256, size=entry.size, media_type=file.media_type, stored_at=work.now
    )
    work.put_once(blob)
    work.session.add(
        BidFile(
            bid_id=bid_id,
            number=number,
            name=entry.name,
            media_type=file.media_type,
            sha256=entry.sha256,
            refused=file.refused.code if file.refused else "",
            note_sv=note.sv,
            note_en=note.en,
        )
    )


def _unreadable_row(bid: Unreadable) -> UnreadableBid:
    return UnreadableBid(
        bid_id=bid.sealed.bid_id,
        version=bid.sealed.version,
        tender_id=bid.sealed.tender_id,
        lot_id=bid.place.lot.id,
        organisation_id=bid.place.organisation_id,
        code=bid.code,
        note_sv=bid.note.sv,
        note_en=bid.note.en,
    )


def _attest(work: Work, openers: tuple[Opener, Opener], listed: OpeningList) -> None:
    list_sha256 = file_blob(work, listed.to_bytes(), JSON)
    for opener in openers:
        work.session.add(
            OpeningAttestation(
                tender_id=listed.tender_id,
                person_id=opener.actor.id,
                list_sha256=list_sha256,
                attested_at=work.now,
                **work.recorded(opener.actor.id),
            )
        )


def _outcome(second: Actor, found: Found, listed: OpeningList) -> dict[str, object]:
    return {
        "second_officer": second.id,
        "list_sha256": listed.sha256,
        "bids": {each.sealed.bid_id: each.sealed.envelope_sha256 for each in found.opened},
        "unreadable": {each.sealed.bid_id: each.code for each in found.unreadable},
    }
