"""One sheet per provider: its KPIs month by month, its lots, its rating, how it was computed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_FLOOR, Decimal

from documents import contexts as doc
from documents.parts import CheckpointPart
from documents.parts import Colour as ShownColour
from documents.rendering import Renderer, template_version
from law.reasons import Lang
from models.contract import Contract
from models.delivery import KpiResult, Rating
from models.parties import Organisation
from models.store import Store, Work
from models.tender import Lot, Tender
from people.actors import Actor
from people.permissions import Act, require
from performance.kpi import Colour, Kpi, kpis
from performance.measuring import kpi_results
from performance.months import months_between
from performance.provider_ratings import (
    RATED,
    distinct_participants,
    period_of,
    rating_subject,
    ratings_of,
)
from performance.rating import RULE, RULE_SOURCE
from performance.reports import concluded_contracts, reports_of
from performance.rows import MonthReport
from procurement.tenders.named import tender_or_refusal
from procurement.tenders.wording import (
    buyer_party,
    checkpoint_of,
    is_demo,
    lot_part,
    provider_party,
    title_of,
)
from registry.filing import PDF, file_blob
from registry.journal import append

CHARTED = "K6"


def file_sheets(
    store: Store,
    actor: Actor,
    renderer: Renderer,
    tender_id: str,
    first_month: date,
    last_month: date,
    lang: Lang,
) -> dict[str, str]:
    """Render and file the sheets that are missing; returns each provider's PDF hash.

    Rendering takes long, so it happens between two transactions; a sheet that
    somebody else filed meanwhile is kept. Raises `ActRefused` for an unknown
    tender or an actor who may not render, `RenderFailed` when a sheet cannot be set.
    """
    start, end = period_of(first_month, last_month)
    with store.read() as work:
        require(work, actor, Act.RENDER, tender_or_refusal(work, tender_id).buyer_id)
        missing = [
            row.organisation_id
            for row in ratings_of(work, tender_id, start, end)
            if row.pdf_sha256 is None
        ]
        sheets = build_sheets(work, tender_id, start, end, lang, missing) if missing else []
    pdfs = dict(zip(missing, renderer.render_all(sheets), strict=True)) if missing else {}
    with store.write() as work:
        ratings = ratings_of(work, tender_id, start, end)
        filed = {
            row.organisation_id: file_blob(work, pdfs[row.organisation_id], PDF)
            for row in ratings
            if row.pdf_sha256 is None and row.organisation_id in pdfs
        }
        for row in ratings:
            row.pdf_sha256 = filed.get(row.organisation_id, row.pdf_sha256)
        if filed:
            subject = rating_subject(tender_id, start, end)
            append(work, actor.id, "sheets.filed", subject, {"lang": lang, "sheets": filed})
        return {row.organisation_id: row.pdf_sha256 for row in ratings if row.pdf_sha256}


@dataclass(frozen=True)
class _Period:
    """What all sheets of one tender and period share."""

    tender: Tender
    start: date
    end: date
    lang: Lang
    is_demo: bool
    checkpoint: CheckpointPart | None
    contracts: Sequence[Contract]
    results: Sequence[KpiResult]
    reports: Sequence[MonthReport]


def build_sheets(
    work: Work, tender_id: str, start: date, end: date, lang: Lang, providers: Sequence[str]
) -> list[doc.PerformanceContext]:
    """The sheets of these rated providers, in the order given.

    The checkpoint is the entry that recorded the rating, not the journal's newest:
    a sheet rendered again is the same sheet.
    """
    period = _Period(
        tender=tender_or_refusal(work, tender_id),
        start=start,
        end=end,
        lang=lang,
        is_demo=is_demo(work),
        checkpoint=checkpoint_of(work, RATED, rating_subject(tender_id, start, end)),
        contracts=concluded_contracts(work, tender_id),
        results=kpi_results(work, tender_id, start, end),
        reports=reports_of(work, tender_id, start, end),
    )
    ratings = {row.organisation_id: row for row in ratings_of(work, tender_id, start, end)}
    return [_sheet(work, period, ratings[provider]) for provider in providers]


def _sheet(work: Work, period: _Period, rating: Rating) -> doc.PerformanceContext:
    measured = {row.contract_id for row in period.results}
    own = [
        row
        for row in period.contracts
        if row.organisation_id == rating.organisation_id and row.id in measured
    ]
    results = [row for row in period.results if row.contract_id in {each.id for each in own}]
    tender, lang = period.tender, period.lang
    return doc.PerformanceContext(
        lang=lang,
        template_version=template_version("performance"),
        diary_number=tender.diary_number,
        is_demo=period.is_demo,
        checkpoint=period.checkpoint,
        tender_title=title_of(tender, lang),
        buyer=buyer_party(work, tender),
        provider=provider_party(work.session.get_one(Organisation, rating.organisation_id)),
        period_from=period.start,
        period_to=period.end,
        kpis=[_series(kpi, results, period) for kpi in kpis()],
        lots=[_lot(work, contract, results, period) for contract in own],
        rating=doc.Rating(stars=rating.stars, why=[why[lang] for why in rating.basis["why"]]),
        chart=CHARTED,
        method=_method(lang),
    )


def _series(kpi: Kpi, results: Sequence[KpiResult], period: _Period) -> doc.KpiSeries:
    return doc.KpiSeries(
        code=kpi.id,
        name=kpi.title.in_(period.lang),
        unit=kpi.unit,
        target=_shown(kpi.green.numerator, kpi.green.denominator),
        target_is="at_least" if kpi.higher_is_better else "at_most",
        months=[
            _month(kpi, month, [row for row in results if row.month == month])
            for month in months_between(period.start, period.end)
        ],
    )


def _month(kpi: Kpi, month: date, results: Iterable[KpiResult]) -> doc.KpiMonth:
    value = _value(kpi, results)
    return doc.KpiMonth(month=month, value=value.value, colour=value.colour)


def _lot(
    work: Work, contract: Contract, results: Sequence[KpiResult], period: _Period
) -> doc.LotPerformance:
    lot = work.session.get_one(Lot, contract.lot_id)
    own = [row for row in results if row.contract_id == contract.id]
    return doc.LotPerformance(
        lot=lot_part(lot),
        contract_number=contract.number,
        participants=distinct_participants(
            report for report in period.reports if report.contract_id == contract.id
        ),
        values=[_value(kpi, own) for kpi in kpis()],
    )


def _value(kpi: Kpi, results: Iterable[KpiResult]) -> doc.KpiValue:
    """All results of that KPI taken together: sum over sum."""
    own = [row for row in results if row.kpi == kpi.id]
    numerator = sum(row.numerator for row in own)
    denominator = sum(row.denominator for row in own)
    colours: dict[Colour, ShownColour] = {
        Colour.GREEN: "green",
        Colour.YELLOW: "yellow",
        Colour.RED: "red",
    }
    colour = colours.get(kpi.colour(numerator, denominator))
    return doc.KpiValue(
        value=_shown(numerator, denominator) if denominator else None, colour=colour
    )


def _shown(numerator: int, denominator: int) -> Decimal:
    """Rounded down to a tenth of a per cent, so that 89.96 never reads as the target of 90."""
    return (Decimal(numerator) / denominator).quantize(Decimal("0.001"), rounding=ROUND_FLOOR)


def _method(lang: Lang) -> list[str]:
    measures = [
        f"{kpi.id} {kpi.title.in_(lang)}: {kpi.definition.in_(lang)}."
        f" {_TARGET[lang]}: {kpi.target.in_(lang)} ({kpi.source.in_(lang)})."
        for kpi in kpis()
    ]
    together = {
        "sv": "Över flera avtal eller månader läggs täljare och nämnare ihop var för sig.",
        "en": "Over several contracts or months numerators and denominators are each summed.",
    }
    return [*measures, together[lang], RULE.in_(lang), RULE_SOURCE.in_(lang)]


_TARGET: dict[Lang, str] = {"sv": "Mål", "en": "Target"}
