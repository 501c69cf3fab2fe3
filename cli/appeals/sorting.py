"""`tilldela appeals ground`: sort what the applicant says is wrong."""

from __future__ import annotations

from typing import Annotated

import typer

from appeals.docket.grounds import NewGround, add_ground
from appeals.docket.words import GROUNDS
from cli.answering import Json, tell, text_of
from cli.appeals.given import Lawyer, MatterName, matter_id_of
from cli.console import DataDir, LangOption, existing_store, refusing
from cli.instants import day
from law.reasons import Text
from models.review import GroundKind
from people.actors import load_actor


def ground(
    matter: MatterName,
    person: Lawyer,
    kind: Annotated[GroundKind, typer.Option(help="What kind of ground it is.")],
    text: Annotated[str, typer.Option(metavar="TEXT", help="What is said, in Swedish.")],
    text_en: Annotated[
        str | None, typer.Option(metavar="TEXT", help="The same in English.")
    ] = None,
    bid: Annotated[
        str | None, typer.Option(metavar="BID", help="The bid that it is about.")
    ] = None,
    raised: Annotated[
        str | None,
        typer.Option(metavar="DAY", help="When it was invoked; with the application otherwise."),
    ] = None,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Enter a ground of the application, sorted, and the bid that it is about."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        actor, matter_id = load_actor(store, person), matter_id_of(store, matter)
        entry = NewGround(
            matter_id,
            kind,
            text_of("--text", text, text_en),
            bid,
            None if raised is None else day("--raised", raised),
        )
        number = add_ground(store, actor, entry)
    words = GROUNDS[kind]
    told = Text(
        f"Grund {number} i {matter_id}: {words.sv}.", f"Ground {number} in {matter_id}: {words.en}."
    )
    tell(told, {"matter": matter_id, "ground": number, "kind": kind.value}, lang, json_=json_)
