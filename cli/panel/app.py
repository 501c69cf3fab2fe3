"""`tilldela panel …`: assessors, their ties, sealed score sheets, and the consensus."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from cli.answering import Json, ReasonEn, TenderId, say, tell, text_of
from cli.console import DataDir, LangOption, existing_store, out, refusing
from cli.panel.files import as_yaml, read_consensus, read_sheet
from cli.panel.table import as_json, tables
from law.reasons import Text
from people.actors import load_actor
from procurement.panel.conflicts import declare as declare_ties
from procurement.panel.consensus import agree as agree_scores
from procurement.panel.panel_overview import PanelOverview, blank_sheet, panel_overview
from procurement.panel.panels import appoint_panel, leave_panel
from procurement.panel.score_sheets import open_sheets, submit_sheet

app = typer.Typer(no_args_is_help=True, help="Who scores the bids, each alone and then together.")

Lot = Annotated[str, typer.Argument(metavar="LOT", help="The lot's id, as STA-2025/L01.")]
AsAssessor = Annotated[str, typer.Option("--as", metavar="PERSON", help="The assessor.")]
AsChair = Annotated[str, typer.Option("--as", metavar="PERSON", help="The panel's chair.")]
AsHead = Annotated[str, typer.Option("--as", metavar="PERSON", help="A head of procurement.")]


@app.callback()
def panel() -> None:
    """Who scores the bids, each alone and then together."""


@app.command()
def appoint(
    tender: TenderId,
    person: AsHead,
    members: Annotated[
        list[str], typer.Option("--member", help="An assessor; two at least, the chair included.")
    ],
    chair: Annotated[str, typer.Option(help="The one of them who leads the consensus.")],
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Appoint assessors, or more of them. Whoever is on the panel stays."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        appoint_panel(store, load_actor(store, person), tender, members, chair)
        panel = panel_overview(store, tender)
    told = Text(
        f"Bedömarna i {tender} är utsedda. När anbuden är öppnade lämnar var och en sin"
        " jävsdeklaration med tilldela panel declare.",
        f"{tender} has its assessors. When the bids are open, each declares conflicts of interest"
        " with tilldela panel declare.",
    )
    data = {"tender": tender, "chair": panel.chair, "assessors": _members(panel)}
    tell(told, data, lang, json_=json_)


@app.command()
def leave(
    tender: TenderId,
    person: AsHead,
    member: Annotated[str, typer.Option(help="The assessor who leaves.")],
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why, in Swedish.")],
    reason_en: ReasonEn = None,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Record that an assessor leaves the panel, for good. Sheets handed in go on counting."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        why = text_of("--reason", reason, reason_en)
        leave_panel(store, load_actor(store, person), tender, member, why)
        panel = panel_overview(store, tender)
    told = Text(f"{member} har lämnat bedömargruppen.", f"{member} has left the panel.")
    if panel.chair is None:
        told = Text(
            f"{told.sv} Utse en ny ordförande med tilldela panel appoint.",
            f"{told.en} Appoint a new chair with tilldela panel appoint.",
        )
    data = {"tender": tender, "chair": panel.chair, "assessors": _members(panel)}
    tell(told, data, lang, json_=json_)


@app.command()
def declare(
    tender: TenderId,
    person: AsAssessor,
    statement: Annotated[
        str, typer.Option(metavar="TEXT", help="Which ties there are, or that there are none.")
    ],
    conflicts: Annotated[
        list[str] | None,
        typer.Option("--conflict", metavar="ORG", help="A tenderer to whom there is a tie."),
    ] = None,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Declare one's own conflicts of interest, before scoring. A tie declared stays."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        declare_ties(store, load_actor(store, person), tender, statement, conflicts or ())
        assessors = panel_overview(store, tender).panel.assessors
    ties = next(each.ties for each in assessors if each.person_id == person)
    told = Text("Jävsdeklarationen är lämnad.", "The declaration is made.")
    data = {"tender": tender, "person": person, "ties": sorted(ties)}
    tell(told, data, lang, json_=json_)


@app.command()
def sheet(lot: Lot, person: AsAssessor, data_dir: DataDir = None, lang: LangOption = "sv") -> None:
    """Print the assessor's empty sheet of the lot, to be filled in."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        blank = blank_sheet(store, load_actor(store, person), lot)
    typer.echo(as_yaml(blank, lang), nl=False)


@app.command()
def score(
    lot: Lot,
    file: Annotated[Path, typer.Argument(help="The sheet, filled in.")],
    person: AsAssessor,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Hand in one's own sheet of the lot: sealed until all are in, and final."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        submit_sheet(store, load_actor(store, person), lot, read_sheet(file, lot))
    told = Text(
        f"Bedömningen av {lot} är lämnad och förseglad.",
        f"The sheet of {lot} is handed in and sealed.",
    )
    tell(told, {"lot": lot, "person": person}, lang, json_=json_)


@app.command("open")
def open_(
    lot: Lot,
    person: AsAssessor,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Open the lot's sheets together, when all are in."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        opened = open_sheets(store, load_actor(store, person), lot)
    told = Text(f"Öppnade bedömningar av {lot}: {opened}.", f"Sheets of {lot} opened: {opened}.")
    tell(told, {"lot": lot, "opened": opened}, lang, json_=json_)


@app.command()
def agree(
    lot: Lot,
    file: Annotated[Path, typer.Argument(help="The points agreed, with reasons.")],
    person: AsChair,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Record the panel's common scores, with a reason for each; also to change them."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        agreed = agree_scores(store, load_actor(store, person), lot, read_consensus(file, lot))
    told = Text(
        f"Nya gemensamma poäng i {lot}: {agreed}.",
        f"New scores of the consensus on {lot}: {agreed}.",
    )
    tell(told, {"lot": lot, "agreed": agreed}, lang, json_=json_)


@app.command()
def show(
    tender: TenderId,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Show who has declared and handed in; the scores of a lot once its sheets are open."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        found = panel_overview(store, tender)
    if json_:
        typer.echo(json.dumps(as_json(tender, found), ensure_ascii=False))
        return
    if not found.panel.assessors:
        say(
            Text(
                f"I {tender} finns inga bedömare. Upphandlingschefen utser dem med tilldela panel"
                " appoint.",
                f"{tender} has no assessors. The head of procurement appoints them with tilldela"
                " panel appoint.",
            ),
            lang,
        )
        return
    for table in tables(found, lang):
        out().print(table)


def _members(found: PanelOverview) -> list[str]:
    """Those that have not left, by id."""
    return [each.person_id for each in found.panel.assessors if not each.left]
