"""`tilldela evaluate FILE --robustness`: the margins as tables, in JSON and as a picture."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text as Cell

from cli.evaluation.exact_answers import number_json
from law.reasons import Lang, Text, refuse
from procurement.evaluation.evaluated import Evaluated
from procurement.evaluation.robustness import Challenger, Margin, Robustness
from procurement.evaluation.robustness_chart import margin_chart
from procurement.evaluation.robustness_wording import (
    moved_text,
    now_text,
    percent_text,
    signed_text,
    turn_text,
)
from procurement.exact.numbers import exact_text

_DECIDED = Text("Vad {winner} vann på", "What {winner} won by")
_PRICE = Text("Pris", "Price")
_TOGETHER = Text("Tillsammans", "Together")
_OF_SCORE = Text("Av talet", "Of score")
_MARGINS = Text("När {winner} förlorar kontraktet", "When {winner} loses the contract")
_HEADINGS = (
    Text("Till", "To"),
    Text("Det som ändras", "What changes"),
    Text("Nu", "Now"),
    Text("Byter vid", "Changes hands"),
    Text("Ändring", "Change"),
    Text("Andel", "Share"),
)
_LEFT_COLUMNS = 2


def robustness_json(found: Robustness) -> dict[str, Any]:
    return {
        "winner": found.winner,
        "challengers": [_challenger_json(each) for each in found.challengers],
    }


def _challenger_json(challenger: Challenger) -> dict[str, Any]:
    return {
        "id": challenger.bid,
        **number_json("lead", challenger.lead),
        **number_json("lead_share", challenger.lead_share),
        "decided_by": [
            {"criterion": each.criterion, **number_json("lead", each.lead)}
            for each in challenger.decided_by
        ],
        "margins": [_margin_json(margin) for margin in challenger.margins],
    }


def _margin_json(margin: Margin) -> dict[str, Any]:
    moved, turn = margin.moved, margin.turn
    named = {"bid": moved.bid, "criterion": moved.criterion, "level": moved.level}
    answer = {
        "what": moved.what,
        **{key: name for key, name in named.items() if name is not None},
        **number_json("now", margin.now),
        "when": None if turn is None else turn.when,
        **number_json("at", None if turn is None else turn.at),
        **number_json("change", margin.change),
        **number_json("share", margin.share),
    }
    return answer if margin.to_level is None else {**answer, "to_level": margin.to_level}


def draw(found: Evaluated, robust: Robustness, file: Path, lang: Lang) -> None:
    """Write the picture; raises ActRefused for another kind of file, or where it cannot be."""
    if file.suffix.lower() != ".svg":
        raise refuse(
            "robustness.no_svg",
            sv=f"Bilden är i SVG, och {file} slutar inte på .svg",
            en=f"The picture is in SVG, and {file} does not end in .svg",
            todo_sv="Ange ett filnamn som slutar på .svg",
            todo_en="Name a file that ends in .svg",
        )
    try:
        file.write_text(margin_chart(found, robust, lang), encoding="utf-8")
    except OSError:
        raise refuse(
            "robustness.unwritable",
            sv=f"Bilden kan inte skrivas till {file}",
            en=f"The picture cannot be written to {file}",
            todo_sv="Ange en fil i en katalog som finns och som du får skriva i",
            todo_en="Name a file in a folder that is there and that you may write in",
        ) from None


def show_robustness(console: Console, robust: Robustness, lang: Lang) -> None:
    console.print(_decided_table(robust, lang))
    console.print(_margin_table(robust, lang))


def _decided_table(robust: Robustness, lang: Lang) -> Table:
    """A column for the price and for each criterion, in score units; plus is for the winner."""
    title = _DECIDED.in_(lang).format(winner=robust.winner)
    table = Table(title=Cell(title), title_justify="left")
    columns = _parts(robust)
    table.add_column(Text("Mot", "Against").in_(lang), overflow="fold")
    for part in columns:
        name = _PRICE.in_(lang) if part is None else part
        table.add_column(Cell(name), justify="right", overflow="fold")
    table.add_column(_TOGETHER.in_(lang), justify="right")
    table.add_column(_OF_SCORE.in_(lang), justify="right")
    for challenger in robust.challengers:
        leads = {each.criterion: each.lead for each in challenger.decided_by}
        share = challenger.lead_share
        table.add_row(
            Cell(challenger.bid),
            *(signed_text(leads[part], lang) for part in columns),
            exact_text(challenger.lead, lang),
            "–" if share is None else percent_text(share, lang),
        )
    return table


def _parts(robust: Robustness) -> list[str | None]:
    """What decided against the runner-up stands first."""
    return [each.criterion for each in robust.challengers[0].decided_by]


def _margin_table(robust: Robustness, lang: Lang) -> Table:
    title = _MARGINS.in_(lang).format(winner=robust.winner)
    table = Table(title=Cell(title), title_justify="left")
    for at, heading in enumerate(_HEADINGS):
        left = at < _LEFT_COLUMNS
        table.add_column(heading.in_(lang), justify="left" if left else "right", overflow="fold")
    for challenger in robust.challengers:
        for row in _rows(challenger, lang):
            table.add_row(*map(Cell, row))
        table.add_section()
    return table


def _rows(challenger: Challenger, lang: Lang) -> Iterator[tuple[str, ...]]:
    for at, margin in enumerate(challenger.margins):
        change, share = margin.change, margin.share
        yield (
            "" if at else challenger.bid,
            moved_text(margin.moved).in_(lang),
            now_text(margin, lang),
            turn_text(margin, lang),
            "" if change is None else signed_text(change, lang),
            "" if share is None else percent_text(share, lang),
        )
