"""`tilldela records …`: what is kept, archived, disposed of, and held about a person."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from cli.answering import Json, TenderId
from cli.console import DataDir, LangOption, existing_store, fail, out, refusing
from cli.records import words
from cli.two_persons import two_persons
from law.days import swedish_day
from law.reasons import Lang, Text
from models.blobs import BlobMissing
from models.store import Store
from people.actors import Actor
from registry.archive_export import export_archive
from registry.archive_rows import plain
from registry.disposal import dispose as dispose_of
from registry.erasure import erase as erase_person
from registry.person_records import records_of
from registry.retention import Review, review_list, set_records_rule

app = typer.Typer(no_args_is_help=True, help="Records: review, archive, dispose, tell, erase.")

Persons = Annotated[
    list[str],
    typer.Option(
        "--as",
        metavar="PERSON",
        help="Who decides: first a legal officer, then a head of procurement.",
    ),
]
Ground = Annotated[
    str, typer.Option(help="The decision's ground or reference, without persons' names.")
]


@app.callback()
def records() -> None:
    """Records: review, archive, dispose, tell, erase."""


@app.command()
def due(
    on: Annotated[
        str | None, typer.Option(metavar="DATE", help="Another day than today: 2030-01-31.")
    ] = None,
    as_json: Json = False,
    data_dir: DataDir = None,
    lang: LangOption = "sv",
) -> None:
    """List which tenders' records may be disposed of, and what keeps the others until when."""
    asked = None if on is None else _day(on, lang)
    store = existing_store(data_dir, lang)
    with store.read() as work:
        reviews, day = review_list(work), asked or swedish_day(work.now)
    if as_json:
        listed = [_review_json(each, day, lang) for each in reviews]
        _print_json({"on": day.isoformat(), "tenders": listed})
        return
    out().print(words.review_table(reviews, day, lang))


def _day(given: str, lang: Lang) -> date:
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise fail(words.no_day(given).in_(lang)) from None


def _review_json(review: Review, on: date, lang: Lang) -> dict[str, Any]:
    return {
        "tender": review.tender_id,
        "diary_number": review.diary_number,
        "awarded": plain(review.awarded),
        "due": review.due(on),
        "not_before": plain(review.not_before),
        "disposed_on": plain(review.disposed_on),
        "contracts": [
            {name: plain(value) for name, value in asdict(each).items()}
            for each in review.contracts
        ],
        "reasons": [
            {
                "code": hold.reason.code,
                **hold.reason.as_json(lang),
                "through": plain(hold.through),
                "holds": hold.holds(on),
            }
            for hold in review.holds
        ],
    }


@app.command()
def rule(
    buyer: Annotated[str, typer.Argument(help="The buyer's id.")],
    persons: Persons,
    decision: Annotated[
        str | None, typer.Option(help="The reference of the buyer's own disposal decision.")
    ] = None,
    years: Annotated[
        int | None, typer.Option(help="How many years from the award that decision keeps.")
    ] = None,
    no_archive_law: Annotated[
        bool, typer.Option("--no-archive-law", help="The buyer is not under archive law.")
    ] = False,
    as_json: Json = False,
    data_dir: DataDir = None,
    lang: LangOption = "sv",
) -> None:
    """Record a buyer's disposal decision, or that it is not under archive law."""
    store = existing_store(data_dir, lang)
    under = not no_archive_law
    said: dict[str, Any] = {"archive_law": under, "decision": decision, "years": years}
    with refusing(lang):
        set_records_rule(store, *_two(store, persons), buyer, **said)
    _tell(as_json, {"buyer": buyer, **said}, words.rule_set(buyer, **said), lang)


@app.command()
def archive(
    tender: TenderId,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder that is not there yet.")],
    as_json: Json = False,
    data_dir: DataDir = None,
    lang: LangOption = "sv",
) -> None:
    """Write everything of a tender to a folder for an archive; check it with sha256sum -c."""
    store = existing_store(data_dir, lang)
    try:
        with refusing(lang):
            made = export_archive(store, tender, folder)
    except BlobMissing as error:
        raise fail(str(error)) from error
    except OSError as error:
        raise fail(words.machine(error).in_(lang)) from error
    data = {"tender": tender, **asdict(made), "folder": str(folder)}
    _tell(as_json, data, words.archived(made), lang)


@app.command()
def dispose(
    tender: TenderId,
    persons: Persons,
    ground: Ground,
    as_json: Json = False,
    data_dir: DataDir = None,
    lang: LangOption = "sv",
) -> None:
    """Remove the files and envelopes of a tender's bids. The archive export comes first."""
    store = existing_store(data_dir, lang)
    try:
        with refusing(lang):
            done = dispose_of(store, *_two(store, persons), tender, ground)
    except OSError as error:
        raise fail(words.machine(error).in_(lang)) from error
    _tell(as_json, asdict(done), words.disposed(done), lang)


@app.command()
def person(
    person_id: Annotated[str, typer.Argument(metavar="ID", help="The person's id.")],
    as_json: Json = False,
    data_dir: DataDir = None,
    lang: LangOption = "sv",
) -> None:
    """Show everything held about a person, for an answer under GDPR article 15."""
    store = existing_store(data_dir, lang)
    with refusing(lang), store.read() as work:
        found = records_of(work, person_id)
    if as_json:
        _print_json(
            {
                "person": found.person.model_dump(),
                "organisation": found.organisation.model_dump() if found.organisation else None,
                "roles": [grant.model_dump() for grant in found.roles],
                "rows": found.rows,
                "acts": [
                    {name: plain(value) for name, value in asdict(each).items()}
                    for each in found.acts
                ],
                "named_in": [asdict(each) for each in found.named_in],
                "erased_at": plain(found.erased_at),
            }
        )
        return
    words.tell_person(found, lang)


@app.command()
def erase(
    person_id: Annotated[str, typer.Argument(metavar="PERSON", help="The person's id.")],
    persons: Persons,
    ground: Ground,
    as_json: Json = False,
    data_dir: DataDir = None,
    lang: LangOption = "sv",
) -> None:
    """Remove a person's name and address for good; the id stays as a pseudonym."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        done = erase_person(store, *_two(store, persons), person_id, ground)
    residue = done.residue.in_(lang) if done.residue else None
    _tell(as_json, {**asdict(done), "residue": residue}, words.erased(done), lang)


def _two(store: Store, given: Sequence[str]) -> tuple[Actor, Actor]:
    return two_persons(
        store,
        given,
        "records.two",
        Text("beslutar", "decide"),
        Text(
            ", först en jurist och sedan en upphandlingschef",
            ", first a legal officer and then a head of procurement",
        ),
    )


def _tell(as_json: bool, data: dict[str, Any], told: Text, lang: Lang) -> None:
    if as_json:
        _print_json(data)
    else:
        out().print(told.in_(lang), markup=False, soft_wrap=True)


def _print_json(data: dict[str, Any]) -> None:
    typer.echo(json.dumps(data, ensure_ascii=False))
