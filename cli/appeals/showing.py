"""`tilldela appeals list` and `show`: what is on the docket, and where each matter stands."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated

import typer
from sqlmodel import col, select

from appeals.docket.assigning import newest_assignment
from appeals.docket.checks import checks_made
from appeals.docket.grounds import grounds_of
from appeals.docket.states import MatterState, state_of, states
from appeals.docket.time_facts import times_of
from appeals.docket.times import Times
from cli.answering import Json, say
from cli.appeals.given import MatterName, matter_id_of
from cli.appeals.matter_json import check_json, details_json, matter_json
from cli.appeals.matter_table import (
    acts_table,
    checks_table,
    day_lines,
    ground_line,
    head_lines,
    list_table,
    lots_table,
    next_lines,
    warning_line,
)
from cli.console import DataDir, LangOption, existing_store, out, refusing
from cli.tender_argument import resolved_if_named
from law.reasons import Lang, Text
from models.parties import Organisation, Person
from models.review import Matter, MatterGround
from models.store import Work
from procurement.tenders.named import tender_or_refusal


def list_matters(
    tender: Annotated[
        str | None,
        typer.Argument(
            metavar="[TENDER]",
            help="The tender's id or diary number; every tender's otherwise.",
            callback=resolved_if_named,
        ),
    ] = None,
    pending: Annotated[bool, typer.Option("--pending", help="Only those that go on.")] = False,
    checks: Annotated[
        bool, typer.Option("--checks", help="What courts have been asked, too.")
    ] = False,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Show the matters on the docket, where each stands, and who handles it."""
    store = existing_store(data_dir, lang)
    with refusing(lang), store.read() as work:
        found = [
            (state, _holder(work, state.matter.id))
            for tender_id in _tenders(work, tender)
            for state in states(work, tender_id)
            if state.pending or not pending
        ]
        asked = checks_made(work, tender) if checks else ()
        if json_:
            data = {
                "matters": [matter_json(*each) for each in found],
                "checks": [check_json(*each) for each in asked],
            }
            typer.echo(json.dumps(data, ensure_ascii=False))
            return
        if found:
            out().print(list_table(found, lang))
        else:
            say(Text("Diariet har inga sådana mål.", "The docket has no such matters."), lang)
        if asked:
            out().print(checks_table(asked, lang))


def _tenders(work: Work, tender_id: str | None) -> list[str]:
    if tender_id is not None:
        return [tender_or_refusal(work, tender_id).id]
    found = select(Matter.tender_id).distinct().order_by(col(Matter.tender_id))
    return list(work.session.exec(found))


def _holder(work: Work, matter_id: str) -> str | None:
    """The name of who handles it."""
    newest = newest_assignment(work, matter_id)
    return None if newest is None else work.session.get_one(Person, newest.person_id).name


def show(
    matter: MatterName, data_dir: DataDir = None, json_: Json = False, lang: LangOption = "sv"
) -> None:
    """Show a matter: its lots, grounds and acts, its days, who handles it, and what comes next."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        matter_id = matter_id_of(store, matter)
    with refusing(lang), store.read() as work:
        state, holder = state_of(work, matter_id), _holder(work, matter_id)
        times, grounds = times_of(work, state.matter), grounds_of(work, matter_id)
        if json_:
            data = matter_json(state, holder) | details_json(state, times, grounds, lang)
            typer.echo(json.dumps(data, ensure_ascii=False))
            return
        party = state.matter.party_id
        name = work.session.get_one(Organisation, party).name if party else None
        _print(state, times, grounds, head_lines(state, name, holder), lang)


def _print(
    state: MatterState,
    times: Mapping[str, Times],
    grounds: Sequence[MatterGround],
    head: Iterable[Text],
    lang: Lang,
) -> None:
    for line in head:
        say(line, lang)
    if state.lots:
        out().print(lots_table(state, times, lang))
    for ground in grounds:
        say(ground_line(ground), lang)
    if state.done:
        out().print(acts_table(state, lang))
    warnings = {each.text.en: each for found in times.values() for each in found.warnings}
    told = [warning_line(each) for each in warnings.values()]
    for line in (*day_lines(state), *told, *next_lines(state)):
        say(line, lang)
