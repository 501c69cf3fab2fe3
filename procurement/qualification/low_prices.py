"""Abnormally low prices: flag, ask, decide.

The screen only flags. A bid is rejected after its tenderer has been asked to explain the
price and has not done so satisfactorily (LOU 16:7, 19:18); any bid can be asked, flagged or
not.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from sqlmodel import col, select

from law.days import swedish_day
from law.reasons import Cite, Reason, Text, refuse
from law.rulebook import Rulebook
from models.correspondence import InquiryKind
from models.qualification import PriceDecision
from models.store import Store, Work
from models.tender import Bid, OpenedBid, Tender
from people.actors import Actor
from people.permissions import Act, require, require_second
from procurement.qualification.asked import Asked, answered_for, inquiries_of, of_kind
from procurement.qualification.declaring import bid_or_refusal
from procurement.qualification.price_screen import PriceFlag, flagged, screen, screen_rule
from procurement.tenders.lots import lock_lots_of
from procurement.tenders.named import tender_or_refusal
from procurement.tenders.provisions import Provision, provision
from registry.journal import append


def price_flags(work: Work, tender: Tender, lot_id: str) -> dict[str, PriceFlag]:
    """The lot's opened bids whose price asks for an explanation.

    All bids that were opened are compared, whatever has become of them since: a flag does not
    come and go as others fall.
    """
    rows = work.session.exec(select(OpenedBid).where(col(OpenedBid.lot_id) == lot_id)).all()
    prices = {row.bid_id: Fraction(row.price) for row in rows}
    return screen(prices, screen_rule(tender.award_terms))


def decide_price(
    store: Store, actor: Actor, preparer: Actor, bid_id: str, accepted: bool, reason: Text
) -> bool:
    """Accept or reject a price that has been asked about; returns whether that was new.

    Raises `ActRefused` before an explanation has been asked for, and while its time runs
    unanswered. A rejected bid is out of the competition; the newest decision governs.
    """
    with store.write() as work:
        bid = bid_or_refusal(work, bid_id)
        tender = tender_or_refusal(work, bid.tender_id)
        require(work, actor, Act.DECIDE_PRICE, tender.buyer_id)
        require(work, preparer, Act.CONTROL, tender.buyer_id)
        require_second(actor, preparer, "Beslut om ett lågt pris", "A decision on a low price")
        lock_lots_of(work, tender.id)
        newest = newest_price_decisions(work, tender.id).get(bid_id)
        if newest is not None and _says(newest, accepted, reason, preparer):
            return False
        inquiry = _explained(work, tender, bid)
        _check(work, newest, reason)
        decision = PriceDecision(
            bid_id=bid_id,
            decided_at=work.now,
            lot_id=bid.lot_id,
            inquiry_id=inquiry.inquiry.id,
            accepted=accepted,
            reason_sv=reason.sv,
            reason_en=reason.en,
            prepared_by=preparer.id,
            **work.recorded(actor.id),
        )
        work.session.add(decision)
        work.session.flush()
        said = {
            "accepted": accepted,
            "inquiry": decision.inquiry_id,
            "prepared_by": preparer.id,
        }
        append(work, actor.id, "price.decided", bid_id, said)
        return True


def newest_price_decisions(work: Work, tender_id: str) -> dict[str, PriceDecision]:
    """Bid → the decision that governs: the newest."""
    rows = work.session.exec(
        select(PriceDecision)
        .join(Bid, col(Bid.id) == col(PriceDecision.bid_id))
        .where(col(Bid.tender_id) == tender_id)
        .order_by(col(PriceDecision.decided_at))
    ).all()
    return {row.bid_id: row for row in rows}


def rejected_prices(work: Work, tender_id: str) -> dict[str, Text]:
    """Bids rejected as abnormally low, and why."""
    return {
        bid_id: Text(
            f"Anbudet är förkastat som onormalt lågt: {decision.reason_sv}",
            f"The bid has been rejected as abnormally low: {decision.reason_en}",
        )
        for bid_id, decision in newest_price_decisions(work, tender_id).items()
        if not decision.accepted
    }


def price_undecided(work: Work, tender: Tender, bid: Bid) -> Iterator[Reason]:
    """Why the bid's price keeps it from being awarded: flagged or asked about, and undecided."""
    decision = newest_price_decisions(work, tender.id).get(bid.id)
    questions = _explanations(work, tender.id, bid.id)
    if decision is not None and all(_before(each, decision) for each in questions):
        return
    flag = price_flags(work, tender, bid.lot_id).get(bid.id)
    if flag is not None:
        yield flagged(bid.id, flag, screen_rule(tender.award_terms))
    elif questions:
        text = Text(
            f"Priset i anbudet {bid.id} har ifrågasatts, och ingen har beslutat om det",
            f"The price of bid {bid.id} has been questioned, and nobody has decided on it",
        )
        yield Reason("price.undecided", text, _cite(tender))


def _before(question: Asked, decision: PriceDecision) -> bool:
    """Asked anew after a decision, the price is open again."""
    return question.inquiry.asked_at <= decision.decided_at


def _cite(tender: Tender) -> Cite:
    return provision(Rulebook(tender.rulebook), Provision.ABNORMALLY_LOW)


def _explanations(work: Work, tender_id: str, bid_id: str) -> list[Asked]:
    kind = InquiryKind.PRICE_EXPLANATION
    return [
        each
        for each in of_kind(inquiries_of(work, tender_id), kind)
        if each.inquiry.bid_id == bid_id
    ]


def _explained(work: Work, tender: Tender, bid: Bid) -> Asked:
    """The newest explanation that was asked for and given, or whose time has run out."""
    explained = answered_for(_explanations(work, tender.id, bid.id), swedish_day(work.now))
    if explained is None:
        raise refuse(
            "price.not_asked",
            sv=f"Anbudsgivaren har inte fått förklara priset i {bid.id} inom en bestämd tid",
            en=f"The tenderer has not been given a set time to explain the price of {bid.id}",
            todo_sv="Begär en förklaring, och vänta på svaret eller på att tiden går ut",
            todo_en="Ask for an explanation, and wait for the answer or the end of the time",
            cite=_cite(tender),
        )
    return explained


def _says(newest: PriceDecision, accepted: bool, reason: Text, preparer: Actor) -> bool:
    said = (newest.accepted, Text(newest.reason_sv, newest.reason_en), newest.prepared_by)
    return said == (accepted, reason, preparer.id)


def _check(work: Work, newest: PriceDecision | None, reason: Text) -> None:
    if not reason.sv.strip() or not reason.en.strip():
        raise refuse(
            "price.reason",
            sv="Beslutet saknar skäl",
            en="The decision has no reasons",
            todo_sv="Ange skälen på båda språken",
            todo_en="State the reasons in both languages",
        )
    if newest is not None and newest.decided_at >= work.now:
        raise refuse(
            "price.same_moment",
            sv="Priset är avgjort i samma ögonblick, med ett annat utfall",
            en="The price was decided on at this very moment, with another outcome",
            todo_sv="Fatta ett beslut i taget",
            todo_en="Make one decision at a time",
        )
