"""Contracts that wait for a signature."""

from __future__ import annotations

from sqlmodel import col, select

from appeals.in_force import award_in_force
from contracts.versions import newest_contract
from models.contract import Contract, Party, Signature
from models.store import Store, Work


def contracts_to_sign(store: Store, tender_id: str, *, by_buyer: bool) -> tuple[Contract, ...]:
    """Drawn-up contracts without the provider's signature, or with it and without the buyer's.

    One whose decision, or itself, has been replaced waits for nobody.
    """
    with store.read() as work:
        contracts = work.session.exec(
            select(Contract).where(col(Contract.tender_id) == tender_id).order_by(col(Contract.id))
        ).all()
        signed = {
            (signature.contract_id, signature.party)
            for signature in work.session.exec(select(Signature))
        }
        return tuple(
            contract
            for contract in contracts
            if ((contract.id, Party.PROVIDER) in signed) is by_buyer
            and (contract.id, Party.BUYER) not in signed
            and in_force(work, contract)
        )


def in_force(work: Work, contract: Contract) -> bool:
    """The newest version of the contract under the decision in force."""
    award = award_in_force(work, contract.lot_id)
    if award is None or award.decision.id != contract.decision_id:
        return False
    newest = newest_contract(work, award, contract.bid_id)
    return newest is not None and newest.id == contract.id
