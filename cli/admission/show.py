"""`tilldela admission show`: how every application stands, and what to be wary of."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import typer
from rich.table import Table

from cli.answering import Json, Officer, TenderId, say
from cli.console import DataDir, LangOption, existing_store, out, refusing
from law.reasons import Lang, Text
from people.actors import load_actor
from procurement.admissions.overview import ApplicationLine, SystemOverview, overview
from procurement.admissions.standing import Standing

STANDINGS: Mapping[Standing, Text] = {
    Standing.WAITING: Text("väntar på beslut", "awaits a decision"),
    Standing.REFUSED: Text("avslagen", "refused"),
    Standing.ADMITTED: Text("godkänd", "approved"),
    Standing.LEFT: Text("har lämnat", "has left"),
}
HEADINGS = {
    "sv": ("Ansökan", "Område", "Leverantör", "Inkom", "Läge", "Avgörs senast", "Saknas"),
    "en": ("Application", "Lot", "Supplier", "Came in", "Standing", "Decided by", "Missing"),
}


def show(
    tender: TenderId,
    person: Officer,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Show every application to a system, the decisions that are due, and any warnings."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        found = overview(store, load_actor(store, person), tender)
    if json_:
        typer.echo(json.dumps(_as_json(tender, found, lang), ensure_ascii=False))
        return
    out().print(_table(found, lang))
    for warning in found.warnings:
        say(Text(f"Observera: {warning.text.sv}.", f"Note: {warning.text.en}."), lang)


def _table(found: SystemOverview, lang: Lang) -> Table:
    table = Table(*HEADINGS[lang])
    for line in found.lines:
        table.add_row(
            line.id,
            line.lot_code,
            line.name,
            line.received_on.isoformat(),
            _standing(line, lang),
            _due(line, lang),
            ", ".join((*line.missing, *line.unanswered)),
        )
    return table


def _standing(line: ApplicationLine, lang: Lang) -> str:
    told = STANDINGS[line.standing].in_(lang)
    if line.contracted and line.standing is Standing.ADMITTED:
        told += ", avtal" if lang == "sv" else ", contract"
    if line.until is not None:
        told += f" (t.o.m. {line.until})" if lang == "sv" else f" (through {line.until})"
    return told


def _due(line: ApplicationLine, lang: Lang) -> str:
    if line.due is None:
        return ""
    late = (" sen" if lang == "sv" else " late") if line.late else ""
    return f"{line.due}{late}"


def _as_json(tender: str, found: SystemOverview, lang: Lang) -> dict[str, Any]:
    return {
        "tender": tender,
        "applications": [
            {
                "application": line.id,
                "lot": line.lot_code,
                "supplier": line.organisation_id,
                "received": line.received_on.isoformat(),
                "standing": line.standing.value,
                "due": line.due.isoformat() if line.due else None,
                "late": line.late,
                "missing": list(line.missing),
                "unanswered": list(line.unanswered),
                "contract": line.contracted,
                "until": line.until.isoformat() if line.until else None,
            }
            for line in found.lines
        ],
        "warnings": [warning.as_json(lang) for warning in found.warnings],
    }
