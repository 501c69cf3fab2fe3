"""How far a call-off has come down the ranking: a function of the offers and answers there are."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlmodel import col, select

from law.days import swedish_day
from models.frameworks import CallOff, CallOffAnswer, CallOffDecision, CallOffOffer
from models.letters import Outgoing
from models.store import Work
from procurement.frameworks.parties import FrameworkParty, parties_of


class CallOffState(StrEnum):
    """`exhausted`: every party has declined, or is no longer bound."""

    TO_OFFER = "to_offer"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    PLACED = "placed"
    EXHAUSTED = "exhausted"


@dataclass(frozen=True)
class CallOffStanding:
    """`place`: of the party whose turn it is, or that took it; None when nobody is left."""

    state: CallOffState
    place: int | None = None


def standing(
    parties: Sequence[FrameworkParty],
    offered: Collection[int],
    answers: Mapping[int, bool],
    decided: int | None,
    on: date,
) -> CallOffStanding:
    """`parties` of the lot by place; `answers`: place → taken or declined.

    The next is asked only after the one before declined, or its contract ended.
    """
    if decided is not None:
        return CallOffStanding(CallOffState.PLACED, decided)
    bound = [party for party in parties if party.bound_on(on)]
    for party in bound:
        if answers.get(party.place):
            return CallOffStanding(CallOffState.ACCEPTED, party.place)
        if party.place in answers:
            continue
        state = CallOffState.OFFERED if party.place in offered else CallOffState.TO_OFFER
        return CallOffStanding(state, party.place)
    return CallOffStanding(CallOffState.EXHAUSTED)


def offer_to(work: Work, call_off: CallOff, organisation_id: str) -> CallOffOffer | None:
    found = select(CallOffOffer).where(
        col(CallOffOffer.call_off_id) == call_off.id,
        col(CallOffOffer.organisation_id) == organisation_id,
    )
    return work.session.exec(found).first()


def decision_letter_id(call_off_id: str, organisation_id: str) -> str:
    """Of the letter that an order is placed; the offer's has the usual id."""
    return f"{call_off_id}/placed:{organisation_id}"


def tells_of_decision(outgoing: Outgoing) -> bool:
    told = decision_letter_id(outgoing.call_off_id or "", outgoing.organisation_id)
    return outgoing.id == told


def answered(work: Work, outgoing: Outgoing) -> bool:
    """Whether the letter offers a call-off that its addressee has answered by itself."""
    row = work.session.get_one(CallOff, outgoing.call_off_id)
    offer = offer_to(work, row, outgoing.organisation_id)
    if offer is None or tells_of_decision(outgoing):
        return False
    return work.session.get(CallOffAnswer, (row.id, offer.place)) is not None


def standing_of(work: Work, call_off: CallOff) -> CallOffStanding:
    """The same of a stored call-off, today."""
    parties = [
        each for each in parties_of(work, call_off.tender_id) if each.lot_id == call_off.lot_id
    ]
    offers = select(CallOffOffer.place).where(col(CallOffOffer.call_off_id) == call_off.id)
    answers = select(CallOffAnswer).where(col(CallOffAnswer.call_off_id) == call_off.id)
    decision = work.session.get(CallOffDecision, call_off.id)
    return standing(
        parties,
        set(work.session.exec(offers)),
        {row.place: row.accepted for row in work.session.exec(answers)},
        None if decision is None else decision.place,
        swedish_day(work.now),
    )
