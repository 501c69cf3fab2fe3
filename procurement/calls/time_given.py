"""Suppliers get at least the time that the law gives them (LOU 11:1–10, 8:8, 8:11)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time

from law.days import STOCKHOLM, spoken, swedish_day
from law.procedures import Call as Called
from law.reasons import Reason, Text
from law.rulebook import Rulebook
from law.tender_period import Call, Procedure, TenderPeriod, tender_period
from law.thresholds import Buyer
from models.planning import NoteKind
from models.store import Work
from models.tender import Publication, Tender
from procurement.calls.unmet import Unmet
from procurement.planning.notes import notes_of
from procurement.planning.values import newest_estimate
from procurement.tenders.deadlines import deadline_of
from procurement.tenders.lawful_facts import lawful
from procurement.tenders.steps import basis_of, first_step_of, step_of_tender

# A deadline is a time of day: the last day is given in full from this minute on.
WHOLE_DAY = time(23, 59)


def time_given(work: Work, tender: Tender) -> Iterator[Unmet]:
    """Nothing where the act fixes no number of days, as in chapter 19 (19:11)."""
    found = period_of(work, tender)
    if found is None or found.days is None or found.last_day is None:
        return
    deadline = deadline_of(work, tender)
    if not _in_full(deadline, found.last_day):
        yield _too_short(tender, deadline, found)


def period_of(work: Work, tender: Tender) -> TenderPeriod | None:
    """The least time of the tender's step, from the day that it was sent or would be today."""
    period = step_of_tender(tender).period
    if period is None:
        return None
    sent = work.session.get(Publication, tender.id)
    dispatched = swedish_day(sent.published_at if sent else work.now)
    invitation = step_of_tender(tender).call is Called.INVITATION
    estimate = newest_estimate(work, tender)
    call = lawful(
        lambda: Call(
            procedure=period.procedure,
            stage=period.stage,
            dispatched=dispatched,
            notice=_notice(work, tender)
            if invitation and period.procedure in (Procedure.RESTRICTED, Procedure.NEGOTIATED)
            else None,
            urgent=bool(notes_of(work, first_step_of(work, tender).id, NoteKind.URGENCY)),
            buyer=Buyer(estimate.buyer_kind) if estimate else Buyer.SUB_CENTRAL,
        ),
        "time.impossible",
    )
    return lawful(lambda: tender_period(call, rulebook=Rulebook(tender.rulebook)), "time.unknown")


def _notice(work: Work, tender: Tender) -> date | None:
    under = basis_of(work, tender.id)
    sent = work.session.get(Publication, under.id) if under else None
    return swedish_day(sent.published_at) if sent else None


def _in_full(deadline: datetime, last_day: date) -> bool:
    local = deadline.astimezone(STOCKHOLM)
    return local.date() > last_day or (local.date() == last_day and local.time() >= WHOLE_DAY)


def _too_short(tender: Tender, deadline: datetime, found: TenderPeriod) -> Unmet:
    last, given = spoken(found.last_day or deadline.date()), deadline.astimezone(STOCKHOLM)
    text = Text(
        f"Tiden i {tender.id} går ut {given:%Y-%m-%d %H:%M}, men ska löpa hela {last.sv}",
        f"The time in {tender.id} ends {given:%Y-%m-%d %H:%M}, but must run through the whole"
        f" of {last.en}",
    )
    cite = next((r.cite for r in reversed(found.reasons) if r.code != "last-day"), None)
    todo = Text(
        "Ange en senare sista dag, eller förläng tiden",
        "State a later deadline, or extend the time",
    )
    return Unmet(Reason("condition.time", text, cite), todo)
