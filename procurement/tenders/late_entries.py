"""Procurements that ran elsewhere and were entered here mid-life."""

from __future__ import annotations

from law.days import swedish_day
from law.reasons import Lang, Text
from models.late_entry import LateEntry
from models.parties import Person
from models.store import Work


def late_entry_of(work: Work, tender_id: str) -> LateEntry | None:
    return work.session.get(LateEntry, (tender_id, 1))


def entered_later(work: Work, tender_id: str, lang: Lang) -> str | None:
    """For documents that tell facts from before the entry: when, by whom and out of what."""
    entry = late_entry_of(work, tender_id)
    if entry is None:
        return None
    by, approved = (
        work.session.get_one(Person, each).name for each in (entry.actor_id, entry.approved_by)
    )
    on, through = (swedish_day(each).isoformat() for each in (entry.entered_at, entry.through))
    return Text(
        f"Uppgifterna till och med {through} lades in i efterhand {on} av {by} och godkändes av"
        f" {approved}. Källa: {entry.source_sv} (filens SHA-256 börjar {entry.file_sha256[:16]}).",
        f"The facts through {through} were entered later, on {on}, by {by} and approved by"
        f" {approved}. Source: {entry.source_en} (the file's SHA-256 begins"
        f" {entry.file_sha256[:16]}).",
    ).in_(lang)
