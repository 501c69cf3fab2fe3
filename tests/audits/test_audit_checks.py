from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from audits import checks as folder
from audits.check import AuditedContract, Found, checks
from documents.clauses.numbering import number_of
from documents.clauses.vocabulary import worlds
from law.reasons import Text
from performance.rows import InvoiceLine, MonthReport, StaffMember

CHECKS = {check.id: check for check in checks()}
MARCH, APRIL, MAY = date(2026, 3, 1), date(2026, 4, 1), date(2026, 5, 1)
PRICE = 800_000


def report(
    contract: str, month: date, lines: tuple[InvoiceLine, ...] = (), staff: Any = ()
) -> MonthReport:
    when = datetime(2026, 6, 1, tzinfo=UTC)
    return MonthReport(f"{contract}/{month:%m}", contract, month, when, (), staff, lines)


def billed(line: str, of: str, month: date, amount: int = PRICE) -> InvoiceLine:
    return InvoiceLine(line, of, month, amount)


def contract(name: str, *reports: MonthReport, by: str = "north", **more: Any) -> AuditedContract:
    return AuditedContract(name, f"nr {name}", by, PRICE, reports, **more)


def found(check: str, *contracts: AuditedContract) -> list[Found]:
    return list(CHECKS[check].find(contracts))


def evidence(contract: str, month: str, line: str, amount: int = PRICE) -> dict[str, Any]:
    return {
        "report": f"{contract}/{month[-2:]}",
        "month": month,
        "line": line,
        "amount": amount,
    }


def test_every_file_in_the_folder_is_a_check() -> None:
    files = {path.stem for path in Path(folder.__path__[0]).glob("*.py")} - {"__init__"}
    assert {check.find.__module__.rsplit(".", 1)[1] for check in checks()} == files


def test_checks_come_in_the_order_of_their_numbers() -> None:
    assert [check.id for check in checks()] == ["A1", "A2", "A3"]


@pytest.mark.parametrize("check", checks(), ids=lambda check: check.id)
def test_a_check_cites_the_clause_of_the_contract_that_it_holds_reports_against(check: Any) -> None:
    number = {"A1": "4.1", "A2": "7.3", "A3": "7.1"}[check.id]
    assert check.cited.sv.startswith(f"Avtalet punkt {number}, ")
    assert check.cited.en.startswith(f"Contract clause {number}, ")


def test_a_clause_that_a_check_cites_has_the_same_number_in_every_contract() -> None:
    contracts = [facts for facts in worlds() if "choice" not in facts]
    for check in checks():
        assert {number_of(check.clause, facts) for facts in contracts} == {check.number}


def test_a_therapist_without_a_licence_is_found_once_for_all_months() -> None:
    staff = (
        StaffMember("S-1", "AT", 10, "DEMO-AT-1"),
        StaffMember("S-2", "AT", 1, None),
        StaffMember("S-3", "AT", 1, " "),
        StaffMember("S-4", "AK", 10, None),
    )
    reports = (
        report("c1", MARCH, staff=staff[:2]),
        report("c1", APRIL, staff=staff),
    )
    assert found("A1", contract("c1", *reports)) == [
        Found(
            "c1",
            Text(
                "Arbetsterapeuten S-2 redovisas utan legitimationsnummer: 2026-03, 2026-04.",
                "The occupational therapist S-2 is reported without a licence number:"
                " 2026-03, 2026-04.",
            ),
            None,
            (
                {"report": "c1/03", "month": "2026-03", "staff": "S-2"},
                {"report": "c1/04", "month": "2026-04", "staff": "S-2"},
            ),
        ),
        Found(
            "c1",
            Text(
                "Arbetsterapeuten S-3 redovisas utan legitimationsnummer: 2026-04.",
                "The occupational therapist S-3 is reported without a licence number: 2026-04.",
            ),
            None,
            ({"report": "c1/04", "month": "2026-04", "staff": "S-3"},),
        ),
    ]


def test_a_month_billed_again_later_is_the_superfluous_one() -> None:
    audited = contract(
        "c1",
        report("c1", MARCH, (billed("F1", "D-1", MARCH),)),
        report("c1", APRIL, (billed("F0", "D-1", MARCH, 1), billed("F2", "D-1", APRIL))),
    )
    [double] = found("A2", audited)
    assert double == Found(
        "c1",
        Text(
            "Deltagaren D-1 har fakturerats mer än en gång för 2026-03; 1 rad för mycket.",
            "The participant D-1 has been billed more than once for 2026-03; 1 line too many.",
        ),
        1,
        (evidence("c1", "2026-03", "F1"), evidence("c1", "2026-04", "F0", 1)),
    )


def test_double_billing_is_seen_across_a_providers_contracts() -> None:
    first = contract("c1", report("c1", MARCH, (billed("F1", "D-1", MARCH),)))
    second = contract(
        "c2", report("c2", MARCH, (billed("F2", "D-1", MARCH), billed("F3", "D-1", MARCH)))
    )
    [double] = found("A2", first, second)
    assert (double.contract_id, double.amount) == ("c2", 2 * PRICE)
    assert [each["line"] for each in double.evidence] == ["F1", "F2", "F3"]


def test_two_providers_may_bill_the_same_pseudonym() -> None:
    first = contract("c1", report("c1", MARCH, (billed("F1", "D-1", MARCH),)))
    second = contract("c2", report("c2", MARCH, (billed("F1", "D-1", MARCH),)), by="south")
    assert found("A2", first, second) == []


def test_a_month_paid_for_in_an_earlier_period_is_not_paid_again() -> None:
    earlier = (report("c1", MARCH, (billed("F1", "D-1", MARCH),)),)
    again = report("c1", APRIL, (billed("F2", "D-1", MARCH),))
    [double] = found("A2", contract("c1", again, earlier=earlier))
    assert double.evidence == (
        evidence("c1", "2026-03", "F1"),
        evidence("c1", "2026-04", "F2"),
    )


def test_what_an_earlier_audit_could_find_is_not_found_again() -> None:
    earlier = (
        report("c1", MARCH, (billed("F1", "D-1", MARCH),)),
        report("c1", APRIL, (billed("F2", "D-1", MARCH),)),
    )
    assert found("A2", contract("c1", report("c1", MAY), earlier=earlier)) == []


def test_lines_off_the_contract_price_are_one_finding_per_contract() -> None:
    lines = (
        billed("F1", "D-1", MARCH),
        billed("F2", "D-2", MARCH, PRICE + 500),
        billed("F3", "D-3", MARCH, PRICE - 200),
    )
    [wrong] = found("A3", contract("c1", report("c1", MARCH, lines)), contract("c2"))
    assert (wrong.contract_id, wrong.amount) == ("c1", 300)
    assert wrong.evidence == (
        evidence("c1", "2026-03", "F2", PRICE + 500),
        evidence("c1", "2026-03", "F3", PRICE - 200),
    )


@pytest.mark.parametrize("check", sorted(CHECKS))
def test_clean_reports_give_no_findings(check: str) -> None:
    staff = (StaffMember("S-1", "AT", 10, "DEMO-AT-1"), StaffMember("S-2", "AK", 10, None))
    reports = [
        report("c1", month, (billed(f"F{month:%m}", "D-1", month),), staff)
        for month in (MARCH, APRIL, MAY)
    ]
    assert found(check, contract("c1", *reports)) == []
