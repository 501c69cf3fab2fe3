"""`tilldela enter`: a procurement that runs elsewhere goes on here."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cli.answering import Json, say, tell
from cli.console import DataDir, LangOption, existing_store, refusing
from cli.enter.entry_file import read_entry
from cli.two_persons import OFFICER_THEN_HEAD, two_persons
from law.reasons import Text
from procurement.entering.entering import enter_procurement


def enter(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The procurement, in YAML or JSON.")],
    persons: Annotated[
        list[str],
        typer.Option(
            "--as", metavar="PERSON", help="First the procurement officer, then the head."
        ),
    ],
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Enter a procurement that has run elsewhere, with its dates. Takes two persons."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        act = Text("lägger in en upphandling i efterhand", "enter a procurement later")
        officer, head = two_persons(store, persons, "enter.two", act, OFFICER_THEN_HEAD)
        entry = read_entry(file)
        unmet = enter_procurement(store, officer, head, entry)
    tender = entry.draft.id
    told = Text(
        f"Upphandlingen {tender} är inlagd, med uppgifter från före i dag. Det som återstår görs"
        " här som i andra upphandlingar.",
        f"Tender {tender} is entered, with facts from before today. What remains is done here as"
        " in other procurements.",
    )
    codes = [each.reason.code for each in unmet]
    tell(told, {"tender": tender, "unmet": codes}, lang, json_=json_)
    if not json_:
        for each in unmet:
            say(_keeps(each.reason.text), lang)


def _keeps(why: Text) -> Text:
    return Text(
        f"! Hindrar ett tilldelningsbeslut här: {why.sv}.",
        f"! Keeps an award from being decided here: {why.en}.",
    )
