"""`tilldela evaluate FILE`: bids compared by a stated award model, exactly, from a file alone."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Annotated, Any, Literal

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text as Cell

from cli.console import LangOption, out, refusing
from cli.evaluation.exact_answers import number_json
from cli.evaluation.robustness import draw, robustness_json, show_robustness
from law.reasons import Lang, Reason, Text
from procurement.evaluation.evaluated import Evaluated, evaluate_file
from procurement.evaluation.robustness import robustness
from procurement.evaluation.scoring import First, Placing, Without
from procurement.exact.numbers import exact_json, exact_text

_HEADINGS = (
    Text("Plats", "Place"),
    Text("Anbud", "Bid"),
    Text("Pris", "Price"),
    Text("Prispoäng", "Price points"),
    Text("Kvalitet", "Quality"),
    Text("Jämförelsetal", "Score"),
)


def evaluate(
    file: Annotated[Path, typer.Argument(help="Award model, criteria and bids, in YAML.")],
    robust: Annotated[
        bool,
        typer.Option("--robustness", help="How far each number is from another winner."),
    ] = False,
    svg: Annotated[
        Path | None,
        typer.Option(help="Draw those margins in this file, with or without --robustness."),
    ] = None,
    json_: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False,
    lang: LangOption = "sv",
) -> None:
    """Rank the bids of a file by its award model, and who would win if one fell."""
    with refusing(lang):
        answer_evaluation(evaluate_file(file), robust=robust, svg=svg, json_=json_, lang=lang)


def answer_evaluation(
    found: Evaluated, *, robust: bool, svg: Path | None, json_: bool, lang: Lang
) -> None:
    """Print the evaluation, its margins where asked for, and draw them in ``svg``.

    Raises ActRefused, before anything is printed, where there are no margins or no file.
    """
    margins = robustness(found) if robust or svg is not None else None
    if margins is not None and svg is not None:
        draw(found, margins, svg, lang)
    shown = margins if robust else None
    if json_:
        extra = {} if shown is None else {"robustness": robustness_json(shown)}
        typer.echo(exact_json({**_as_json(found, lang), **extra}))
        return
    _show(found, lang)
    if shown is not None:
        show_robustness(out(), shown, lang)


def _as_json(found: Evaluated, lang: Lang) -> dict[str, Any]:
    comparison = found.comparison
    answer: dict[str, Any] = {
        "ranking": [placing.bid.id for placing in comparison.placings],
        **_first_json(comparison.first),
        "bids": [_bid_json(placing, found) for placing in comparison.placings],
        "warnings": [_warning_json(warning, lang) for warning in found.warnings],
        "leave_one_out": [_without_json(each, lang) for each in comparison.without],
    }
    price = comparison.scoring.price_of_point
    return answer if price is None else {**answer, **number_json("price_of_point", price)}


def _first_json(first: First) -> dict[str, Any]:
    tied = {"tied": first.tied} if first.tied else {}
    return {"winner": first.winner, **tied}


def _bid_json(placing: Placing, found: Evaluated) -> dict[str, Any]:
    score = placing.score
    return {
        "id": placing.bid.id,
        **number_json("price", found.price_of(placing.bid.id)),
        **number_json("price_points", score.price_points),
        **number_json("quality", score.quality),
        **number_json("score", score.total),
    }


def _warning_json(warning: Reason, lang: Lang) -> dict[str, Any]:
    return {"code": warning.code, **warning.as_json(lang)}


def _without_json(each: Without, lang: Lang) -> dict[str, Any]:
    undefined = {} if each.undefined is None else {"undefined": each.undefined.in_(lang)}
    return {"without": each.bid, **_first_json(each.first), **undefined}


def _show(found: Evaluated, lang: Lang) -> None:
    console = out()
    console.print(_table(found, lang))
    for line in _lines(found, lang):
        console.print(Cell(line), soft_wrap=not console.is_terminal)
    _show_warnings(console, found, lang)


def _table(found: Evaluated, lang: Lang) -> Table:
    """A line per bid; a column that the model leaves empty is not shown."""
    rows = [
        (place, *_row(placing, found, lang))
        for place, placing in zip(_places(found), found.comparison.placings, strict=True)
    ]
    title = f"{found.file.model}, {found.file.currency}"
    table = Table(title=Cell(title), title_justify="left")
    used = [at for at in range(len(_HEADINGS)) if any(row[at] for row in rows)]
    for at in used:
        left = _HEADINGS[at].en in ("Place", "Bid")
        justify: Literal["left", "right"] = "left" if left else "right"
        table.add_column(_HEADINGS[at].in_(lang), justify=justify, overflow="fold")
    for row in rows:
        table.add_row(*(Cell(row[at]) for at in used))
    return table


def _row(placing: Placing, found: Evaluated, lang: Lang) -> tuple[str, ...]:
    numbers = (found.price_of(placing.bid.id), *placing.score)
    shown = ("" if each is None else exact_text(each, lang) for each in numbers)
    return (placing.bid.id, *shown)


def _places(found: Evaluated) -> list[str]:
    """Bids that tie share the place of the first of them, marked with =."""
    places: list[str] = []
    for _, group in groupby(found.comparison.placings, key=lambda placing: placing.key):
        tied = len(list(group))
        places += [f"{len(places) + 1}{'=' if tied > 1 else '.'}"] * tied
    return places


def _lines(found: Evaluated, lang: Lang) -> Iterator[str]:
    comparison = found.comparison
    first = comparison.first
    yield Text(f"Vinnare: {_named(first, lang)}.", f"Winner: {_named(first, lang)}.").in_(lang)
    price = comparison.scoring.price_of_point
    if price is not None:
        shown = f"{exact_text(price, lang)} {found.file.currency}"
        now = Text(", med dessa anbud", ", among these bids").in_(lang)
        tail = now if comparison.model.relative else ""
        yield Text(
            f"En kvalitetspoäng väger lika tungt som {shown} i pris{tail}.",
            f"One quality point weighs as much as {shown} of price{tail}.",
        ).in_(lang)
    for each in comparison.without:
        if each.bid in (first.winner, *first.tied):
            yield Text(
                f"Utan {each.bid}: {_named(each.first, lang)}.",
                f"Without {each.bid}: {_named(each.first, lang)}.",
            ).in_(lang)


def _named(first: First, lang: Lang) -> str:
    if first.winner is not None:
        return first.winner
    if not first.tied:
        return Text("kan inte räknas ut", "cannot be computed").in_(lang)
    ids = ", ".join(first.tied)
    return Text(f"ingen, lika: {ids}", f"none, tied: {ids}").in_(lang)


def _show_warnings(console: Console, found: Evaluated, lang: Lang) -> None:
    mark = Text("OBS", "NOTE").in_(lang)
    for warning in found.warnings:
        cite = f"  [{warning.cite.in_(lang)}]" if warning.cite else ""
        line = Cell(f"{mark}: {warning.in_(lang)}.{cite}", style="yellow")
        console.print(line, soft_wrap=not console.is_terminal)
