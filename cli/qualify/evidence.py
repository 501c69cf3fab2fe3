"""`tilldela qualify evidence`: what has come in about a tenderer or its bid."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from cli.answering import Json, Officer, TenderId, tell, text_of
from cli.console import DataDir, LangOption, existing_store, refusing
from cli.instants import day
from law.days import swedish_day
from law.reasons import Text, refuse
from models.store import Store
from models.tender import Requirement
from people.actors import load_actor
from procurement.qualification.controls import requirements_of
from procurement.qualification.evidence import EvidenceItem, register_evidence
from procurement.tenders.named import tender_or_refusal


def evidence(
    tender: TenderId,
    tenderer: Annotated[str, typer.Argument(metavar="TENDERER", help="The tenderer's id.")],
    requirement: Annotated[
        str, typer.Option(metavar="CODE", help="The code of a requirement that it is to show.")
    ],
    id_: Annotated[
        str, typer.Option("--id", metavar="TEXT", help="Its own number, as in your diary.")
    ],
    issued: Annotated[str, typer.Option(metavar="DAY", help="The day it was issued.")],
    summary: Annotated[str, typer.Option(metavar="TEXT", help="What it is, and what it says.")],
    person: Officer,
    valid_until: Annotated[
        str | None, typer.Option(metavar="DAY", help="The last day it is valid, if it says so.")
    ] = None,
    bid: Annotated[
        str | None,
        typer.Option(metavar="BID", help="The bid that it is about, where each bid shows its own."),
    ] = None,
    number: Annotated[
        int | None,
        typer.Option(
            min=0, help="What it shows, where a number is required; money in minor units."
        ),
    ] = None,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Register evidence that has come in about a tenderer, or about one of its bids."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        actor = load_actor(store, person)
        said = text_of("--summary", summary, None).sv
        until = None if valid_until is None else day("--valid-until", valid_until)
        own_id = text_of("--id", id_, None).sv
        asked = _asked(store, tender, requirement, bid, number)
        issued_on = day("--issued", issued)
        kind = asked.evidence_kind
        item = EvidenceItem(own_id, tenderer, bid, kind, issued_on, until, said, number)
        _check_days(store, issued_on, until)
        new = register_evidence(store, actor, tender, [item]) > 0
    told = Text(
        f"Beviset {own_id} är registrerat. Anteckna kontrollen med tilldela qualify control,"
        " i ett system med tilldela admission check.",
        f"Evidence {own_id} is registered. Record the control with tilldela qualify control,"
        " in a system with tilldela admission check.",
    )
    data = {"evidence": own_id, "tenderer": tenderer, "bid": bid, "kind": kind, "recorded": new}
    tell(told, data, lang, json_=json_)


def _asked(
    store: Store, tender: str, code: str, bid: str | None, number: int | None
) -> Requirement:
    """The requirement, of this bid or of the tenderer as it asks, with a number if it asks one."""
    with store.read() as work:
        tender_or_refusal(work, tender)
        known = {each.code: each for each in requirements_of(work, tender)}
    if code not in known:
        raise refuse(
            "evidence.requirement",
            sv=f"Det finns inget krav {code} i {tender}",
            en=f"There is no requirement {code} in {tender}",
            todo_sv=f"Ange något av {', '.join(known)}",
            todo_en=f"Give one of {', '.join(known)}",
        )
    _check_about(known[code], bid)
    _check_number(known[code], number)
    return known[code]


def _check_about(asked: Requirement, bid: str | None) -> None:
    code = asked.code
    if asked.per_bid == (bid is None):
        raise refuse(
            "evidence.about",
            sv=f"Bevis för {code} gäller "
            + ("ett visst anbud" if asked.per_bid else "leverantören"),
            en=f"Evidence for {code} is about " + ("one bid" if asked.per_bid else "the tenderer"),
            todo_sv="Ange --bid" if asked.per_bid else "Utelämna --bid",
            todo_en="Give --bid" if asked.per_bid else "Leave out --bid",
        )


def _check_number(asked: Requirement, number: int | None) -> None:
    code = asked.code
    if (asked.at_least is None) != (number is None):
        needs = asked.at_least is not None
        raise refuse(
            "evidence.number",
            sv=f"Kravet {code} mäts " + ("i ett tal" if needs else "inte i något tal"),
            en=f"Requirement {code} is "
            + ("measured by a number" if needs else "not measured by a number"),
            todo_sv="Ange --number" if needs else "Utelämna --number",
            todo_en="Give --number" if needs else "Leave out --number",
        )


def _check_days(store: Store, issued: date, until: date | None) -> None:
    today = swedish_day(store.clock.now())
    if issued > today or (until is not None and until < issued):
        raise refuse(
            "evidence.days",
            sv=f"Ett bevis är utfärdat senast i dag, {today}, och gäller tidigast till den dag då"
            " det utfärdades",
            en=f"Evidence is issued no later than today, {today}, and is valid at least until the"
            " day it was issued",
            todo_sv="Rätta --issued eller --valid-until",
            todo_en="Correct --issued or --valid-until",
        )
