"""A mini-competition is called, and awarded, while the framework runs (LOU 7:3, 7:7–9)."""

from __future__ import annotations

from collections.abc import Iterator

from appeals.performance import Stopped
from appeals.stopped import may_perform_today
from law.days import swedish_day
from law.reasons import Reason, Text
from models.contract import Contract
from models.frameworks import CallOffWay
from models.store import Work
from models.tender import Tender
from procurement.conditions.unmet import Unmet
from procurement.frameworks.framework_rules import (
    COMPETED,
    PARTIES,
    allows,
    framework_terms,
    placed_by,
    stated_way,
)
from procurement.frameworks.parties import parties_on
from procurement.tenders.lots import lots_of
from procurement.tenders.steps import basis_of


def framework_in_force(work: Work, tender: Tender) -> Iterator[Unmet]:
    """Today, in every lot of the call; and its documents provide for competing anew."""
    under = basis_of(work, tender.id)
    terms = None if under is None else framework_terms(work, under.id)
    if under is None or terms is None:
        yield _no_framework(tender)
        return
    if not allows(terms, CallOffWay.MINI_COMPETITION):
        yield _other_way(under, CallOffWay(terms.way))
    parties = parties_on(work, under.id, swedish_day(work.now))
    for lot in lots_of(work, tender.id):
        bound = [each for each in parties if each.lot_id == f"{under.id}/{lot.code}"]
        if not bound:
            yield not_running(under, lot.code)
        for party in bound:
            yield from _stopped(work, party.contract_id)


def _stopped(work: Work, contract_id: str) -> Iterator[Unmet]:
    """All parties are asked (LOU 7:7), so none may be one that cannot be called off from."""
    contract = work.session.get_one(Contract, contract_id)
    answer = may_perform_today(work, contract)
    if isinstance(answer, Stopped):
        reason, lifted_by = answer.reasons[0], answer.lifted_by[0]
        text = Text(
            f"Avtal {contract.number} får inte fullgöras: {reason.text.sv}",
            f"Contract {contract.number} may not be performed: {reason.text.en}",
        )
        yield Unmet(Reason("condition.framework_stopped", text, reason.cite), lifted_by)


def not_running(framework: Tender, code: str) -> Unmet:
    """Nobody is bound today: it is not concluded, has not begun, or is over."""
    text = Text(
        f"Ramavtalet {framework.id} gäller inte för {code} i dag",
        f"The framework {framework.id} is not in force for {code} today",
    )
    todo = Text(
        "Avropa medan ramavtalet löper, eller upphandla på nytt",
        "Call off while the framework runs, or procure anew",
    )
    cite = placed_by(PARTIES, framework)
    return Unmet(Reason("condition.framework_in_force", text, cite), todo)


def _other_way(framework: Tender, way: CallOffWay) -> Unmet:
    text = stated_way(framework, way)
    todo = Text("Avropa på det sättet", "Call off that way")
    cite = placed_by(COMPETED, framework)
    return Unmet(Reason("condition.framework_way", text, cite), todo)


def _no_framework(tender: Tender) -> Unmet:
    text = Text(f"{tender.id} vilar inte på något ramavtal", f"{tender.id} rests on no framework")
    todo = Text("Ange ramavtalet", "Name the framework")
    cite = placed_by(PARTIES, tender)
    return Unmet(Reason("condition.framework_in_force", text, cite), todo)
