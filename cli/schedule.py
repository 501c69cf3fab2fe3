"""`tilldela schedule`: when a planned procurement can be where, and why; a picture, a calendar."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table
from rich.text import Text as Cell

from cli.answering import Json, check_writable, unwritable
from cli.console import LangOption, out
from cli.law.answers import answering, day, sentence
from law.days import spoken
from law.reasons import ActRefused, Lang, Reason, Text, refuse
from law.rulebook import Rulebook
from law.thresholds import Buyer
from models.clock import SystemClock
from procurement.schedule.calendar_file import calendar_file
from procurement.schedule.milestones import By, Milestone, Schedule, name_of
from procurement.schedule.picture import schedule_picture, title_of
from procurement.schedule.plan import STRETCHES, Margins, Plan
from procurement.schedule.plan_file import read_plan
from procurement.schedule.planned import planned

_HEADINGS = (
    Text("Dag", "Day"),
    Text("Vad", "What"),
    Text("Grund", "Basis"),
    Text("Varför", "Why"),
)
_BY = {
    By.LAW: Text("lagen", "the law"),
    By.MARGIN: Text("eget val", "own choice"),
    By.WISH: Text("önskad", "wished for"),
}


def schedule(
    file: Annotated[
        Path | None, typer.Argument(help="The plan, as in examples/schedule/; or options.")
    ] = None,
    procedure: Annotated[
        str | None, typer.Option(metavar="NAME", help="The procedure, such as open.")
    ] = None,
    rules: Annotated[Rulebook, typer.Option(help="The rulebook.")] = Rulebook.SE_LOU,
    notice: Annotated[
        date | None,
        typer.Option(parser=day, metavar="DATE", help="The first notice or invitation is sent."),
    ] = None,
    start: Annotated[
        date | None, typer.Option(parser=day, metavar="DATE", help="The contract is to start.")
    ] = None,
    margin: Annotated[
        list[str] | None,
        typer.Option(metavar="STRETCH=DAYS", help="Days of your own; may be given again."),
    ] = None,
    buyer: Annotated[Buyer | None, typer.Option(help="Who buys.", show_default="by rules")] = None,
    urgent: Annotated[bool, typer.Option("--urgent", help="Accelerated procedure.")] = False,
    country: Annotated[
        str | None, typer.Option(metavar="XX", help="The member state, with --rules EU.")
    ] = None,
    name: Annotated[str, typer.Option(help="What the picture and the calendar call it.")] = "",
    svg: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Draw the schedule there, in SVG.")
    ] = None,
    ics: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write it there as a calendar (ICS).")
    ] = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Plan a procurement: every day from its documents to the start of the contract."""
    with answering(lang):
        for path, suffix in ((svg, ".svg"), (ics, ".ics")):
            _check_file(path, suffix)
        plan = (
            Plan(
                _named(procedure), rules, notice, start, _margins(margin or ()), buyer=buyer,
                urgent=urgent, country=country, name=name,
            )
            if file is None
            else _from_file(file, procedure, notice, start, margin)
        )  # fmt: skip
        found = planned(plan)
        _write(svg, lambda: schedule_picture(found, lang).encode())
        _write(ics, lambda: calendar_file(found, lang, SystemClock().now()))
    _tell(found, lang, json_=json_)


def _from_file(
    file: Path,
    procedure: str | None,
    notice: date | None,
    start: date | None,
    margin: list[str] | None,
) -> Plan:
    """A file holds the whole plan; another day or margin is another file."""
    if procedure or notice or start or margin:
        raise refuse(
            "schedule.twice",
            sv=f"Planen står i {file.name}, och ändå är förfarande, dag eller marginal angiven",
            en=f"The plan is in {file.name}, and yet a procedure, a day or a margin is stated",
            todo_sv="Ändra i filen, eller ange allt som flaggor",
            todo_en="Edit the file, or state all of it as options",
        )
    return read_plan(file)


def _named(procedure: str | None) -> str:
    if procedure is None:
        raise refuse(
            "schedule.no_procedure",
            sv="Varken fil eller förfarande är angivet",
            en="Neither a file nor a procedure is stated",
            todo_sv="Ange en fil som de i examples/schedule/, eller --procedure",
            todo_en="Name a file like those in examples/schedule/, or state --procedure",
        )
    return procedure


def _margins(given: Sequence[str]) -> Margins:
    found: dict[str, int] = {}
    for each in given:
        stretch, _, number = each.partition("=")
        if stretch not in STRETCHES or not (number.isascii() and number.isdigit()):
            raise _unknown_margin(each)
        if stretch in found:
            raise _unknown_margin(each)
        found[stretch] = int(number[:9])
    return Margins(**found)


