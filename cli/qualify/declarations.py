"""`tilldela qualify declare` and `ownership`: what tenderers declare."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Annotated

import typer

from cli.answering import Json, Officer, TenderId, tell
from cli.console import DataDir, LangOption, existing_store, refusing
from law.reasons import Text, refuse
from models.qualification import OwnershipSource
from people.actors import load_actor
from procurement.qualification.declaring import Answer, record_declaration
from procurement.qualification.ownership import Ownership, declare_ownership


def declare(
    bid: Annotated[str, typer.Argument(metavar="BID", help="The bid's id.")],
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
    tender: TenderId,
    tenderer: Annotated[str, typer.Argument(metavar="TENDERER", help="The tenderer's id.")],
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
