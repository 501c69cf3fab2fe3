"""Contracts, and what is done under them."""

from __future__ import annotations

from documents.admission_contexts import ChoiceContractContext
from documents.attached_facts.said import Said
from documents.attached_facts.values import (
    Json,
    document,
    from_day,
    money,
    party,
    period,
    reference,
)
from documents.call_off_context import CallOffContext
from documents.contexts import ContractContext
from documents.parts import Lot


def award(lot: Lot, **more: object) -> Json:
    return {"id": lot.code, "relatedLots": [lot.code], **more}


def contract(number: str, lot: Lot, **more: object) -> Json:
    return {"id": number, "awardID": lot.code, "relatedLots": [lot.code], **more}


def of_contract(told: ContractContext) -> Said:
    """Unsigned: the signatures come after the file, so its status stays pending in it."""
    decision = told.decision
    price = {
        "id": "1",
        "description": told.service.name,
        "unit": {"value": money(told.price_per_participant_month_ore, told.currency)},
    }
    return Said(
        kind="contractSigned",
        tags=("contract",),
        on=decision.decided_on,
        lots=(told.lot,),
        parties=(party(told.provider, "supplier"),),
        awards=(
            award(
                told.lot,
                date=from_day(decision.decided_on),
                suppliers=[reference(told.provider)],
                documents=[document(decision.number, "awardNotice")],
            ),
        ),
        contracts=(
            contract(
                told.contract_number,
                told.lot,
                status="pending",
                period=period(told.starts_on, told.ends_on),
                items=[price],
            ),
        ),
    )


def of_choice_contract(told: ChoiceContractContext) -> Said:
    return Said(
        kind="contractSigned",
        tags=("contract",),
        on=told.decided_on,
        lots=(told.lot,),
        parties=(party(told.provider, "supplier"),),
        awards=(
            award(
                told.lot,
                date=from_day(told.decided_on),
                suppliers=[reference(told.provider)],
                documents=[document(told.application, "submissionDocuments")],
            ),
        ),
        contracts=(
            contract(
                told.contract_number,
                told.lot,
                status="pending",
                period=period(told.starts_on, None),
            ),
        ),
    )


def of_call_off(told: CallOffContext) -> Said:
    value = money(told.value_ore, told.currency)
    return Said(
        kind="contractArrangements",
        tags=("contract",) if told.placed else ("tender",),
        on=told.sent_on,
        lots=(told.lot,),
        parties=(party(told.recipient, "supplier" if told.placed else "tenderer"),),
        contracts=(contract(told.number, told.lot, value=value),) if told.placed else (),
        tender={} if told.placed else {"value": value},
    )
