"""Low prices in a report: what the screen flags, what was asked, and what was decided."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sqlmodel import col, select

from documents.report_contexts import PriceOutcome, PriceQuestion
from law.reasons import Lang, Text
from models.correspondence import InquiryKind
from models.qualification import PriceDecision
from models.store import Work
from models.tender import Bid, Lot, Tender
from people.actors import organisation_names, person_names
from procurement.qualification.asked import Asked, inquiries_of, of_kind
from procurement.qualification.low_prices import newest_price_decisions, price_flags
from procurement.qualification.price_screen import PriceFlag, ScreenRule, screen_rule


def price_questions(
    work: Work, tender: Tender, lots: Sequence[Lot], lang: Lang
) -> Iterator[PriceQuestion]:
    """Every bid of the lots whose price was flagged, asked about or decided on; by lot."""
    tenderers, people = organisation_names(work), person_names(work)
    rule = screen_rule(tender.award_terms)
    asked, decided = _asked(work, tender.id), newest_price_decisions(work, tender.id)
    for lot in lots:
        flags = price_flags(work, tender, lot.id)
        for bid in _bids(work, lot.id):
            question, decision = asked.get(bid.id), decided.get(bid.id)
            if bid.id not in flags and question is None and decision is None:
                continue
            yield PriceQuestion(
                tenderer=tenderers[bid.organisation_id],
                lot=lot.code,
                flag=_flag(flags[bid.id], rule).in_(lang) if bid.id in flags else None,
                asked_at=question.inquiry.asked_at if question else None,
                answers=[reply.text for reply in question.replies] if question else [],
                outcome=_outcome(decision),
                reason=_reason(decision, lang),
                decided_by=people[decision.actor_id] if decision else None,
            )


def _bids(work: Work, lot_id: str) -> Sequence[Bid]:
    return work.session.exec(
        select(Bid).where(col(Bid.lot_id) == lot_id).order_by(col(Bid.organisation_id))
    ).all()


def _asked(work: Work, tender_id: str) -> Mapping[str, Asked]:
    """The newest question about each bid's price."""
    asked = of_kind(inquiries_of(work, tender_id), InquiryKind.PRICE_EXPLANATION)
    return {each.inquiry.bid_id: each for each in asked if each.inquiry.bid_id is not None}


def _flag(flag: PriceFlag, rule: ScreenRule) -> Text:
    """Percentages are cut to whole ones: never overstated."""
    below, limit = int(flag.below_percent), rule.below_percent
    return Text(
        f"Minst {below} procent under de andra anbudens median; mer än {limit} procent granskas"
        " enligt beställarens egen regel",
        f"At least {below} per cent below the median of the others; more than {limit} per cent is"
        " looked into by the buyer's own rule",
    )


def _outcome(decision: PriceDecision | None) -> PriceOutcome:
    if decision is None:
        return "undecided"
    return "accepted" if decision.accepted else "rejected"


def _reason(decision: PriceDecision | None, lang: Lang) -> str | None:
    if decision is None:
        return None
    return decision.reason_sv if lang == "sv" else decision.reason_en
