"""Refuse what would perform a contract that a court has stopped, or declared ineffective."""

from __future__ import annotations

from datetime import date

from appeals.performance import Stopped
from appeals.stopped import kept_from, may_perform_today
from law.reasons import ActRefused, Reason, Text, refuse
from models.contract import Contract
from models.store import Work


def check_performed(work: Work, contract_id: str) -> None:
    """Raises `ActRefused`, by the court's order, where the contract may not be performed today."""
    contract = work.session.get_one(Contract, contract_id)
    answer = may_perform_today(work, contract)
    if isinstance(answer, Stopped):
        raise stopped(contract, answer)


def stopped(contract: Contract, answer: Stopped) -> ActRefused:
    """With its first reason, and what would lift it."""
    first, lifted_by = answer.reasons[0], answer.lifted_by[0]
    text = Text(
        f"Avtal {contract.number} får inte fullgöras: {first.text.sv}",
        f"Contract {contract.number} may not be performed: {first.text.en}",
    )
    todo = Text(
        f"Det som lyfter hindret: {lifted_by.sv}",
        f"What lifts it: {lifted_by.en}",
    )
    return ActRefused(Reason(first.code, text, first.cite, first.basis), todo)


def check_performed_in(work: Work, contract: Contract, first: date, last: date) -> None:
    """Raises `ActRefused` where every day of the contract's term from `first` to `last` is stopped.

    What was done on any day before the order, or after it was lifted, is reported and paid.
    """
    since, until = max(first, contract.starts_on), min(last, contract.ends_on)
    for stop in kept_from(work, contract, since, until)[:1]:
        raise refuse(
            "report.stopped",
            sv=f"Avtal {contract.number} fick inte fullgöras någon dag {since} till {until}:"
            f" {stop.reason.text.sv}",
            en=f"Contract {contract.number} might not be performed on any day from {since} to"
            f" {until}: {stop.reason.text.en}",
            todo_sv="Rapportera de månader då avtalet fick fullgöras",
            todo_en="Report on the months in which it might be performed",
            cite=stop.reason.cite,
        )
