from __future__ import annotations

from datetime import date, datetime

import pytest

from law.days import STOCKHOLM
from law.reasons import ActRefused
from performance.intake import accept_reports
from performance.measuring import kpi_results, measure
from performance.provider_ratings import period_of, rate_providers, ratings_of
from tests.fact_dump import fact_dump
from tests.performance.followed_contracts import (
    APRIL,
    MARCH,
    MAY,
    TENDER,
    World,
    clean_report,
    journal_kinds,
    participant,
    therapist,
)

LATE = datetime(2026, 4, 14, 9, tzinfo=STOCKHOLM)


@pytest.fixture
def reported(world: World) -> World:
    """North is good and large enough; south is late once and has too few participants."""
    accept_reports(
        world.store,
        world.actor("north-person"),
        [clean_report(each, month) for each in ("c1", "c2") for month in (MARCH, APRIL)],
    )
    south = clean_report(
        "c3",
        MARCH,
        participants=(participant("D-1", attended_hours=30), participant("D-2", part=3)),
        staff=(therapist("S-1", fte_tenths=1),),
        submitted_at=LATE,
    )
    accept_reports(world.store, world.actor("south-person"), [south])
    return world


def test_every_report_gets_every_kpi(reported: World) -> None:
    assert measure(reported.store, reported.actor("manager"), TENDER, MARCH) == 9
    with reported.store.read() as work:
        found = {
            (row.contract_id, row.kpi): (row.numerator, row.denominator, row.colour)
            for row in kpi_results(work, TENDER, MARCH, MARCH)
        }
    assert found == {
        ("c1", "K2"): (1, 1, "green"),
        ("c1", "K4"): (250, 100, "green"),
        ("c1", "K6"): (34200, 36000, "green"),
        ("c2", "K2"): (1, 1, "green"),
        ("c2", "K4"): (250, 100, "green"),
        ("c2", "K6"): (34200, 36000, "green"),
        ("c3", "K2"): (0, 1, "red"),
        ("c3", "K4"): (25, 10, "green"),
        ("c3", "K6"): (5220, 7200, "red"),
    }


def test_measuring_again_changes_nothing(reported: World) -> None:
    manager = reported.actor("manager")
    measure(reported.store, manager, TENDER, MARCH)
    before = fact_dump(reported.store)
    assert measure(reported.store, manager, TENDER, MARCH) == 9
    assert fact_dump(reported.store) == before


def test_a_report_that_comes_later_is_measured_later_and_stays_late(reported: World) -> None:
    manager = reported.actor("manager")
    assert measure(reported.store, manager, TENDER, APRIL) == 7, "c3's silence is measured too"
    accept_reports(reported.store, reported.actor("south-person"), [clean_report("c3", APRIL)])
    assert measure(reported.store, manager, TENDER, APRIL) == 9
    assert journal_kinds(reported.store)[-3:] == [
        "kpis.measured",
        "reports.accepted",
        "kpis.measured",
    ]
    with reported.store.read() as work:
        results = kpi_results(work, TENDER, APRIL, APRIL)
    assert [row.colour for row in results if (row.contract_id, row.kpi) == ("c3", "K2")] == ["red"]


def test_a_contract_that_reports_nothing_is_red_once_the_report_is_overdue(
    reported: World,
) -> None:
    assert measure(reported.store, reported.actor("manager"), TENDER, MAY) == 3
    with reported.store.read() as work:
        results = kpi_results(work, TENDER, MAY, MAY)
    assert {(row.kpi, row.numerator, row.denominator, row.colour) for row in results} == {
        ("K2", 0, 1, "red")
    }


def test_a_month_whose_reports_are_not_due_is_no_act(reported: World) -> None:
    before = fact_dump(reported.store)
    assert measure(reported.store, reported.actor("manager"), TENDER, date(2027, 1, 1)) == 0
    assert fact_dump(reported.store) == before


@pytest.mark.parametrize("person", ["auditor", "officer", "north-person"])
def test_only_contract_managers_measure_and_rate(reported: World, person: str) -> None:
    with pytest.raises(ActRefused):
        measure(reported.store, reported.actor(person), TENDER, MARCH)
    with pytest.raises(ActRefused):
        rate_providers(reported.store, reported.actor(person), TENDER, MARCH, APRIL)


def test_an_unknown_tender_is_refused(reported: World) -> None:
    with pytest.raises(ActRefused) as refused:
        measure(reported.store, reported.actor("manager"), "other", MARCH)
    assert refused.value.reason.code == "tender.unknown"


def test_a_rating_says_what_it_rests_on(reported: World) -> None:
    manager = reported.actor("manager")
    for month in (MARCH, APRIL):
        measure(reported.store, manager, TENDER, month)
    assert rate_providers(reported.store, manager, TENDER, MARCH, APRIL) == ("north", "south")
    with reported.store.read() as work:
        north, south = ratings_of(work, TENDER, *period_of(MARCH, APRIL))
    assert (north.stars, south.stars) == (4, None)
    assert north.basis == {
        "contracts": ["c1", "c2"],
        "participants": 20,
        "colours": {"green": 12, "yellow": 0, "red": 0, "none": 0},
        "why": [
            {
                "sv": "Mätningar: 12. Gröna: 12. Gula: 0. Röda: 0.",
                "en": "Measurements: 12. Green: 12. Yellow: 0. Red: 0.",
            }
        ],
    }
    assert south.basis["why"][0]["en"] == (
        "Participants in the period: 2. A rating takes at least 18."
    )


def test_rating_again_changes_nothing(reported: World) -> None:
    manager = reported.actor("manager")
    measure(reported.store, manager, TENDER, MARCH)
    first = rate_providers(reported.store, manager, TENDER, MARCH, MARCH)
    before = fact_dump(reported.store)
    assert rate_providers(reported.store, manager, TENDER, MARCH, MARCH) == first
    assert fact_dump(reported.store) == before


@pytest.mark.parametrize(
    ("first", "last", "code"),
    [
        (APRIL, MARCH, "period.backwards"),
        # The clock stands at 15 June.
        (MARCH, date(2026, 6, 1), "period.not_over"),
        # March has been measured, April has not.
        (MARCH, APRIL, "rating.not_measured"),
    ],
)
def test_a_period_that_cannot_be_rated_is_refused(
    reported: World, first: date, last: date, code: str
) -> None:
    manager = reported.actor("manager")
    measure(reported.store, manager, TENDER, MARCH)
    before = fact_dump(reported.store)
    with pytest.raises(ActRefused) as refused:
        rate_providers(reported.store, manager, TENDER, first, last)
    assert refused.value.reason.code == code
    assert fact_dump(reported.store) == before
