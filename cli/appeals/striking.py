"""`tilldela appeals strike`: a wrong entry on the docket counts no more, by two persons."""

from __future__ import annotations

from typing import Annotated

import typer
from sqlmodel import col, select

from appeals.docket.corrections import Wrong, WrongAct, WrongCheck, WrongMatter, strike
from cli.answering import Json, ReasonEn, tell, text_of
from cli.appeals.given import matter_id_of
from cli.console import DataDir, LangOption, existing_store, refusing
from cli.two_persons import two_persons
from law.reasons import Text
from models.review import CourtAct, CourtCheck, Matter
from models.store import Store

LAWYER_THEN_OTHER = Text(
    ", först juristen som rättar och sedan en annan jurist eller upphandlingschefen",
    ", first the legal officer who corrects and then another, or the head of procurement",
)


def strike_entry(
    entry: Annotated[
        str,
        typer.Argument(
            metavar="ENTRY", help="A matter (TENDER/CASE), or the id of an act or a check."
        ),
    ],
    persons: Annotated[
        list[str],
        typer.Option(
            "--as", metavar="PERSON", help="First the legal officer, then the one who approves."
        ),
    ],
    reason: Annotated[str, typer.Option(metavar="TEXT", help="What is wrong, in Swedish.")],
    lot: Annotated[
        str | None, typer.Option(metavar="CODE", help="Only that lot of the matter.")
    ] = None,
    reason_en: ReasonEn = None,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Strike a matter, a lot of one, an act or a check. Nothing is erased. Takes two persons."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        what = Text("rättar diariet", "correct the docket")
        actor, approver = two_persons(store, persons, "docket.two", what, LAWYER_THEN_OTHER)
        wrong = _wrong(store, entry, lot)
        done = strike(store, actor, approver, wrong, text_of("--reason", reason, reason_en))
    told = Text(
        f"{entry}{f', {lot},' if lot else ''} är struket ur diariet och räknas inte längre"
        f" ({done}).",
        f"{entry}{f', {lot},' if lot else ''} is struck from the docket and counts no more"
        f" ({done}).",
    )
    tell(told, {"correction": done, "struck": entry, "lot": lot}, lang, json_=json_)


def _wrong(store: Store, entry: str, lot: str | None) -> Wrong:
    """What the name is the id of; a matter where it is nothing else's."""
    with store.read() as work:
        if lot is None and work.session.get(CourtCheck, entry) is not None:
            return WrongCheck(entry)
        act = work.session.exec(select(CourtAct.id).where(col(CourtAct.id) == entry)).first()
        if lot is None and act is not None:
            return WrongAct(entry)
        matter_id = matter_id_of(store, entry)
        matter = work.session.get(Matter, matter_id)
    tender_id = matter.tender_id if matter else ""
    return WrongMatter(matter_id, None if lot is None else f"{tender_id}/{lot}")
