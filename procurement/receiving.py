"""Receive bids into their envelopes. In time is in time; late is late to the microsecond."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from pydantic import BaseModel, ConfigDict, Field, PositiveInt
from sqlmodel import col, select

from law.days import STOCKHOLM
from law.reasons import ActRefused, refuse
from models.store import Store, Work
from models.tender import Bid, Lot, Opening, Publication, Tender
from people.actors import ENGINE, Actor
from people.permissions import require_of_organisation
from procurement.award_models import Offer
from procurement.publishing import tender_or_refusal
from procurement.terms import award_terms
from registry.envelopes import (
    RECEIVED,
    content_bytes,
    content_hash,
    receipt_payload,
    seal,
)
from registry.journal import append


class BidContent(BaseModel):
    """What goes into the envelope. Price in minor units per unit; FTE in tenths.

    `salt` is drawn at random by the sender's tool. The hash of the content stands
    in the journal before the opening: without a salt, somebody could hash every
    likely price and see which one fits.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    price: PositiveInt
    levels: Mapping[str, int]
    at_fte_tenths: int = Field(ge=0)
    salt: str = Field(min_length=16)


@dataclass(frozen=True)
class Submission:
    """A bid as sent. `bid_id` is the sender's own token: sent twice, it is one bid."""

    bid_id: str
    tender_id: str
    lot_code: str
    organisation_id: str
    content: BidContent


@dataclass(frozen=True)
class Receipt:
    bid_id: str
    received_at: datetime
    content_sha256: str


def receive_bid(store: Store, actor: Actor, submission: Submission) -> Receipt:
    """Take the bid in, or refuse it with nothing kept.

    The receipt time is the clock's when the whole content is in. The journal
    entry names neither tenderer, sender nor lot: who bids is secret until the
    award decision (OSL 19:3). The sender stands in the bid's own row.
    """
    content = content_bytes(submission.content.model_dump())
    digest = content_hash(content)
    with store.write() as work:
        work.lock_tender(submission.tender_id)
        tender = tender_or_refusal(work, submission.tender_id)
        require_of_organisation(work, actor, submission.organisation_id)
        earlier = work.session.get(Bid, submission.bid_id)
        lot = _lot(work, tender, submission.lot_code)
        if earlier is not None:
            return _same(earlier, submission, digest)
        _check_open_for_bids(work, tender)
        _check_first(work, lot, submission)
        _check_answers(tender, submission)
        bid = Bid(
            id=submission.bid_id,
            tender_id=tender.id,
            lot_id=lot.id,
            organisation_id=submission.organisation_id,
            received_at=work.now,
            content_sha256=digest,
            **work.recorded(actor.id),
        )
        work.session.add(bid)
        work.session.flush()
        seal(work, bid.id, content)
        append(work, ENGINE, RECEIVED, tender.id, receipt_payload(bid))
        return Receipt(bid.id, bid.received_at, digest)


def _same(earlier: Bid, again: Submission, digest: str) -> Receipt:
    was = (earlier.lot_id, earlier.organisation_id, earlier.content_sha256)
    if was != (f"{again.tender_id}/{again.lot_code}", again.organisation_id, digest):
        raise refuse(
            "bid.token_used",
            sv=f"Anbudet {earlier.id} är redan mottaget med annat innehåll",
            en=f"Bid {earlier.id} has already been received with other content",
            todo_sv="Ge varje anbud en egen beteckning",
            todo_en="Give every bid a token of its own",
        )
    return Receipt(earlier.id, earlier.received_at, digest)


def _check_open_for_bids(work: Work, tender: Tender) -> None:
    if work.session.get(Publication, tender.id) is None:
        raise refuse(
            "bid.not_published",
            sv=f"Upphandlingen {tender.id} är inte annonserad",
            en=f"Tender {tender.id} has not been published",
            todo_sv="Vänta tills annonsen är publicerad",
            todo_en="Wait for the notice",
        )
    if work.now > tender.bid_deadline_at:
        raise _late(work.now, tender)
    if work.session.get(Opening, tender.id) is not None:
        # It was in time by the clock but came behind the opening, where it would lie unread.
        raise refuse(
            "bid.opened",
            sv=f"Anbuden i {tender.id} är redan öppnade",
            en=f"The bids of {tender.id} have already been opened",
            todo_sv="Vänd dig till upphandlaren",
            todo_en="Turn to the procurement officer",
        )


def _check_first(work: Work, lot: Lot, submission: Submission) -> None:
    of_tenderer = select(Bid).where(
        col(Bid.lot_id) == lot.id, col(Bid.organisation_id) == submission.organisation_id
    )
    earlier = work.session.exec(of_tenderer).first()
    if earlier is not None:
        raise refuse(
            "bid.second",
            sv=f"Leverantören har redan lämnat anbudet {earlier.id} i område {lot.code}",
            en=f"The tenderer has already left bid {earlier.id} for lot {lot.code}",
            todo_sv="Ett mottaget anbud kan inte ersättas här; vänd dig till upphandlaren",
            todo_en="A received bid cannot be replaced here; turn to the procurement officer",
        )


def _check_answers(tender: Tender, submission: Submission) -> None:
    """A bid that the award model cannot compare would stop the evaluation of all bids."""
    content = submission.content
    award_terms(tender.award_terms).model.comparison(
        Offer(
            submission.bid_id,
            Fraction(content.price),
            tender.bid_deadline_at,
            content.levels,
        )
    )


def _late(now: datetime, tender: Tender) -> ActRefused:
    deadline = tender.bid_deadline_at.astimezone(STOCKHOLM).isoformat()
    came = now.astimezone(STOCKHOLM).isoformat()
    return refuse(
        "bid.late",
        sv=f"Anbudet kom in {came}, efter anbudstidens slut {deadline}",
        en=f"The bid came in at {came}, after the deadline of {deadline}",
        todo_sv="Ett för sent anbud kan inte prövas",
        todo_en="A late bid cannot be considered",
    )


def _lot(work: Work, tender: Tender, code: str) -> Lot:
    lot = work.session.get(Lot, f"{tender.id}/{code}")
    if lot is None:
        raise refuse(
            "bid.unknown_lot",
            sv=f"Upphandlingen {tender.id} har inget anbudsområde {code}",
            en=f"Tender {tender.id} has no lot {code}",
            todo_sv="Ange ett område ur upphandlingsdokumenten",
            todo_en="Name a lot from the tender documents",
        )
    return lot
