"""Sign a contract in a system of choice: the provider first, the buyer last, and no hold."""

from __future__ import annotations

from contracts.signing.accepting import check_other_hands
from contracts.signing.made import Made, columns_of
from contracts.signing.paper import SignedPage, check_hands_in, page_signed, signatory_of
from contracts.signing.refusals import provider_first, signed_on_paper
from contracts.signing.signed_files import PLACES, Judge, Received, file_signed
from documents.signing.trust import Trust
from documents.signing.validating import validate
from law.reasons import refuse
from models.admissions import Application, ChoiceContract, ChoiceSignature
from models.contract import Party
from models.signed_files import SigningMethod
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


def sign_choice_on_paper(
    store: Store, actor: Actor, application_id: str, party: Party, page: SignedPage
) -> None:
    """Take in the page that the party signed by hand; the buyer's concludes. Once is enough.

    Raises `ActRefused` for digits of another text, and as `accept_choice` does.
    """
    with store.write() as work:
        application, contract = lock_choice(work, application_id)
        buyer_id = tender_or_refusal(work, application.tender_id).buyer_id
        check_hands_in(work, actor, application.organisation_id, buyer_id, party)
        if not signed(work, application_id, party):
            name = signatory_of(work, actor, application.organisation_id, party)
            made = page_signed(page, contract.text_sha256, contract.number, name)
            accept_choice(work, actor, application, contract, party, made)


def sign_choice_by_file(
    store: Store,
    actor: Actor,
    application_id: str,
    party: Party,
    pdf: bytes,
    trust: Trust,
    judge: Judge = validate,
) -> None:
    """Take in the file that the party signed; the buyer's concludes. Once is enough.

    Raises `ActRefused` for a file that is not the contract as it is to be signed, or is not
    signed by that party's signatory, and as `accept_choice` does.
    """
    with store.read() as work:
        application = approved_or_refusal(work, application_id)
        contract = choice_contract_or_refusal(work, application_id)
        _check_own(work, actor, application, party)
        if signed(work, application_id, party):
            return
        _check_turn(work, application, contract, party)
        name = signatory_of(work, actor, application.organisation_id, party)
        earlier = work.blobs.get(choice_to_sign(work, application_id, party))
        received, number = Received(pdf, earlier, PLACES[party], work.now, name), contract.number
    made = file_signed(received, trust, number, judge)
    with store.write() as work:
        application, contract = lock_choice(work, application_id)
        _check_own(work, actor, application, party)
        accept_choice(work, actor, application, contract, party, made)


def _check_own(work: Work, actor: Actor, application: Application, party: Party) -> None:
    if party is Party.PROVIDER:
        require_of_organisation(work, actor, application.organisation_id)
    else:
        buyer_id = tender_or_refusal(work, application.tender_id).buyer_id
        require(work, actor, Act.SIGN_FOR_BUYER, buyer_id)


def choice_to_sign(work: Work, application_id: str, party: Party) -> str:
    """The SHA-256 of the file that the party signs electronically.

    Raises `ActRefused` where the provider signed on paper: there the buyer does so too.
    """
    contract = choice_contract_or_refusal(work, application_id)
    first = work.session.get(ChoiceSignature, (application_id, Party.PROVIDER))
    if first is None or party is Party.PROVIDER:
        return contract.pdf_sha256
    if first.method == SigningMethod.PAPER:
        raise signed_on_paper(contract.number)
    return first.signed_sha256


def newest_choice_sha256(work: Work, contract: ChoiceContract) -> str:
    """The contract's file as last signed electronically."""
    for party in (Party.BUYER, Party.PROVIDER):
        row = work.session.get(ChoiceSignature, (contract.application_id, party))
        if row is not None and row.method != SigningMethod.PAPER:
            return row.signed_sha256
    return contract.pdf_sha256


def lock_choice(work: Work, application_id: str) -> tuple[Application, ChoiceContract]:
    """The approved application and its contract, under the tender's lock."""
    work.lock_tender(application_or_refusal(work, application_id).tender_id)
    application = approved_or_refusal(work, application_id)
    return application, choice_contract_or_refusal(work, application_id)


def accept_choice(
    work: Work,
    actor: Actor,
    application: Application,
    contract: ChoiceContract,
    party: Party,
    made: Made,
) -> None:
    """Let the signature in. Raises `ActRefused` for the buyer's before the provider's.

    And for a provider that has left the system: asked in this transaction.
    """
    if signed(work, application.id, party):
        return
    _check_turn(work, application, contract, party)
    if party is Party.BUYER:
        first = work.session.get_one(ChoiceSignature, (application.id, Party.PROVIDER))
        check_other_hands(work, actor, first.actor_id)
    _sign(work, actor, contract, party, made)


def _check_turn(
    work: Work, application: Application, contract: ChoiceContract, party: Party
) -> None:
    check_goes_on(work, application)
    if party is Party.BUYER and not signed(work, application.id, Party.PROVIDER):
        raise provider_first(contract.number)


def signed(work: Work, application_id: str, party: Party) -> bool:
    return work.session.get(ChoiceSignature, (application_id, party)) is not None


def choice_contract_or_refusal(work: Work, application_id: str) -> ChoiceContract:
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


def _sign(work: Work, actor: Actor, contract: ChoiceContract, party: Party, made: Made) -> None:
    row = ChoiceSignature(
        application_id=contract.application_id,
        party=party,
        signatory_name=made.name,
        signed_at=work.now,
        pdf_sha256=contract.pdf_sha256,
        **columns_of(work, made),
        **work.recorded(actor.id),
    )
    work.session.add(row)
    work.session.flush()
    kind = "concluded" if party is Party.BUYER else "signed_by_provider"
    said = {"pdf_sha256": row.pdf_sha256, "signed_sha256": row.signed_sha256, "way": row.method}
    append(work, actor.id, f"choice_contract.{kind}", contract.application_id, said)
