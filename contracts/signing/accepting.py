"""The one door to a signature: the provider first, the buyer last, and the hold asked again.

Whichever way it was made, and however long ago it was asked for: what is refused today
is not concluded today.
"""

from __future__ import annotations

from appeals.hold import Blocked, Clear
from appeals.in_force import award_in_force
from contracts.concluding import may_be_concluded
from contracts.signing.made import Made, columns_of
from contracts.signing.refusals import (
    decision_replaced,
    held,
    outdated_contract,
    provider_first,
    signed_too_early,
)
from contracts.versions import newest_contract, outdated
from law.days import swedish_day
from models.contract import Contract, Party, Signature
from models.store import Work
from models.tender import Lot, Tender
from people.actors import Actor, actor_in
from people.permissions import Act, require, require_of_organisation, require_second
from procurement.notices.owing import owe_award_notice
from procurement.tenders.steps import basis_of
from registry.journal import append

LAST_DAY = "last-day"


def accept(work: Work, actor: Actor, contract: Contract, party: Party, made: Made) -> bool:
    """Let the signature in; the buyer's concludes the contract. False where the party has signed.

    The hold is asked in this transaction, under the lot's lock. Raises `ActRefused`, with the
    first obstacle's paragraph, while anything holds the lot or the provider has not signed.
    """
    tender = work.session.get_one(Tender, contract.tender_id)
    lock_contract(work, contract)
    if signature_of(work, contract.id, party) is not None:
        return False
    check_turn(work, contract, party)
    if party is Party.BUYER:
        first = work.session.get_one(Signature, (contract.id, Party.PROVIDER))
        check_other_hands(work, actor, first.actor_id)
        _check_stated(contract, made, check_may_conclude(work, contract))
        owe_award_notice(work, tender, contract.id)
    _sign(work, actor, contract, party, made)
    return True


def check_turn(work: Work, contract: Contract, party: Party) -> None:
    """Raises `ActRefused` for a contract that is out of date, and before the provider."""
    check_newest(work, contract)
    if party is Party.BUYER and signature_of(work, contract.id, Party.PROVIDER) is None:
        raise provider_first(contract.number)


def check_newest(work: Work, contract: Contract) -> None:
    """Raises `ActRefused` where its decision, or the contract itself, has been replaced."""
    award = award_in_force(work, contract.lot_id)
    if award is None or award.decision.id != contract.decision_id:
        raise decision_replaced(contract.number)
    newest = newest_contract(work, award, contract.bid_id)
    if newest is None or newest.id != contract.id:
        raise outdated_contract(contract)


def check_may_conclude(work: Work, contract: Contract) -> Clear:
    """Raises `ActRefused` while the buyer may not sign it today."""
    tender = work.session.get_one(Tender, contract.tender_id)
    answer = may_be_concluded(work, tender, contract.lot_id, contract.bid_id)
    if isinstance(answer, Blocked):
        raise held(work.session.get_one(Lot, contract.lot_id).code, answer)
    if outdated(contract, answer, swedish_day(work.now)):
        raise outdated_contract(contract)
    return answer


def check_own(work: Work, actor: Actor, contract: Contract, party: Party) -> None:
    """Raises `ActRefused` for whoever may not sign for that party."""
    if party is Party.PROVIDER:
        require_of_organisation(work, actor, contract.organisation_id)
        return
    tender = work.session.get_one(Tender, contract.tender_id)
    require(work, actor, Act.SIGN_FOR_BUYER, tender.buyer_id)


def check_other_hands(work: Work, actor: Actor, handed_in_by: str) -> None:
    """Raises `ActRefused` for the buyer's signatory who also handed in the provider's page.

    One person alone would have made a contract, of which the provider may know nothing.
    """
    first = actor_in(work, handed_in_by)
    require_second(first, actor, "Att ingå ett avtal", "Concluding a contract")


def signature_of(work: Work, contract_id: str, party: Party) -> Signature | None:
    return work.session.get(Signature, (contract_id, party))


def _check_stated(contract: Contract, made: Made, answer: Clear) -> None:
    stated = None if made.stated_at is None else swedish_day(made.stated_at)
    if stated is not None and stated < answer.lawful_from:
        cite = next((each.cite for each in answer.reasons if each.code == LAST_DAY), None)
        raise signed_too_early(contract.number, stated, answer.lawful_from, cite)


def lock_contract(work: Work, contract: Contract) -> None:
    """The lot, and the one in the framework that it is bought in: a court may stop that."""
    under = basis_of(work, contract.tender_id)
    code = work.session.get_one(Lot, contract.lot_id).code
    work.lock_lots([contract.lot_id, *([f"{under.id}/{code}"] if under else ())])


def _sign(work: Work, actor: Actor, contract: Contract, party: Party, made: Made) -> None:
    row = Signature(
        contract_id=contract.id,
        party=party,
        signatory_name=made.name,
        signed_at=work.now,
        pdf_sha256=contract.pdf_sha256,
        **columns_of(work, made),
        **work.recorded(actor.id),
    )
    work.session.add(row)
    kind = "contract.concluded" if party is Party.BUYER else "contract.signed_by_provider"
    said = {"pdf_sha256": row.pdf_sha256, "signed_sha256": row.signed_sha256, "way": row.method}
    append(work, actor.id, kind, contract.id, said)
