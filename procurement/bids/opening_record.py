"""The documents about sealed bids: the record of their opening, and a tenderer's receipt."""

from __future__ import annotations

from collections.abc import Iterable

from sqlmodel import col, select

from documents.bid_contexts import Officer, OpeningContext, ReceiptContext
from documents.bid_contexts import OpenedBid as OpenedBidPart
from documents.bid_contexts import RefusedFile as RefusedFilePart
from documents.bid_contexts import StillSealed as StillSealedPart
from documents.bid_contexts import UnreadableBid as UnreadableBidPart
from documents.rendering import template_version
from law.procedures import Sends
from law.reasons import Lang
from models.parties import Organisation, Role
from models.sealed import (
    BidFile,
    OpeningAttestation,
    SealedBid,
    SealedWithdrawal,
    UnreadableBid,
)
from models.store import Store, Work
from models.tender import Bid, Lot, Opening, Tender
from people.actors import actor_in
from people.permissions import ROLE_NAMES
from procurement.bids.sealed_places import newest_versions
from procurement.tenders.appointments import two_persons_cite
from procurement.tenders.deadlines import deadline_of
from procurement.tenders.late_entries import entered_later
from procurement.tenders.named import tender_or_refusal
from procurement.tenders.steps import step_of_tender
from procurement.tenders.wording import buyer_party, checkpoint_of, is_demo, title_of
from registry.receipts import Receipt
from registry.uploads.refusals import shown


def opening_context(work: Work, tender_id: str, lang: Lang) -> OpeningContext:
    tender = work.session.get_one(Tender, tender_id)
    opening, cite = work.session.get_one(Opening, tender_id), two_persons_cite(tender)
    # Those who opened elsewhere have attested nothing here.
    attested = work.session.get(OpeningAttestation, (tender_id, opening.actor_id))
    return OpeningContext(
        lang=lang,
        template_version=template_version("opening"),
        rulebook=tender.rulebook,
        diary_number=tender.diary_number,
        is_demo=is_demo(work),
        checkpoint=checkpoint_of(work, "bids.opened", tender_id),
        requests=step_of_tender(tender).sends is Sends.REQUESTS,
        tender_title=title_of(tender, lang),
        buyer=buyer_party(work, tender),
        deadline=deadline_of(work, tender),
        opened_at=opening.opened_at,
        two_persons=None if cite is None else cite.in_(lang),
        officers=[
            _officer(work, tender, person_id, lang)
            for person_id in (opening.actor_id, opening.second_officer_id)
        ],
        bids=list(_bids(work, tender_id)),
        unreadable=list(_unreadable(work, tender_id, lang)),
        refused_files=list(_refused_files(work, tender_id, lang)),
        still_sealed=list(_still_sealed(work, tender_id)),
        list_hash=None if attested is None else attested.list_sha256,
        entered=entered_later(work, tender_id, lang),
    )


def _officer(work: Work, tender: Tender, person_id: str, lang: Lang) -> Officer:
    person = actor_in(work, person_id)
    outside = not person.holds(Role.PROCUREMENT_OFFICER, tender.buyer_id)
    role = Role.OUTSIDE_OPENER if outside else Role.PROCUREMENT_OFFICER
    sv, en = ROLE_NAMES[role]
    return Officer(name=person.name, role=sv if lang == "sv" else en)


def _bids(work: Work, tender_id: str) -> Iterable[OpenedBidPart]:
    rows = work.session.exec(
        select(Bid, Lot, Organisation)
        .join(Lot, col(Lot.id) == col(Bid.lot_id))
        .join(Organisation, col(Organisation.id) == col(Bid.organisation_id))
        .where(col(Bid.tender_id) == tender_id)
        .order_by(col(Lot.code), col(Bid.received_at))
    ).all()
    for number, (bid, lot, organisation) in enumerate(rows, start=1):
        yield OpenedBidPart(
            number=number,
            tenderer=organisation.name,
            org_number=organisation.org_number,
            lots=[lot.code],
            received_at=bid.received_at,
            version=bid.version,
            content_hash=bid.envelope_sha256,
        )


def _unreadable(work: Work, tender_id: str, lang: Lang) -> Iterable[UnreadableBidPart]:
    rows = work.session.exec(
        select(UnreadableBid, SealedBid, Lot, Organisation)
        .join(
            SealedBid,
            (col(SealedBid.bid_id) == col(UnreadableBid.bid_id))
            & (col(SealedBid.version) == col(UnreadableBid.version)),
        )
        .join(Lot, col(Lot.id) == col(UnreadableBid.lot_id))
        .join(Organisation, col(Organisation.id) == col(UnreadableBid.organisation_id))
        .where(col(UnreadableBid.tender_id) == tender_id)
        .order_by(col(Lot.code), col(SealedBid.received_at))
    )
    for bid, sealed, lot, organisation in rows:
        yield UnreadableBidPart(
            tenderer=organisation.name,
            org_number=organisation.org_number,
            lot=lot.code,
            received_at=sealed.received_at,
            why=bid.note_sv if lang == "sv" else bid.note_en,
        )


def _refused_files(work: Work, tender_id: str, lang: Lang) -> Iterable[RefusedFilePart]:
    rows = work.session.exec(
        select(BidFile, Lot, Organisation)
        .join(Bid, col(Bid.id) == col(BidFile.bid_id))
        .join(Lot, col(Lot.id) == col(Bid.lot_id))
        .join(Organisation, col(Organisation.id) == col(Bid.organisation_id))
        .where(col(Bid.tender_id) == tender_id, col(BidFile.refused) != "")
        .order_by(col(Lot.code), col(Bid.received_at), col(BidFile.number))
    )
    for file, lot, organisation in rows:
        yield RefusedFilePart(
            tenderer=organisation.name,
            org_number=organisation.org_number,
            lot=lot.code,
            name=shown(file.name),
            content_hash=file.sha256,
            why=file.note_sv if lang == "sv" else file.note_en,
        )


def _still_sealed(work: Work, tender_id: str) -> Iterable[StillSealedPart]:
    """Every version that was replaced, and the newest of each withdrawn bid."""
    found = select(SealedBid).where(col(SealedBid.tender_id) == tender_id)
    bids = work.session.exec(found.order_by(col(SealedBid.received_at))).all()
    newest = newest_versions(bids)
    for bid in bids:
        withdrawal = work.session.get(SealedWithdrawal, bid.bid_id)
        is_newest = bid.version == newest[bid.bid_id].version
        if is_newest and withdrawal is None:
            continue
        yield StillSealedPart(
            token=bid.bid_id,
            version=bid.version,
            received_at=bid.received_at,
            withdrawn_at=withdrawal.withdrawn_at if withdrawal and is_newest else None,
        )


def receipt_context(store: Store, receipt: Receipt, lang: Lang) -> ReceiptContext:
    with store.read() as work:
        tender = tender_or_refusal(work, receipt.tender_id)
        return ReceiptContext(
            lang=lang,
            template_version=template_version("receipt"),
            diary_number=tender.diary_number,
            is_demo=is_demo(work),
            tender_title=title_of(tender, lang),
            buyer=buyer_party(work, tender),
            tender_id=tender.id,
            bid_token=receipt.bid_id,
            version=receipt.version,
            received_at=receipt.received_at,
            withdrawn_at=receipt.withdrawn_at,
            deadline=deadline_of(work, tender),
            size=receipt.size,
            envelope_hash=receipt.envelope_sha256,
            journal_seq=receipt.journal_seq,
            entry_hash=receipt.entry_hash,
            signature=receipt.signature,
            public_key=receipt.public_key,
        )
