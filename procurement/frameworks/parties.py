"""The parties to a framework: whose contract with the buyer is concluded, and runs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import col, select

from appeals.stopped import ineffective_from
from law.days import swedish_day
from models.contract import Contract, Party, Signature
from models.decision import AwardedBid
from models.store import Work
from models.tender import Tender
from procurement.frameworks.awaited_parties import check_none_awaited
from procurement.tenders.lots import lots_of
from procurement.tenders.steps import basis_of


@dataclass(frozen=True)
class FrameworkParty:
    """A party by its place in the lot's ranking; its contract runs from and with both days.

    One that a court has declared ineffective has ended the day before the ruling.
    """

    lot_id: str
    place: int
    organisation_id: str
    contract_id: str
    concluded_at: datetime
    starts_on: date
    ends_on: date

    def bound_on(self, day: date) -> bool:
        return self.starts_on <= day <= self.ends_on


def parties_of(work: Work, framework_id: str) -> tuple[FrameworkParty, ...]:
    """Everybody with whom the framework has been concluded, by lot and place."""
    rows = work.session.exec(
        select(Contract, AwardedBid.place, Signature.signed_at)
        .join(Signature, col(Signature.contract_id) == col(Contract.id))
        .join(
            AwardedBid,
            (col(AwardedBid.decision_id) == col(Contract.decision_id))
            & (col(AwardedBid.lot_id) == col(Contract.lot_id))
            & (col(AwardedBid.bid_id) == col(Contract.bid_id)),
        )
        .where(col(Contract.tender_id) == framework_id, col(Signature.party) == Party.BUYER)
        .order_by(col(Contract.lot_id), col(AwardedBid.place))
    )
    return tuple(
        FrameworkParty(
            contract.lot_id,
            place,
            contract.organisation_id,
            contract.id,
            signed_at,
            contract.starts_on,
            _ends_on(work, contract),
        )
        for contract, place, signed_at in rows
    )


def _ends_on(work: Work, contract: Contract) -> date:
    void = ineffective_from(work, contract)
    return contract.ends_on if void is None else min(contract.ends_on, void - timedelta(days=1))


def parties_on(work: Work, framework_id: str, day: date) -> tuple[FrameworkParty, ...]:
    """Those whose contract runs on the day, by lot and place."""
    return tuple(each for each in parties_of(work, framework_id) if each.bound_on(day))


def places_of_parties(work: Work, tender: Tender) -> Iterable[tuple[str, str]]:
    """(lot id, organisation id) of all parties today in the same lots of the call's framework.

    Raises `ActRefused` while somebody who is to be party waits for the buyer's signature.
    """
    under = basis_of(work, tender.id)
    if under is None:
        return
    parties = parties_on(work, under.id, swedish_day(work.now))
    for lot in lots_of(work, tender.id):
        before = f"{under.id}/{lot.code}"
        check_none_awaited(work, under, before, None)
        yield from ((lot.id, each.organisation_id) for each in parties if each.lot_id == before)
