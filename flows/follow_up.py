"""The delivery reports of a play, and what is measured, rated and audited from them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime

from documents.rendering import Renderer
from flows import preparation
from flows.enrolling import contact_id
from flows.report_files import first_day, provider_batches
from flows.step import Step
from interop.play_files import Play
from law.reasons import Lang, Text
from models.store import Store
from people.actors import load_actor
from performance.intake import accept_reports

PHASE = "follow_up"


def steps(store: Store, play: Play, renderer: Renderer, lang: Lang) -> Iterator[Step]:
    run = play.course
    for month in run.reports:
        title = Text(f"Ta emot leveransrapporter för {month}", f"Accept reports for {month}")
        yield Step(_last_in(play, month), PHASE, title, _accepting(store, play, month))
    yield Step(
        run.rate.at,
        PHASE,
        Text("Mät nyckeltal och sätt betyg", "Measure KPIs and rate the providers"),
        _rating(store, play, renderer, lang),
    )
    yield Step(
        run.audit.at,
        PHASE,
        Text("Granska avtalen enligt schema", "Audit the contracts on schedule"),
        _auditing(store, play, renderer, lang),
    )


def _last_in(play: Play, month: str) -> datetime:
    return max(submission.submitted_at for submission in play.reports[month].submissions)


def _accepting(store: Store, play: Play, month: str) -> Callable[[], None]:
    def do() -> None:
        for provider, reports in provider_batches(store, play, month):
            accept_reports(store, load_actor(store, contact_id(provider)), reports)

    return do


def _months(play: Play) -> tuple[date, date]:
    reports = play.course.reports
    return first_day(reports[0]), first_day(reports[-1])


def _rating(store: Store, play: Play, renderer: Renderer, lang: Lang) -> Callable[[], None]:
    def do() -> None:
        preparation.measure_and_rate(store, renderer, play.tender.id, _months(play), lang)

    return do


def _auditing(store: Store, play: Play, renderer: Renderer, lang: Lang) -> Callable[[], None]:
    def do() -> None:
        preparation.audit_contracts(store, renderer, play.tender.id, _months(play), lang)

    return do