def _unknown_margin(given: str) -> ActRefused:
    known = ", ".join(STRETCHES)
    return refuse(
        "schedule.margin_unread",
        sv=f"--margin {given} går inte att läsa, eller är angiven två gånger",
        en=f"--margin {given} cannot be read, or is stated twice",
        todo_sv=f"Ange SKEDE=DAGAR en gång för varje skede; skedena är {known}",
        todo_en=f"State STRETCH=DAYS once for each stretch; the stretches are {known}",
    )


def _check_file(path: Path | None, suffix: str) -> None:
    if path is None:
        return
    if path.suffix.lower() != suffix:
        raise refuse(
            "schedule.suffix",
            sv=f"{path} slutar inte på {suffix}",
            en=f"{path} does not end in {suffix}",
            todo_sv=f"Ange ett filnamn som slutar på {suffix}",
            todo_en=f"Name a file that ends in {suffix}",
        )
    check_writable(path)


def _write(path: Path | None, made: Callable[[], bytes]) -> None:
    if path is None:
        return
    try:
        path.write_bytes(made())
    except OSError:
        raise unwritable(path) from None


def _tell(found: Schedule, lang: Lang, *, json_: bool) -> None:
    if json_:
        typer.echo(json.dumps(_as_json(found, lang), ensure_ascii=False, indent=2))
        return
    console = out()
    console.print(_table(found, lang))
    for milestone in found.milestones:
        for warning in milestone.warnings:
            label = name_of(milestone).in_(lang)
            note = f"{Text('OBS', 'NOTE').in_(lang)}: {label}: {sentence(warning, lang)}"
            console.print(note, style="yellow", markup=False, soft_wrap=True)
    for warning in found.warnings:
        console.print(sentence(warning, lang), style="bold", markup=False, soft_wrap=True)
    if found.latest_notice is not None:
        told = _latest(found, found.latest_notice)
        console.print(told.in_(lang), style="bold", markup=False, soft_wrap=True)


def _latest(found: Schedule, latest: date) -> Text:
    when, room = spoken(latest), found.room or 0
    left = Text("1 dag", "1 day") if room == 1 else Text(f"{room} dagar", f"{room} days")
    over = Text(
        f" Planen har {left.sv} kvar till den önskade starten.",
        f" The plan has {left.en} left to the start wished for.",
    )
    text = Text(
        f"Första annonsen eller inbjudan skickas senast {when.sv}.",
        f"The first notice or invitation is to be sent by {when.en}.",
    )
    return Text(text.sv + over.sv, text.en + over.en) if room > 0 else text


def _table(found: Schedule, lang: Lang) -> Table:
    table = Table(title=Cell(title_of(found).in_(lang)), title_justify="left")
    for heading in _HEADINGS:
        table.add_column(heading.in_(lang), overflow="fold")
    for each in found.milestones:
        at = "" if each.at is None else f" {each.at:%H:%M}"
        table.add_row(
            f"{each.day.isoformat()}{at}".replace("-", "\N{NON-BREAKING HYPHEN}"),
            Cell(name_of(each).in_(lang)),
            _BY[each.by].in_(lang),
            Cell(sentence(_telling(each), lang)),
        )
    return table


# The reason that says most of a day, in a table where there is room for one.
_TELLING = ("margin", "last-day", "chosen-day", "number-of-days", "nominal-last-day")


def _telling(milestone: Milestone) -> Reason:
    by_code = {reason.code: reason for reason in milestone.reasons}
    found = (by_code[code] for code in _TELLING if code in by_code)
    return next(found, milestone.reasons[0])


def _as_json(found: Schedule, lang: Lang) -> dict[str, Any]:
    latest = found.latest_notice
    return {
        "procedure": found.plan.procedure,
        "rulebook": found.plan.rulebook.value,
        "latest_notice": None if latest is None else latest.isoformat(),
        "room": found.room,
        "warnings": [warning.as_json(lang) for warning in found.warnings],
        "milestones": [_milestone_json(each, lang) for each in found.milestones],
    }


def _milestone_json(milestone: Milestone, lang: Lang) -> dict[str, Any]:
    return {
        "id": milestone.id,
        "name": name_of(milestone).in_(lang),
        "day": milestone.day.isoformat(),
        "at": None if milestone.at is None else milestone.at.isoformat(),
        "by": milestone.by.value,
        "reasons": [reason.as_json(lang) for reason in milestone.reasons],
        "warnings": [warning.as_json(lang) for warning in milestone.warnings],
    }
