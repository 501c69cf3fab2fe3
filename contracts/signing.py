"""Sign: the provider first, the buyer last, and the hold asked again as the buyer signs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from appeals.hold import Blocked
from appeals.in_force import award_in_force
from contracts.concluding import Fallen, may_be_concluded
from contracts.versions import newest_contract, outdated
from law.days import swedish_day
from law.reasons import ActRefused, Reason, Text, refuse
from models.contract import Contract, Party, Signature
from models.parties import Organisation
from models.store import Store, Work
from models.tender import Lot, Tender
from people.actors import Actor
from people.permissions import Act, require, require_of_organisation
from procurement.notices.owing import owe_award_notice
from procurement.tenders.steps import basis_of
from registry.journal import append


def sign_for_provider(store: Store, actor: Actor, contract_id: str) -> None:
    """Record that the provider signed these bytes, by one of its own people."""
    with store.write() as work:
        contract = contract_or_refusal(work, contract_id)
        require_of_organisation(work, actor, contract.organisation_id)
        work.lock_lots([contract.lot_id])
        if _signed(work, contract_id, Party.PROVIDER):
            return
        _check_in_force(work, contract)
        organisation = work.session.get_one(Organisation, contract.organisation_id)
        _sign(work, actor, contract, Party.PROVIDER, organisation.signatory)


def sign_for_buyer(store: Store, actor: Actor, contract_id: str) -> None:
    """Conclude the contract. The hold is asked in this transaction, under the lot's lock.

    Raises `ActRefused`, with the first obstacle's paragraph, while anything
    holds the lot or the provider has not signed.
    """
    with store.write() as work:
        contract = contract_or_refusal(work, contract_id)
        tender = work.session.get_one(Tender, contract.tender_id)
        require(work, actor, Act.SIGN_FOR_BUYER, tender.buyer_id)
        _lock(work, contract)
        if _signed(work, contract_id, Party.BUYER):
            return
        _check_in_force(work, contract)
        if not _signed(work, contract_id, Party.PROVIDER):
            raise provider_first(contract.number)
        answer = may_be_concluded(work, tender, contract.lot_id, contract.bid_id)
        if isinstance(answer, Blocked):
            raise held(work.session.get_one(Lot, contract.lot_id).code, answer)
        if outdated(contract, answer, swedish_day(work.now)):
            raise _outdated(contract)
        owe_award_notice(work, tender, contract.id)
        _sign(work, actor, contract, Party.BUYER, actor.name)


def _lock(work: Work, contract: Contract) -> None:
    """The lot, and the one in the framework that it is bought in: a court may stop that."""
    under = basis_of(work, contract.tender_id)
    code = work.session.get_one(Lot, contract.lot_id).code
    work.lock_lots([contract.lot_id, *([f"{under.id}/{code}"] if under else ())])


def _sign(work: Work, actor: Actor, contract: Contract, party: Party, name: str) -> None:
    work.session.add(
        Signature(
            contract_id=contract.id,
            party=party,
            signatory_name=name,
            signed_at=work.now,
            pdf_sha256=contract.pdf_sha256,
            **work.recorded(actor.id),
        )
    )
    kind = "contract.concluded" if party is Party.BUYER else "contract.signed_by_provider"
    append(work, actor.id, kind, contract.id, {"pdf_sha256": contract.pdf_sha256})


def _signed(work: Work, contract_id: str, party: Party) -> bool:
    return work.session.get(Signature, (contract_id, party)) is not None


def contract_or_refusal(work: Work, contract_id: str) -> Contract:
    contract = work.session.get(Contract, contract_id)
    if contract is None:
        raise refuse(
            "contract.unknown",
            sv=f"Det finns inget avtal {contract_id}",
            en=f"There is no contract {contract_id}",
            todo_sv="Kontrollera avtalets beteckning",
            todo_en="Check the contract's id",
        )
    return contract


def _check_in_force(work: Work, contract: Contract) -> None:
    award = award_in_force(work, contract.lot_id)
    if award is None or award.decision.id != contract.decision_id:
        raise refuse(
            "contract.decision_replaced",
            sv=f"Avtalet {contract.number} vilar på ett beslut som inte längre gäller",
            en=f"Contract {contract.number} rests on a decision that is no longer in force",
            todo_sv="Upprätta ett nytt avtal när det nya beslutet får leda till avtal",
            todo_en="Draw up a new contract when the new decision may lead to one",
        )
    newest = newest_contract(work, award, contract.bid_id)
    if newest is None or newest.id != contract.id:
        raise _outdated(contract)


def _outdated(contract: Contract) -> ActRefused:
    return refuse(
        "contract.outdated",
        sv=f"Det som avtalet {contract.number} säger om när det får ingås eller börjar gälla"
        " stämmer inte längre",
        en=f"What contract {contract.number} says of when it may be concluded or begins is no"
        " longer so",
        todo_sv="Upprätta avtalet på nytt och låt leverantören underteckna den nya versionen",
        todo_en="Draw up the contract anew and let the provider sign the new version",
    )


def provider_first(number: str) -> ActRefused:
    return refuse(
        "contract.provider_first",
        sv=f"Leverantören har inte undertecknat avtalet {number}",
        en=f"The provider has not signed contract {number}",
        todo_sv="Låt leverantören underteckna först; myndigheten undertecknar sist",
        todo_en="Let the provider sign first; the buyer signs last",
    )


def held(code: str, answer: Blocked) -> ActRefused:
    """The refusal for a held lot: its first obstacle, and what would lift each of them.

    A winner that has been excluded since, or may be, gets no contract (LOU 13:7).
    """
    first = answer.reasons[0]
    if isinstance(answer, Fallen):
        return ActRefused(first, answer.lifted_by[0])
    reason = Reason(
        first.code,
        Text(
            f"Avtal för {code} får inte ingås: {first.text.sv}",
            f"The contract for {code} may not be concluded: {first.text.en}",
        ),
        first.cite,
        first.basis,
    )
    return ActRefused(reason, _todo(answer.lifted_by, answer.until))


def _todo(lifted_by: Sequence[Text], until: date | None) -> Text:
    if until is None:
        acts = tuple(dict.fromkeys(lifted_by))
        sv, en = "; ".join(act.sv for act in acts), "; ".join(act.en for act in acts)
        return Text(f"Det som lyfter hindret: {sv}", f"What lifts it: {en}")
    day = until.isoformat()
    return Text(f"Vänta till tidigast {day}", f"Wait until {day} at the earliest")
