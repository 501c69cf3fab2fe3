"""Open the bids: not before the deadline, and two different officers in one session.

LOU 12:10 does not apply to chapter 19 (LOU 19:1); there two persons are a house
rule, because an opening that one person could do alone is one
that nobody can vouch for.
"""

from __future__ import annotations

from pydantic import ValidationError
from sqlmodel import col, select

from law.days import STOCKHOLM
from law.reasons import Cite, refuse
from law.rulebook import Rulebook, applies
from models.store import Store, Work
from models.tender import Bid, OpenedBid, Opening, Tender
from people.actors import Actor
from people.permissions import Act, require, require_second
from procurement.publishing import tender_or_refusal
from procurement.receiving import BidContent
from registry.envelopes import unseal
from registry.journal import append


def open_bids(store: Store, actor: Actor, second: Actor, tender_id: str) -> None:
    """Open every envelope of the tender at once. A repeated opening changes nothing."""
    with store.write() as work:
        work.lock_tender(tender_id)
        tender = tender_or_refusal(work, tender_id)
        require(work, actor, Act.OPEN_BIDS, tender.buyer_id)
        require(work, second, Act.OPEN_BIDS, tender.buyer_id)
        two_persons = Cite("LOU", 12, "10")
        cite = two_persons if applies(Rulebook(tender.rulebook), two_persons) else None
        require_second(actor, second, "Anbudsöppning", "Opening bids", cite)
        _check_deadline(work, tender)
        if work.session.get(Opening, tender_id) is not None:
            return
        work.session.add(
            Opening(
                tender_id=tender_id,
                opened_at=work.now,
                second_officer_id=second.id,
                **work.recorded(actor.id),
            )
        )
        bids = work.session.exec(
            select(Bid).where(col(Bid.tender_id) == tender_id).order_by(col(Bid.id))
        ).all()
        work.session.add_all([_opened(work, bid) for bid in bids])
        append(
            work,
            actor.id,
            "bids.opened",
            tender_id,
            {"second_officer": second.id, "bids": {bid.id: bid.content_sha256 for bid in bids}},
        )


def _check_deadline(work: Work, tender: Tender) -> None:
    if work.now <= tender.bid_deadline_at:
        deadline = tender.bid_deadline_at.astimezone(STOCKHOLM).isoformat()
        raise refuse(
            "opening.too_early",
            sv=f"Anbudstiden pågår till {deadline}",
            en=f"Bids may come in until {deadline}",
            todo_sv="Öppna anbuden efter anbudstidens slut",
            todo_en="Open the bids after the deadline",
        )


def _opened(work: Work, bid: Bid) -> OpenedBid:
    try:
        content = BidContent.model_validate(unseal(work, bid))
    except ValidationError as error:
        raise refuse(
            "opening.unreadable",
            sv=f"Anbudet {bid.id} går inte att läsa",
            en=f"Bid {bid.id} cannot be read",
            todo_sv="Avbryt öppningen och utred",
            todo_en="Stop the opening and investigate",
        ) from error
    return OpenedBid(
        bid_id=bid.id,
        lot_id=bid.lot_id,
        price=content.price,
        levels=dict(content.levels),
        at_fte_tenths=content.at_fte_tenths,
    )
