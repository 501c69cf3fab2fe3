"""`tilldela lots`: where every lot stands, computed from the facts as they are now."""

from __future__ import annotations

from typing import Annotated

import typer

from cli.answering import TenderId
from cli.console import DataDir, LangOption, existing_store, out, refusing
from cli.lots_table import lots_table
from contracts.overview import LotOverview, appealed_lots, lot_overviews
from law.reasons import ActRefused, Lang, refuse


def lots(
    tender: TenderId,
    lot: Annotated[str | None, typer.Option(help="One lot, with every reason, e.g. L22.")] = None,
    data_dir: DataDir = None,
    lang: LangOption = "sv",
) -> None:
    """Show each lot's winner, when its contract may be signed, and why."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        overviews = lot_overviews(store, tender)
        if lot is not None:
            asked = [each for each in overviews if each.code == lot.upper()]
            for overview in asked:
                _explain(overview, lang)
            if asked:
                return
            raise _unknown_lot(tender, lot)
        console = out()
        appealed = frozenset(appealed_lots(store, tender))
        console.print(lots_table(overviews, lang, appealed, console.width))


def _explain(overview: LotOverview, lang: Lang) -> None:
    console = out()
    console.print(f"{overview.code} {overview.name}: {overview.winner or '–'}", style="bold")
    for reason in overview.reasons:
        cite = f"  [{reason.cite.in_(lang)}]" if reason.cite else ""
        console.print(f"· {reason.in_(lang)}.{cite}", markup=False)


def _unknown_lot(tender: str, lot: str) -> ActRefused:
    return refuse(
        "lot.unknown",
        sv=f"Upphandlingen {tender} har inget anbudsområde {lot}",
        en=f"Tender {tender} has no lot {lot}",
        todo_sv="Ange ett område som finns, t.ex. L01",
        todo_en="Name a lot that exists, such as L01",
    )
