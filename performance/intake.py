"""Accept monthly reports from providers: checked, stored as Parquet, journaled."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlmodel import col, select

from contracts.performing import check_performed_in
from contracts.signing.refusals import contract_or_refusal
from law.days import spoken, swedish_day
from law.reasons import ActRefused, refuse
from models.contract import Contract
from models.delivery import DeliveryReport, ReportSection
from models.store import Store, Work
from people.actors import Actor
from people.permissions import require_of_organisation
from performance.months import last_day
from performance.parquet import Scratch, scratch
from performance.reports import is_concluded, load
from performance.rows import InvoiceLine, ParticipantMonth, Section, StaffMember
from performance.submission import LineRow, ParticipantRow, StaffRow, SubmittedReport
from registry.filing import PARQUET, file_blob
from registry.journal import append

__all__ = ["LineRow", "ParticipantRow", "StaffRow", "SubmittedReport", "accept_reports"]

FIRST_VERSION = 1


def accept_reports(
    store: Store, actor: Actor, reports: Sequence[SubmittedReport]
) -> tuple[str, ...]:
    """Accept a provider's batch whole or not at all; returns the reports' ids, in order.

    A report that was accepted before with the same rows is left as it is.
    Raises `ActRefused` for another provider's contract, a contract not concluded,
    a month outside the term, not over or in which a court had stopped the contract
    throughout, and other rows for a month already accepted.
    """
    with store.write() as work:
        new = [report for report in reports if _is_new(work, actor, report)]
        _refuse_two_for_one_month(new)
        if new:
            filed = {_report_id(report): sections for report, sections in _file(work, actor, new)}
            append(
                work, actor.id, "reports.accepted", actor.organisation_id or "", {"reports": filed}
            )
    return tuple(_report_id(report) for report in reports)


def _report_id(report: SubmittedReport) -> str:
    return f"{report.contract_id}/{report.month:%Y-%m}/v{FIRST_VERSION}"


def _is_new(work: Work, actor: Actor, report: SubmittedReport) -> bool:
    contract = contract_or_refusal(work, report.contract_id)
    require_of_organisation(work, actor, contract.organisation_id)
    _refuse_unconcluded(work, contract)
    _refuse_outside_term(contract, report.month)
    _refuse_unfinished(work, report)
    accepted = work.session.exec(
        select(DeliveryReport).where(
            col(DeliveryReport.contract_id) == report.contract_id,
            col(DeliveryReport.month) == report.month,
        )
    ).first()
    if accepted is None:
        check_performed_in(work, contract, report.month, last_day(report.month))
        return True
    [before] = load(work, [accepted])
    if (before.participants, before.staff, before.lines) != _rows(report):
        raise _other_rows(report)
    return False


def _rows(
    report: SubmittedReport,
) -> tuple[tuple[ParticipantMonth, ...], tuple[StaffMember, ...], tuple[InvoiceLine, ...]]:
    """The three sections as they are stored: each sorted by its id."""
    return (
        tuple(sorted(row.stored() for row in report.participants)),
        # The ids are unique, so no comparison gets as far as an absent licence.
        tuple(sorted(row.stored() for row in report.staff)),
        tuple(sorted(row.stored() for row in report.lines)),
    )


def _file(
    work: Work, actor: Actor, reports: Sequence[SubmittedReport]
) -> list[tuple[SubmittedReport, dict[Section, str]]]:
    with scratch() as space:
        return [(report, _file_one(work, space, actor, report)) for report in reports]


def _file_one(
    work: Work, space: Scratch, actor: Actor, report: SubmittedReport
) -> dict[Section, str]:
    """Write one report's facts; returns the hash of each section."""
    report_id = _report_id(report)
    work.session.add(
        DeliveryReport(
            id=report_id,
            contract_id=report.contract_id,
            month=report.month,
            version=FIRST_VERSION,
            submitted_at=report.submitted_at,
            **work.recorded(actor.id),
        )
    )
    work.session.flush()
    participants, staff, lines = _rows(report)
    return {
        "participants": _file_section(work, space, report_id, "participants", participants),
        "staff": _file_section(work, space, report_id, "staff", staff),
        "lines": _file_section(work, space, report_id, "lines", lines),
    }


