"""Sign a contract in a system of choice: the provider first, the buyer last, and no hold."""

from __future__ import annotations

from contracts.signing import provider_first
from law.reasons import refuse
from models.admissions import Application, ChoiceContract, ChoiceSignature
from models.contract import Party
from models.parties import Organisation
from models.store import Store, Work
from people.actors import Actor
from people.permissions import Act, require, require_of_organisation
from procurement.admissions.standing import (
    application_or_refusal,
    approved_or_refusal,
    check_goes_on,
)
from procurement.tenders.named import tender_or_refusal
from registry.journal import append


def sign_choice_for_provider(store: Store, actor: Actor, application_id: str) -> None:
    """Record that the provider signed these bytes, by one of its own people. Once is enough."""
    with store.write() as work:
        work.lock_tender(application_or_refusal(work, application_id).tender_id)
        application = approved_or_refusal(work, application_id)
        require_of_organisation(work, actor, application.organisation_id)
        contract = _contract_or_refusal(work, application_id)
        if not signed(work, application_id, Party.PROVIDER):
            check_goes_on(work, application)
            organisation = work.session.get_one(Organisation, application.organisation_id)
            _sign(work, actor, contract, Party.PROVIDER, organisation.signatory)


def sign_choice_for_buyer(store: Store, actor: Actor, application_id: str) -> None:
    """Conclude the contract. Raises `ActRefused` before the provider has signed.

    And for a provider that has left the system: asked in this transaction.
    """
    with store.write() as work:
        work.lock_tender(application_or_refusal(work, application_id).tender_id)
        application: Application = approved_or_refusal(work, application_id)
        tender = tender_or_refusal(work, application.tender_id)
        require(work, actor, Act.SIGN_FOR_BUYER, tender.buyer_id)
        contract = _contract_or_refusal(work, application_id)
        if signed(work, application_id, Party.BUYER):
            return
        check_goes_on(work, application)
        if not signed(work, application_id, Party.PROVIDER):
            raise provider_first(contract.number)
        _sign(work, actor, contract, Party.BUYER, actor.name)


def signed(work: Work, application_id: str, party: Party) -> bool:
    return work.session.get(ChoiceSignature, (application_id, party)) is not None


def _contract_or_refusal(work: Work, application_id: str) -> ChoiceContract:
    contract = work.session.get(ChoiceContract, application_id)
    if contract is None:
        raise refuse(
            "choice.no_contract",
            sv=f"Det finns inget avtal för {application_id} än",
            en=f"There is no contract for {application_id} yet",
            todo_sv="Upprätta det med tilldela admission contracts",
            todo_en="Draw it up with tilldela admission contracts",
        )
    return contract


def _sign(work: Work, actor: Actor, contract: ChoiceContract, party: Party, name: str) -> None:
    work.session.add(
        ChoiceSignature(
            application_id=contract.application_id,
            party=party,
            signatory_name=name,
            signed_at=work.now,
            pdf_sha256=contract.pdf_sha256,
            **work.recorded(actor.id),
        )
    )
    work.session.flush()
    kind = "concluded" if party is Party.BUYER else "signed_by_provider"
    said = {"pdf_sha256": contract.pdf_sha256}
    append(work, actor.id, f"choice_contract.{kind}", contract.application_id, said)
