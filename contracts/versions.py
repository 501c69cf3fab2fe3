"""A contract says why it may be concluded; when that has changed it is drawn up anew.

A version is never changed. The newest one of the decision in force is the one
to sign, as long as what it says is still so.
"""

from __future__ import annotations

from datetime import date

from sqlmodel import col, select

from appeals.hold import Clear
from appeals.in_force import AwardInForce
from models.contract import Contract
from models.store import Work


def newest_contract(work: Work, award: AwardInForce, bid_id: str) -> Contract | None:
    """The contract with that bid's tenderer under the decision, signed or not."""
    return work.session.exec(
        select(Contract)
        .where(
            col(Contract.lot_id) == award.awarded.lot_id,
            col(Contract.decision_id) == award.decision.id,
            col(Contract.bid_id) == bid_id,
        )
        .order_by(col(Contract.version).desc())
    ).first()


def next_version(work: Work, award: AwardInForce, bid_id: str) -> int:
    newest = newest_contract(work, award, bid_id)
    return 1 if newest is None else newest.version + 1


def suffix(version: int) -> str:
    """What a number has at its end from the second version on."""
    return "" if version == 1 else f"-v{version}"


def outdated(contract: Contract, clear: Clear, today: date) -> bool:
    """Its day for lawful conclusion is another now, or its term would begin in the past."""
    return contract.lawful_from != clear.lawful_from or contract.starts_on < today
