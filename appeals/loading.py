"""Read a lot's facts, as they stand in this transaction, for the hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from appeals.awarded import awarded_bids
from appeals.clearings import tie_cleared
from appeals.facts import LotFacts, Tie
from appeals.hold import Blocked, may_conclude
from appeals.in_force import award_in_force, concluded_at
from appeals.lot_facts import own_facts, tied_lots
from law.rulebook import Rulebook
from models.store import Work
from models.tender import Lot, Tender


def load_lot_facts(work: Work, lot_id: str, bid_id: str | None = None) -> LotFacts:
    """Everything `may_conclude` asks about the contract with that bid. The lot must exist.

    Without a bid it is about the winner's, and concluded once any contract for the lot is:
    that of one party to a framework leaves the others' to be asked about by their own bids.
    """
    lot = work.session.get_one(Lot, lot_id)
    return replace(own_facts(work, lot, bid_id), ties=tuple(_ties(work, lot)))


def load_waiting_facts(work: Work, lot_id: str) -> LotFacts:
    """The same about whoever of a framework's is placed first of those without a contract.

    Where nobody waits, and elsewhere than in a framework, about the winner.
    """
    award = award_in_force(work, lot_id)
    chosen = awarded_bids(work, award.awarded) if award else ()
    waiting = (bid.bid_id for bid in chosen if concluded_at(work, lot_id, bid.bid_id) is None)
    return load_lot_facts(work, lot_id, next(waiting, None) if len(chosen) > 1 else None)


def _ties(work: Work, lot: Lot) -> Iterator[Tie]:
    award = award_in_force(work, lot.id)
    for other in tied_lots(work, lot):
        facts = own_facts(work, other)
        held, anew = _under_review(work, other, facts), _to_be_decided_anew(facts)
        in_doubt = held or anew
        cleared = award and in_doubt and tie_cleared(work, lot, award.decision.id, other)
        yield Tie(other.code, held, anew, bool(cleared))


def _to_be_decided_anew(facts: LotFacts) -> bool:
    """Its decision is withdrawn: a new evaluation of it may yet give a tied lot another winner."""
    return facts.withdrawn and facts.cancelled_on is None


# What a hold that comes from a review is called in `appeals.obstacles`.
FROM_REVIEW = frozenset(
    {
        "ordered-redone",
        "ordered-corrected",
        "extended-standstill",
        "interim-order",
        "remanded",
        "bar-running",
        "court-not-asked",
        "case-not-docketed",
        "court-contradicts",
    }
)
# Of these, what a decision that complies with the court's order does not answer.
FROM_UNANSWERED_REVIEW = frozenset(
    {"ordered-redone", "interim-order", "remanded", "case-not-docketed", "court-contradicts"}
)


def _under_review(work: Work, lot: Lot, facts: LotFacts) -> bool:
    """Somebody has applied for review of it, and that still keeps its contract waiting."""
    if facts.concluded_at is not None:
        return False
    tender = work.session.get_one(Tender, lot.tender_id)
    answer = may_conclude(facts, Rulebook(tender.rulebook), work.now)
    answered = all(case.complied for case in facts.cases)
    holding = FROM_UNANSWERED_REVIEW if answered else FROM_REVIEW
    return isinstance(answer, Blocked) and any(reason.code in holding for reason in answer.reasons)
