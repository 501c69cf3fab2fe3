"""A contract is awarded directly because its value is low, or on a ground (LOU 19a:2–7)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sqlmodel import col, func, select

from appeals.in_force import cancelled_lots, latest_evaluation
from law.amounts import spoken
from law.dated import value
from law.days import swedish_day
from law.direct_award import Ground, direct_award_ground
from law.procedures import ConditionKind
from law.reasons import Cite, Reason, Text
from law.regime import Procurement, Regime, RegimeAnswer
from law.thresholds import Buyer
from models.planning import ClaimedGround
from models.stages import Invited
from models.store import Work
from models.tender import OpenedBid, Publication, Tender
from procurement.conditions.unmet import Unmet
from procurement.planning.grounds import newest_claim
from procurement.planning.values import newest_estimate, regime_of, valued
from procurement.tenders.lawful_facts import lawful
from procurement.tenders.lots import lots_of
from procurement.tenders.presumptive import presumptive
from procurement.tenders.steps import first_step_of, step_of_tender

CODE = "condition.direct_award"
LIMIT = Cite("LOU", "19a", "2")
_CLAIM = Text(
    "Annonsera upphandlingen, eller åberopa en grund med tilldela tender ground",
    "Advertise the procurement, or claim a ground with tilldela tender ground",
)
_CANCEL = Text(
    "Avbryt upphandlingen och annonsera den i stället",
    "Cancel the procurement, and advertise it instead",
)
_JUDGE = Text(
    "Bedöm villkoret med tilldela tender ground, eller annonsera upphandlingen",
    "Judge the condition with tilldela tender ground, or advertise the procurement",
)


def direct_award(work: Work, tender: Tender) -> Iterator[Unmet]:
    """By the value on the day the procedure starts, and again by what has been offered."""
    estimate = newest_estimate(work, tender)
    if estimate is None:
        yield _unvalued(tender)
        return
    sent = work.session.get(Publication, first_step_of(work, tender).id)
    on = swedish_day(sent.published_at if sent else work.now)
    case = as_offered(work, tender, valued(work, tender, estimate, on))
    if case.buyer is Buyer.UTILITY:
        yield _utilities(tender, case)
        return
    found = regime_of(case)
    if found.regime is Regime.DIRECT_AWARD:
        return
    for unmet in _ground(tender, newest_claim(work, tender.id), case, found):
        # Once suppliers are asked, no ground is claimed any more.
        yield replace(unmet, todo=_CANCEL) if sent else unmet


def must_tell(work: Work, tender: Tender) -> bool:
    """Whether those who tendered are owed a notice of the decision.

    Not after a direct award for which one supplier alone was asked (LOU 19a:10).
    """
    if ConditionKind.DIRECT_AWARD not in step_of_tender(tender).conditions:
        return True
    rule = lawful(lambda: value("direct_award_notice", tender.starts_on), "time.unknown")
    return suppliers_asked(work, tender.id) > rule.value


def suppliers_asked(work: Work, tender_id: str) -> int:
    """How many the invitation went to."""
    counted = select(func.count(func.distinct(col(Invited.organisation_id))))
    return work.session.exec(counted.where(col(Invited.tender_id) == tender_id)).one()


def as_offered(work: Work, tender: Tender, case: Procurement) -> Procurement:
    """The case with what the presumptive bids ask for, where that is more than was estimated.

    A price is for one unit, and how many there will be is only estimated, so that a lot's
    estimate stays the basis. But one unit at least is bought for each place of a year: where
    that comes to more than the lot's estimate, it takes the estimate's place. Where a lot is
    one place and one unit, this is the contract's whole value.
    """
    offered = _prices(work, tender)
    return replace(
        case,
        lots=[
            max(lot.estimated_value, lot.places_per_year * offered.get(lot.id, 0))
            for lot in lots_of(work, tender.id)
        ],
    )


def _prices(work: Work, tender: Tender) -> dict[str, int]:
    """The highest price among those that an evaluation would award each lot to."""
    gone = cancelled_lots(work, tender.id)
    bids = {
        lot_id: presumptive(work, lot_id, evaluation_id)
        for lot_id, evaluation_id in latest_evaluation(work, tender.id).items()
        if lot_id not in gone
    }
    named = [bid_id for placed in bids.values() for bid_id in placed]
    rows = work.session.exec(select(OpenedBid).where(col(OpenedBid.bid_id).in_(named)))
    prices = {row.bid_id: row.price for row in rows}
    return {
        lot_id: max(prices[each] for each in placed) for lot_id, placed in bids.items() if placed
    }


def _ground(
    tender: Tender, claim: ClaimedGround | None, case: Procurement, found: RegimeAnswer
) -> Iterator[Unmet]:
    if claim is None:
        yield _too_much(tender, found)
        return
    judged = lawful(
        lambda: direct_award_ground(
            case, Ground(claim.ground), claim.shown, excepted_lot=claim.excepted_lot
        ),
        "ground.impossible",
    )
    if judged.allowed:
        return
    open_ = judged.allowed is None
    failing = ("open-",) if open_ else ("unmet-", "threshold-reached")
    first = next(each for each in judged.reasons if each.code.startswith(failing))
    yield _not_met(tender, first, _JUDGE if open_ else _CLAIM)


def _not_met(tender: Tender, first: Reason, todo: Text) -> Unmet:
    text = Text(
        f"Grunden för att tilldela {tender.id} direkt bär inte. {first.text.sv}",
        f"The ground for awarding {tender.id} directly does not hold. {first.text.en}",
    )
    return Unmet(Reason(CODE, text, first.cite), todo)


def _too_much(tender: Tender, found: RegimeAnswer) -> Unmet:
    worth = spoken(found.value, found.currency)
    limit = spoken(found.direct_award_limit, found.currency)
    text = Text(
        f"{tender.id} är värd {worth.sv}, som inte understiger gränsen för direktupphandling,"
        f" {limit.sv}, och ingen grund är åberopad",
        f"{tender.id} is worth {worth.en}, which is not below the limit for direct award,"
        f" {limit.en}, and no ground is claimed",
    )
    return Unmet(Reason(CODE, text, LIMIT), _CLAIM)


def _utilities(tender: Tender, case: Procurement) -> Unmet:
    text = Text(
        f"{tender.id} är upplagd enligt LOU, men värderad för en enhet som följer {case.act}",
        f"{tender.id} is drafted under LOU, but valued for an entity that follows {case.act}",
    )
    todo = Text("Rätta värderingen", "Correct the estimate of its value")
    return Unmet(Reason(CODE, text, Cite("LOU", "19a", "1")), todo)


def _unvalued(tender: Tender) -> Unmet:
    text = Text(
        f"Ingen har uppskattat vad {tender.id} är värd",
        f"Nobody has estimated what {tender.id} is worth",
    )
    todo = Text("Värdera den med tilldela tender value", "Value it with tilldela tender value")
    return Unmet(Reason(CODE, text, LIMIT), todo)
