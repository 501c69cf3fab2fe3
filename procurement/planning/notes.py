"""Notes in the tender's file: the need, the market dialogue, why the lots are as they are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlmodel import col, func, select

from law.days import swedish_day
from law.reasons import Text, refuse
from models.planning import Note, NoteKind
from models.store import Store, Work
from people.actors import Actor
from people.permissions import Act, require
from procurement.tenders.named import tender_or_refusal
from registry.journal import append


def write_note(
    store: Store, actor: Actor, tender_id: str, kind: NoteKind, on_day: date, text: Text
) -> int:
    """Put it on file, and return its number; the same note again is the one there is.

    `on_day` is when what it tells of happened. Raises `ActRefused` for a day to come.
    """
    with store.write() as work:
        tender = tender_or_refusal(work, tender_id)
        require(work, actor, Act.PLAN, tender.buyer_id)
        if on_day > swedish_day(work.now):
            raise refuse(
                "note.not_yet",
                sv=f"Anteckningen gäller {on_day}, som inte har varit än",
                en=f"The note is about {on_day}, which is yet to come",
                todo_sv="Anteckna det när det har hänt",
                todo_en="Note it when it has happened",
            )
        for note in notes_of(work, tender_id):
            if (note.kind, note.on_day, note.text_sv, note.text_en) == (kind, on_day, *_of(text)):
                return note.number
        number = add_note(work, actor, tender_id, kind, on_day, text)
        said = {"number": number, "note": kind.value, "on_day": on_day}
        append(work, actor.id, "note.written", tender_id, said)
        return number


def add_note(
    work: Work, actor: Actor, tender_id: str, kind: NoteKind, on_day: date, text: Text
) -> int:
    """The row alone, for an act whose own entry in the journal follows; returns its number."""
    number = _count(work, tender_id) + 1
    note = Note(
        tender_id=tender_id,
        number=number,
        kind=kind,
        on_day=on_day,
        text_sv=text.sv,
        text_en=text.en,
        **work.recorded(actor.id),
    )
    work.session.add(note)
    work.session.flush()
    return number


def _of(text: Text) -> tuple[str, str]:
    return text.sv, text.en


def _count(work: Work, tender_id: str) -> int:
    counted = select(func.count()).select_from(Note).where(col(Note.tender_id) == tender_id)
    return work.session.exec(counted).one()


def notes_of(work: Work, tender_id: str, kind: NoteKind | None = None) -> Sequence[Note]:
    """In the order written."""
    found = select(Note).where(col(Note.tender_id) == tender_id)
    if kind is not None:
        found = found.where(col(Note.kind) == kind)
    return work.session.exec(found.order_by(col(Note.number))).all()
