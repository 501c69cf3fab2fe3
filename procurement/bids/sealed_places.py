"""Whose a sealed bid is, told by keyed tags: to its own tenderer, and to all at the opening."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlmodel import col, select

from models.parties import Organisation, Person
from models.sealed import SealedBid, SealedWithdrawal
from models.store import Work
from models.tender import Lot
from procurement.tenders.lots import lots_of
from registry.installation_keys import InstallationKeys, keys_of


def place_tag(keys: InstallationKeys, tender_id: str, lot_code: str, organisation_id: str) -> str:
    """The same for every bid of the tenderer's for the lot; tells nothing without the key."""
    return keys.tag("place", tender_id, lot_code, organisation_id)


def sender_tag(keys: InstallationKeys, bid_id: str, version: int, person_id: str) -> str:
    """Differs from version to version, so that nobody sees which bids one person sent."""
    return keys.tag("sender", bid_id, str(version), person_id)


def places_of(work: Work, tender_id: str, organisation_id: str) -> dict[str, Lot]:
    """Tag → lot, for every lot of the tender."""
    keys = keys_of(work)
    return {
        place_tag(keys, tender_id, lot.code, organisation_id): lot
        for lot in lots_of(work, tender_id)
    }


@dataclass(frozen=True)
class OwnBid:
    version: int
    withdrawn: bool


def own_bids(work: Work, tender_id: str, places: Collection[str]) -> dict[str, OwnBid]:
    """Bid → its newest version, of the bids in those places."""
    found = select(SealedBid).where(
        col(SealedBid.tender_id) == tender_id, col(SealedBid.place_tag).in_(places)
    )
    newest = newest_versions(work.session.exec(found))
    withdrawn = work.session.exec(
        select(SealedWithdrawal.bid_id).where(col(SealedWithdrawal.bid_id).in_(newest))
    ).all()
    return {bid_id: OwnBid(row.version, bid_id in withdrawn) for bid_id, row in newest.items()}


def newest_versions(bids: Iterable[SealedBid]) -> dict[str, SealedBid]:
    newest: dict[str, SealedBid] = {}
    for bid in bids:
        if bid.bid_id not in newest or newest[bid.bid_id].version < bid.version:
            newest[bid.bid_id] = bid
    return newest


@dataclass(frozen=True)
class Place:
    lot: Lot
    organisation_id: str


def all_places(work: Work, tender_id: str) -> dict[str, Place]:
    """Tag → place, for every lot and every tenderer enrolled: for the opening alone."""
    organisations = work.session.exec(select(Organisation.id)).all()
    return {
        tag: Place(lot, organisation_id)
        for organisation_id in organisations
        for tag, lot in places_of(work, tender_id, organisation_id).items()
    }


def sender_of(work: Work, bid: SealedBid) -> str | None:
    """The id of the person who sent it, or None when nobody in the register did."""
    keys = keys_of(work)
    return next(
        (
            person_id
            for person_id in work.session.exec(select(Person.id))
            if sender_tag(keys, bid.bid_id, bid.version, person_id) == bid.sender_tag
        ),
        None,
    )
