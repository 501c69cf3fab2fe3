"""Suppliers get at least the time that the law gives them (LOU 11:1–10, 8:8, 8:11)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from law.days import STOCKHOLM, spoken, swedish_day
from law.procedures import Call as Called
from law.reasons import Reason, Text
from law.rulebook import Rulebook
from law.tender_call import SELECTIVE
from law.tender_period import Call, TenderPeriod, tender_period
from law.thresholds import Buyer
from models.notices import NoticeKind
from models.planning import NoteKind
from models.store import Work
from models.tender import Publication, Tender
from procurement.conditions.unmet import Unmet
from procurement.planning.notes import notes_of
from procurement.planning.values import newest_estimate
from procurement.schedule.time_to_send import LAST_MINUTE
from procurement.tenders.deadlines import deadline_of
from procurement.tenders.lawful_facts import lawful
from procurement.tenders.owed_notices import prior_information_sent_on, sent_on
from procurement.tenders.steps import basis_of, first_step_of, step_of_tender


def time_given(work: Work, tender: Tender) -> Iterator[Unmet]:
    """Nothing where the act fixes no number of days, as in chapter 19 (19:11)."""
    found = period_of(work, tender)
    if found is None or found.days is None or found.last_day is None:
        return
    deadline = deadline_of(work, tender)
    if not in_full(deadline, found.last_day):
        yield _too_short(tender, deadline, found)


def period_of(
    work: Work, tender: Tender, last_sent: date | None = None, *, ordinary: bool = False
) -> TenderPeriod | None:
    """The least time of the tender's step, from the day that it was sent or would be today.

    `last_sent`: the day that the last invitation went out, where that is known. `ordinary`:
    as if there were no shortage of time.
    """
    period = step_of_tender(tender).period
    if period is None:
        return None
    dispatched = last_sent or _dispatched(work, tender)
    invitation = step_of_tender(tender).call is Called.INVITATION
    estimate = newest_estimate(work, tender)
    call = lawful(
        lambda: Call(
            procedure=period.procedure,
            stage=period.stage,
            dispatched=dispatched,
            notice=_notice(work, tender) if invitation and period.procedure in SELECTIVE else None,
            prior_notice=prior_information_sent_on(work, tender),
            urgent=not ordinary and is_urgent(work, tender),
            buyer=Buyer(estimate.buyer_kind) if estimate else Buyer.SUB_CENTRAL,
        ),
        "time.impossible",
    )
    return lawful(lambda: tender_period(call, rulebook=Rulebook(tender.rulebook)), "time.unknown")


def is_urgent(work: Work, tender: Tender) -> bool:
    """Whether shortage of time is on record, in the step that the procurement began with."""
    return bool(notes_of(work, first_step_of(work, tender).id, NoteKind.URGENCY))


def _dispatched(work: Work, tender: Tender) -> date:
    """Or the later day on which the notice is known to have gone to the database."""
    sent = work.session.get(Publication, tender.id)
    published = swedish_day(sent.published_at if sent else work.now)
    return max(published, sent_on(work, tender.id, NoticeKind.CONTRACT) or published)


def _notice(work: Work, tender: Tender) -> date | None:
    under = basis_of(work, tender.id)
    sent = work.session.get(Publication, under.id) if under else None
    return swedish_day(sent.published_at) if sent else None


def in_full(deadline: datetime, last_day: date) -> bool:
    """Whether the deadline leaves the whole of the last day."""
    local = deadline.astimezone(STOCKHOLM)
    return local.date() > last_day or (local.date() == last_day and local.time() >= LAST_MINUTE)


def _too_short(tender: Tender, deadline: datetime, found: TenderPeriod) -> Unmet:
    last, given = spoken(found.last_day or deadline.date()), deadline.astimezone(STOCKHOLM)
    text = Text(
        f"Tiden i {tender.id} går ut {given:%Y-%m-%d %H:%M}, men ska löpa hela {last.sv}",
        f"The time in {tender.id} ends {given:%Y-%m-%d %H:%M}, but must run through the whole"
        f" of {last.en}",
    )
    # The day by number stands on the paragraph that fixes how many there are.
    cite = next((each.cite for each in found.reasons if each.code == "nominal-last-day"), None)
    todo = Text(
        "Ange en senare sista dag, eller förläng tiden",
        "State a later deadline, or extend the time",
    )
    return Unmet(Reason("condition.time", text, cite), todo)
