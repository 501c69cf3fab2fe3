"""A contract and how its signing stands, for whoever asks."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import col, select

from contracts.signing.accepting import signature_of
from contracts.signing.day import SigningDay, signing_day
from contracts.signing.orders import open_order
from contracts.signing.refusals import contract_or_refusal
from contracts.signing.troubles import Trouble, contract_troubles
from models.contract import Contract, Party, Signature
from models.signing import ContractSeal, SigningOrder
from models.store import Store


@dataclass(frozen=True)
class Shown:
    """`ordered` are the orders that a service has not answered; `troubles` what stopped it."""

    contract: Contract
    signatures: tuple[Signature, ...]
    seal: ContractSeal | None
    ordered: tuple[SigningOrder, ...]
    troubles: tuple[Trouble, ...]
    day: SigningDay | None


def shown(store: Store, contract_id: str) -> Shown:
    """Raises `ActRefused` for an unknown contract."""
    with store.read() as work:
        contract = contract_or_refusal(work, contract_id)
        signed = [signature_of(work, contract_id, party) for party in Party]
        ids = [open_order(work, contract_id, party) for party in Party]
        orders = select(SigningOrder).where(col(SigningOrder.id).in_(list(filter(None, ids))))
        return Shown(
            contract,
            tuple(each for each in signed if each is not None),
            work.session.get(ContractSeal, contract_id),
            tuple(work.session.exec(orders)),
            tuple(contract_troubles(work, contract)),
            signing_day(work, contract),
        )
