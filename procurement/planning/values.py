"""What the procurement is worth, as the law counts it, and the rules that follow from that."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlmodel import col, select

from law.amounts import Currency
from law.reasons import refuse
from law.regime import Procurement, RegimeAnswer, regime
from law.thresholds import Buyer, Kind
from models.planning import ValueEstimate
from models.store import Store, Work
from models.tender import Publication, Tender
from people.actors import Actor
from people.permissions import Act, require
from procurement.tenders.draft import ValueDraft
from procurement.tenders.drafting import value_row
from procurement.tenders.lawful_facts import lawful
from procurement.tenders.lots import lots_of
from procurement.tenders.named import tender_or_refusal
from procurement.tenders.steps import first_step_of
from registry.journal import append


def estimate_value(store: Store, actor: Actor, tender_id: str, value: ValueDraft) -> int:
    """A new estimate in place of the one before, and its number; the same again changes nothing.

    Raises `ActRefused` once the notice is sent: the value on that day decides (LOU 5:5).
    """
    with store.write() as work:
        work.lock_tender(tender_id)
        tender = tender_or_refusal(work, tender_id)
        require(work, actor, Act.PLAN, tender.buyer_id)
        newest = newest_estimate(work, tender)
        number = 1 if newest is None else newest.number + 1
        row = value_row(work, actor, tender_id, number, value)
        if newest is not None and _says(newest) == _says(row):
            return newest.number
        if work.session.get(Publication, tender_id) is not None:
            raise refuse(
                "value.published",
                sv=f"{tender_id} är annonserad, och värdet då avgör",
                en=f"{tender_id} has been published, and its value then decides",
                todo_sv="Avbryt upphandlingen om värdet var fel uppskattat",
                todo_en="Cancel the procurement if its value was estimated wrongly",
            )
        work.session.add(row)
        work.session.flush()
        append(work, actor.id, "value.estimated", tender_id, {"number": number})
        return number


def _says(row: ValueEstimate) -> tuple[object, ...]:
    return (
        row.buyer_kind, row.kind, row.options, row.similar, row.premiums, row.rate,
        row.reason_sv, row.reason_en,
    )  # fmt: skip


def newest_estimate(work: Work, tender: Tender) -> ValueEstimate | None:
    """Of the procurement: a later step counts by what its first step was worth."""
    first = first_step_of(work, tender)
    found = select(ValueEstimate).where(col(ValueEstimate.tender_id) == first.id)
    return work.session.exec(found.order_by(col(ValueEstimate.number).desc())).first()


def valued(work: Work, tender: Tender, estimate: ValueEstimate, on: date) -> Procurement:
    """The facts that the regime follows from. Raises `ActRefused` for impossible amounts."""
    first = first_step_of(work, tender)
    return lawful(
        lambda: Procurement(
            buyer=Buyer(estimate.buyer_kind),
            kind=Kind(estimate.kind),
            currency=Currency(first.currency),
            on=on,
            lots=[lot.estimated_value for lot in lots_of(work, first.id)],
            options=estimate.options,
            similar=estimate.similar,
            premiums=estimate.premiums,
            rate=None if estimate.rate is None else Decimal(estimate.rate),
        ),
        "value.impossible",
    )


def regime_of(case: Procurement) -> RegimeAnswer:
    """Raises `ActRefused` where the thresholds of the day are not known."""
    return lawful(lambda: regime(case), "value.no_threshold")
