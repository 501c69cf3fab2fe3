"""The letter that asks a tenderer to let its bids bind longer."""

from __future__ import annotations

from datetime import date

from documents.letter_contexts import BindingBid, ValidityContext
from law.days import swedish_day
from law.reasons import refuse
from models.letters import Outgoing
from models.store import Work
from models.validity import ValidityRequest
from procurement.letters.other_letters import head_of
from procurement.letters.owed import Sending, tender_of
from procurement.tenders.provisions import Provision
from procurement.tenders.wording import lot_part
from procurement.validity.asked_bids import standing_bids


def validity_letter(work: Work, outgoing: Outgoing, sending: Sending) -> ValidityContext:
    """Raises `ActRefused` when the day for the answer has passed before the request went."""
    asked = work.session.get_one(ValidityRequest, outgoing.validity_id)
    today = swedish_day(sending.at)
    _check_can_answer(asked, today)
    own = [
        each
        for each in standing_bids(work, tender_of(work, outgoing))
        if each.bid.organisation_id == outgoing.organisation_id and each.binds(today)
    ]
    act = ("validity.asked", asked.id, asked.actor_id)
    return ValidityContext(
        **head_of(work, outgoing, sending, "validity", act, Provision.PRINCIPLES),
        bids=[BindingBid(id=each.bid.id, lot=lot_part(each.lot), until=each.until) for each in own],
        until=asked.until,
        answer_by=asked.answer_by,
        reason=asked.reason_sv if sending.lang == "sv" else asked.reason_en,
    )


def _check_can_answer(asked: ValidityRequest, today: date) -> None:
    if today > asked.answer_by:
        day = asked.answer_by.isoformat()
        raise refuse(
            "letter.answer_day_passed",
            sv=f"Begäran {asked.id} skulle besvaras senast {day} men har inte skickats",
            en=f"The request {asked.id} was to be answered by {day} but was not sent",
            todo_sv="Gör en ny begäran till alla, med en ny sista dag",
            todo_en="Make a new request to all, with another last day",
        )
