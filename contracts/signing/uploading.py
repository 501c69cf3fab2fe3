"""Sign by a file: the contract's PDF with a PAdES signature in it, checked before it is let in."""

from __future__ import annotations

from contracts.signing.accepting import (
    accept,
    check_may_conclude,
    check_own,
    check_turn,
    signature_of,
)
from contracts.signing.paper import signatory_of
from contracts.signing.refusals import contract_or_refusal
from contracts.signing.revisions import to_sign
from contracts.signing.signed_files import PLACES, Judge, Received, file_signed
from documents.signing.trust import Trust
from documents.signing.validating import validate
from models.contract import Party
from models.store import Store
from people.actors import Actor


def sign_by_file(
    store: Store,
    actor: Actor,
    contract_id: str,
    party: Party,
    pdf: bytes,
    trust: Trust,
    judge: Judge = validate,
) -> None:
    """Take in the file that the party signed; the buyer's concludes. Again changes nothing.

    Raises `ActRefused` for a file that is not the contract as it is to be signed, or is not
    signed by that party's signatory, and as `contracts.signing.accepting.accept` does.
    """
    with store.read() as work:
        contract = contract_or_refusal(work, contract_id)
        check_own(work, actor, contract, party)
        if signature_of(work, contract_id, party) is not None:
            return
        check_turn(work, contract, party)
        if party is Party.BUYER:
            check_may_conclude(work, contract)
        name = signatory_of(work, actor, contract.organisation_id, party)
        earlier = work.blobs.get(to_sign(work, contract, party))
        received = Received(pdf, earlier, PLACES[party], work.now, name)
        number = contract.number
    made = file_signed(received, trust, number, judge)
    with store.write() as work:
        contract = contract_or_refusal(work, contract_id)
        check_own(work, actor, contract, party)
        accept(work, actor, contract, party, made)
