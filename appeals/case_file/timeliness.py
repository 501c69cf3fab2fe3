"""Whether the application came in in time, with the day as the law counts it."""

from __future__ import annotations

from collections.abc import Iterator

from sqlmodel import col, select

from appeals.award_kind import award_kind, started_on
from appeals.case_file.case import Case
from documents.parts import CitedReason
from law.bar import Bar
from law.days import swedish_day
from law.notices import Notice
from law.reasons import Reason
from law.refusals import ImpossibleFacts
from law.review import cancellation, in_time, new_grounds
from law.standstill import standstill
from models.decision import AwardDecision, Cancellation
from models.letters import Channel, Dispatch, Outgoing
from models.review import MatterKind


def timely(case: Case) -> list[CitedReason]:
    """Decision by decision; of cases that are no application to a court, nothing."""
    if case.matter.kind not in (MatterKind.REVIEW, MatterKind.CANCELLATION):
        return []
    reasons: list[Reason] = []
    for decision in case.decisions:
        bar = bar_of(case, decision)
        _, said = in_time(bar, swedish_day(case.matter.lodged_at), rulebook=case.rulebook)
        reasons += [*bar.reasons, said]
    for row in case.cancellations:
        reasons += _cancelled(case, row)
    return [as_part(case, each) for each in [*reasons, *_new_grounds(case)]]


def as_part(case: Case, reason: Reason) -> CitedReason:
    cite = reason.cite.in_(case.lang) if reason.cite else None
    return CitedReason(text=f"{reason.in_(case.lang)}.", cite=cite)


def bar_of(case: Case, decision: AwardDecision) -> Bar:
    """The standstill of the decision that is attacked, also of one withdrawn since."""
    sent = _dispatched(case, Outgoing.decision_id, decision.id)
    stated = [each.stated_last_day for each in sent if each.stated_last_day]
    kind = award_kind(case.work, case.tender, decision.id)
    return standstill(
        _notices(sent),
        rulebook=case.rulebook,
        stated_end=max(stated, default=None),
        procedure=kind.procedure,
        ex_ante_notice=kind.announced.published_on if kind.announced else None,
        started=started_on(case.tender, swedish_day(decision.decided_at)),
    )


def _cancelled(case: Case, row: Cancellation) -> Iterator[Reason]:
    notices = _notices(_dispatched(case, Outgoing.cancellation_id, row.id))
    if not notices:
        return
    deadline = cancellation(notices, started=case.tender.starts_on, rulebook=case.rulebook)
    yield from deadline.reasons
    bar = Bar(True, deadline.last_day, None, ())
    yield in_time(bar, swedish_day(case.matter.lodged_at), rulebook=case.rulebook)[1]


def _new_grounds(case: Case) -> Iterator[Reason]:
    """The last day for new grounds, where the act has one."""
    try:
        deadline = new_grounds(swedish_day(case.matter.lodged_at), rulebook=case.rulebook)
    except ImpossibleFacts:
        return
    yield from deadline.reasons[-1:]


def _dispatched(case: Case, about: object, subject: str) -> list[Dispatch]:
    found = (
        select(Dispatch)
        .join(Outgoing, col(Outgoing.id) == col(Dispatch.outgoing_id))
        .where(about == subject)
        .order_by(col(Dispatch.dispatched_at), col(Dispatch.outgoing_id))
    )
    return list(case.work.session.exec(found))


def _notices(sent: list[Dispatch]) -> list[Notice]:
    return [Notice(each.dispatched_at, each.channel == Channel.ELECTRONIC) for each in sent]
