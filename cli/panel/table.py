"""A panel as `tilldela panel show` shows it: who has declared and handed in, and the scores."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rich.markup import escape
from rich.table import Table

from law.reasons import Lang
from procurement.exact.numbers import exact_text
from procurement.panel.consensus import Agreed, Spread
from procurement.panel.panel_overview import LotScores, PanelOverview
from procurement.panel.panels import Assessor


def as_json(tender_id: str, found: PanelOverview) -> dict[str, Any]:
    """Points are exact, as "4" or "7/2"."""
    return {
        "tender": tender_id,
        "chair": found.chair,
        "assessors": [
            {
                "person": each.person_id,
                "name": each.name,
                "declared": each.declared,
                "left": each.left,
                "ties": sorted(each.ties),
            }
            for each in found.panel.assessors
        ],
        "lots": [_lot_json(found, each) for each in found.lots],
    }


def _lot_json(panel: PanelOverview, found: LotScores) -> dict[str, Any]:
    return {
        "lot": found.lot.id,
        "handed_in": list(found.handed_in),
        "awaited": _awaited(panel, found),
        "barred": list(found.barred),
        "opened": found.opened,
        "scores": [_spread_json(each) for each in found.scores],
    }


def _awaited(panel: PanelOverview, found: LotScores) -> list[str]:
    """Ids, as the other lists have, of those whom `found.awaited` names."""
    done = {*found.handed_in, *found.barred}
    return [
        each.person_id
        for each in panel.panel.assessors
        if each.name in found.awaited and not each.left and each.person_id not in done
    ]


def _spread_json(spread: Spread) -> dict[str, Any]:
    return {
        "bid": spread.bid_id,
        "criterion": spread.criterion,
        "scores": [
            {
                "person": each.person_id,
                "points": str(each.points),
                "reason": each.reason,
                "counts": each.counts,
            }
            for each in spread.scores
        ],
        "consensus": [_agreed_json(each) for each in spread.versions],
    }


def _agreed_json(agreed: Agreed) -> dict[str, Any]:
    return {
        "version": agreed.version,
        "points": str(agreed.points),
        "reason": {"sv": agreed.reason.sv, "en": agreed.reason.en},
        "counts": agreed.counts,
    }


def tables(found: PanelOverview, lang: Lang) -> Iterator[Table]:
    yield _assessors(found, lang)
    yield _lots(found, lang)
    for each in found.lots:
        if each.scores:
            yield _scores(found, each, lang)


def _headed(*headings: tuple[str, str], lang: Lang, title: str | None = None) -> Table:
    table = Table(title=title, title_justify="left")
    for sv, en in headings:
        table.add_column(sv if lang == "sv" else en, overflow="fold")
    return table


def _assessors(found: PanelOverview, lang: Lang) -> Table:
    table = _headed(
        ("Bedömare", "Assessor"),
        ("Jävsdeklaration", "Declared"),
        ("Bindningar", "Ties"),
        ("", ""),
        lang=lang,
    )
    for each in found.panel.assessors:
        table.add_row(
            escape(each.name),
            "✔" if each.declared else "",
            escape(", ".join(sorted(each.ties))),
            _part(found, each, lang),
        )
    return table


def _part(found: PanelOverview, assessor: Assessor, lang: Lang) -> str:
    if assessor.left:
        return "har lämnat" if lang == "sv" else "has left"
    if assessor.person_id == found.chair:
        return "ordförande" if lang == "sv" else "chair"
    return ""


def _lots(found: PanelOverview, lang: Lang) -> Table:
    table = _headed(
        ("Område", "Lot"),
        ("Lämnade", "Handed in"),
        ("Saknas från", "Awaited from"),
        ("Deltar inte", "Barred"),
        ("Öppnade", "Opened"),
        lang=lang,
    )
    names = {each.person_id: each.name for each in found.panel.assessors}
    for each in found.lots:
        table.add_row(
            escape(each.lot.code),
            str(len(each.handed_in)),
            escape(", ".join(each.awaited)),
            escape(", ".join(names[person] for person in each.barred)),
            "✔" if each.opened else "",
        )
    return table


def _scores(found: PanelOverview, lot: LotScores, lang: Lang) -> Table:
    table = _headed(
        ("Anbud", "Bid"),
        ("Kriterium", "Criterion"),
        ("Var för sig", "Each alone"),
        ("Samsyn", "Consensus"),
        ("Skäl", "Reason"),
        lang=lang,
        title=escape(lot.lot.code),
    )
    names = {each.person_id: each.name for each in found.panel.assessors}
    for spread in lot.scores:
        own = (
            f"{names[each.person_id]} {exact_text(each.points, lang)}"
            for each in spread.scores
            if each.counts
        )
        agreed = spread.consensus
        table.add_row(
            escape(spread.bid_id),
            escape(spread.criterion),
            escape(", ".join(own)),
            exact_text(agreed.points, lang) if agreed else "",
            escape(agreed.reason.in_(lang)) if agreed else "",
        )
    return table
