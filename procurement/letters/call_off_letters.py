"""Letters about call-offs, which only the party concerned gets: an offer, and an order placed."""

from __future__ import annotations

from documents.call_off_context import CallOffContext
from law.reasons import Text
from models.frameworks import CallOff, CallOffDecision, CallOffOffer
from models.letters import Outgoing
from models.store import Work
from models.tender import Lot
from procurement.frameworks.call_off_order import offer_to, tells_of_decision
from procurement.frameworks.framework_rules import RANKED, placed_by
from procurement.letters.other_letters import head_of
from procurement.letters.owed import Sending, tender_of
from procurement.tenders.provisions import Provision
from procurement.tenders.wording import lot_part


def call_off_letter(work: Work, outgoing: Outgoing, sending: Sending) -> CallOffContext:
    row = work.session.get_one(CallOff, outgoing.call_off_id)
    offer = offer_to(work, row, outgoing.organisation_id)
    if offer is None:
        raise AssertionError("a letter about a call-off is owed from its offer on")
    placed = tells_of_decision(outgoing)
    act: CallOffDecision | CallOffOffer = offer
    if placed:
        act = work.session.get_one(CallOffDecision, row.id)
    kind = "call_off.decided" if placed else "call_off.offered"
    tender = tender_of(work, outgoing)
    said = (kind, row.id, act.actor_id)
    head = head_of(work, outgoing, sending, "call_off", said, Provision.PRINCIPLES)
    return CallOffContext(
        **{**head, "cite": placed_by(RANKED, tender).in_(sending.lang)},
        number=row.id,
        lot=lot_part(work.session.get_one(Lot, row.lot_id)),
        place=offer.place,
        value_ore=row.value,
        currency=tender.currency,
        what=Text(row.what_sv, row.what_en).in_(sending.lang),
        placed=placed,
    )
