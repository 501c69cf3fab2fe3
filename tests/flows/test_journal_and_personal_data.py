"""What is chained can never be erased: so no name, address or free text is in it."""

from __future__ import annotations

from pathlib import Path

from sqlmodel import Session, select

from models.evaluation import Evaluation
from models.journal import JournalEntry
from models.parties import Organisation, Person
from models.qualification import Control
from models.review import CourtAct
from models.store import Store
from models.tender import Evidence
from registry.disclosure import sealed_tenders
from registry.verification import verify
from tests.flows.small_play import demo_store, perform_all, rehearsal_in, small_play


def told_of_people(store: Store) -> set[str]:
    """Everything in the tables that tells of a person, or is somebody's own words."""
    with Session(store.engine) as session:
        found = [
            *(each for row in session.exec(select(Person)) for each in (row.name, row.email)),
            *(
                each
                for row in session.exec(select(Organisation))
                for each in (row.name, row.org_number, row.email, row.contact_person, row.signatory)
            ),
            *(row.summary for row in session.exec(select(Evidence))),
            *(text for row in session.exec(select(Control)) for text in (row.note_sv, row.note_en)),
            *(row.cause_sv for row in session.exec(select(Evaluation))),
            *(row.summary_sv for row in session.exec(select(CourtAct))),
        ]
    return {text for text in found if len(text) > 3}


def test_the_journal_of_a_whole_play_holds_nobodys_name_and_nobodys_words(tmp_path: Path) -> None:
    play = small_play()
    perform_all(rehearsal_in(tmp_path, play))
    store = demo_store(tmp_path, play)
    with store.read() as work:
        assert verify(work).faults == ()
        assert sealed_tenders(work) is None
        entries = work.session.exec(select(JournalEntry)).all()
    words = told_of_people(store)
    assert len(words) > 40
    written = "\n".join(
        f"{entry.actor_id} {entry.kind} {entry.subject} {entry.payload}" for entry in entries
    )
    assert [word for word in words if word.casefold() in written.casefold()] == []
