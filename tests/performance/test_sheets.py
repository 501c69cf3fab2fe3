from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from documents.contexts import KpiMonth, KpiValue, PerformanceContext
from documents.parts import CheckpointPart
from documents.rendering import ProcessRenderer
from law.reasons import ActRefused, Lang
from performance.intake import accept_reports
from performance.measuring import measure
from performance.provider_ratings import rate_providers
from performance.sheets import file_sheets
from registry.checkpoints import newest_checkpoint
from registry.journal import entries
from tests.fact_dump import fact_dump
from tests.performance.followed_contracts import (
    APRIL,
    MARCH,
    TENDER,
    World,
    clean_report,
    journal_kinds,
    participant,
    therapist,
)
from tests.plain_renderer import PlainRenderer


@pytest.fixture
def rated(world: World) -> World:
    """North reports both months, south only March."""
    weak = clean_report(
        "c3",
        MARCH,
        participants=(participant("D-1", scheduled_hours=100, attended_hours=89),),
        staff=(therapist("S-1", fte_tenths=0),),
    )
    for who, reports in {
        "north-person": [clean_report("c1", MARCH), clean_report("c1", APRIL)],
        "south-person": [weak],
    }.items():
        accept_reports(world.store, world.actor(who), reports)
    manager = world.actor("manager")
    for month in (MARCH, APRIL):
        measure(world.store, manager, TENDER, month)
    rate_providers(world.store, manager, TENDER, MARCH, APRIL)
    return world


def test_each_provider_gets_one_sheet(rated: World) -> None:
    renderer = PlainRenderer()
    filed = file_sheets(rated.store, rated.actor("manager"), renderer, TENDER, MARCH, APRIL, "sv")
    assert sorted(filed) == ["north", "south"]
    assert journal_kinds(rated.store)[-1] == "sheets.filed"
    with rated.store.read() as work:
        pdfs = [work.blobs.get(sha256) for sha256 in filed.values()]
    assert pdfs == [context.model_dump_json().encode() for context in renderer.asked]


def test_filing_again_renders_and_changes_nothing(rated: World) -> None:
    manager = rated.actor("manager")
    first = file_sheets(rated.store, manager, PlainRenderer(), TENDER, MARCH, APRIL, "sv")
    before = fact_dump(rated.store)
    again = PlainRenderer()
    assert file_sheets(rated.store, manager, again, TENDER, MARCH, APRIL, "sv") == first
    assert again.asked == []
    assert fact_dump(rated.store) == before


def test_a_sheet_shows_months_without_a_report_as_not_measured(rated: World) -> None:
    renderer = PlainRenderer()
    file_sheets(rated.store, rated.actor("manager"), renderer, TENDER, MARCH, APRIL, "en")
    south = renderer.asked[1]
    assert isinstance(south, PerformanceContext)
    [on_time, coverage, dose] = south.kpis
    assert dose.months == [
        KpiMonth(month=MARCH, value=Decimal("0.89"), colour="yellow"),
        KpiMonth(month=APRIL, value=None, colour=None),
    ]
    assert coverage.months[0] == KpiMonth(month=MARCH, value=Decimal(0), colour="red")
    assert (on_time.target, on_time.target_is) == (Decimal("0.95"), "at_least")
    [lot] = south.lots
    assert (lot.lot.code, lot.participants) == ("L3", 1)
    assert lot.values[2] == KpiValue(value=Decimal("0.89"), colour="yellow")
    assert south.rating.why == ["Participants in the period: 1. A rating takes at least 18."]
    assert (south.period_from, south.period_to) == (MARCH, date(2026, 4, 30))
    assert south.is_demo


def test_a_crash_between_rendering_and_filing_gives_the_same_sheets(rated: World) -> None:
    manager = rated.actor("manager")

    class Crashing(PlainRenderer):
        def render_all(self, contexts: object) -> list[bytes]:
            raise KeyboardInterrupt

    uninterrupted = PlainRenderer()
    with pytest.raises(KeyboardInterrupt):
        file_sheets(rated.store, manager, Crashing(), TENDER, MARCH, APRIL, "sv")
    # Other acts come in between; the sheets say what they said.
    accept_reports(rated.store, rated.actor("north-person"), [clean_report("c2", MARCH)])
    file_sheets(rated.store, manager, uninterrupted, TENDER, MARCH, APRIL, "sv")
    assert [context.checkpoint for context in uninterrupted.asked] == [_at_rating(rated)] * 2


def _at_rating(world: World) -> CheckpointPart:
    """The newest checkpoint over no more than the rating."""
    with world.store.read() as work:
        [found] = [entry for entry in entries(work) if entry.kind == "providers.rated"]
        taken = newest_checkpoint(work, found.seq)
    assert taken is not None
    return CheckpointPart(size=taken.size, root=taken.root)


def test_an_auditor_does_not_render(rated: World) -> None:
    with pytest.raises(ActRefused):
        file_sheets(
            rated.store, rated.actor("auditor"), PlainRenderer(), TENDER, MARCH, APRIL, "sv"
        )


@pytest.mark.render
@pytest.mark.parametrize("lang", ["sv", "en"])
def test_sheets_can_be_typeset(rated: World, lang: Lang) -> None:
    with ProcessRenderer(workers=1) as renderer:
        filed = file_sheets(
            rated.store, rated.actor("manager"), renderer, TENDER, MARCH, APRIL, lang
        )
    with rated.store.read() as work:
        assert {work.blobs.get(sha256)[:5] for sha256 in filed.values()} == {b"%PDF-"}
