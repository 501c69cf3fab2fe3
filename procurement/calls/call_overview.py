"""A tender as its file has it: what is on record, what follows from its value, what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from law.days import swedish_day
from law.procedures import ConditionKind, Step, procedures
from law.reasons import ActRefused, Reason, Text
from law.regime import RegimeAnswer
from law.rulebook import Rulebook
from models.planning import Correction, Note, TenderDocument
from models.store import Store, Work
from models.tender import Opening, Publication, Tender
from procurement.calls.basis_stands import check_redone_ended
from procurement.calls.corrections import corrections_of
from procurement.calls.must_extend import answer_by, time_to_extend
from procurement.conditions.step_conditions import CONDITIONS
from procurement.conditions.unmet import Unmet
from procurement.planning.interests import declared_free
from procurement.planning.involvement import involvement_open, involvements_of
from procurement.planning.notes import notes_of
from procurement.planning.records import missing_records
from procurement.planning.tender_documents import newest_versions
from procurement.planning.values import newest_estimate, regime_of, valued
from procurement.tenders.appointments import newest_appointment
from procurement.tenders.deadlines import deadline_of
from procurement.tenders.named import tender_or_refusal
from procurement.tenders.redoing import redoing, redone_as
from procurement.tenders.selection import turnover_demand
from procurement.tenders.steps import basis_of, first_step_of, step_of_tender
from procurement.tenders.stored_requirements import stored_demands

# Asked of those invited, who are on record only once the call is sent.
_OF_INVITED = frozenset(
    {ConditionKind.ENOUGH_INVITED, ConditionKind.ALL_PARTIES, ConditionKind.ALL_ADMITTED}
)


class Stage(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    CLOSED = "closed"
    OPENED = "opened"


@dataclass(frozen=True)
class CallOverview:
    """`regime` is None without a value; `unmet` is what keeps it from being called, or opened.

    `declared`: person and whether free of conflicts; `involved`: organisations. `redoes`,
    `redone`: pairs of one of its lots and the lot that it is made anew of, or has become.
    """

    id: str
    diary_number: str
    title: Text
    rulebook: Rulebook
    procedure: Text
    step: Step
    under: str | None
    stage: Stage
    published_at: datetime | None
    deadline_at: datetime | None
    answer_by: date | None
    opened_at: datetime | None
    regime: RegimeAnswer | None
    notes: Sequence[Note]
    documents: Sequence[TenderDocument]
    corrections: Sequence[Correction]
    declared: Sequence[tuple[str, bool]]
    involved: Sequence[str]
    warnings: tuple[Reason, ...]
    unmet: tuple[Unmet, ...]
    redoes: tuple[tuple[str, str], ...] = ()
    redone: tuple[tuple[str, str], ...] = ()


def call_overview(store: Store, tender_id: str) -> CallOverview:
    """Raises `ActRefused` for a tender that there is none of."""
    with store.read() as work:
        tender = tender_or_refusal(work, tender_id)
        under, sent = basis_of(work, tender_id), work.session.get(Publication, tender_id)
        opening = work.session.get(Opening, tender_id)
        stage = _stage(work, tender)
        return CallOverview(
            id=tender.id,
            diary_number=tender.diary_number,
            title=Text(tender.title_sv, tender.title_en),
            rulebook=Rulebook(tender.rulebook),
            procedure=procedures()[tender.procedure].name,
            step=step_of_tender(tender),
            under=under.id if under else None,
            stage=stage,
            published_at=sent.published_at if sent else None,
            deadline_at=_deadline(work, tender),
            answer_by=answer_by(work, tender, work.now) if _deadline(work, tender) else None,
            opened_at=opening.opened_at if opening else None,
            regime=_regime(work, tender),
            notes=notes_of(work, tender_id),
            documents=list(newest_versions(work, tender_id).values()),
            corrections=corrections_of(work, tender_id),
            declared=declared_free(work, tender_id),
            involved=[row.organisation_id for row in involvements_of(work, tender_id)],
            warnings=tuple(_warnings(work, tender)),
            unmet=_unmet(work, tender, stage),
            redoes=tuple(redoing(work, tender_id).items()),
            redone=tuple(redone_as(work, tender_id).items()),
        )


def _stage(work: Work, tender: Tender) -> Stage:
    if work.session.get(Publication, tender.id) is None:
        return Stage.DRAFT
    if work.session.get(Opening, tender.id) is not None:
        return Stage.OPENED
    deadline = _deadline(work, tender)
    return Stage.PUBLISHED if deadline is None or work.now <= deadline else Stage.CLOSED


def _deadline(work: Work, tender: Tender) -> datetime | None:
    return None if tender.bid_deadline_at is None else deadline_of(work, tender)


def _regime(work: Work, tender: Tender) -> RegimeAnswer | None:
    """By the day that the first notice went, or today."""
    estimate = newest_estimate(work, tender)
    if estimate is None:
        return None
    sent = work.session.get(Publication, first_step_of(work, tender).id)
    on = swedish_day(sent.published_at if sent else work.now)
    return regime_of(valued(work, tender, estimate, on))


def _warnings(work: Work, tender: Tender) -> Iterator[Reason]:
    """What may be stated, and should not be unthinkingly; and who helped to prepare."""
    demands, values = stored_demands(work, tender.id)
    for kind, at_least in demands:
        found = turnover_demand(Rulebook(tender.rulebook), kind, at_least, values)
        if found is not None:
            yield found
    for row in involvements_of(work, tender.id):
        yield from involvement_open(work, tender, row.organisation_id)


def _unmet(work: Work, tender: Tender, stage: Stage) -> tuple[Unmet, ...]:
    if stage is Stage.OPENED:
        return ()
    if stage is not Stage.DRAFT:
        return time_to_extend(work, tender)
    return (*_refused(work, tender), *_conditions(work, tender))


def _refused(work: Work, tender: Tender) -> Iterator[Unmet]:
    for missing in missing_records(work, tender):
        yield Unmet(missing.reason, missing.todo)
    checks = (check_redone_ended, *((newest_appointment,) if step_of_tender(tender).sealed else ()))
    for check in checks:
        try:
            check(work, tender)
        except ActRefused as lacking:
            yield Unmet(lacking.reason, lacking.todo)


def _conditions(work: Work, tender: Tender) -> Iterator[Unmet]:
    for kind in step_of_tender(tender).conditions:
        if kind in _OF_INVITED:
            continue
        try:
            yield from CONDITIONS[kind](work, tender)
        except ActRefused as impossible:
            yield Unmet(impossible.reason, impossible.todo)
