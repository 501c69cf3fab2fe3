"""What officers see beside a run in Prefect's pages, from the award decision on."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from prefect.artifacts import Artifact, create_link_artifact, create_table_artifact

from contracts.overview import lot_overviews
from flows.exports import documents_of
from flows.owed_work import OwedWork
from law.reasons import Lang
from models.store import Store
from procurement.decisions.deciding import has_decision

OWED = "owed-work"


def show_lots(store: Store, tender_id: str, lang: Lang) -> None:
    """A table of lots, winners and days. Nothing at all before the first decision."""
    if not has_decision(store, tender_id):
        return
    create_table_artifact(
        key=f"lots-{key_of(tender_id)}",
        table=_rows(store, tender_id, lang),
        description=f"{tender_id}: lots, winners, and when each may be signed",
    )


def _rows(store: Store, tender_id: str, lang: Lang) -> list[dict[str, Any]]:
    return [
        {
            "lot": f"{lot.code} {lot.name}",
            "winner": lot.winner or "–",
            "standstill's last day": str(lot.last_day or "–"),
            "lawful from": str(lot.lawful_from or "–"),
            "signable from": str(lot.signable_from or "–"),
            "concluded": str(lot.concluded or "–"),
            "why": lot.story.in_(lang),
        }
        for lot in lot_overviews(store, tender_id)
    ]


def show_owed(rows: Sequence[OwedWork]) -> None:
    """What waits for a person, as a table of ids; anew only where it has changed."""
    table = [
        {"what": each.kind.value, "subject": each.subject, "by": str(each.by or "–")}
        for each in rows
    ]
    # Outside an event loop, where every flow here runs, it is the artifact itself.
    newest: Any = Artifact.get(OWED)
    if newest is None or newest.data != json.dumps(table):
        create_table_artifact(key=OWED, table=table, description="What waits for a person")


def show_documents(store: Store, tender_id: str, kind: str) -> None:
    """A link to each document of that kind; nothing before the first decision."""
    if not has_decision(store, tender_id):
        return
    for path in documents_of(store, tender_id, kind):
        create_link_artifact(
            key=f"{kind}-{key_of(path.stem)}",
            link=path.resolve().as_uri(),
            link_text=path.name,
            description=f"{tender_id}: {kind}",
        )


def key_of(text: str) -> str:
    """Prefect's keys are lower-case letters, digits and dashes."""
    return "".join(c if c.isalnum() and c.isascii() else "-" for c in text.lower()).strip("-")
