"""`tilldela rank`: rank what needs it in a stored tender, and show the evaluation in force."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal

import typer
from rich.table import Table
from rich.text import Text as Cell

from cli.answering import Json, TenderId
from cli.console import DataDir, LangOption, existing_store, out, refusing
from cli.evaluation.exact_answers import number_json
from law.reasons import Lang, Text
from models.evaluation import Standing
from people.actors import load_actor
from procurement.exact.numbers import exact_json, exact_text
from procurement.ranking.evaluating import evaluate
from procurement.ranking.evaluation_in_force import (
    InForce,
    LotInForce,
    RankedBid,
    evaluation_in_force,
)

_HEADINGS = (
    Text("Plats", "Place"),
    Text("Anbud", "Bid"),
    Text("Anbudsgivare", "Tenderer"),
    Text("Prispoäng", "Price points"),
    Text("Kvalitet", "Quality"),
    Text("Jämförelsetal", "Score"),
    Text("Utfall", "Outcome"),
)
_NUMBERS = range(3, 6)
_STANDINGS = {
    Standing.WINNER: Text("vinner", "wins"),
    Standing.RANKED: Text("", ""),
    Standing.PASSED_OVER: Text("förbigånget", "passed over"),
    Standing.DISREGARDED: Text("deltar inte", "takes no part"),
}


def rank(
    tender: TenderId,
    person: Annotated[
        str, typer.Option("--as", metavar="PERSON", help="The procurement officer who ranks.")
    ],
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Rank the lots that need it, and show each lot's evaluation in force with its warnings."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        actor = load_actor(store, person)
        made = evaluate(store, actor, tender)
        found = evaluation_in_force(store, actor, tender)
    if json_:
        typer.echo(exact_json(_as_json(tender, made, found, lang)))
    else:
        _show(found, lang)


def _show(found: InForce, lang: Lang) -> None:
    console = out()
    for lot in found.lots:
        console.print(_table(lot, found, lang))
        for line in _lines(lot, lang):
            console.print(Cell(line), soft_wrap=not console.is_terminal)
    for code, why in found.waiting:
        waits = Text(f"{code} väntar på: {why.sv}.", f"{code} waits for: {why.en}.")
        console.print(Cell(waits.in_(lang)), soft_wrap=not console.is_terminal)


def _table(lot: LotInForce, found: InForce, lang: Lang) -> Table:
    """A line per bid; a column that the model leaves empty is not shown."""
    rows = [_row(bid, lang) for bid in lot.bids]
    title = f"{lot.code}, {lot.evaluation_id}: {found.model}, {found.currency}"
    table = Table(title=Cell(title), title_justify="left")
    used = [at for at in range(len(_HEADINGS)) if any(row[at] for row in rows)]
    for at in used:
        justify: Literal["left", "right"] = "right" if at in _NUMBERS else "left"
        table.add_column(_HEADINGS[at].in_(lang), overflow="fold", justify=justify)
    for row in rows:
        table.add_row(*(Cell(row[at]) for at in used))
    return table


def _row(bid: RankedBid, lang: Lang) -> tuple[str, ...]:
    numbers = (bid.price_points, bid.quality, bid.comparison)
    outcome = [_STANDINGS[bid.standing].in_(lang), bid.note.in_(lang)]
    return (
        "" if bid.place is None else f"{bid.place}.",
        bid.bid_id,
        bid.tenderer,
        *("" if each is None else exact_text(each, lang) for each in numbers),
        ": ".join(each for each in outcome if each),
    )


def _lines(lot: LotInForce, lang: Lang) -> Iterator[str]:
    if lot.draw_seed is not None:
        seed = Text("Lottat med fröet", "Drawn with the seed").in_(lang)
        yield f"{seed} {lot.draw_seed}."
    mark = Text("OBS", "NOTE").in_(lang)
    for warning in lot.warnings:
        cite = f"  [{warning.cite.in_(lang)}]" if warning.cite else ""
        yield f"{mark}: {warning.in_(lang)}.{cite}"


def _as_json(tender: str, made: str | None, found: InForce, lang: Lang) -> dict[str, Any]:
    return {
        "tender": tender,
        "evaluation": made,
        "model": found.model,
        "currency": found.currency,
        "lots": [_lot_json(lot, lang) for lot in found.lots],
        "waiting": {code: why.in_(lang) for code, why in found.waiting},
    }


def _lot_json(lot: LotInForce, lang: Lang) -> dict[str, Any]:
    return {
        "lot": lot.code,
        "evaluation": lot.evaluation_id,
        "winner": lot.winner,
        "draw_seed": lot.draw_seed,
        "combination": lot.combination,
        "bids": [_bid_json(bid, lang) for bid in lot.bids],
        "warnings": [
            {
                "code": each.code,
                "text": each.in_(lang),
                "cite": each.cite.in_(lang) if each.cite else None,
            }
            for each in lot.warnings
        ],
    }


def _bid_json(bid: RankedBid, lang: Lang) -> dict[str, Any]:
    return {
        "id": bid.bid_id,
        "tenderer": bid.tenderer,
        "place": bid.place,
        **number_json("price_points", bid.price_points),
        **number_json("quality", bid.quality),
        **number_json("score", bid.comparison),
        "standing": bid.standing.value,
        "note": bid.note.in_(lang),
        "draw_ticket": bid.draw_ticket,
    }
