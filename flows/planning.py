"""What the file of a play's tender holds before the notice."""

from __future__ import annotations

from interop.play_files import Play
from models.store import Store
from people.actors import Actor
from procurement.planning.interests import declare_interest
from procurement.planning.notes import write_note
from procurement.planning.tender_documents import DocumentFile, file_document


def plan(store: Store, play: Play, officer: Actor, head: Actor) -> None:
    """Notes and documents by the officer; both say that they have no conflict of interest."""
    tender = play.tender
    for note in tender.notes:
        write_note(store, officer, tender.id, note.kind, note.on, note.text)
    for given in tender.documents:
        content = given.content.encode()
        document = DocumentFile(given.code, given.title, given.file_name, content)
        file_document(store, officer, tender.id, document)
    for actor in (officer, head):
        declare_interest(store, actor, tender.id, free=True, statement="Inga jävsförhållanden")
