from __future__ import annotations

from datetime import date

import pytest

from audits.auditing import run_audit
from audits.reporting import file_report
from documents.audit_contexts import AuditCheck, AuditContext, Finding
from documents.parts import Lot
from documents.rendering import ProcessRenderer
from law.reasons import ActRefused, Lang
from performance.intake import accept_reports
from tests.fact_dump import fact_dump
from tests.performance.followed_contracts import (
    MARCH,
    PRICE,
    TENDER,
    World,
    clean_report,
    journal_kinds,
    line,
    names,
    therapist,
)
from tests.plain_renderer import PlainRenderer

LICENCE_STEP = (
    "The provider shows the licence or replaces the person. The buyer then decides whether a"
    " penalty is due."
)
BILLING_STEP = (
    "The amount is withheld. Once the provider has replied it is set off against the next"
    " invoice or recovered."
)


@pytest.fixture
def audited(world: World) -> World:
    lines = [line(f"F-{name}", name, MARCH) for name in names("c1")]
    report = clean_report(
        "c1",
        MARCH,
        lines=(*lines, line("F-again", "D-c1-00", MARCH)),
        staff=(therapist("S-9", licence=None),),
    )
    accept_reports(world.store, world.actor("north-person"), [report])
    run_audit(world.store, world.actor("auditor"), TENDER, MARCH, date(2026, 3, 31))
    return world


def test_the_report_says_what_was_found_and_by_when_to_answer(audited: World) -> None:
    renderer = PlainRenderer()
    file_report(audited.store, audited.actor("auditor"), renderer, f"{TENDER}/A-2026-03", "en")
    [report] = renderer.asked
    assert isinstance(report, AuditContext)
    # Ten working days from 15 June: midsommarafton, 19 June, is not one of them.
    same = {
        "severity": "C1",
        "contract_number": "DEMO 2025/1-L1",
        "lot": Lot(code="L1", name="Ort 1"),
        "provider": "Demo north",
        "answer_by": date(2026, 6, 30),
    }
    assert report.findings == [
        Finding.model_validate(
            {
                **same,
                "number": "1",
                "what": "The occupational therapist S-9 is reported without a licence number:"
                " 2026-03.",
                "evidence": "report 2026-03, staff S-9",
                "next_step": LICENCE_STEP,
            }
        ),
        Finding.model_validate(
            {
                **same,
                "number": "2",
                "what": "The participant D-c1-00 has been billed more than once for 2026-03;"
                " 1 line too many.",
                "evidence": "report 2026-03, line F-D-c1-00; report 2026-03, line F-again",
                "amount_ore": PRICE,
                "next_step": BILLING_STEP,
            }
        ),
    ]


def test_clean_checks_are_reported_too(audited: World) -> None:
    renderer = PlainRenderer()
    file_report(audited.store, audited.actor("auditor"), renderer, f"{TENDER}/A-2026-03", "sv")
    [report] = renderer.asked
    assert isinstance(report, AuditContext)
    assert [(each.code, each.rows_checked, each.findings) for each in report.checks] == [
        ("A1", 1, 1),
        ("A2", 11, 1),
        ("A3", 11, 0),
    ]
    assert report.checks[2] == AuditCheck(
        code="A3",
        name="Varje rad har avtalets pris",
        basis="Avtalet punkt 7.1, pris per deltagare och månad",
        rows_checked=11,
        findings=0,
    )
    assert (report.contracts, report.rows_checked, report.run_by) == (1, 22, "auditor")


def test_filing_again_renders_and_changes_nothing(audited: World) -> None:
    auditor, audit_id = audited.actor("auditor"), f"{TENDER}/A-2026-03"
    first = file_report(audited.store, auditor, PlainRenderer(), audit_id, "sv")
    assert journal_kinds(audited.store)[-1] == "audit.report_filed"
    before = fact_dump(audited.store)
    again = PlainRenderer()
    assert file_report(audited.store, auditor, again, audit_id, "en") == first
    assert again.asked == []
    assert fact_dump(audited.store) == before


def test_an_unknown_audit_is_refused(audited: World) -> None:
    with pytest.raises(ActRefused) as refused:
        file_report(audited.store, audited.actor("auditor"), PlainRenderer(), "other", "sv")
    assert refused.value.reason.code == "audit.unknown"


def test_only_auditors_and_the_engine_file_reports(audited: World) -> None:
    audit_id = f"{TENDER}/A-2026-03"
    with pytest.raises(ActRefused):
        file_report(audited.store, audited.actor("manager"), PlainRenderer(), audit_id, "sv")
    assert file_report(audited.store, audited.actor("engine"), PlainRenderer(), audit_id, "sv")


@pytest.mark.render
@pytest.mark.parametrize("lang", ["sv", "en"])
def test_a_report_can_be_typeset(audited: World, lang: Lang) -> None:
    audit_id = f"{TENDER}/A-2026-03"
    with ProcessRenderer(workers=1) as renderer:
        sha256 = file_report(audited.store, audited.actor("engine"), renderer, audit_id, lang)
    with audited.store.read() as work:
        assert work.blobs.get(sha256)[:5] == b"%PDF-"
