"""`tilldela lots`: where every lot stands, computed from the facts as they are now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated

import typer

from cli.answering import TenderId
from cli.console import DataDir, LangOption, existing_store, out, refusing
from cli.lots_table import lots_table
from contracts.overview import LotOverview, appealed_lots, lot_overviews
from law.reasons import ActRefused, Lang, Reason, Text, refuse

CONCLUDED_AGAINST = Text(
    "Avtalet ingicks i strid med lagen", "The contract was concluded against the law"
)
NOT_PERFORMED = Text("Avtalet får inte fullgöras", "The contract may not be performed")


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
        _print(reason, lang)
    for told in _lifting(overview):
        console.print(f"  {told.in_(lang)}.", markup=False)
    for heading, reasons in _alarms(overview):
        console.print(heading.in_(lang), style="bold red")
        for reason in reasons:
            _print(reason, lang)


def _lifting(overview: LotOverview) -> Iterator[Text]:
    """What would end the hold: the day that the law says, or everything that it takes."""
    if overview.until is not None:
        day = overview.until.isoformat()
        yield Text(f"Hindret upphör tidigast {day}", f"The hold ends on {day} at the earliest")
    for act in dict.fromkeys(overview.lifted_by):
        yield Text(f"Lyfts av: {act.sv}", f"Lifted by: {act.en}")


def _alarms(overview: LotOverview) -> Iterator[tuple[Text, Sequence[Reason]]]:
    """What has come up about a contract that is concluded, and what follows."""
    if overview.unlawful is not None and overview.unlawful.unlawful:
        yield CONCLUDED_AGAINST, overview.unlawful.follows.reasons
    if overview.stopped is not None:
        yield NOT_PERFORMED, overview.stopped.reasons


def _print(reason: Reason, lang: Lang) -> None:
    cite = f"  [{reason.cite.in_(lang)}]" if reason.cite else ""
    out().print(f"· {reason.in_(lang).rstrip('.')}.{cite}", markup=False)


def _unknown_lot(tender: str, lot: str) -> ActRefused:
    return refuse(
        "lot.unknown",
        sv=f"Upphandlingen {tender} har inget anbudsområde {lot}",
        en=f"Tender {tender} has no lot {lot}",
        todo_sv="Ange ett område som finns, t.ex. L01",
        todo_en="Name a lot that exists, such as L01",
    )
