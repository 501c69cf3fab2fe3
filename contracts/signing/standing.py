"""Signing day's list: every contract of a tender, who signs it next, and by when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlmodel import col, select

from appeals.hold import Blocked
from appeals.validity import validity_of_bids
from contracts.concluding import may_be_concluded
from contracts.pending import in_force
from contracts.signing.accepting import signature_of
from contracts.signing.day import challenge_time
from law.days import swedish_day
from models.contract import Contract, Party
from models.store import Store, Work
from models.tender import Tender
from people.actors import Actor, organisation_names
from procurement.tenders.named import tender_or_refusal


@dataclass(frozen=True)
class Standing:
    """`next_party` is who signs next, None when both have; then `concluded` is the day.

    `held` says why the buyer may not sign today. `binds_through` is the last day that the
    bid binds; `challenged_through` the last day for having a concluded one tried by a court.
    """

    contract: Contract
    provider: str
    next_party: Party | None
    lawful_from: date
    held: Blocked | None = None
    binds_through: date | None = None
    concluded: date | None = None
    challenged_through: date | None = None


def standings(store: Store, tender_id: str) -> tuple[Standing, ...]:
    """By contract, without those that have been replaced. Raises `ActRefused`."""
    with store.read() as work:
        tender = tender_or_refusal(work, tender_id)
        rows = select(Contract).where(col(Contract.tender_id) == tender.id)
        names, binding = organisation_names(work), validity_of_bids(work, tender)
        found = (
            _standing(work, tender, each, names[each.organisation_id], binding)
            for each in work.session.exec(rows.order_by(col(Contract.id)))
        )
        return tuple(each for each in found if each is not None)


def waiting_for(store: Store, actor: Actor, tender_id: str, party: Party) -> tuple[str, ...]:
    """The contracts that wait for the party; of the providers' only the actor's own."""
    with store.read() as work:
        tender = tender_or_refusal(work, tender_id)
        rows = select(Contract).where(col(Contract.tender_id) == tender.id)
        return tuple(
            each.id
            for each in work.session.exec(rows.order_by(col(Contract.id)))
            if next_party(work, each) is party
            and (party is Party.BUYER or each.organisation_id == actor.organisation_id)
            and in_force(work, each)
        )


def has_signed(store: Store, contract_id: str, party: Party) -> bool:
    """Whether the party's signature is there already."""
    with store.read() as work:
        return signature_of(work, contract_id, party) is not None


def next_party(work: Work, contract: Contract) -> Party | None:
    """The provider first, the buyer last, then nobody."""
    return next((each for each in Party if signature_of(work, contract.id, each) is None), None)


def _standing(
    work: Work, tender: Tender, contract: Contract, provider: str, binding: Mapping[str, date]
) -> Standing | None:
    party, last = next_party(work, contract), signature_of(work, contract.id, Party.BUYER)
    if last is not None:
        day = swedish_day(last.signed_at)
        until = challenge_time(work, tender, contract, day)
        return Standing(
            contract,
            provider,
            party,
            contract.lawful_from,
            concluded=day,
            challenged_through=until.last_day if until else None,
        )
    if not in_force(work, contract):
        return None
    answer = may_be_concluded(work, tender, contract.lot_id, contract.bid_id)
    return Standing(
        contract,
        provider,
        party,
        answer.lawful_from or contract.lawful_from,
        held=answer if isinstance(answer, Blocked) else None,
        binds_through=binding.get(contract.bid_id),
    )


def contracts_of(store: Store, tender_id: str) -> tuple[str, ...]:
    """Those that are concluded, and those that wait for somebody."""
    with store.read() as work:
        rows = select(Contract).where(col(Contract.tender_id) == tender_id)
        return tuple(
            each.id
            for each in work.session.exec(rows.order_by(col(Contract.id)))
            if next_party(work, each) is None or in_force(work, each)
        )
