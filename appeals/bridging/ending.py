"""When what is bought meanwhile must end: its end is tied to the hold."""

from __future__ import annotations

from datetime import date, timedelta

from sqlmodel import col, select

from law.days import swedish_day
from models.contract import Contract, Party, Signature
from models.lawyers import Bridge, RedoneLot
from models.store import Work


def must_end_by(work: Work, bridge: Bridge) -> date:
    """The last day: its own, or the day before the lot's contract takes over if that is sooner.

    A contract that was to begin before it was signed takes over the day after. A lot that is
    procured anew has the contract of the lot that it has become.
    """
    takes_over = [
        max(contract.starts_on - timedelta(days=1), signed_on)
        for contract, signed_on in _contracts(work, bridge.lot_id)
    ]
    return max(bridge.starts_on, min([bridge.ends_on, *takes_over]))


def has_contract(work: Work, lot_id: str) -> bool:
    """Whether the buyer has signed a contract for the lot, or for what it has become."""
    return bool(_contracts(work, lot_id))


def _contracts(work: Work, lot_id: str) -> list[tuple[Contract, date]]:
    """The contracts that the buyer has signed, each with the day."""
    found = work.session.exec(
        select(Contract, Signature.signed_at)
        .join(Signature, col(Signature.contract_id) == col(Contract.id))
        .where(
            col(Contract.lot_id).in_(_become(work, lot_id)),
            col(Signature.party) == Party.BUYER,
        )
    ).all()
    return [(contract, swedish_day(signed_at)) for contract, signed_at in found]


def _become(work: Work, lot_id: str) -> list[str]:
    """The lot, and what it has become, redone as often as may be."""
    lots = [lot_id]
    while (redone := work.session.get(RedoneLot, lots[-1])) is not None:
        lots.append(redone.redone_lot_id)
    return lots
