"""What somebody thinks of buying meanwhile, as the law is asked about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from sqlmodel import col, select

from appeals.bridging.held import Held
from law.amounts import Currency
from law.bridging import BridgeGround, Need
from law.days import months_after, swedish_day
from law.reasons import refuse
from law.rulebook import Rulebook
from law.thresholds import Buyer, Kind
from law.valuation import Procurement
from models.lawyers import Bridge
from models.planning import ValueEstimate
from models.store import Work
from models.tender import Lot, Tender

# What has been bought of the same kind is counted over twelve months (LOU 5:11, LUF 5:10).
COUNTED = timedelta(days=365)


@dataclass(frozen=True)
class Plan:
    """`value` in minor units over the whole time, the lot's own by the month if it is not said.

    `similar`: what else has been bought of the same kind within twelve months. `option_until`:
    the last day that the old contract can run to by its own option. `excepted_lot`: the lot is
    excepted under LOU 5:8, LUF 5:7.
    """

    starts_on: date
    ends_on: date
    value: int | None = None
    similar: tuple[int, ...] = ()
    option_until: date | None = None
    excepted_lot: bool = False


def monthly_value(tender: Tender, lot: Lot) -> int:
    """What the lot is worth a month, in minor units rounded up: its estimate over its months."""
    return -(-lot.estimated_value // tender.contract_months)


def value_of(tender: Tender, lot: Lot, plan: Plan) -> int:
    """As said, or so many begun months of the lot's own value."""
    months = 1
    while months_after(plan.starts_on, months) <= plan.ends_on:
        months += 1
    return monthly_value(tender, lot) * months if plan.value is None else plan.value


def need_of(work: Work, tender: Tender, lot: Lot, plan: Plan, found: Held) -> Need:
    """Raises `ActRefused` for a value, days or a currency that the law cannot be asked about."""
    value = value_of(tender, lot, plan)
    similar = (*plan.similar, *bridged(work, tender.id))
    _check(tender, plan, (value, *similar))
    return Need(
        _case(work, tender, plan, value, similar),
        Rulebook(tender.rulebook),
        plan.starts_on,
        plan.ends_on,
        found.court,
        plan.option_until,
        found.until,
        plan.excepted_lot,
    )


def _case(
    work: Work, tender: Tender, plan: Plan, value: int, similar: tuple[int, ...]
) -> Procurement:
    """Of what kind it is says the tender's own estimate; without one the lower limits apply."""
    newest = select(ValueEstimate).where(col(ValueEstimate.tender_id) == tender.id)
    found = work.session.exec(newest.order_by(col(ValueEstimate.number).desc())).first()
    usual = Buyer.UTILITY if tender.rulebook == Rulebook.SE_LUF else Buyer.CENTRAL
    return Procurement(
        buyer=Buyer(found.buyer_kind) if found else usual,
        kind=Kind(found.kind) if found else Kind.SERVICES,
        currency=Currency(tender.currency),
        on=min(plan.starts_on, swedish_day(work.now)),
        value=value,
        similar=similar,
        rate=Decimal(found.rate) if found and found.rate else None,
    )


def bridged(work: Work, tender_id: str) -> tuple[int, ...]:
    """What has been bought meanwhile for any of the tender's lots within twelve months.

    An option was procured with the old contract, and is not counted.
    """
    found = select(Bridge).join(Lot, col(Lot.id) == col(Bridge.lot_id))
    rows = work.session.exec(
        found.where(
            col(Lot.tender_id) == tender_id, col(Bridge.ground) != BridgeGround.OPTION.value
        ).order_by(col(Bridge.id))
    ).all()
    return tuple(_lately(rows, work.now))


def _lately(rows: Sequence[Bridge], now: datetime) -> Iterator[int]:
    for row in rows:
        if row.decided_at > now - COUNTED:
            yield row.value


def _check(tender: Tender, plan: Plan, amounts: tuple[int, ...]) -> None:
    if plan.ends_on < plan.starts_on:
        raise refuse(
            "bridge.days",
            sv=f"Köpet kan inte sluta {plan.ends_on}, innan det börjar {plan.starts_on}",
            en=f"The purchase cannot end on {plan.ends_on}, before it starts on {plan.starts_on}",
            todo_sv="Rätta dagarna",
            todo_en="Correct the days",
        )
    if min(amounts) <= 0:
        raise refuse(
            "bridge.amount",
            sv="Ett värde ska vara större än noll",
            en="A value must be more than zero",
            todo_sv="Ange vad köpet är värt över hela tiden",
            todo_en="State what the purchase is worth over the whole time",
        )
    if tender.currency not in list(Currency):
        raise refuse(
            "bridge.currency",
            sv=f"Lagens gränser finns inte i {tender.currency}",
            en=f"The limits of the law are not laid down in {tender.currency}",
            todo_sv="Bedöm köpet i kronor eller euro med tilldela law",
            todo_en="Judge the purchase in kronor or euros with tilldela law",
        )
