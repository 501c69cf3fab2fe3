"""Negotiations and dialogues, each with one participant, on the record (LOU 6:8, 6:23, 19:15)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import col, select

from appeals.in_force import award_in_force
from law.procedures import LeadsTo
from law.reasons import ActRefused, Text, refuse
from models.stages import Meeting, MeetingKind
from models.store import Store, Work
from models.tender import Opening, Tender
from people.actors import Actor
from people.permissions import Act, require
from procurement.conditions.participants import still_in
from procurement.planning.interests import check_no_conflict
from procurement.stages.selecting import check_can_go_on
from procurement.tenders.lots import check_not_cancelled, lots_of
from procurement.tenders.named import published_or_refusal, tender_or_refusal
from procurement.tenders.steps import require_leads_to, step_of_tender
from registry.journal import append


def record_meeting(
    store: Store,
    actor: Actor,
    tender_id: str,
    organisation_id: str,
    held_at: datetime,
    minutes: Text,
) -> int:
    """Put a meeting on record, and return its number; the same again is the one there is.

    Raises `ActRefused` for somebody who does not take part or has been left out, before
    what they sent in is opened, for a time yet to come, once the next step is called and
    once the award is decided.
    """
    with store.write() as work:
        work.lock_tender(tender_id)
        tender = tender_or_refusal(work, tender_id)
        require(work, actor, Act.MEET, tender.buyer_id)
        check_no_conflict(work, tender, (actor,))
        require_leads_to(tender, LeadsTo.MEETINGS)
        known = meetings_of(work, tender_id)
        for each in known:
            if _says(each) == (organisation_id, held_at, minutes.sv, minutes.en):
                return each.number
        check_not_cancelled(work, tender_id)
        check_can_go_on(work, tender)
        _check_undecided(work, tender)
        _check_takes_part(work, tender, organisation_id)
        _check_time(work, tender, held_at)
        _check_minutes(minutes)
        number = len(known) + 1
        row = Meeting(
            tender_id=tender_id,
            number=number,
            kind=kind_of(tender),
            organisation_id=organisation_id,
            held_at=held_at,
            minutes_sv=minutes.sv,
            minutes_en=minutes.en,
            **work.recorded(actor.id),
        )
        work.session.add(row)
        work.session.flush()
        append(work, actor.id, "meeting.recorded", tender_id, {"number": number})
        return number


def meetings_of(work: Work, tender_id: str) -> Sequence[Meeting]:
    """In the order recorded."""
    found = select(Meeting).where(col(Meeting.tender_id) == tender_id)
    return work.session.exec(found.order_by(col(Meeting.number))).all()


def kind_of(tender: Tender) -> MeetingKind:
    """A negotiation is about tenders; a dialogue is held where none have been sent in."""
    sealed = step_of_tender(tender).sealed
    return MeetingKind.NEGOTIATION if sealed else MeetingKind.DIALOGUE


def _says(row: Meeting) -> tuple[str, datetime, str, str]:
    return row.organisation_id, row.held_at, row.minutes_sv, row.minutes_en


def _check_undecided(work: Work, tender: Tender) -> None:
    if any(award_in_force(work, lot.id) for lot in lots_of(work, tender.id)):
        raise refuse(
            "meeting.decided",
            sv=f"Tilldelningen i {tender.id} är beslutad, och inget finns kvar att förhandla om",
            en=f"The award in {tender.id} is decided, and nothing is left to negotiate",
            todo_sv="Återkalla beslutet först om förhandlingen ska tas upp igen",
            todo_en="Withdraw the decision first if the negotiation is to go on",
        )


def _check_takes_part(work: Work, tender: Tender, organisation_id: str) -> None:
    if organisation_id not in {each for _, each in still_in(work, tender)}:
        raise refuse(
            "meeting.not_in",
            sv=f"{organisation_id} deltar inte i {tender.id}",
            en=f"{organisation_id} does not take part in {tender.id}",
            todo_sv="Ange någon som tilldela stage show har som kvar",
            todo_en="Name somebody whom tilldela stage show has as still in",
        )


def _check_time(work: Work, tender: Tender, held_at: datetime) -> None:
    opened = work.session.get(Opening, tender.id)
    begun = opened.opened_at if opened else published_or_refusal(work, tender.id).published_at
    if not begun <= held_at <= work.now:
        raise _bad_time(tender)


def _bad_time(tender: Tender) -> ActRefused:
    return refuse(
        "meeting.time",
        sv=f"Ett möte i {tender.id} hålls efter att steget inletts och öppnats, och antecknas när"
        " det har hållits",
        en=f"A meeting in {tender.id} is held once its step is called and opened, and recorded"
        " when it has been held",
        todo_sv="Kontrollera tiden",
        todo_en="Check the time",
    )


def _check_minutes(minutes: Text) -> None:
    if not minutes.sv.strip() or not minutes.en.strip():
        raise refuse(
            "meeting.minutes",
            sv="Det står inte vad mötet gällde",
            en="What the meeting was about is not stated",
            todo_sv="Anteckna det som togs upp, lika utförligt för alla",
            todo_en="Note what was brought up, as fully for everybody",
        )
