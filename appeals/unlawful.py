"""Contracts that what is known by now shows should not have been concluded when they were.

A late application or a late letter may be learned of when the contract is signed already.
Nothing undoes it by itself: the answer that the hold would have given is computed from what
is known now, and whoever it concerns is told.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import col, select

from appeals.breach import Concluded, Consequences, by_statute, consequences
from appeals.hold import Blocked, may_conclude
from appeals.loading import load_lot_facts
from appeals.made_known import made_known
from law.days import swedish_day
from law.reasons import Reason
from law.rulebook import Rulebook
from models.contract import Contract, Party, Signature
from models.store import Work
from models.tender import Lot, Tender


@dataclass(frozen=True)
class UnlawfulContract:
    """`reasons`: what stood in the way when it was concluded; `follows`: what the law makes of it.

    `unlawful` is false where only a house rule or the tender's own terms stood in the way,
    such as a court not asked: then it is to be looked into, and nothing follows.
    """

    contract_id: str
    number: str
    lot_id: str
    lot_code: str
    organisation_id: str
    concluded_on: date
    reasons: tuple[Reason, ...]
    follows: Consequences

    @property
    def breaches(self) -> tuple[Reason, ...]:
        return tuple(reason for reason in self.reasons if by_statute(reason))

    @property
    def unlawful(self) -> bool:
        return bool(self.breaches)


def unlawful_contracts(work: Work, tender_id: str) -> tuple[UnlawfulContract, ...]:
    """Of the tender, by lot and place; asked of each as if it were about to be concluded."""
    tender = work.session.get_one(Tender, tender_id)
    return tuple(
        found
        for contract, signed_at in concluded(work, tender_id)
        if (found := unlawful_contract(work, tender, contract, signed_at)) is not None
    )


def concluded(work: Work, tender_id: str) -> Iterator[tuple[Contract, datetime]]:
    """The tender's contracts that both have signed, and when the buyer did."""
    rows = work.session.exec(
        select(Contract, Signature.signed_at)
        .join(Signature, col(Signature.contract_id) == col(Contract.id))
        .where(col(Contract.tender_id) == tender_id, col(Signature.party) == Party.BUYER)
        .order_by(col(Contract.lot_id), col(Contract.id))
    )
    yield from rows.all()


def concluded_with(work: Work, lot_id: str, bid_id: str) -> tuple[Contract, datetime] | None:
    """The contract with that bid's tenderer that both have signed, and when the buyer did."""
    return work.session.exec(
        select(Contract, Signature.signed_at)
        .join(Signature, col(Signature.contract_id) == col(Contract.id))
        .where(
            col(Contract.lot_id) == lot_id,
            col(Contract.bid_id) == bid_id,
            col(Signature.party) == Party.BUYER,
        )
    ).first()


def unlawful_contract(
    work: Work, tender: Tender, contract: Contract, signed_at: datetime
) -> UnlawfulContract | None:
    """None where nothing that is known now would have held it then."""
    facts = load_lot_facts(work, contract.lot_id, contract.bid_id)
    answer = may_conclude(facts.before_conclusion(), Rulebook(tender.rulebook), signed_at)
    if isinstance(answer, Blocked):
        return concluded_against(work, tender, contract, signed_at, answer)
    return None


def concluded_against(
    work: Work, tender: Tender, contract: Contract, signed_at: datetime, answer: Blocked
) -> UnlawfulContract:
    """With what follows from what the hold would have answered, had it known."""
    lot, on = work.session.get_one(Lot, contract.lot_id), swedish_day(signed_at)
    known = made_known(work, contract.id)
    made = Concluded(on, tender.starts_on, lot.estimated_value, tender.currency, known)
    return UnlawfulContract(
        contract.id,
        contract.number,
        lot.id,
        lot.code,
        contract.organisation_id,
        on,
        answer.reasons,
        consequences(answer.reasons, made, Rulebook(tender.rulebook)),
    )
