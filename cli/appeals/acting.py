"""`tilldela appeals act`: enter what a court did, or a party before it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from shlex import quote
from typing import Annotated

import typer

from appeals.docket.acts_done import acts_done
from appeals.docket.attached import Attached
from appeals.docket.course import Move
from appeals.docket.court_acts import Entered, record_court_act
from appeals.docket.court_entry import CourtEntry
from appeals.docket.words import ACT_WORDS
from appeals.struck import struck
from cli.answering import Json, content_of, say, tell, text_of
from cli.appeals.given import Lawyer, MatterName, matter_id_of
from cli.appeals.matter_json import reason_json
from cli.appeals.matter_table import warning_line
from cli.console import DataDir, LangOption, existing_store, refusing
from cli.instants import day
from law.amounts import MINOR
from law.reasons import Lang, Text
from models.review import CourtActKind, CourtName, Matter, ReturnTo
from models.store import Store
from people.actors import load_actor


def act(
    matter: MatterName,
    person: Lawyer,
    court: Annotated[CourtName, typer.Option(help="Which court, or KKV.")],
    kind: Annotated[
        CourtActKind,
        typer.Option(
            help="What happened. An outcome says what becomes of the application: upheld, in a"
            " higher court, lets the ruling below stand; rejected there sets its order aside."
        ),
    ],
    on: Annotated[str, typer.Option(metavar="DAY", help="The day of the act.")],
    sent: Annotated[
        str | None, typer.Option(metavar="DAY", help="When the court sent it, if that is known.")
    ] = None,
    case: Annotated[
        str | None,
        typer.Option(metavar="NUMBER", help="That court's number; as it was before otherwise."),
    ] = None,
    lot: Annotated[
        list[str] | None,
        typer.Option(metavar="CODE", help="A lot that it is about; all of the matter's otherwise."),
    ] = None,
    answer_by: Annotated[
        str | None, typer.Option(metavar="DAY", help="By when the buyer is to answer (served).")
    ] = None,
    disregard: Annotated[
        str | None, typer.Option(metavar="BID", help="A bid to be left out (correction).")
    ] = None,
    returns_to: Annotated[
        ReturnTo | None, typer.Option(help="Where a correction begins anew; evaluation otherwise.")
    ] = None,
    amount: Annotated[
        int | None, typer.Option(metavar="KRONOR", help="What is granted, in whole kronor.")
    ] = None,
    file: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The court's document, to be filed.")
    ] = None,
    summary: Annotated[
        str | None, typer.Option(metavar="TEXT", help="In short, in Swedish.")
    ] = None,
    summary_en: Annotated[
        str | None, typer.Option(metavar="TEXT", help="The same in English.")
    ] = None,
    again: Annotated[
        bool, typer.Option("--again", help="A further act of that kind in that court that day.")
    ] = False,
    number: Annotated[
        int | None, typer.Option(min=1, help="Which one, where that day has several.")
    ] = None,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Enter an act in a matter; entered again, what was learned of it since governs."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        actor, matter_id = load_actor(store, person), matter_id_of(store, matter)
        move, decided_on = Move(court, kind), day("--on", on)
        before = _before(store, matter_id, move, decided_on, None if again else number or 1)
        entry = CourtEntry(
            matter_id=matter_id,
            case_number=before.case_number if case is None else text_of("--case", case, None).sv,
            court=court,
            kind=kind,
            decided_on=decided_on,
            dispatched_on=before.dispatched_on if sent is None else day("--sent", sent),
            summary=_summary(before.summary, summary, summary_en),
            disregard_bid_id=disregard,
            number=number,
            returns_to=returns_to,
            due_on=None if answer_by is None else day("--answer-by", answer_by),
            amount=None if amount is None else amount * MINOR,
            lot_ids=tuple(f"{before.tender_id}/{code}" for code in sorted(set(lot or ()))),
            again=again,
            paper=None if file is None else Attached(file.name, content_of(file)),
        )
        entered = record_court_act(store, actor, entry)
    _tell(entry, entered, lang, json_=json_)


@dataclass(frozen=True)
class _Before:
    """What holds where nothing else is said: of the act itself, or of its court's others."""

    tender_id: str
    case_number: str
    summary: Text
    dispatched_on: date | None = None


def _before(store: Store, matter_id: str, move: Move, on: date, number: int | None) -> _Before:
    """`number`: of the act that may be there already. The service refuses what is not there."""
    words = ACT_WORDS[move.kind]
    with store.read() as work:
        matter = work.session.get(Matter, matter_id)
        if matter is None:
            return _Before("", "", words)
        done = acts_done(work, matter, struck(work, matter.tender_id))
        there = [each.act for each in done if each.move.court is move.court]
        case = there[-1].case_number if there else matter.case_number
        for act in there:
            if (act.kind, act.decided_on, act.number) == (move.kind, on, number):
                said = Text(act.summary_sv, act.summary_en)
                return _Before(matter.tender_id, act.case_number, said, act.dispatched_on)
        return _Before(matter.tender_id, case, words)


def _summary(said: Text, sv: str | None, en: str | None) -> Text:
    return said if sv is None and en is None else text_of("--summary", sv or said.sv, en)


def _tell(entry: CourtEntry, entered: Entered, lang: Lang, *, json_: bool) -> None:
    words, day_ = ACT_WORDS[entry.kind], entry.decided_on.isoformat()
    name = quote(entry.matter_id)
    told = Text(
        f"{entry.court} {day_}, {words.sv}: {'diariefört' if entered.fresh else 'fanns redan'}"
        f" ({entered.act_id}). Läget i målet visar tilldela appeals show {name}.",
        f"{entry.court} {day_}, {words.en}: {'entered' if entered.fresh else 'there already'}"
        f" ({entered.act_id}). tilldela appeals show {name} shows where it stands.",
    )
    data = {
        "matter": entry.matter_id,
        "act": entered.act_id,
        "version": entered.version,
        "fresh": entered.fresh,
        "warnings": [reason_json(each, lang) for each in entered.warnings],
    }
    tell(told, data, lang, json_=json_)
    if not json_:
        for warning in entered.warnings:
            say(warning_line(warning), lang)
