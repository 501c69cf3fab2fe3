"""Put the buyer's electronic seal on a concluded contract (eIDAS art. 35–36)."""

from __future__ import annotations

from contracts.signing.accepting import signature_of
from contracts.signing.made import columns_of
from contracts.signing.refusals import contract_or_refusal
from contracts.signing.revisions import newest_revision
from contracts.signing.signed_files import Received, file_signed
from documents.signing.levels import Place
from documents.signing.trust import Trust
from law.reasons import refuse
from models.contract import Contract, Party
from models.parties import Buyer
from models.signing import ContractSeal
from models.store import Store, Work
from models.tender import Tender
from people.actors import Actor
from people.permissions import Act, require
from registry.journal import append


def seal_contract(store: Store, actor: Actor, contract_id: str, pdf: bytes, trust: Trust) -> None:
    """Take in the file that the buyer's seal was put on, after both signatures. Once is enough.

    Raises `ActRefused` before the contract is concluded, and for a file that is not the
    concluded contract with the buyer's own seal and nothing else.
    """
    with store.read() as work:
        contract = contract_or_refusal(work, contract_id)
        buyer = _check(work, actor, contract)
        if work.session.get(ContractSeal, contract_id) is not None:
            return
        earlier, now = newest_revision(work, contract), work.now
        name, number = buyer.name, contract.number
    made = file_signed(Received(pdf, earlier, Place.SEAL, now, name), trust, number)
    with store.write() as work:
        contract = contract_or_refusal(work, contract_id)
        _check(work, actor, contract)
        work.lock_lots([contract.lot_id])
        if work.session.get(ContractSeal, contract_id) is not None:
            return
        row = ContractSeal(
            contract_id=contract_id,
            sealed_at=work.now,
            organisation=name,
            **columns_of(work, made),
            **work.recorded(actor.id),
        )
        work.session.add(row)
        work.session.flush()
        append(work, actor.id, "contract.sealed", contract_id, {"sealed_sha256": row.signed_sha256})


def _check(work: Work, actor: Actor, contract: Contract) -> Buyer:
    tender = work.session.get_one(Tender, contract.tender_id)
    require(work, actor, Act.SEAL_CONTRACT, tender.buyer_id)
    if signature_of(work, contract.id, Party.BUYER) is None:
        raise refuse(
            "seal.not_concluded",
            sv=f"Avtalet {contract.number} är inte ingånget än",
            en=f"Contract {contract.number} has not been concluded yet",
            todo_sv="Låt båda parter underteckna först; stämpeln sätts sist",
            todo_en="Let both parties sign first; the seal comes last",
        )
    return work.session.get_one(Buyer, tender.buyer_id)
