"""`tilldela contract …`: draw up what may be concluded, sign it, see what waits."""

from __future__ import annotations

import typer

from cli.answering import Json, Officer, TenderId, tell
from cli.console import DataDir, LangOption, existing_store, fail, refusing
from cli.contract_list import list_
from cli.contract_read import read
from cli.contract_show import show
from cli.contract_signing import collect, decline, order, seal, sign
from cli.law.one_line import OneLineGroup
from contracts.drafting import draw_up, lots_to_draw_up
from documents.rendering import ProcessRenderer, RenderFailed
from law.reasons import Text
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


app.command("list")(list_)


app.command()(read)
app.command()(show)
app.command()(sign)
app.command()(order)
app.command()(collect)
app.command()(decline)
app.command()(seal)
