"""A party says that it does not sign: the officer is told, and nothing is concluded."""

from __future__ import annotations

from contracts.signing.accepting import check_newest, check_own, signature_of
from contracts.signing.refusals import contract_or_refusal
from documents.printable import printable_text
from law.reasons import refuse
from models.contract import Party
from models.signing import SigningDeclined
from models.store import Store
from people.actors import Actor
from registry.journal import append

LONGEST = 2000


def decline_to_sign(
    store: Store, actor: Actor, contract_id: str, party: Party, reason: str
) -> None:
    """Record it with its reason, once; the first one stands. The party may sign all the same.

    A bid that binds still does: what follows from a refusal is for the officer to judge.
    Raises `ActRefused` for a party that has signed, and without a reason.
    """
    with store.write() as work:
        contract = contract_or_refusal(work, contract_id)
        check_own(work, actor, contract, party)
        work.lock_lots([contract.lot_id])
        if work.session.get(SigningDeclined, (contract_id, party)) is not None:
            return
        if signature_of(work, contract_id, party) is not None:
            raise refuse(
                "signature.made",
                sv=f"Avtalet {contract.number} är redan undertecknat av den parten",
                en=f"Contract {contract.number} has been signed by that party",
                todo_sv="Den som vill lösa sig från ett undertecknat avtal följer dess villkor om"
                " uppsägning och hävning",
                todo_en="Whoever wants out of a signed contract follows its terms on termination",
            )
        check_newest(work, contract)
        said = printable_text(" ".join(reason.split()))
        if not said or len(said) > LONGEST:
            raise refuse(
                "signature.reason",
                sv=f"Skälet ska vara mellan 1 och {LONGEST} tecken",
                en=f"The reason must have between 1 and {LONGEST} characters",
                todo_sv="Skriv kort varför avtalet inte undertecknas",
                todo_en="Say in short why the contract is not signed",
            )
        row = SigningDeclined(
            contract_id=contract_id,
            party=party,
            declined_at=work.now,
            reason=said,
            **work.recorded(actor.id),
        )
        work.session.add(row)
        work.session.flush()
        append(work, actor.id, "contract.declined", contract_id, {"party": party.value})
