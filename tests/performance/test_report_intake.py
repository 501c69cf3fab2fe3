from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from law.days import STOCKHOLM
from law.reasons import ActRefused
from performance.intake import LineRow, StaffRow, SubmittedReport, accept_reports
from performance.reports import reports_of
from performance.rows import InvoiceLine, MonthReport, ParticipantMonth, StaffMember
from tests.fact_dump import fact_dump
from tests.performance.followed_contracts import (
    APRIL,
    IN_TIME,
    MARCH,
    MAY,
    NOW,
    PRICE,
    TENDER,
    World,
    clean_report,
    journal_kinds,
    line,
    participant,
    therapist,
)


def accept(world: World, *reports: SubmittedReport, by: str = "north-person") -> tuple[str, ...]:
    return accept_reports(world.store, world.actor(by), reports)


def small_report(**changes: Any) -> SubmittedReport:
    return clean_report("c1", MARCH, 2, **changes)


def test_rows_come_back_as_they_were_handed_in(world: World) -> None:
    given = small_report(
        participants=(
            participant("D-2", scheduled_hours=Decimal("67.25"), attended_hours=Decimal("0.5")),
            participant("D-1", part=4, outcome="work"),
        ),
        staff=(
            therapist("S-2", licence=None, fte_tenths=1),
            StaffRow(staff="S-1", role="AK", fte_tenths=15),
        ),
    )
    assert accept(world, given) == ("c1/2026-03/v1",)
    with world.store.read() as work:
        assert reports_of(work, TENDER, MARCH, MARCH) == [
            MonthReport(
                "c1/2026-03/v1",
                "c1",
                MARCH,
                IN_TIME[MARCH].astimezone(UTC),
                (
                    ParticipantMonth("D-1", 4, MARCH, 3600, 3420, "work"),
                    ParticipantMonth("D-2", 1, MARCH, 4035, 30, "none"),
                ),
                (StaffMember("S-1", "AK", 15, None), StaffMember("S-2", "AT", 1, None)),
                (
                    InvoiceLine("F03-D-c1-00", "D-c1-00", MARCH, PRICE),
                    InvoiceLine("F03-D-c1-01", "D-c1-01", MARCH, PRICE),
                ),
            )
        ]


def test_a_batch_is_one_journal_entry(world: World) -> None:
    batch = [clean_report("c1", MARCH), clean_report("c2", MARCH), clean_report("c1", APRIL)]
    ids = ("c1/2026-03/v1", "c2/2026-03/v1", "c1/2026-04/v1")
    assert accept(world, *batch) == ids
    assert journal_kinds(world.store) == ["reports.accepted"]


def test_accepting_the_same_again_changes_nothing(world: World) -> None:
    first = accept(world, clean_report("c1", MARCH))
    before = fact_dump(world.store)
    assert accept(world, clean_report("c1", MARCH)) == first
    assert fact_dump(world.store) == before


def test_a_repeated_batch_adds_only_what_is_new(world: World) -> None:
    accept(world, clean_report("c1", MARCH))
    accept(world, clean_report("c1", MARCH), clean_report("c1", APRIL))
    assert journal_kinds(world.store) == ["reports.accepted"] * 2
    assert len(fact_dump(world.store)["delivery_report"]) == 2


def test_the_order_of_rows_does_not_matter(world: World) -> None:
    given = clean_report("c1", MARCH)
    accept(world, given)
    accept(world, given.model_copy(update={"lines": given.lines[::-1]}))
    assert len(fact_dump(world.store)["delivery_report"]) == 1


def test_a_report_may_be_empty(world: World) -> None:
    accept(world, small_report(participants=(), staff=(), lines=()))
    with world.store.read() as work:
        [report] = reports_of(work, TENDER, MARCH, MARCH)
    assert (report.participants, report.staff, report.lines) == ((), (), ())


def test_no_reports_are_no_act(world: World) -> None:
    assert accept(world) == ()
    assert journal_kinds(world.store) == []


JUNE = date(2026, 6, 1)
REFUSED: list[tuple[str, str, dict[str, Any]]] = [
    ("actor.organisation", "c3", {}),
    ("report.outside_term", "c1", {"month": date(2026, 2, 1), "lines": (), "participants": ()}),
    ("report.month_not_over", "c1", {"month": JUNE, "submitted_at": NOW}),
    (
        "report.month_not_over",
        "c1",
        {"submitted_at": datetime(2026, 3, 31, 23, 59, tzinfo=STOCKHOLM)},
    ),
    ("report.from_the_future", "c1", {"submitted_at": NOW + timedelta(seconds=1)}),
    ("contract.unknown", "c9", {}),
]


