"""Bids that came in elsewhere: rows as of any opened bid, and no receipt.

What stands for the envelope is the bid as entered, in canonical JSON on file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from sqlmodel import col, select

from law.reasons import ActRefused, Text, refuse
from models.parties import Organisation, Person
from models.sealed import BidFile, SealedBid, UnreadableBid
from models.store import Work
from models.tender import Bid, Lot, OpenedBid, Tender
from people.actors import ENGINE
from procurement.bids.bid_content import BidContent, content_of
from procurement.bids.sealed_places import place_tag, sender_tag
from procurement.entering.entered import EnteredBid, Entry
from procurement.entering.possible_order import bid_key
from procurement.tenders.lots import lot_or_refusal
from registry.entry_format import canonical_json
from registry.filing import file_blob
from registry.installation_keys import keys_of
from registry.journal import append, next_number
from registry.receipts import ENTERED, received_payload
from registry.uploads.check import check_upload
from registry.uploads.refusals import UploadRefused

FORMAT = "tilldela-entered-bid/v1"
JSON = "application/json"
LATE = "late"
_LATE_NOTE = Text(
    "Anbudet kom in efter anbudstidens slut och prövades inte",
    "The bid came in after the deadline and was not considered",
)


def write_bids(work: Work, tender: Tender, entry: Entry) -> dict[tuple[str, str], str]:
    """(lot code, tenderer) → bid id, of those that were considered."""
    found = {}
    for bid in sorted(entry.facts.bids, key=bid_key):
        lot = lot_or_refusal(work, tender.id, bid.lot)
        bid_id = _written(work, tender, lot, bid, entry)
        if not bid.late:
            found[bid.lot, bid.tenderer] = bid_id
    return found


def _written(work: Work, tender: Tender, lot: Lot, bid: EnteredBid, entry: Entry) -> str:
    sender = _sender(work, bid)
    content = _content(tender, bid)
    said = {
        "format": FORMAT,
        "tender": tender.id,
        "lot": bid.lot,
        "tenderer": bid.tenderer,
        "sender": sender,
        "received_at": bid.received_at,
        "late": bid.late,
        "values": content.model_dump(),
        "file": _file_hash(bid, entry),
    }
    body = canonical_json(said).encode()
    # Told by what it says, so that the same file gives the same bid.
    bid_id = hashlib.sha256(b"bid\0" + body).hexdigest()[:32]
    sealed = _sealed(work, tender, bid, (bid_id, sender, body))
    if bid.late:
        work.session.add(_late(sealed, lot, bid.tenderer))
        work.session.flush()
        return bid_id
    _opened(work, sealed, lot, bid, (sender, content))
    _attached(work, bid_id, bid, entry)
    return bid_id


def _content(tender: Tender, bid: EnteredBid) -> BidContent:
    values = {"price": bid.price, "levels": bid.levels, "at_fte_tenths": bid.at_fte_tenths}
    try:
        content = content_of(tender, values)
    except ActRefused as refusal:
        raise _of_bid(bid, refusal) from refusal
    if content is None:
        raise AssertionError("what is entered are tenders, which have a price")
    return content


def _of_bid(bid: EnteredBid, refusal: ActRefused) -> ActRefused:
    text = refusal.reason.text
    return refuse(
        "entering.bid",
        sv=f"Anbudet från {bid.tenderer} för {bid.lot}: {text.sv}",
        en=f"The bid of {bid.tenderer} for {bid.lot}: {text.en}",
        todo_sv=refusal.todo.sv,
        todo_en=refusal.todo.en,
    )


def _sender(work: Work, bid: EnteredBid) -> str:
    """Raises `ActRefused` for a tenderer that is not enrolled, or somebody not of its own."""
    own = _own_persons(work, bid.tenderer)
    sender = bid.sender or next(iter(own), None)
    if sender is not None and sender in own:
        return sender
    if work.session.get(Organisation, bid.tenderer) is None or not own:
        raise refuse(
            "entering.tenderer",
            sv=f"Leverantören {bid.tenderer} är inte upplagd här, eller saknar företrädare",
            en=f"The supplier {bid.tenderer} is not enrolled here, or nobody acts for it",
            todo_sv="Lägg upp den först, med tilldela enrol supplier",
            todo_en="Enrol it first, with tilldela enrol supplier",
        )
    raise refuse(
        "entering.sender",
        sv=f"{bid.sender} företräder inte {bid.tenderer}",
        en=f"{bid.sender} does not act for {bid.tenderer}",
        todo_sv="Ange någon av leverantörens egna företrädare",
        todo_en="Name somebody of the supplier's own",
    )


def _own_persons(work: Work, organisation_id: str) -> Sequence[str]:
    found = select(Person.id).where(col(Person.organisation_id) == organisation_id)
    return work.session.exec(found.order_by(col(Person.id))).all()


def _sealed(work: Work, tender: Tender, bid: EnteredBid, own: tuple[str, str, bytes]) -> SealedBid:
    """`own`: the bid's id, its sender, and its bytes. With an entry of its own in the journal."""
    bid_id, sender, body = own
    keys, sha256 = keys_of(work), file_blob(work, body, JSON)
    row = SealedBid(
        bid_id=bid_id,
        version=1,
        tender_id=tender.id,
        received_at=bid.received_at,
        envelope_sha256=sha256,
        size=len(body),
        place_tag=place_tag(keys, tender.id, bid.lot, bid.tenderer),
        sender_tag=sender_tag(keys, bid_id, 1, sender),
        journal_seq=next_number(work),
        **work.recorded(ENGINE),
    )
    work.session.add(row)
    work.session.flush()
    said = received_payload(bid_id, 1, sha256, len(body), bid.received_at)
    append(work, ENGINE, ENTERED, tender.id, said)
    return row


