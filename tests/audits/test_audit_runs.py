from __future__ import annotations

from datetime import date

import pytest

from audits.auditing import run_audit
from audits.reporting import findings_of
from law.reasons import ActRefused
from models.audit import Audit
from performance.intake import accept_reports
from performance.submission import SubmittedReport
from tests.fact_dump import fact_dump
from tests.performance.followed_contracts import (
    APRIL,
    MARCH,
    PRICE,
    TENDER,
    World,
    clean_report,
    journal_kinds,
    line,
    therapist,
)

START, END = date(2026, 3, 1), date(2026, 4, 30)
AUDIT = f"{TENDER}/A-2026-04"


def accept(world: World, *reports: SubmittedReport, by: str = "north-person") -> None:
    accept_reports(world.store, world.actor(by), reports)


def audit(world: World, start: date = START, end: date = END, by: str = "auditor") -> str:
    return run_audit(world.store, world.actor(by), TENDER, start, end)


def plant_faults(world: World) -> None:
    """One therapist of c2 has no licence; one month of c1 is billed again in April."""
    again = clean_report("c1", APRIL)
    again = again.model_copy(update={"lines": (*again.lines, line("F04-again", "D-c1-00", MARCH))})
    accept(world, clean_report("c1", MARCH), again)
    accept(world, clean_report("c2", APRIL, staff=(therapist("S-9", licence=None),)))
    accept(world, clean_report("c3", MARCH), by="south-person")


def test_the_planted_faults_and_nothing_else_are_found(world: World) -> None:
    plant_faults(world)
    assert audit(world) == AUDIT
    with world.store.read() as work:
        findings = [
            (row.number, row.check_id, row.contract_id, row.severity, row.clause, row.amount)
            for row in findings_of(work, AUDIT)
        ]
        double = findings_of(work, AUDIT)[1]
    assert findings == [
        (1, "A1", "c2", "serious", "4.1", None),
        (2, "A2", "c1", "serious", "7.3", PRICE),
    ]
    assert double.evidence == [
        {
            "report": "c1/2026-03/v1",
            "month": "2026-03",
            "line": "F03-D-c1-00",
            "amount": PRICE,
        },
        {
            "report": "c1/2026-04/v1",
            "month": "2026-04",
            "line": "F04-again",
            "amount": PRICE,
        },
    ]


def test_the_scope_counts_what_was_looked_at(world: World) -> None:
    plant_faults(world)
    audit(world)
    with world.store.read() as work:
        row = work.session.get_one(Audit, AUDIT)
    assert row.scope == {
        "contracts": 3,
        "reports": 4,
        "rows": 40 + 4 + 41,
        "lines": 41,
        "checks": {"A1": 4, "A2": 41, "A3": 41},
    }


def test_only_the_periods_own_reports_are_counted(world: World) -> None:
    plant_faults(world)
    audit(world, start=APRIL)
    with world.store.read() as work:
        row = work.session.get_one(Audit, AUDIT)
        found = [(each.check_id, each.contract_id) for each in findings_of(work, AUDIT)]
    assert (row.scope["contracts"], row.scope["reports"]) == (2, 2)
    assert found == [("A1", "c2"), ("A2", "c1")]


def test_clean_reports_give_an_audit_without_findings(world: World) -> None:
    accept(world, clean_report("c1", MARCH), clean_report("c2", MARCH), clean_report("c1", APRIL))
    audit(world)
    assert (len(fact_dump(world.store)["audit"]), fact_dump(world.store)["finding"]) == (1, [])


def test_an_audit_is_one_journal_entry_without_pseudonyms(world: World) -> None:
    plant_faults(world)
    audit(world)
    assert journal_kinds(world.store)[-1] == "audit.run"
    rows = fact_dump(world.store)["journal_entry"]
    [entry] = [repr(row) for row in rows if "audit.run" in row]
    assert "D-c1" not in entry
    assert "S-9" not in entry


def test_auditing_again_changes_nothing(world: World) -> None:
    plant_faults(world)
    audit(world)
    before = fact_dump(world.store)
    assert audit(world, by="engine") == AUDIT
    assert fact_dump(world.store) == before


def test_the_engine_may_audit_but_a_contract_manager_may_not(world: World) -> None:
    accept(world, clean_report("c1", MARCH))
    before = fact_dump(world.store)
    with pytest.raises(ActRefused) as refused:
        audit(world, by="manager")
    assert refused.value.reason.code == "actor.role"
    assert fact_dump(world.store) == before
    assert audit(world, by="engine") == AUDIT


@pytest.mark.parametrize(
    ("start", "end", "code"),
    [
        (date(2026, 5, 1), END, "period.backwards"),
        # The clock stands at 15 June.
        (START, date(2026, 6, 15), "period.not_over"),
        (date(2026, 5, 1), date(2026, 5, 31), "audit.nothing_to_audit"),
    ],
)
def test_a_period_that_cannot_be_audited_is_refused(
    world: World, start: date, end: date, code: str
) -> None:
    plant_faults(world)
    before = fact_dump(world.store)
    with pytest.raises(ActRefused) as refused:
        audit(world, start, end)
    assert refused.value.reason.code == code
    assert fact_dump(world.store) == before


def test_another_period_under_the_same_number_is_refused(world: World) -> None:
    plant_faults(world)
    audit(world)
    with pytest.raises(ActRefused) as refused:
        audit(world, start=APRIL)
    assert refused.value.reason.code == "audit.other_period"
