"""`tilldela letters …`: what is owed and how it went, send it, and answer who asks why."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from cli.answering import Json, Officer, ReasonEn, TenderId, say, tell, text_of
from cli.console import DataDir, LangOption, existing_store, fail, out, refusing
from cli.instants import day, instant
from cli.letters.table import as_json, letters_table, requests_table
from documents.rendering import ProcessRenderer, RenderFailed
from law.days import swedish_day
from law.reasons import ActRefused, Lang, Text, refuse
from models.letters import InformationKind, Transport
from models.settings import Settings
from models.store import Store
from people.actors import Actor, load_actor
from procurement.letters import secrecy
from procurement.letters.dispatching import Sent, record_mailing, send_owed
from procurement.letters.information import receive_request, request_states
from procurement.letters.owed import letters_of
from procurement.letters.ways import letters_folder, paper, ways_of
from procurement.tenders.named import tender_or_refusal

app = typer.Typer(no_args_is_help=True, help="Letters to tenderers: owed, sent, asked for.")


@app.callback()
def letters() -> None:
    """Letters to tenderers: owed, sent, asked for."""


@app.command("list")
def list_(
    tender: TenderId, data_dir: DataDir = None, json_: Json = False, lang: LangOption = "sv"
) -> None:
    """Show every letter, owed or sent with its proof, and requests with the day they are due."""
    store = existing_store(data_dir, lang)
    with refusing(lang), store.read() as work:
        tender_or_refusal(work, tender)
        found, asked = letters_of(work, tender), request_states(work, tender)
        today = swedish_day(work.now)
        if json_:
            answer = as_json(tender, found, asked, today)
            typer.echo(json.dumps(answer, ensure_ascii=False))
            return
        out().print(letters_table(found, lang))
        if asked:
            out().print(requests_table(asked, today, lang))


@app.command()
def send(
    tender: TenderId,
    person: Officer,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Set and send every letter that is owed; what must go on paper is put in a folder."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        sent = _sent(store, load_actor(store, person), tender, lang)
    if json_:
        typer.echo(json.dumps(_sent_json(tender, sent, lang), ensure_ascii=False))
    else:
        _tell_sent(sent, _in_folder(store, tender, sent), lang)
    if sent.failed:
        raise fail("\n".join(failure.why.in_(lang) for failure in sent.failed))


def _sent(store: Store, actor: Actor, tender: str, lang: Lang) -> Sent:
    ways = ways_of(store, Settings())
    try:
        with ProcessRenderer(workers=1) as renderer:
            return send_owed(store, actor, renderer, ways, tender, lang)
    except RenderFailed as failed:
        raise fail(str(failed)) from failed


def _sent_json(tender: str, sent: Sent, lang: Lang) -> dict[str, Any]:
    return {
        "tender": tender,
        "sent": list(sent.sent),
        "to_post": [str(path) for path in sent.to_post],
        "failed": [
            {"letter": failure.outgoing_id, "why": failure.why.in_(lang)} for failure in sent.failed
        ],
    }


def _in_folder(store: Store, tender: str, sent: Sent) -> Path | None:
    """The folder, where letters were put there now for somebody to mail."""
    with store.read() as work:
        went = {each.id: dispatch for each, dispatch in letters_of(work, tender)}
    put = [
        letter
        for letter in sent.sent
        if (found := went.get(letter)) and found.transport == Transport.FOLDER
    ]
    return letters_folder(store) if put else None


def _tell_sent(sent: Sent, folder: Path | None, lang: Lang) -> None:
    count = len(sent.sent)
    told = Text(
        f"{count} brev skickade." if count else "Inga brev skickade.",
        f"{count} {'letters' if count > 1 else 'letter'} sent." if count else "No letters sent.",
    )
    say(told, lang)
    if folder is not None:
        say(
            Text(
                f"De ligger i {folder} och ska skickas därifrån elektroniskt i dag.",
                f"They are in {folder}, to be mailed from there electronically today.",
            ),
            lang,
        )
    for path in sent.to_post:
        say(_to_post(path), lang)


def _to_post(path: Path) -> Text:
    return Text(
        f"Posta {path} i dag, och anteckna det med tilldela letters mailed.",
        f"Post {path} today, and record it with tilldela letters mailed.",
    )


@app.command()
def mailed(
    letter: Annotated[str, typer.Argument(metavar="LETTER", help="The letter's id.")],
    person: Officer,
    number: Annotated[str, typer.Option(metavar="TEXT", help="The post's number of the mailing.")],
    on: Annotated[
        str | None, typer.Option(metavar="DATE", help="The day it was posted; today if not given.")
    ] = None,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Record that a letter on paper was posted, on the day that it bears."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        posted = swedish_day(store.clock.now()) if on is None else day("--on", on)
        record_mailing(store, load_actor(store, person), paper(store), letter, number, posted)
    told = Text(
        f"Brevet {letter} är antecknat som postat {posted}.",
        f"The letter {letter} is recorded as posted on {posted}.",
    )
    data = {"letter": letter, "posted": posted.isoformat(), "number": number}
    tell(told, data, lang, json_=json_)


@app.command()
def request(
    lot: Annotated[str, typer.Argument(metavar="LOT", help="The lot, as STA-2025/A01.")],
    from_: Annotated[str, typer.Option("--from", metavar="TENDERER", help="Who asks.")],
    kind: Annotated[
        InformationKind, typer.Option(help="Why its bid fell, or what the chosen one has over it.")
    ],
    person: Annotated[
        str,
        typer.Option("--as", metavar="PERSON", help="A procurement officer or a legal officer."),
    ],
    received: Annotated[
        str | None,
        typer.Option(metavar="DATETIME", help="When it came in; now if not given."),
    ] = None,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Receive a tenderer's written request to be told why it did not win the lot."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        at = store.clock.now() if received is None else instant("--received", received)
        made = receive_request(store, load_actor(store, person), lot, from_, kind, at)
        with store.read() as work:
            states = request_states(work, lot.rpartition("/")[0])
    due = next(state.due for state in states if state.request.id == made)
    told = Text(
        f"Begäran {made} ska besvaras snarast möjligt och senast {due}, efter sekretessprövning med"
        " tilldela letters test-secrecy.",
        f"Request {made} is to be answered as soon as possible and by {due}, after a test of"
        " secrecy with tilldela letters test-secrecy.",
    )
    tell(told, {"request": made, "due": due.isoformat()}, lang, json_=json_)


@app.command("test-secrecy")
def decide_secrecy(
    request_id: Annotated[str, typer.Argument(metavar="REQUEST", help="The request's id.")],
    person: Annotated[str, typer.Option("--as", metavar="PERSON", help="A legal officer.")],
    reason: Annotated[str, typer.Option(metavar="TEXT", help="The test's outcome, in Swedish.")],
    reason_en: ReasonEn = None,
    masks: Annotated[
        list[str] | None,
        typer.Option(
            "--mask",
            metavar="FIELD=REASON",
            help="Leave out price, comparison or criterion:ID, and why. May be repeated.",
        ),
    ] = None,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Decide for this request what of the answer is kept secret (OSL 31:16); then it is owed."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        found = [_mask(written) for written in masks or ()]
        why = text_of("--reason", reason, reason_en)
        secrecy.test_secrecy(store, load_actor(store, person), request_id, found, why)
    told = Text(
        f"Sekretessen för {request_id} är prövad. Svaret går med tilldela letters send.",
        f"Secrecy is tested for {request_id}. The answer goes with tilldela letters send.",
    )
    data = {"request": request_id, "masked": [mask.field for mask in found]}
    tell(told, data, lang, json_=json_)


def _mask(written: str) -> secrecy.Mask:
    """ "field=reason", or "field=svenska|English" where the reason is in both languages."""
    field, equals, reason = written.partition("=")
    sv, _, en = reason.partition("|")
    if not equals or not field.strip() or not sv.strip():
        raise _no_mask(written)
    return secrecy.Mask(field.strip(), Text(sv.strip(), (en or sv).strip()))


def _no_mask(written: str) -> ActRefused:
    return refuse(
        "secrecy.mask",
        sv=f"--mask {written} är inte en uppgift och ett skäl",
        en=f"--mask {written} is not a figure and a reason",
        todo_sv='Skriv som --mask "price=skälet"',
        todo_en='Write as --mask "price=the reason"',
    )