def _late(sealed: SealedBid, lot: Lot, tenderer: str) -> UnreadableBid:
    return UnreadableBid(
        bid_id=sealed.bid_id,
        version=1,
        tender_id=sealed.tender_id,
        lot_id=lot.id,
        organisation_id=tenderer,
        code=LATE,
        note_sv=_LATE_NOTE.sv,
        note_en=_LATE_NOTE.en,
    )


def _opened(
    work: Work, sealed: SealedBid, lot: Lot, bid: EnteredBid, own: tuple[str, BidContent]
) -> None:
    sender, content = own
    work.session.add(
        Bid(
            id=sealed.bid_id,
            tender_id=sealed.tender_id,
            lot_id=lot.id,
            organisation_id=bid.tenderer,
            version=1,
            received_at=bid.received_at,
            sender_id=sender,
            envelope_sha256=sealed.envelope_sha256,
            **work.recorded(ENGINE),
        )
    )
    work.session.flush()
    work.session.add(
        OpenedBid(
            bid_id=sealed.bid_id,
            lot_id=lot.id,
            price=content.price,
            levels=dict(content.levels),
            at_fte_tenths=content.at_fte_tenths,
        )
    )
    work.session.flush()


def _file_hash(bid: EnteredBid, entry: Entry) -> str | None:
    return hashlib.sha256(entry.files[bid.file]).hexdigest() if bid.file else None


def _attached(work: Work, bid_id: str, bid: EnteredBid, entry: Entry) -> None:
    """Refused or not, it is part of the bid, and of the record."""
    if bid.file is None:
        return
    content, refused = entry.files[bid.file], None
    media_type = "application/octet-stream"
    try:
        media_type = check_upload(bid.file, content).media_type
    except UploadRefused as refusal:
        refused = refusal
    note = refused.text if refused else Text("", "")
    work.session.add(
        BidFile(
            bid_id=bid_id,
            number=1,
            name=bid.file,
            media_type=media_type,
            sha256=file_blob(work, content, media_type),
            refused=refused.code if refused else "",
            note_sv=note.sv,
            note_en=note.en,
        )
    )
    work.session.flush()
