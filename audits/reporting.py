"""The audit's report: what was checked, what was found, and by when the provider answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Literal

from sqlmodel import col, select

from audits.auditing import AUDIT_RUN
from audits.check import Check, checks
from documents import audit_contexts as doc
from documents.rendering import Renderer, template_version
from law.days import swedish_day
from law.reasons import Lang, refuse
from models.audit import Audit, Finding, Severity
from models.contract import Contract
from models.parties import Organisation, Person
from models.store import Store, Work
from models.tender import Lot, Tender
from people.actors import Actor
from people.permissions import Act, require
from performance.months import working_day_after
from procurement.tenders.named import tender_or_refusal
from procurement.tenders.wording import buyer_party, checkpoint_of, is_demo, lot_part, title_of
from registry.filing import PDF, file_blob
from registry.journal import append

ANSWER_WORKING_DAYS: Final = 10
"""What the contract gives the provider to answer in (`audit.hearing`)."""

CLASSES: Final[Mapping[Severity, Literal["C0", "C1", "C2", "C3"]]] = {
    Severity.CRITICAL: "C0",
    Severity.SERIOUS: "C1",
    Severity.NOTABLE: "C2",
    Severity.MINOR: "C3",
}


def file_report(store: Store, actor: Actor, renderer: Renderer, audit_id: str, lang: Lang) -> str:
    """Render and file the audit's report; returns the PDF's hash.

    A report that has been filed is kept, in the language it has. Raises
    `ActRefused` for an unknown audit or an actor who may not audit, and
    `RenderFailed` when the report cannot be set.
    """
    with store.read() as work:
        audit = _audit(work, audit_id)
        require(work, actor, Act.AUDIT, tender_or_refusal(work, audit.tender_id).buyer_id)
        if audit.pdf_sha256 is not None:
            return audit.pdf_sha256
        context = build_report(work, audit, lang)
    [pdf] = renderer.render_all([context])
    with store.write() as work:
        audit = _audit(work, audit_id)
        # Somebody may have filed it while this one was being set.
        if audit.pdf_sha256 is None:
            audit.pdf_sha256 = file_blob(work, pdf, PDF)
            payload = {"lang": lang, "pdf_sha256": audit.pdf_sha256}
            append(work, actor.id, "audit.report_filed", audit_id, payload)
        return audit.pdf_sha256


def build_report(work: Work, audit: Audit, lang: Lang) -> doc.AuditContext:
    """The report's content, from the stored facts alone: built again, it is the same."""
    tender = work.session.get_one(Tender, audit.tender_id)
    findings = findings_of(work, audit.id)
    by_id = {check.id: check for check in checks()}
    return doc.AuditContext(
        lang=lang,
        template_version=template_version("audit"),
        diary_number=tender.diary_number,
        is_demo=is_demo(work),
        checkpoint=checkpoint_of(work, AUDIT_RUN, audit.id),
        audit_number=audit.id,
        tender_title=title_of(tender, lang),
        buyer=buyer_party(work, tender),
        period_from=audit.period_start,
        period_to=audit.period_end,
        contracts=audit.scope["contracts"],
        rows_checked=audit.scope["rows"],
        checks=[
            _check(by_id[check_id], rows, findings, lang)
            for check_id, rows in audit.scope["checks"].items()
        ],
        findings=[_finding(work, audit, each, by_id[each.check_id], lang) for each in findings],
        currency=tender.currency,
        answer_working_days=ANSWER_WORKING_DAYS,
        run_by=work.session.get_one(Person, audit.actor_id).name,
        run_at=audit.run_at,
    )


def findings_of(work: Work, audit_id: str) -> list[Finding]:
    found = select(Finding).where(col(Finding.audit_id) == audit_id)
    return list(work.session.exec(found.order_by(col(Finding.number))))


def _audit(work: Work, audit_id: str) -> Audit:
    audit = work.session.get(Audit, audit_id)
    if audit is None:
        raise refuse(
            "audit.unknown",
            sv=f"Granskningen {audit_id} finns inte",
            en=f"There is no audit {audit_id}",
            todo_sv="Ange en granskning som har körts",
            todo_en="Name an audit that has been run",
        )
    return audit


def _check(check: Check, rows: int, findings: list[Finding], lang: Lang) -> doc.AuditCheck:
    return doc.AuditCheck(
        code=check.id,
        name=check.title.in_(lang),
        basis=check.cited.in_(lang),
        rows_checked=rows,
        findings=sum(1 for each in findings if each.check_id == check.id),
    )


def _finding(work: Work, audit: Audit, finding: Finding, check: Check, lang: Lang) -> doc.Finding:
    contract = work.session.get_one(Contract, finding.contract_id)
    lot = work.session.get_one(Lot, contract.lot_id)
    return doc.Finding(
        number=str(finding.number),
        severity=CLASSES[Severity(finding.severity)],
        contract_number=contract.number,
        lot=lot_part(lot),
        provider=work.session.get_one(Organisation, contract.organisation_id).name,
        what=finding.text_sv if lang == "sv" else finding.text_en,
        evidence="; ".join(_spoken(each, lang) for each in finding.evidence),
        amount_ore=finding.amount,
        next_step=check.next_step.in_(lang),
        answer_by=working_day_after(swedish_day(audit.run_at), ANSWER_WORKING_DAYS),
    )


def _spoken(evidence: Mapping[str, Any], lang: Lang) -> str:
    """ "rapport 2026-04, rad F2604-0399"."""
    words = _WORDS[lang]
    named = [
        f"{words[key]} {evidence[key]}" for key in ("month", "line", "staff") if key in evidence
    ]
    return ", ".join(named)


_WORDS: Final[Mapping[Lang, Mapping[str, str]]] = {
    "sv": {"month": "rapport", "line": "rad", "staff": "personal"},
    "en": {"month": "report", "line": "line", "staff": "staff"},
}