def _file_section(
    work: Work,
    space: Scratch,
    report_id: str,
    section: Section,
    rows: Sequence[ParticipantMonth | StaffMember | InvoiceLine],
) -> str:
    sha256 = file_blob(work, space.write(section, rows), PARQUET)
    work.session.add(
        ReportSection(
            report_id=report_id, section=section, row_count=len(rows), parquet_sha256=sha256
        )
    )
    return sha256


def _refuse_unconcluded(work: Work, contract: Contract) -> None:
    if not is_concluded(work, contract.id):
        raise refuse(
            "report.contract_not_concluded",
            sv=f"Avtal {contract.number} har inte ingåtts, eftersom inte båda parter har"
            " undertecknat det",
            en=f"Contract {contract.number} has not been concluded: not both parties have signed",
            todo_sv="Lämna rapporten när avtalet har ingåtts",
            todo_en="Hand in the report once the contract has been concluded",
        )


def _refuse_outside_term(contract: Contract, month: date) -> None:
    if month > contract.ends_on or last_day(month) < contract.starts_on:
        raise refuse(
            "report.outside_term",
            sv=f"{month:%Y-%m} ligger utanför avtalstiden för avtal {contract.number},"
            f" {contract.starts_on} till {contract.ends_on}",
            en=f"{month:%Y-%m} is outside the term of contract {contract.number},"
            f" {contract.starts_on} to {contract.ends_on}",
            todo_sv="Rapportera en månad inom avtalstiden",
            todo_en="Report on a month within the term",
        )


def _refuse_unfinished(work: Work, report: SubmittedReport) -> None:
    """A whole month can be reported once it is over, and nothing comes in tomorrow."""
    end = last_day(report.month)
    day = spoken(end)
    if swedish_day(report.submitted_at) <= end:
        raise refuse(
            "report.month_not_over",
            sv=f"Rapporten för {report.month:%Y-%m} kom in innan månaden var slut",
            en=f"The report for {report.month:%Y-%m} came in before the month was over",
            todo_sv=f"Lämna rapporten efter {day.sv}",
            todo_en=f"Hand it in after {day.en}",
        )
    if report.submitted_at > work.now:
        raise refuse(
            "report.from_the_future",
            sv=f"Rapporten för {report.month:%Y-%m} anges ha kommit in senare än nu",
            en=f"The report for {report.month:%Y-%m} is said to have come in later than now",
            todo_sv="Kontrollera tidpunkten då rapporten togs emot",
            todo_en="Check when the report was received",
        )


def _refuse_two_for_one_month(reports: Sequence[SubmittedReport]) -> None:
    ids = [_report_id(report) for report in reports]
    for report, report_id in zip(reports, ids, strict=True):
        if ids.count(report_id) > 1:
            raise refuse(
                "report.twice",
                sv=f"Leveransen innehåller två rapporter för {report.contract_id},"
                f" {report.month:%Y-%m}",
                en=f"The batch holds two reports for {report.contract_id}, {report.month:%Y-%m}",
                todo_sv="Behåll den riktiga rapporten",
                todo_en="Keep the right one",
            )


def _other_rows(report: SubmittedReport) -> ActRefused:
    return refuse(
        "report.already_accepted",
        sv=f"En rapport med andra uppgifter har redan godtagits för {report.contract_id},"
        f" {report.month:%Y-%m}, och en godtagen rapport ändras inte",
        en=f"A report with other rows has already been accepted for {report.contract_id},"
        f" {report.month:%Y-%m}, and an accepted report is never changed",
        todo_sv="Kontakta avtalsförvaltaren om rapporten var fel",
        todo_en="Tell the contract manager if the report was wrong",
    )
