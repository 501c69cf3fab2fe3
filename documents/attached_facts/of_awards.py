"""Decisions on awards, and the letters that tell of them."""

from __future__ import annotations

from documents.attached_facts.of_contracts import award
from documents.attached_facts.said import Said
from documents.attached_facts.values import (
    Json,
    document,
    from_day,
    named,
    party,
    period,
)
from documents.contexts import LetterContext, LetterLot, Standstill
from documents.decision_context import DecidedLot, DecisionContext
from documents.letter_contexts import WithdrawalContext


def of_letter(told: LetterContext) -> Said:
    """Nothing of what other tenderers offered: an award's supplier is all the data says."""
    decision = told.decision
    return Said(
        kind="awardNotice",
        tags=("award",),
        on=told.standstill.sent_on,
        lots=tuple(each.lot for each in told.lots),
        parties=(party(told.recipient, "tenderer"),),
        tender=_standstill(told.standstill),
        awards=tuple(
            award(
                each.lot,
                status="pending",
                date=from_day(decision.decided_on),
                documents=[document(decision.number, "awardNotice")],
                **_winner(each),
            )
            for each in told.lots
        ),
    )


def _standstill(told: Standstill) -> Json:
    """A field of OCDS 1.2; none where the law knows no standstill."""
    last = told.last_day
    return {"standstillPeriod": period(told.sent_on, last)} if last is not None else {}


def _winner(each: LetterLot) -> Json:
    return {"suppliers": [{"name": each.winner}]} if each.winner is not None else {}


def of_decision(told: DecisionContext) -> Said:
    """A draft until it is decided: the day is the draft's."""
    winners = {number: name for each in told.lots for number, name in _taken_in(each)}
    return Said(
        kind="awardNotice",
        tags=("award",),
        on=told.drafted_on,
        lots=tuple(each.lot for each in told.lots),
        parties=tuple(
            {**named(name, number), "roles": ["tenderer", "supplier"]}
            for number, name in winners.items()
        ),
        awards=tuple(
            award(
                each.lot,
                status="pending",
                suppliers=[{"id": number, "name": name} for number, name in _taken_in(each)],
                documents=[document(told.number, "awardNotice")],
            )
            for each in told.lots
        ),
    )


def _taken_in(each: DecidedLot) -> list[tuple[str, str]]:
    if each.parties:
        return [(one.org_number, one.name) for one in each.parties]
    return [(each.org_number, each.winner)]


def of_withdrawal(told: WithdrawalContext) -> Said:
    return Said(
        kind="cancellationDetails",
        tags=("awardCancellation",),
        on=told.withdrawn_on,
        lots=tuple(lot for each in told.awards for lot in each.lots),
        parties=(party(told.recipient, "tenderer"),),
        awards=tuple(
            award(
                lot,
                status="cancelled",
                date=from_day(each.decided_on),
                documents=[document(each.number, "awardNotice")],
            )
            for each in told.awards
            for lot in each.lots
        ),
    )
