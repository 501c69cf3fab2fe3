"""Whether a lot is held, since when, until when, and whether a court is why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlmodel import col, select

from appeals.bars import bars_of
from appeals.bridging.ending import has_contract
from appeals.facts import LotFacts
from appeals.hold import Blocked, may_conclude
from appeals.loading import load_lot_facts
from appeals.orders import standing_orders
from appeals.performance import Stopped
from appeals.stopped import may_perform_today
from law.bridging import CourtBar
from law.days import swedish_day
from law.reasons import Reason
from law.rulebook import Rulebook
from models.contract import Contract
from models.store import Work
from models.tender import Lot, Tender

# Beside the ten days after a ruling: what keeps a contract waiting because of a court.
_OF_A_COURT = frozenset({"extended-standstill", "interim-order", "remanded"})


@dataclass(frozen=True)
class Held:
    """Why the lot's contract is not there to meet the need.

    `court`: which situation of LOU 19a:6 it is, where it is one. `until`: the first day without
    the hold, where the law says which. `since`: when the first application about it came in.
    """

    reasons: tuple[Reason, ...]
    court: CourtBar | None = None
    until: date | None = None
    since: date | None = None


def held(work: Work, lot: Lot) -> Held | None:
    """None where a contract may be concluded, or performed, today; and where none will come.

    An order that it be redone or corrected counts until there is a contract: the need that it
    left goes on while the procurement is done anew.
    """
    facts = load_lot_facts(work, lot.id)
    if facts.concluded_at is not None:
        return _stopped(work, lot)
    if has_contract(work, lot.id):
        return None
    tender = work.session.get_one(Tender, lot.tender_id)
    rulebook, ordered = Rulebook(tender.rulebook), bool(standing_orders(work, lot.id))
    answer = may_conclude(facts, rulebook, work.now)
    awaited = facts.decision is not None or (facts.withdrawn and facts.cancelled_on is None)
    if not isinstance(answer, Blocked) or not (ordered or awaited):
        return None
    court = CourtBar.ORDERED if ordered else _court(facts, answer, rulebook, swedish_day(work.now))
    since = min((case.lodged_on for case in facts.cases), default=None)
    return Held(answer.reasons, court, None if ordered else answer.until, since)


def _court(facts: LotFacts, answer: Blocked, rulebook: Rulebook, today: date) -> CourtBar | None:
    """A standstill after the decision is not yet a review: LOU 19a:6 speaks of a court's case."""
    if _OF_A_COURT & {reason.code for reason in answer.reasons}:
        return CourtBar.NO_CONTRACT
    bars = bars_of(facts, facts.decision, rulebook).after_courts if facts.decision else ()
    ten_days = any(bar.last_day is not None and bar.last_day >= today for bar in bars)
    return CourtBar.NO_CONTRACT if ten_days else None


def _stopped(work: Work, lot: Lot) -> Held | None:
    """A court has forbidden that a signed contract be performed (LOU 20:16)."""
    found = select(Contract).where(col(Contract.lot_id) == lot.id).order_by(col(Contract.id))
    for contract in work.session.exec(found).all():
        answer = may_perform_today(work, contract)
        if isinstance(answer, Stopped):
            return Held(answer.reasons, CourtBar.NOT_PERFORMED, answer.until)
    return None
