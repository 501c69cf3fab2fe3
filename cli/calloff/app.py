"""`tilldela calloff …`: open, offer, answer, decide; and what is left of a framework."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import Annotated

import typer

from cli.answering import Json, ReasonEn, say, tell, text_of
from cli.calloff.table import as_json, call_off_lines, lot_line, party_table
from cli.console import DataDir, LangOption, existing_store, out, refusing
from cli.two_persons import two_persons
from contracts.call_off_overview import framework_overview
from contracts.call_offs import answer, decide_call_off, offer_next, open_call_off
from law.amounts import MINOR
from law.reasons import Text, refuse
from people.actors import load_actor

app = typer.Typer(
    no_args_is_help=True,
    help="Call off under a framework, in the ranking's order, and what is left.",
)

Framework = Annotated[
    str, typer.Argument(metavar="FRAMEWORK", help="The id of the tender that led to it.")
]
CallOffId = Annotated[str, typer.Argument(metavar="CALLOFF", help="The call-off's id.")]
Officer = Annotated[
    str,
    typer.Option("--as", metavar="PERSON", help="The procurement officer or contract manager."),
]
IN_ORDER = Text(
    ", först den som har förberett avropet och sedan en upphandlingschef",
    ", first the one who prepared the call-off and then a head of procurement",
)
_AMOUNT = re.compile(r"\d{1,13}(\.\d{1,2})?", re.ASCII)


@app.callback()
def calloff() -> None:
    """Call off under a framework, in the ranking's order, and what is left."""


@app.command("open")
def open_one(
    framework: Framework,
    person: Officer,
    lot: Annotated[str, typer.Option(metavar="CODE", help="The lot.")],
    value: Annotated[
        str, typer.Option(metavar="AMOUNT", help="Its value in whole units, such as 250000.")
    ],
    what: Annotated[str, typer.Option(metavar="TEXT", help="What is called off, in Swedish.")],
    what_en: Annotated[
        str | None, typer.Option("--what-en", metavar="TEXT", help="The same in English.")
    ] = None,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Put a need on record; its value is taken up from the lot's ceiling at once."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        need, amount = text_of("--what", what, what_en), _minor(value)
        made = open_call_off(store, load_actor(store, person), framework, lot, amount, need)
    told = Text(
        f"Avropet {made} är öppnat. Erbjud det den främsta i rangordningen med tilldela calloff"
        " offer.",
        f"Call-off {made} is open. Offer it to the first in the ranking with tilldela calloff"
        " offer.",
    )
    tell(told, {"framework": framework, "call_off": made}, lang, json_=json_)


def _minor(value: str) -> int:
    if not _AMOUNT.fullmatch(value):
        raise refuse(
            "option.amount",
            sv=f"--value {value} är inget belopp",
            en=f"--value {value} is not an amount",
            todo_sv="Skriv hela kronor eller euro, till exempel 250000 eller 250000.50",
            todo_en="Write whole kronor or euros, for example 250000 or 250000.50",
        )
    return int(Decimal(value) * MINOR)


@app.command()
def offer(
    call_off: CallOffId,
    person: Officer,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Offer it to the party whose turn it is; while an offer is unanswered it stands."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        party = offer_next(store, load_actor(store, person), call_off)
    told = Text(
        f"Avropet {call_off} är erbjudet {party}. Skicka brevet med tilldela letters send.",
        f"Call-off {call_off} is offered to {party}. Send the letter with tilldela letters send.",
    )
    tell(told, {"call_off": call_off, "party": party}, lang, json_=json_)


@app.command("answer")
def answer_one(
    call_off: CallOffId,
    person: Annotated[
        str,
        typer.Option(
            "--as", metavar="PERSON", help="Somebody of the provider's, or the officer who records."
        ),
    ],
    party: Annotated[str, typer.Option("--party", metavar="ID", help="The provider that answers.")],
    accepted: Annotated[
        bool, typer.Option("--yes/--no", help="Whether it takes the call-off or declines.")
    ],
    reason: Annotated[
        str | None,
        typer.Option(metavar="TEXT", help="The provider's reason, in Swedish; needed with --no."),
    ] = None,
    reason_en: ReasonEn = None,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Record whether the provider that was offered it takes it. The first answer stands."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        why = Text("", "") if reason is None else text_of("--reason", reason, reason_en)
        answer(store, load_actor(store, person), call_off, party, why, accepted=accepted)
    told = Text(
        f"{party} tar avropet {call_off}. Två personer beslutar om det med tilldela calloff decide."
        if accepted
        else f"{party} avböjer avropet {call_off}. Erbjud det nästa med tilldela calloff offer.",
        f"{party} takes call-off {call_off}. Two persons decide it with tilldela calloff decide."
        if accepted
        else f"{party} declines call-off {call_off}. Offer it to the next with tilldela calloff"
        " offer.",
    )
    tell(told, {"call_off": call_off, "party": party, "accepted": accepted}, lang, json_=json_)


@app.command()
def decide(
    call_off: CallOffId,
    persons: Annotated[
        list[str],
        typer.Option(
            "--as", metavar="PERSON", help="First who prepared it, then the head of procurement."
        ),
    ],
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Place it with the provider that took it, within the ceiling. Takes two persons."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        act = Text("beslutar om ett avrop", "decide a call-off")
        preparer, head = two_persons(store, persons, "calloff.two", act, IN_ORDER)
        decide_call_off(store, head, preparer, call_off)
    told = Text(
        f"Avropet {call_off} är lagt. Skicka beskedet med tilldela letters send.",
        f"Call-off {call_off} is placed. Send word of it with tilldela letters send.",
    )
    tell(told, {"call_off": call_off}, lang, json_=json_)


@app.command()
def show(
    framework: Framework, data_dir: DataDir = None, json_: Json = False, lang: LangOption = "sv"
) -> None:
    """Show each lot's ceiling, what is used and left of it, its parties and its call-offs."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        found = framework_overview(store, framework)
    if json_:
        typer.echo(json.dumps(as_json(found, lang), ensure_ascii=False))
        return
    for lot in found.lots:
        say(lot_line(found, lot), lang)
        out().print(party_table(lot, lang))
        for line in call_off_lines(found, lot):
            say(line, lang)
