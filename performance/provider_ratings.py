"""Rate the providers of a tender over a period."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlmodel import col, select

from law.days import swedish_day
from law.reasons import refuse
from models.delivery import KpiResult, Rating
from models.store import Store, Work
from people.actors import Actor
from people.permissions import Act, require
from performance.kpi import Colour
from performance.measuring import kpi_results
from performance.months import last_day
from performance.rating import Rated, rate
from performance.reports import concluded_contracts, reports_of
from performance.rows import MonthReport
from procurement.tenders.named import tender_or_refusal
from registry.journal import append

RATED = "providers.rated"


def rate_providers(
    store: Store, actor: Actor, tender_id: str, first_month: date, last_month: date
) -> tuple[str, ...]:
    """Rate every provider with a report in the period; returns their organisation ids, sorted.

    Months are given by any of their days. A provider rated before for the same
    period keeps its rating. Raises `ActRefused` for an unknown tender, an actor
    who may not measure, a period that is backwards or not over, and a report in it
    that has not been measured.
    """
    start, end = period_of(first_month, last_month)
    with store.write() as work:
        require(work, actor, Act.MEASURE, tender_or_refusal(work, tender_id).buyer_id)
        _refuse_unfinished(work, end)
        before = {row.organisation_id for row in ratings_of(work, tender_id, start, end)}
        rows = [
            Rating(
                tender_id=tender_id,
                organisation_id=organisation_id,
                period_start=start,
                period_end=end,
                stars=rated.stars,
                basis=basis,
                rated_at=work.now,
                **work.recorded(actor.id),
            )
            for organisation_id, rated, basis in _rated(work, tender_id, start, end)
            if organisation_id not in before
        ]
        if rows:
            work.session.add_all(rows)
            subject = rating_subject(tender_id, start, end)
            append(work, actor.id, RATED, subject, _payload(rows))
        return tuple(sorted(before | {row.organisation_id for row in rows}))


def period_of(first_month: date, last_month: date) -> tuple[date, date]:
    """First and last day of the period; `ActRefused` when they come the wrong way round."""
    start, end = first_month.replace(day=1), last_day(last_month)
    if start > end:
        raise refuse(
            "period.backwards",
            sv=f"Perioden {first_month:%Y-%m} till {last_month:%Y-%m} slutar innan den börjar",
            en=f"The period {first_month:%Y-%m} to {last_month:%Y-%m} ends before it begins",
            todo_sv="Ange den första månaden först",
            todo_en="Give the earlier month first",
        )
    return start, end


def rating_subject(tender_id: str, start: date, end: date) -> str:
    return f"{tender_id}/{start:%Y-%m}--{end:%Y-%m}"


def ratings_of(work: Work, tender_id: str, start: date, end: date) -> list[Rating]:
    found = select(Rating).where(
        col(Rating.tender_id) == tender_id,
        col(Rating.period_start) == start,
        col(Rating.period_end) == end,
    )
    return list(work.session.exec(found.order_by(col(Rating.organisation_id))))


def _rated(
    work: Work, tender_id: str, start: date, end: date
) -> Iterable[tuple[str, Rated, dict[str, Any]]]:
    """Each provider that something has been measured of, by id."""
    provider_of = {row.id: row.organisation_id for row in concluded_contracts(work, tender_id)}
    reports = [
        report
        for report in reports_of(work, tender_id, start, end)
        if report.contract_id in provider_of
    ]
    results = kpi_results(work, tender_id, start, end)
    _refuse_unmeasured(reports, results)
    measured_of = {row.contract_id for row in results} & provider_of.keys()
    for provider in sorted({provider_of[contract_id] for contract_id in measured_of}):
        own = [report for report in reports if provider_of[report.contract_id] == provider]
        measured = [row for row in results if provider_of.get(row.contract_id) == provider]
        participants = distinct_participants(own)
        rated = rate([Colour(row.colour) for row in measured], participants)
        yield provider, rated, _basis(rated, measured, participants)


def distinct_participants(reports: Iterable[MonthReport]) -> int:
    return len({row.participant for report in reports for row in report.participants})


def _basis(rated: Rated, measured: list[KpiResult], participants: int) -> dict[str, Any]:
    return {
        "contracts": sorted({row.contract_id for row in measured}),
        "participants": participants,
        "colours": {
            colour.value: sum(row.colour == colour for row in measured) for colour in Colour
        },
        "why": [{"sv": text.sv, "en": text.en} for text in rated.why],
    }


def _payload(rows: list[Rating]) -> dict[str, object]:
    return {"stars": {row.organisation_id: row.stars for row in rows}}


def _refuse_unfinished(work: Work, end: date) -> None:
    if end >= swedish_day(work.now):
        raise refuse(
            "period.not_over",
            sv=f"Perioden till {end} är inte slut",
            en=f"The period to {end} is not over",
            todo_sv="Betygsätt en period som har gått ut",
            todo_en="Rate a period that has ended",
        )


def _refuse_unmeasured(reports: Iterable[MonthReport], results: Iterable[KpiResult]) -> None:
    """A rating stays, so it waits until everything it should rest on is there."""
    measured = {(row.contract_id, row.month) for row in results}
    for report in reports:
        if (report.contract_id, report.month) not in measured:
            raise refuse(
                "rating.not_measured",
                sv=f"Rapporten {report.id} har inte mätts",
                en=f"The report {report.id} has not been measured",
                todo_sv=f"Mät nyckeltalen för {report.month:%Y-%m} först",
                todo_en=f"Measure the indicators for {report.month:%Y-%m} first",
            )
