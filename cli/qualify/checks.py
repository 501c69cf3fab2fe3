"""`tilldela qualify declare`, `ownership` and `control`: what is declared, and checked."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Annotated

import typer

from cli.console import DataDir, LangOption, existing_store, refusing
from cli.qualify.given import Json, Officer, tell, text_of
from law.reasons import Text, refuse
from models.qualification import OwnershipSource
from people.actors import load_actor
from procurement.qualification.controls import propose_controls, record_controls
from procurement.qualification.declaring import Answer, record_declaration
from procurement.qualification.one_control import judgement_of
from procurement.qualification.ownership import Ownership, declare_ownership


def declare(
    bid: Annotated[str, typer.Argument(help="The bid's id.")],
    person: Officer,
    met: Annotated[
        list[str] | None, typer.Option("--met", help="Code of a requirement answered with yes.")
    ] = None,
    not_met: Annotated[
        list[str] | None, typer.Option("--not-met", help="Code of one answered with no.")
    ] = None,
    statement: Annotated[str, typer.Option(metavar="TEXT", help="The tenderer's words.")] = "",
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Record a tenderer's self-declaration (ESPD) about one bid."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        _check_once(met or (), not_met or ())
        answers = {
            **{code: Answer(True, statement) for code in met or ()},
            **{code: Answer(False, statement) for code in not_met or ()},
        }
        new = record_declaration(store, load_actor(store, person), bid, answers)
    told = Text(f"{new} nya svar antecknade för {bid}.", f"{new} new answers recorded for {bid}.")
    tell(told, {"bid": bid, "recorded": new}, lang, json_=json_)


def _check_once(met: list[str] | tuple[str, ...], not_met: list[str] | tuple[str, ...]) -> None:
    both = sorted(set(met) & set(not_met))
    if both or not (met or not_met):
        raise refuse(
            "declaration.answers",
            sv="Varje krav besvaras en gång, med ja eller nej",
            en="Each requirement is answered once, with yes or no",
            todo_sv="Ange --met eller --not-met för vart och ett",
            todo_en="Give --met or --not-met for each",
        )


def ownership(
    tender: Annotated[str, typer.Argument(help="The tender's id.")],
    tenderer: Annotated[str, typer.Argument(help="The tenderer's id.")],
    person: Officer,
    owned: Annotated[
        str, typer.Option(metavar="PERCENT", help="Owned by those that article 5k names.")
    ] = "0",
    established: Annotated[
        bool, typer.Option("--established", help="A Russian national or established in Russia.")
    ] = False,
    acts_for: Annotated[
        bool, typer.Option("--acts-for", help="Acts for, or as directed by, one of these.")
    ] = False,
    party: Annotated[str, typer.Option(help="One that the tenderer relies on, by name.")] = "",
    relied_on: Annotated[
        str | None, typer.Option(metavar="PERCENT", help="That one's share of the contract.")
    ] = None,
    source: Annotated[OwnershipSource, typer.Option(help="Who says so.")] = (
        OwnershipSource.TENDERER
    ),
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Record ownership and ties as the EU's sanctions ask (regulation 833/2014 art. 5k)."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        said = Ownership(
            tender,
            tenderer,
            source,
            party,
            established,
            _percent("--owned", owned),
            acts_for,
            None if relied_on is None else _percent("--relied-on", relied_on),
        )
        new = declare_ownership(store, load_actor(store, person), said)
    told = Text(
        f"Uppgiften om {party or tenderer} är antecknad.",
        f"The declaration about {party or tenderer} is recorded.",
    )
    tell(told, {"tenderer": tenderer, "party": party, "recorded": new}, lang, json_=json_)


def _percent(option: str, written: str) -> Decimal:
    try:
        found = Decimal(written.replace(",", "."))
    except InvalidOperation:
        found = Decimal("NaN")
    if found.is_finite():
        return found
    raise refuse(
        "ownership.percent",
        sv=f"{option} {written} är inget procenttal",
        en=f"{option} {written} is no percentage",
        todo_sv="Skriv ett tal, som 50 eller 33,3",
        todo_en="Write a number, as 50 or 33.3",
    )


def control(
    tender: Annotated[str, typer.Argument(help="The tender's id.")],
    person: Officer,
    bid: Annotated[str | None, typer.Option(help="One bid only; with --requirement.")] = None,
    requirement: Annotated[str | None, typer.Option(help="The requirement's code.")] = None,
    failed: Annotated[bool, typer.Option("--failed/--passed", help="How it turned out.")] = False,
    note: Annotated[str | None, typer.Option(metavar="TEXT", help="Why, in Swedish.")] = None,
    note_en: Annotated[str | None, typer.Option(metavar="TEXT", help="The same in English.")] = (
        None
    ),
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Record the controls that the evidence on file proposes, or one of your own."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        actor = load_actor(store, person)
        if bid is None and requirement is None:
            judgements = propose_controls(store, tender)
        else:
            own = None if note is None else text_of("--note", note, note_en)
            judgements = (
                judgement_of(store, bid or "", requirement or "", passed=not failed, note=own),
            )
        new = record_controls(store, actor, tender, judgements)
    not_met = sorted(
        f"{each.bid_id} {each.requirement_id}" for each in judgements if not each.passed
    )
    missing = "; ".join(not_met)
    told = Text(
        f"{new} nya kontroller antecknade." + (f" Inte uppfyllda: {missing}." if missing else ""),
        f"{new} new controls recorded." + (f" Not met: {missing}." if missing else ""),
    )
    tell(told, {"recorded": new, "not_met": not_met}, lang, json_=json_)
