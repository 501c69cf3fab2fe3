"""Why a contract is not signed: each refusal with what to do instead."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from appeals.hold import Blocked
from contracts.concluding import Fallen
from documents.signing.failures import SigningFailed
from law.reasons import ActRefused, Cite, Reason, Text, refuse
from models.contract import Contract
from models.store import Work


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


def not_signable(failed: SigningFailed, todo: Text) -> ActRefused:
    """No signature could be put into the file, for the reason that the failure gives."""
    return refuse(
        f"signature.{failed.code}",
        sv=failed.text.sv.rstrip("."),
        en=failed.text.en.rstrip("."),
        todo_sv=todo.sv,
        todo_en=todo.en,
    )


def outdated_contract(contract: Contract) -> ActRefused:
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


def decision_replaced(number: str) -> ActRefused:
    return refuse(
        "contract.decision_replaced",
        sv=f"Avtalet {number} vilar på ett beslut som inte längre gäller",
        en=f"Contract {number} rests on a decision that is no longer in force",
        todo_sv="Upprätta ett nytt avtal när det nya beslutet får leda till avtal",
        todo_en="Draw up a new contract when the new decision may lead to one",
    )


def signed_too_early(number: str, stated: date, lawful_from: date, cite: Cite | None) -> ActRefused:
    """A buyer that signs while the bar runs has concluded the contract then."""
    return refuse(
        "contract.signed_too_early",
        sv=f"Filen säger att avtalet {number} undertecknades {stated}, men det fick ingås"
        f" tidigast {lawful_from}",
        en=f"The file says that contract {number} was signed on {stated}, but it might not be"
        f" concluded before {lawful_from}",
        todo_sv="Underteckna på nytt i dag och lämna den nya filen",
        todo_en="Sign again today and hand in the new file",
        cite=cite,
    )


def signed_on_paper(number: str) -> ActRefused:
    return refuse(
        "contract.signed_on_paper",
        sv=f"Leverantören undertecknade avtalet {number} på papper, så filen har ingen underskrift"
        " att lägga en till",
        en=f"The provider signed contract {number} on paper, so that its file has no signature to"
        " put another to",
        todo_sv="Underteckna samma sida för hand och lämna den skannad (--page och --digits)",
        todo_en="Sign the same page by hand and hand it in scanned (--page and --digits)",
    )
