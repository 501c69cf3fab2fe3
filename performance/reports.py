"""Concluded contracts and their accepted reports, as stored."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlmodel import col, select

from models.contract import Contract, Party, Signature
from models.delivery import DeliveryReport, ReportSection
from models.store import Work
from performance.parquet import Scratch, scratch
from performance.rows import (
    SECTIONS,
    InvoiceLine,
    MonthReport,
    ParticipantMonth,
    Section,
    StaffMember,
)


def is_concluded(work: Work, contract_id: str) -> bool:
    """Both parties have signed; the buyer's signature is the last one."""
    signed = select(Signature.party).where(col(Signature.contract_id) == contract_id)
    return {Party.PROVIDER, Party.BUYER} <= set(work.session.exec(signed))


def concluded_contracts(work: Work, tender_id: str) -> list[Contract]:
    """The tender's contracts that bind, by id."""
    signed = select(Signature.contract_id).where(col(Signature.party) == Party.BUYER)
    bound = select(Contract).where(
        col(Contract.tender_id) == tender_id, col(Contract.id).in_(signed)
    )
    return list(work.session.exec(bound.order_by(col(Contract.id))))


def reports_of(work: Work, tender_id: str, first: date, last: date) -> list[MonthReport]:
    """The newest version of every report about a month that begins in `first`–`last`.

    By contract and month.
    """
    stored = (
        select(DeliveryReport)
        .join(Contract, col(Contract.id) == col(DeliveryReport.contract_id))
        .where(
            col(Contract.tender_id) == tender_id,
            col(DeliveryReport.month) >= first,
            col(DeliveryReport.month) <= last,
        )
        .order_by(
            col(DeliveryReport.contract_id),
            col(DeliveryReport.month),
            col(DeliveryReport.version),
        )
    )
    newest = {(row.contract_id, row.month): row for row in work.session.exec(stored)}
    return load(work, list(newest.values()))


def load(work: Work, stored: Sequence[DeliveryReport]) -> list[MonthReport]:
    """Reports with their rows, in the order given."""
    sections = _sections(work, [row.id for row in stored])
    with scratch() as space:
        participants = _rows(work, space, "participants", sections)
        staff = _rows(work, space, "staff", sections)
        lines = _rows(work, space, "lines", sections)
    return [
        MonthReport(
            row.id,
            row.contract_id,
            row.month,
            row.submitted_at,
            tuple(ParticipantMonth(*each) for each in participants[row.id]),
            tuple(StaffMember(*each) for each in staff[row.id]),
            tuple(InvoiceLine(*each) for each in lines[row.id]),
        )
        for row in stored
    ]


def _sections(work: Work, report_ids: Sequence[str]) -> dict[Section, dict[str, str]]:
    """SHA-256 of each report's blob, by section and report."""
    found: dict[Section, dict[str, str]] = {section: {} for section in SECTIONS}
    # Databases limit how many values one question may name.
    for start in range(0, len(report_ids), 500):
        some = report_ids[start : start + 500]
        rows = select(ReportSection).where(col(ReportSection.report_id).in_(some))
        for row in work.session.exec(rows):
            for section in SECTIONS:
                if row.section == section:
                    found[section][row.report_id] = row.parquet_sha256
    return found


def _rows(
    work: Work, space: Scratch, section: Section, sections: dict[Section, dict[str, str]]
) -> dict[str, list[tuple[Any, ...]]]:
    blobs = sections[section]
    read = space.read(section, _files(work, blobs.values()))
    return {report_id: read[sha256] for report_id, sha256 in blobs.items()}


def _files(work: Work, hashes: Iterable[str]) -> Iterable[tuple[str, bytes]]:
    for sha256 in sorted(set(hashes)):
        yield sha256, work.blobs.get(sha256)
