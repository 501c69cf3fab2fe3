"""Documents and requests as tables."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from rich.markup import escape
from rich.table import Table

from cli.instants import told_at
from law.reasons import Lang, Text

_SECRECY = {
    "absolute": Text("absolut", "absolute"),
    "tested": Text("prövas", "tested"),
    "public": Text("offentlig", "public"),
}
_OUTCOMES = {
    "given": Text("lämnas ut", "given"),
    "masked": Text("delvis", "in part"),
    "refused": Text("avslås", "refused"),
    None: Text("inte prövad", "not decided"),
}
# So much of a hash tells one document of a tender from all others, and fits a row.
_SHOWN = 12


def documents_table(rows: Sequence[dict[str, Any]], lang: Lang) -> Table:
    table = _table(
        ("Hash", "Handling", "Sekretess", "Markeringar")
        if lang == "sv"
        else ("Hash", "Document", "Secrecy", "Marks")
    )
    for row in rows:
        table.add_row(
            row["sha256"][:_SHOWN],
            escape(_titled(row, lang)),
            _SECRECY[row["secrecy"]].in_(lang),
            ", ".join(row["marks"]),
        )
    return table


def _titled(row: dict[str, Any], lang: Lang) -> str:
    name = row.get("name")
    return f"{row['title'][lang]} ({name})" if name else str(row["title"][lang])


def requests_table(rows: Sequence[dict[str, Any]], lang: Lang) -> Table:
    table = _table(
        ("Begäran", "Kom in", "Mål", "Besvarad", "Utlämnade", "")
        if lang == "sv"
        else ("Request", "Received", "Aim", "Answered", "Given", "")
    )
    for row in rows:
        late = Text("SEN", "LATE").in_(lang) if row["late"] else ""
        table.add_row(
            row["request"],
            _at(row["received"]),
            row["aim"],
            ", ".join(map(_at, row["answered"])),
            str(row["given"]),
            late,
        )
    return table


def request_table(data: dict[str, Any], lang: Lang) -> Table:
    table = _table(
        ("Hash", "Handling", "Beslut", "Lagrum", "Skäl")
        if lang == "sv"
        else ("Hash", "Document", "Decision", "Paragraph", "Reason")
    )
    asked = data["requester"] or data["organisation"] or Text("okänd", "unknown").in_(lang)
    table.title = escape(f"{data['request']} ({asked}): {data['wanted']}")
    for row in data["documents"]:
        table.add_row(
            row["sha256"][:_SHOWN],
            escape(row["title"][lang]),
            _OUTCOMES[row["outcome"]].in_(lang),
            row["cite"] or "",
            escape(row["reason"][lang]) if row["reason"] else "",
        )
    return table


def _table(headings: Sequence[str]) -> Table:
    table = Table(box=None, header_style="bold", pad_edge=False)
    for heading in headings:
        table.add_column(heading, overflow="fold")
    return table


def _at(written: str) -> str:
    return told_at(datetime.fromisoformat(written))
