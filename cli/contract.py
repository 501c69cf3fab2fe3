"""`tilldela contract …`: draw up what may be concluded, sign it, see what waits."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from cli.answering import Json, Officer, TenderId, check_writable, say, tell
from cli.console import DataDir, LangOption, existing_store, fail, refusing
from cli.contract_alarms import alarm_json, alarm_lines
from cli.contract_show import show, trouble_line
from cli.contract_signing import ContractId, collect, decline, order, seal, sign
from cli.law.one_line import OneLineGroup
from contracts.alarms import contract_alarms
from contracts.drafting import draw_up, lots_to_draw_up
from contracts.pending import contracts_to_sign
from contracts.signing.refusals import contract_or_refusal
from contracts.signing.revisions import newest_sha256
from contracts.signing.troubles import Trouble, tender_troubles
from documents.rendering import ProcessRenderer, RenderFailed
from law.reasons import Lang, Text
from models.contract import Contract
from people.actors import load_actor

app = typer.Typer(
    cls=OneLineGroup, no_args_is_help=True, help="Contracts of awarded lots: draw up, and sign."
)


@app.callback()
def contract() -> None:
    """Contracts of awarded lots: draw up, and sign."""


@app.command()
def draw(
    tender: TenderId,
    person: Officer,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Draw up the contract of every lot that nothing holds now."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        actor = load_actor(store, person)
        lots = lots_to_draw_up(store, tender)
        try:
            with ProcessRenderer(workers=1) as renderer:
                made = draw_up(store, actor, renderer, lots, lang)
        except RenderFailed as failed:
            raise fail(str(failed)) from failed
    told = Text(
        f"{made} avtal är upprättade. tilldela contract list {tender} visar dem."
        if made
        else f"Inget avtal kan upprättas nu. tilldela lots {tender} säger varför.",
        f"{made} contracts are drawn up. tilldela contract list {tender} shows them."
        if made
        else f"No contract can be drawn up now. tilldela lots {tender} says why.",
    )
    tell(told, {"tender": tender, "drawn_up": made}, lang, json_=json_)


@app.command("list")
def list_(
    tender: TenderId, data_dir: DataDir = None, json_: Json = False, lang: LangOption = "sv"
) -> None:
    """Show the contracts that wait for a signature, and alarms about those concluded."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        first = contracts_to_sign(store, tender, by_buyer=False)
        last = contracts_to_sign(store, tender, by_buyer=True)
        alarms, troubles = contract_alarms(store, tender), tender_troubles(store, tender)
    if json_:
        rows = [
            *(_row(each, "provider") for each in first),
            *(_row(each, "buyer") for each in last),
            *(_stopped(each, lang) for each in troubles),
            *(alarm_json(each, lang) for each in alarms),
        ]
        typer.echo(json.dumps(rows, ensure_ascii=False))
        return
    for each in first:
        who = each.organisation_id
        say(Text(f"{each.id}: väntar på {who}", f"{each.id}: waits for {who}"), lang)
    for each in last:
        say(Text(f"{each.id}: väntar på myndigheten", f"{each.id}: waits for the buyer"), lang)
    if not first and not last:
        say(Text("Inget avtal väntar på underskrift.", "No contract waits for a signature."), lang)
    for trouble in troubles:
        say(trouble_line(trouble), lang)
    for alarm in alarms:
        for line in alarm_lines(alarm):
            say(line, lang)


def _stopped(trouble: Trouble, lang: Lang) -> dict[str, str]:
    return {
        "contract": trouble.contract.id,
        "number": trouble.contract.number,
        "stopped_by": trouble.party.value,
        "end": trouble.end.value if trouble.end else "declined",
        "why": trouble_line(trouble).in_(lang),
    }


def _row(waiting: Contract, party: str) -> dict[str, str]:
    return {
        "contract": waiting.id,
        "number": waiting.number,
        "provider": waiting.organisation_id,
        "waits_for": party,
        "sha256": waiting.pdf_sha256,
    }


@app.command()
def read(
    contract_id: ContractId,
    to: Annotated[Path, typer.Option("--out", metavar="FILE", help="Where to write its PDF.")],
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Write the contract's PDF to a file, with the signatures that are in it so far."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        check_writable(to)
        with store.read() as work:
            sha256 = newest_sha256(work, contract_or_refusal(work, contract_id))
        to.write_bytes(store.blobs.get(sha256))
    told = Text(f"Avtalet ligger i {to}.", f"The contract lies in {to}.")
    tell(told, {"contract": contract_id, "file": str(to), "sha256": sha256}, lang, json_=json_)


app.command()(show)
app.command()(sign)
app.command()(order)
app.command()(collect)
app.command()(decline)
app.command()(seal)
