"""What officers see beside a run in Prefect's pages, from the award decision on."""

from __future__ import annotations

from typing import Any

from prefect.artifacts import create_link_artifact, create_table_artifact

from contracts.overview import lot_overviews
from flows.exports import documents_of
from law.reasons import Lang
from models.store import Store
from procurement.decisions.deciding import has_decision


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
