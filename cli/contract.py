"""`tilldela contract …`: draw up what may be concluded, sign it, see what waits."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from cli.answering import Json, Officer, TenderId, check_writable, say, tell
from cli.console import DataDir, LangOption, existing_store, fail, refusing
from cli.contract_alarms import alarm_json, alarm_lines
from cli.law.one_line import OneLineGroup
from cli.signing import Signatory, sign_as
from contracts.alarms import contract_alarms
from contracts.drafting import draw_up, lots_to_draw_up
from contracts.pending import contracts_to_sign
from contracts.signing import contract_or_refusal, sign_for_buyer, sign_for_provider
from documents.rendering import ProcessRenderer, RenderFailed
from law.reasons import Text
from models.contract import Contract, Party
from people.actors import load_actor

app = typer.Typer(
    cls=OneLineGroup, no_args_is_help=True, help="Contracts of awarded lots: draw up, and sign."
)

ContractId = Annotated[
    str, typer.Argument(metavar="CONTRACT", help="The contract's id, as `contract list` shows it.")
]


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
        alarms = contract_alarms(store, tender)
    if json_:
        rows = [
            *(_row(each, "provider") for each in first),
            *(_row(each, "buyer") for each in last),
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
    for alarm in alarms:
        for line in alarm_lines(alarm):
            say(line, lang)


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
    """Write the contract's PDF to a file, to be read before it is signed."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        check_writable(to)
        with store.read() as work:
            sha256 = contract_or_refusal(work, contract_id).pdf_sha256
        to.write_bytes(store.blobs.get(sha256))
    told = Text(f"Avtalet ligger i {to}.", f"The contract lies in {to}.")
    tell(told, {"contract": contract_id, "file": str(to), "sha256": sha256}, lang, json_=json_)


@app.command()
def sign(
    contract_id: ContractId,
    person: Signatory,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Sign a contract: the provider first, the buyer last, while nothing holds it."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        party = sign_as(store, person, contract_id, sign_for_provider, sign_for_buyer)
    provider = party is Party.PROVIDER
    told = Text(
        f"Leverantören har undertecknat avtalet {contract_id}."
        if provider
        else f"Avtalet {contract_id} är ingånget.",
        f"The provider has signed the contract {contract_id}."
        if provider
        else f"The contract {contract_id} is concluded.",
    )
    data = {"contract": contract_id, "party": party.value}
    tell(told, data, lang, json_=json_)
