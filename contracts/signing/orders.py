"""Order a signature from a signing service: the hash leaves the house, the contract does not."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlmodel import col, select

from contracts.signing.accepting import (
    check_may_conclude,
    check_own,
    check_turn,
    lock_contract,
    signature_of,
)
from contracts.signing.paper import printed_digits, signatory_of
from contracts.signing.refusals import contract_or_refusal, not_signable
from contracts.signing.revisions import to_sign
from contracts.signing.signed_files import PLACES
from documents.signing.failures import SigningFailed
from documents.signing.remote import Order, RemoteSigning
from documents.signing.two_step import Prepared, prepare
from law.reasons import Text
from models.contract import Contract, Party
from models.signing import SigningOrder, SigningOutcome, SigningStart
from models.store import Store, Work
from people.actors import Actor, actor_in
from registry.filing import PDF, file_blob
from registry.journal import append

LIFETIME = timedelta(days=7)
JSON = "application/json"


def order_signature(
    store: Store,
    actor: Actor,
    contract_id: str,
    party: Party,
    service: RemoteSigning,
    lifetime: timedelta = LIFETIME,
) -> str | None:
    """Have the service ask the actor to sign; returns the order's id, None where it has signed.

    While an order of the party's is open, that one. Raises `ActRefused` for whoever may
    not sign for the party, and while the buyer may not: the hold is asked again on return.
    """
    with store.read() as work:
        contract = contract_or_refusal(work, contract_id)
        _check_may_order(work, actor, contract, party)
        if signature_of(work, contract_id, party) is not None:
            return None
        known = open_order(work, contract_id, party)
        earlier, now = work.blobs.get(to_sign(work, contract, party)), work.now
    if known is None:
        made = _prepared(earlier, contract, party, now)
        known = _file(store, actor, contract_id, party, made, lifetime)
    start(store, actor, known, service)
    return known


def _prepared(earlier: bytes, contract: Contract, party: Party, now: datetime) -> Prepared:
    try:
        return prepare(
            earlier, PLACES[party], at=now, reason=_reason(contract), signer_certificate_pem=None
        )
    except SigningFailed as failed:
        todo = Text(
            "Underteckna på papper, eller upprätta avtalet på nytt",
            "Sign on paper, or draw up the contract anew",
        )
        raise not_signable(failed, todo) from failed


def open_order(work: Work, contract_id: str, party: Party) -> str | None:
    """The party's order that has not ended."""
    ended = select(SigningOutcome.order_id)
    found = select(SigningOrder.id).where(
        col(SigningOrder.contract_id) == contract_id,
        col(SigningOrder.party) == party,
        col(SigningOrder.id).not_in(ended),
    )
    return work.session.exec(found).first()


def start(store: Store, actor: Actor, order_id: str, service: RemoteSigning) -> str:
    """The service's reference. An order it was sent already, and lost here, is the same to it."""
    with store.read() as work:
        started = work.session.get(SigningStart, order_id)
        if started is not None:
            return started.reference
        order = _asked(work, work.session.get_one(SigningOrder, order_id))
    reference = service.start(order)
    with store.write() as work:
        contract_id = work.session.get_one(SigningOrder, order_id).contract_id
        lock_contract(work, contract_or_refusal(work, contract_id))
        if work.session.get(SigningStart, order_id) is None:
            row = SigningStart(
                order_id=order_id,
                reference=reference,
                started_at=work.now,
                **work.recorded(actor.id),
            )
            work.session.add(row)
            append(work, actor.id, "signing.started", order_id, {})
    return reference


def _check_may_order(work: Work, actor: Actor, contract: Contract, party: Party) -> None:
    check_own(work, actor, contract, party)
    if signature_of(work, contract.id, party) is None:
        check_turn(work, contract, party)
        if party is Party.BUYER:
            check_may_conclude(work, contract)


def _file(
    store: Store,
    actor: Actor,
    contract_id: str,
    party: Party,
    made: Prepared,
    lifetime: timedelta,
) -> str:
    with store.write() as work:
        contract = contract_or_refusal(work, contract_id)
        lock_contract(work, contract)
        _check_may_order(work, actor, contract, party)
        known = open_order(work, contract_id, party)
        if known is not None:
            return known
        number = 1 + len(_orders(work, contract_id, party))
        row = SigningOrder(
            id=f"{contract_id}/{party}/{number}",
            contract_id=contract_id,
            pdf_sha256=contract.pdf_sha256,
            party=party,
            number=number,
            person_id=actor.id,
            ordered_at=work.now,
            expires_at=work.now + lifetime,
            digest=made.digest.hex(),
            prepared_sha256=file_blob(work, made.pdf, PDF),
            state_sha256=file_blob(work, made.state, JSON),
            **work.recorded(actor.id),
        )
        work.session.add(row)
        work.session.flush()
        append(work, actor.id, "signing.ordered", row.id, {"digest": row.digest})
        return row.id


def _orders(work: Work, contract_id: str, party: Party) -> list[SigningOrder]:
    found = select(SigningOrder).where(
        col(SigningOrder.contract_id) == contract_id, col(SigningOrder.party) == party
    )
    return list(work.session.exec(found.order_by(col(SigningOrder.number))))


def _asked(work: Work, row: SigningOrder) -> Order:
    contract = work.session.get_one(Contract, row.contract_id)
    return Order(
        id=row.id,
        digest=bytes.fromhex(row.digest),
        signatory=signatory_named(work, row),
        subject=row.person_id,
        text=f"{_reason(contract)} ({printed_digits(contract.text_sha256)})",
        expires_at=row.expires_at,
    )


def signatory_named(work: Work, row: SigningOrder) -> str:
    """The name that the certificate must have."""
    contract = work.session.get_one(Contract, row.contract_id)
    person = actor_in(work, row.person_id)
    return signatory_of(work, person, contract.organisation_id, Party(row.party))


def _reason(contract: Contract) -> str:
    return f"Avtal {contract.number}"
