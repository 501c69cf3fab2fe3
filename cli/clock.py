"""`tilldela clock`: the time that acts happen at, and how a rehearsal lets days go by."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from cli.answering import Json, tell
from cli.console import DataDir, LangOption, existing_store, refusing
from cli.instants import instant
from law.days import STOCKHOLM
from law.reasons import ActRefused, Text, refuse
from models.store import Store, StoredClock


def clock(
    to: Annotated[
        str | None, typer.Option("--to", metavar="TIME", help="Move a demo's clock forward.")
    ] = None,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Tell the time that acts happen at; a demo's clock is moved forward with --to."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        if to is not None:
            _demo_clock(store).set(_later(store, to))
        now = store.clock.now().astimezone(STOCKHOLM)
    shown = f"{now:%Y-%m-%d %H:%M}"
    told = Text(f"Klockan är {shown} svensk tid.", f"It is {shown}, Swedish time.")
    tell(told, {"now": now.isoformat()}, lang, json_=json_)


def _demo_clock(store: Store) -> StoredClock:
    if isinstance(store.clock, StoredClock):
        return store.clock
    raise refuse(
        "clock.live",
        sv="Den här installationen är skarp och går efter datorns klocka",
        en="This installation is live and goes by the machine's clock",
        todo_sv="Öva i en egen installation, gjord med tilldela install --demo",
        todo_en="Rehearse in an installation of its own, made with tilldela install --demo",
    )


def _later(store: Store, written: str) -> datetime:
    to = instant("--to", written)
    if to > store.clock.now():
        return to
    raise _passed(store.clock.now(), written)


def _passed(now: datetime, written: str) -> ActRefused:
    shown = f"{now.astimezone(STOCKHOLM):%Y-%m-%d %H:%M}"
    return refuse(
        "clock.passed",
        sv=f"Klockan är redan {shown}, och ställs aldrig tillbaka till {written}",
        en=f"It is {shown} already, and the clock is never set back to {written}",
        todo_sv="Ange en senare tidpunkt",
        todo_en="Name a later time",
    )
