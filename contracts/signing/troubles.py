"""Contracts whose signing has stopped: declined, or ordered and come to nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select

from contracts.pending import in_force
from contracts.signing.accepting import signature_of
from law.reasons import Text
from models.contract import Contract, Party
from models.signing import SigningDeclined, SigningEnd, SigningOrder, SigningOutcome
from models.store import Store, Work
from procurement.tenders.named import tender_or_refusal


@dataclass(frozen=True)
class Trouble:
    """`end` is None where the party declined by itself; then `reason` is in its own words."""

    contract: Contract
    party: Party
    end: SigningEnd | None
    since: datetime
    reason: Text


def tender_troubles(store: Store, tender_id: str) -> tuple[Trouble, ...]:
    """The same, for whoever has no transaction. Raises `ActRefused` for an unknown tender."""
    with store.read() as work:
        return troubles_of(work, tender_or_refusal(work, tender_id).id)


def troubles_of(work: Work, tender_id: str) -> tuple[Trouble, ...]:
    """Of contracts that still wait for that party, by contract; the newest of each party's."""
    found = select(Contract).where(col(Contract.tender_id) == tender_id)
    contracts = work.session.exec(found.order_by(col(Contract.id))).all()
    return tuple(each for contract in contracts for each in contract_troubles(work, contract))


def contract_troubles(work: Work, contract: Contract) -> Iterator[Trouble]:
    """Of one contract, the newest of each party that it still waits for."""
    for party in Party:
        happened = [*_declined(work, contract, party), *_ended(work, contract, party)]
        waits = happened and signature_of(work, contract.id, party) is None
        if waits and in_force(work, contract):
            yield max(happened, key=lambda each: each.since)


def _declined(work: Work, contract: Contract, party: Party) -> Iterator[Trouble]:
    row = work.session.get(SigningDeclined, (contract.id, party))
    if row is not None:
        yield Trouble(contract, party, None, row.declined_at, Text(row.reason, row.reason))


def _ended(work: Work, contract: Contract, party: Party) -> Iterator[Trouble]:
    """The newest order, unless it is open still."""
    newest = work.session.exec(
        select(SigningOrder, SigningOutcome)
        .join(SigningOutcome, col(SigningOutcome.order_id) == col(SigningOrder.id), isouter=True)
        .where(col(SigningOrder.contract_id) == contract.id, col(SigningOrder.party) == party)
        .order_by(col(SigningOrder.number).desc())
    ).first()
    outcome = newest[1] if newest else None
    if outcome is not None:
        reason = Text(outcome.reason_sv, outcome.reason_en)
        yield Trouble(contract, party, SigningEnd(outcome.outcome), outcome.ended_at, reason)
