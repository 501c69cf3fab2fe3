"""Every document of a tender that can be asked for: its hash, what it is, what it tells of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlmodel import col, select

from appeals.disclosure.filed_contracts import choice_contracts, contracts
from appeals.disclosure.filed_mail import filed_in_matters, filed_letters
from appeals.disclosure.filed_parts import Filed
from law.days import swedish_day
from law.reasons import Text, refuse
from law.secrecy import About
from models.correspondence import Inquiry, Reply
from models.decision import AwardDecision, AwardDraft, AwardedLot
from models.journal import Blob
from models.notices import NoticeKind, OwedNotice, SentNotice
from models.parties import Organisation
from models.planning import TenderDocument
from models.protocol import Protocol, ProtocolKind
from models.retention import DisposedBlob
from models.sealed import BidFile, OpeningAttestation
from models.store import Work
from models.tender import Bid, Lot
from registry.belonging import PROTOCOL
from registry.belonging import about as named_after

# A notice that names a bidder tells of bids until it is out.
_TELLING = (NoticeKind.AWARD, NoticeKind.EX_ANTE, NoticeKind.CANCELLATION)
_PROTOCOLS: Mapping[ProtocolKind, Text] = {
    ProtocolKind.OPENING: Text("Öppningsprotokoll", "Record of the opening"),
    ProtocolKind.EVALUATION: Text("Utvärderingsrapport", "Evaluation report"),
    ProtocolKind.INDIVIDUAL_REPORT: Text("Individuell rapport", "Individual report"),
}
_STRICTEST = (About.BIDS, About.TERMS)


@dataclass(frozen=True)
class FiledDocument:
    """A file by its hash, as its strictest use: the same bytes may have been filed twice.

    `lots` are ids, none of them where it tells of all; `organisation_id` whose own it is;
    `since` the day that the longest time of secrecy runs from. `unsafe`: bytes that were
    refused at the opening, which nobody serves. `sender_name` and `gathers_since` as in
    `Filed`; no letter tells the former.
    """

    sha256: str
    title: Text
    about: About
    lots: frozenset[str]
    organisation_id: str | None
    since: date
    unsafe: bool
    sender_name: str | None
    gathers_since: datetime | None
    media_type: str
    size: int


def filed_documents(work: Work, tender_id: str) -> tuple[FiledDocument, ...]:
    """In the order of the procurement. Without what has been disposed of."""
    merged: dict[str, Filed] = {}
    for each in _all(work, tender_id):
        known = merged.get(each.sha256)
        merged[each.sha256] = each if known is None else _both(known, each)
    disposed = set(work.session.exec(select(DisposedBlob.sha256)))
    blobs = {
        blob.sha256: blob
        for blob in work.session.exec(select(Blob).where(col(Blob.sha256).in_(list(merged))))
    }
    return tuple(
        FiledDocument(
            each.sha256,
            each.title,
            each.about,
            each.lots,
            each.organisation_id,
            each.since,
            each.unsafe,
            each.sender_name,
            each.gathers_since,
            blobs[each.sha256].media_type,
            blobs[each.sha256].size,
        )
        for each in merged.values()
        if each.sha256 not in disposed
    )


def filed_or_refusal(
    documents: Iterable[FiledDocument], tender_id: str, written: str
) -> FiledDocument:
    """By its hash, or the beginning of it that no other document here has."""
    found = [each for each in documents if written and each.sha256.startswith(written.lower())]
    if len(found) == 1:
        return found[0]
    raise refuse(
        "disclosure.document",
        sv=f"{written} är inte början på just en handlings hash i {tender_id}",
        en=f"{written} does not begin the hash of exactly one document of {tender_id}",
        todo_sv="Ange en handling som tilldela disclosure documents visar",
        todo_en="Name one that tilldela disclosure documents shows",
    )


def _both(one: Filed, other: Filed) -> Filed:
    """The bytes of what every supplier got are no secret for lying in a bid too.

    To withhold them would tell that there is one.
    """
    if About.CALL in (one.about, other.about):
        return one if one.about is About.CALL else other
    strictest = min(one.about, other.about, key=_STRICTEST.index)
    same = one.organisation_id == other.organisation_id
    return replace(
        one,
        about=strictest,
        lots=one.lots | other.lots if one.lots and other.lots else frozenset(),
        organisation_id=one.organisation_id if same else None,
        since=max(one.since, other.since),
        unsafe=one.unsafe or other.unsafe,
        gathers_since=min(filter(None, (one.gathers_since, other.gathers_since)), default=None),
    )


def _all(work: Work, tender_id: str) -> Iterator[Filed]:
    yield from _call(work, tender_id)
    yield from _notices(work, tender_id)
    yield from _bids(work, tender_id)
    yield from _replies(work, tender_id)
    yield from _records(work, tender_id)
    yield from _decisions(work, tender_id)
    yield from filed_letters(work, tender_id)
    yield from contracts(work, tender_id)
    yield from choice_contracts(work, tender_id)
    yield from filed_in_matters(work, tender_id)


def _call(work: Work, tender_id: str) -> Iterator[Filed]:
    rows = work.session.exec(
        select(TenderDocument)
        .where(col(TenderDocument.tender_id) == tender_id)
        .order_by(col(TenderDocument.code), col(TenderDocument.version))
    )
    for row in rows:
        version = f" ({row.version})" if row.version > 1 else ""
        title = Text(row.title_sv + version, row.title_en + version)
        yield Filed(row.sha256, title, About.CALL, swedish_day(row.issued_at))


def _notices(work: Work, tender_id: str) -> Iterator[Filed]:
    rows = work.session.exec(
        select(SentNotice, OwedNotice)
        .join(OwedNotice, col(OwedNotice.id) == col(SentNotice.notice_id))
        .where(col(OwedNotice.tender_id) == tender_id)
        .order_by(col(SentNotice.sent_at), col(SentNotice.notice_id))
    )
    for sent, owed in rows:
        title = Text(f"Annons {sent.reference}", f"Notice {sent.reference}")
        tells = About.BIDS if NoticeKind(owed.kind) in _TELLING else About.CALL
        yield Filed(sent.content_sha256, title, tells, swedish_day(sent.sent_at))


def _bids(work: Work, tender_id: str) -> Iterator[Filed]:
    rows = work.session.exec(
        select(BidFile, Bid, Lot.code, Organisation.name)
        .join(Bid, col(Bid.id) == col(BidFile.bid_id))
        .join(Lot, col(Lot.id) == col(Bid.lot_id))
        .join(Organisation, col(Organisation.id) == col(Bid.organisation_id))
        .where(col(Bid.tender_id) == tender_id)
        .order_by(col(Lot.code), col(Bid.id), col(BidFile.number))
    )
    for file, bid, code, name in rows:
        which = f"{code}, {name}"
        yield Filed(
            file.sha256,
            Text(f"Anbud på {which}, fil {file.number}", f"Bid for {which}, file {file.number}"),
            About.BIDS,
            swedish_day(bid.received_at),
            frozenset({bid.lot_id}),
            bid.organisation_id,
            bool(file.refused),
            file.name,
        )


def _replies(work: Work, tender_id: str) -> Iterator[Filed]:
    rows = work.session.exec(
        select(Reply, Inquiry, Organisation.name)
        .join(Inquiry, col(Inquiry.id) == col(Reply.inquiry_id))
        .join(Organisation, col(Organisation.id) == col(Inquiry.organisation_id))
        .where(col(Inquiry.tender_id) == tender_id)
        .order_by(col(Reply.received_at), col(Reply.inquiry_id))
    )
    for reply, inquiry, name in rows:
        if reply.file_sha256 is not None:
            title = Text(f"Svar på fråga, {name}", f"Reply to a question, {name}")
            yield Filed(
                reply.file_sha256,
                title,
                About.BIDS,
                swedish_day(reply.received_at),
                organisation_id=inquiry.organisation_id,
            )


def _records(work: Work, tender_id: str) -> Iterator[Filed]:
    """A record names its tender, or what of it, and no more."""
    protocols = work.session.exec(
        select(Protocol)
        .where(named_after(PROTOCOL.c.subject_id, tender_id))
        .order_by(col(Protocol.recorded_at), col(Protocol.subject_id), col(Protocol.lang))
    )
    for row in protocols:
        title = _PROTOCOLS[ProtocolKind(row.kind)]
        yield Filed(row.pdf_sha256, title, About.BIDS, swedish_day(row.recorded_at))
    lists = work.session.exec(
        select(OpeningAttestation)
        .where(col(OpeningAttestation.tender_id) == tender_id)
        .order_by(col(OpeningAttestation.person_id))
    )
    for each in lists:
        title = Text("Anbudsförteckning", "List of the bids opened")
        yield Filed(each.list_sha256, title, About.BIDS, swedish_day(each.attested_at))


def _decisions(work: Work, tender_id: str) -> Iterator[Filed]:
    """A draft that nobody has decided on is no document of the authority's yet (TF 2:10)."""
    rows = work.session.exec(
        select(AwardDecision, AwardDraft)
        .join(AwardDraft, col(AwardDraft.id) == col(AwardDecision.draft_id))
        .where(col(AwardDecision.tender_id) == tender_id)
        .order_by(col(AwardDecision.number))
    )
    for decision, draft in rows:
        lots = select(AwardedLot.lot_id).where(col(AwardedLot.decision_id) == decision.id)
        yield Filed(
            draft.pdf_sha256,
            Text(f"Tilldelningsbeslut {decision.number}", f"Award decision {decision.number}"),
            About.BIDS,
            swedish_day(decision.decided_at),
            frozenset(work.session.exec(lots)),
        )
