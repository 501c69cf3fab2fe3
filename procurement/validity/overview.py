"""What has been asked about the validity of a tender's bids, and what each tenderer answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from appeals.in_force import award_in_force
from law.days import swedish_day
from law.reasons import Basis, Reason, Text
from models.store import Store, Work
from models.validity import ValidityRequest
from people.actors import Actor, organisation_names
from people.permissions import Act, require
from procurement.tenders.named import tender_or_refusal
from procurement.validity.asked_bids import StandingBid, answers_to, requests_of, standing_bids


@dataclass(frozen=True)
class BidValidity:
    """`answers`: request → extended or declined; without those that have not been answered."""

    bid_id: str
    lot_code: str
    tenderer: str
    until: date
    binds: bool
    answers: tuple[tuple[str, bool], ...]


@dataclass(frozen=True)
class Validity:
    """Bids of the lots without a contract, by lot; the requests, oldest first."""

    requests: tuple[ValidityRequest, ...]
    bids: tuple[BidValidity, ...]
    warnings: tuple[Reason, ...]


def validity_overview(store: Store, actor: Actor, tender_id: str) -> Validity:
    with store.read() as work:
        tender = tender_or_refusal(work, tender_id)
        require(work, actor, Act.ASK_VALIDITY, tender.buyer_id)
        requests = requests_of(work, tender_id)
        standing = standing_bids(work, tender)
        answered = [(each.id, answers_to(work, each.id)) for each in requests]
        names, today = organisation_names(work), swedish_day(work.now)
        bids = tuple(
            BidValidity(
                each.bid.id,
                each.lot.code,
                names[each.bid.organisation_id],
                each.until,
                each.binds(today),
                tuple(
                    (request, given[each.bid.id].extended)
                    for request, given in answered
                    if each.bid.id in given
                ),
            )
            for each in standing
        )
        return Validity(tuple(requests), bids, _warnings(work, standing, today))


def _warnings(work: Work, standing: tuple[StandingBid, ...], today: date) -> tuple[Reason, ...]:
    """Bids that lapsed before the award was decided: courts have not agreed on what follows."""
    codes = sorted(
        {
            each.lot.code
            for each in standing
            if not each.binds(today) and award_in_force(work, each.lot.id) is None
        }
    )
    if not codes:
        return ()
    named = ", ".join(codes)
    text = Text(
        f"I {named} har anbud upphört att vara bindande före tilldelningsbeslutet. Praxis är inte"
        " entydig om upphandlingen då får fortsätta med dem som förlängt; pröva om den bör göras"
        " om",
        f"In {named} bids ceased to bind before the award was decided. Case law is not of one"
        " mind on whether the procurement may then go on with those that extended; consider"
        " whether it should be made anew",
    )
    return (Reason("validity.before_award", text, basis=Basis.HOUSE_RULE),)
