"""A play's monthly report files as the batches that providers hand in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlmodel import col, select

from interop.play_files import MonthReport, Play
from models.contract import Contract, Party, Signature
from models.store import Store
from performance.submission import LineRow, ParticipantRow, StaffRow, SubmittedReport


def provider_batches(
    store: Store, play: Play, month: str
) -> Iterator[tuple[str, list[SubmittedReport]]]:
    """For each provider, its contracts' reports of that month."""
    contracts = concluded_by_lot(store, play.tender.id)
    reports = play.reports[month]
    batches: dict[str, list[SubmittedReport]] = {}
    for submission in sorted(reports.submissions, key=lambda each: each.lot):
        contract = contracts.get(submission.lot)
        if contract is not None:
            batch = batches.setdefault(contract.organisation_id, [])
            batch.append(_report(contract.id, submission.lot, reports))
    yield from sorted(batches.items())


def concluded_by_lot(store: Store, tender_id: str) -> dict[str, Contract]:
    """lot code → its concluded contract."""
    with store.read() as work:
        contracts = work.session.exec(
            select(Contract)
            .join(Signature, col(Signature.contract_id) == col(Contract.id))
            .where(col(Contract.tender_id) == tender_id, col(Signature.party) == Party.BUYER)
        ).all()
        return {contract.lot_id.removeprefix(f"{tender_id}/"): contract for contract in contracts}


def _report(contract_id: str, lot: str, month: MonthReport) -> SubmittedReport:
    received = next(each.submitted_at for each in month.submissions if each.lot == lot)
    return SubmittedReport(
        contract_id=contract_id,
        month=first_day(month.month),
        submitted_at=received,
        participants=tuple(
            ParticipantRow(**row.model_dump(exclude={"lot"}))
            for row in month.participants
            if row.lot == lot
        ),
        staff=tuple(
            StaffRow(**row.model_dump(exclude={"lot"})) for row in month.staff if row.lot == lot
        ),
        lines=tuple(
            LineRow(
                line=row.id,
                participant=row.participant,
                service_month=first_day(row.service_month),
                amount=row.amount_ore,
            )
            for row in month.lines
            if row.lot == lot
        ),
    )


def first_day(month: str) -> date:
    return date.fromisoformat(f"{month}-01")