@pytest.mark.parametrize(("code", "contract_id", "changes"), REFUSED)
def test_a_refused_report_leaves_nothing(
    world: World, code: str, contract_id: str, changes: dict[str, Any]
) -> None:
    before = fact_dump(world.store)
    # The good report of the same batch is not kept either.
    good, bad = clean_report("c2", MARCH), clean_report(contract_id, MARCH, **changes)
    with pytest.raises(ActRefused) as refused:
        accept(world, good, bad)
    assert refused.value.reason.code == code
    assert fact_dump(world.store) == before


def test_a_contract_without_the_buyers_signature_takes_no_reports(world: World) -> None:
    with pytest.raises(ActRefused) as refused:
        accept(world, clean_report("c4", MARCH), by="south-person")
    assert refused.value.reason.code == "report.contract_not_concluded"


def test_the_buyers_staff_do_not_report_for_a_provider(world: World) -> None:
    with pytest.raises(ActRefused) as refused:
        accept(world, clean_report("c1", MARCH), by="manager")
    assert refused.value.reason.code == "actor.organisation"


def test_an_accepted_report_is_never_changed(world: World) -> None:
    accept(world, clean_report("c1", MARCH))
    before = fact_dump(world.store)
    with pytest.raises(ActRefused) as refused:
        accept(world, clean_report("c1", MARCH, staff=()))
    assert refused.value.reason.code == "report.already_accepted"
    assert fact_dump(world.store) == before


def test_one_month_comes_once_in_a_batch(world: World) -> None:
    with pytest.raises(ActRefused) as refused:
        accept(world, clean_report("c1", MARCH), clean_report("c1", MARCH))
    assert refused.value.reason.code == "report.twice"
    assert journal_kinds(world.store) == []


WRONG_PARTICIPANTS: list[dict[str, Any]] = [
    {"scheduled_hours": -1, "attended_hours": 0},
    {"attended_hours": -1},
    {"scheduled_hours": 0},
    {"scheduled_hours": 67.5},
    {"scheduled_hours": "67"},
    {"scheduled_hours": Decimal("67.333")},
    {"scheduled_hours": Decimal("NaN")},
    {"scheduled_hours": 745},
    {"part": 5},
    {"part": "1"},
    {"outcome": "ill"},
    {"started_on": "2026-03-01"},
    {"participant": ""},
    {"participant": "19811218-9876"},
    {"diagnosis": "none of ours"},
]


@pytest.mark.parametrize("changes", WRONG_PARTICIPANTS)
def test_a_wrong_participant_row_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        participant("D-1", **changes)


@pytest.mark.parametrize("amount", [-1, 8000.0, "8000", True])
def test_an_amount_is_a_whole_number_of_ore(amount: Any) -> None:
    with pytest.raises(ValidationError):
        LineRow(line="F1", participant="D-1", service_month=MARCH, amount=amount)


@pytest.mark.parametrize(("role", "fte_tenths"), [("XX", 10), ("AT", -1), ("AT", 1.5)])
def test_a_wrong_staff_row_is_refused(role: Any, fte_tenths: Any) -> None:
    with pytest.raises(ValidationError):
        StaffRow(staff="S-1", role=role, fte_tenths=fte_tenths)


WRONG_REPORTS: list[tuple[str, dict[str, Any]]] = [
    ("the same invoice line more than once: F1", {
        "lines": (line("F1", "D-1", MARCH), line("F1", "D-2", MARCH)),
    }),
    ("the same participant more than once: D-1", {
        "participants": (participant("D-1"), participant("D-1", part=2)),
    }),
    ("the same member of staff more than once: S-1", {
        "staff": (therapist("S-1"), therapist("S-1")),
    }),
    ("F1: bills a month after the month reported", {"lines": (line("F1", "D-1", MAY),)}),
    ("D-1: started after the month reported", {
        "participants": (participant("D-1", started_on=date(2026, 4, 1)),),
    }),
    ("a month is given as its first day", {"month": date(2026, 3, 2)}),
    ("timezone info", {"submitted_at": datetime(2026, 4, 8)}),  # noqa: DTZ001
]  # fmt: skip


@pytest.mark.parametrize(("message", "changes"), WRONG_REPORTS)
def test_a_report_that_contradicts_itself_is_refused(message: str, changes: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match=message):
        small_report(**changes)
