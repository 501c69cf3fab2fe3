"""What waits for a person, as ids: unlawful contracts, bids that lapse soon, what is overdue.

Prefect's pages show it to everybody who reaches them. So a tender in which nothing has been
decided is named by its own id alone, and whether or not a bid has come in (OSL 19:3).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sqlmodel import col, select

from appeals.unlawful import unlawful_contracts
from appeals.worklist.listing import all_due
from contracts.signing.troubles import troubles_of
from law.days import swedish_day
from models.store import Store, Work
from models.tender import Publication, Tender
from procurement.admissions.due import decisions_due
from procurement.decisions.deciding import has_decision
from procurement.notices.overdue import overdue
from procurement.validity.watching import SOON, lapsing

# An application shows this many days before its last day.
DECIDE_WITHIN = 14


class Owed(StrEnum):
    """Beside each the command that says more."""

    UNLAWFUL = "contract concluded against the law: tilldela lots"
    LAWYERS_LATE = "overdue before a court: tilldela appeals worklist"
    BIDS_LAPSE = "bids lapse: tilldela validity lapsing"
    NOTICE_OVERDUE = "notice overdue: tilldela notice list"
    SIGNING_STOPPED = "a contract is not signed: tilldela contract show"
    APPLICATIONS_WAIT = "applications wait: tilldela admission show"


@dataclass(frozen=True)
class OwedWork:
    """`subject` is an id; `by` the last day, where there is one."""

    kind: Owed
    subject: str
    by: date | None


def owed_work(store: Store) -> tuple[OwedWork, ...]:
    """By kind, and within each the first due first."""
    found = [*_late(store), *_lapsing(store), *_in_tenders(store)]
    order = {kind: place for place, kind in enumerate(Owed)}
    return tuple(
        sorted(found, key=lambda each: (order[each.kind], each.by or date.max, each.subject))
    )


def _late(store: Store) -> Iterator[OwedWork]:
    """One line for a tender: in which case, and what about, is the lawyers' own affair."""
    days: dict[str, date] = {}
    with store.read() as work:
        today = swedish_day(work.now)
        for due in all_due(work):
            if due.is_overdue(today):
                days[due.tender_id] = min(due.due_on, days.get(due.tender_id, due.due_on))
    for tender_id, first in days.items():
        yield OwedWork(Owed.LAWYERS_LATE, tender_id, first)


def _lapsing(store: Store) -> Iterator[OwedWork]:
    with store.read() as work:
        today = swedish_day(work.now)
        called = select(Tender).join(Publication, col(Publication.tender_id) == col(Tender.id))
        until = {each.id: each.bids_valid_until for each in work.session.exec(called)}
    decided = {tender_id for tender_id in until if has_decision(store, tender_id)}
    for tender_id, last in until.items():
        if last is not None and tender_id not in decided and last <= today + timedelta(days=SOON):
            yield OwedWork(Owed.BIDS_LAPSE, tender_id, last)
    for lot in lapsing(store):
        if lot.tender_id in decided:
            yield OwedWork(Owed.BIDS_LAPSE, f"{lot.tender_id}/{lot.lot_code}", lot.until)


def _in_tenders(store: Store) -> Iterator[OwedWork]:
    with store.read() as work:
        for tender_id in sorted(work.session.exec(select(Tender.id))):
            for notice in overdue(work, tender_id):
                yield OwedWork(Owed.NOTICE_OVERDUE, notice.notice.id, notice.last_day)
            yield from _not_signed(work, tender_id)
            yield from _applications(work, tender_id)
            yield from _unlawful(work, tender_id)


def _not_signed(work: Work, tender_id: str) -> Iterator[OwedWork]:
    """Declined, or ordered from a service in vain: why is for those who may read the contract."""
    for trouble in troubles_of(work, tender_id):
        yield OwedWork(Owed.SIGNING_STOPPED, trouble.contract.id, None)


def _unlawful(work: Work, tender_id: str) -> Iterator[OwedWork]:
    """What was learned after a contract was signed; `by` is the last day to have it reviewed."""
    for found in unlawful_contracts(work, tender_id):
        if found.unlawful:
            yield OwedWork(Owed.UNLAWFUL, found.contract_id, found.follows.review_until)


def _applications(work: Work, tender_id: str) -> Iterator[OwedWork]:
    """One line for a system: how many have applied is its own affair."""
    soon = swedish_day(work.now) + timedelta(days=DECIDE_WITHIN)
    days = [due.last_day for due in decisions_due(work, tender_id) if due.last_day <= soon]
    if days:
        yield OwedWork(Owed.APPLICATIONS_WAIT, tender_id, min(days))
