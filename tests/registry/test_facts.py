"""Each entry answers for the rows of its act: what anybody changes by hand is found."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from models.parties import Buyer, Person, Role, RoleGrant
from models.store import Store
from models.tables import metadata
from registry.facts import FactsMeddled, fact_faults, require_facts
from registry.journal import append
from registry.verification import verify

ASA, BO = Person(id="p1", name="Åsa", email=""), Person(id="p2", name="Bo", email="")


def enrol(store: Store, *people: Person) -> None:
    with store.write() as work:
        work.session.add_all(Person(**person.model_dump()) for person in people)
        append(work, "engine", "people.enrolled", "", {})


@pytest.fixture
def kept(store: Store) -> Store:
    """Two acts: a buyer with two people, then a role for one of them."""
    with store.write() as work:
        work.session.add(Buyer(id="b", name="B", org_number="1", address="", city="", court=""))
        append(work, "engine", "buyer.enrolled", "b", {})
    enrol(store, ASA, BO)
    with store.write() as work:
        work.session.add(RoleGrant(person_id="p1", buyer_id="b", role=Role.AUDITOR))
        append(work, "engine", "role.granted", "p1", {})
    return store


def faults(store: Store) -> list[str]:
    with store.read() as work:
        return [*verify(work).faults, *fact_faults(work)]


def by_hand(store: Store, *statements: str, **values: Any) -> None:
    with store.engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement), values)


def test_what_the_acts_wrote_is_what_lies_there(kept: Store) -> None:
    assert faults(kept) == []
    with kept.read() as work:
        require_facts(work, [work.session.get_one(Person, "p1")])


def test_a_later_act_answers_for_the_row_from_then_on(kept: Store) -> None:
    with kept.write() as work:
        work.session.get_one(Person, "p1").name = "Åsa Ek"
        append(work, "engine", "person.renamed", "p1", {})
    with kept.write() as work:
        work.session.delete(work.session.get_one(RoleGrant, ("p1", "b", Role.AUDITOR)))
        append(work, "engine", "role.ended", "p1", {})
    assert faults(kept) == []


def test_an_act_that_is_undone_leaves_nothing_to_answer_for(kept: Store) -> None:
    with kept.write() as work:
        work.session.add(Person(id="p3", name="", email=""))
        work.session.flush()
        work.session.rollback()
        append(work, "engine", "nothing.done", "", {})
    enrol(kept, Person(id="p4", name="", email=""))
    assert faults(kept) == []


BY_HAND = {
    "changed": (
        "UPDATE person SET name = 'Eva' WHERE id = 'p1'",
        'The row ["p1"] of person is not as entry 2 left it.',
    ),
    "added": (
        "INSERT INTO role_grant (person_id, buyer_id, role) VALUES ('p2', 'b', 'auditor')",
        'The row ["p2","b","auditor"] of role_grant was written by no entry.',
    ),
    "removed": (
        "DELETE FROM role_grant",
        'The row ["p1","b","auditor"] of role_grant, written by entry 3, is gone.',
    ),
}


@pytest.mark.parametrize(("statement", "fault"), BY_HAND.values(), ids=BY_HAND)
def test_a_row_touched_by_hand_is_found(kept: Store, statement: str, fault: str) -> None:
    by_hand(kept, statement)
    assert faults(kept) == [fault]


def test_a_row_cannot_be_given_the_hash_of_another(kept: Store) -> None:
    """Nor that of the same row at another time: the entry's number is in it."""
    by_hand(
        kept,
        "UPDATE journal_fact SET mac = (SELECT mac FROM journal_fact WHERE row_key = '[\"p2\"]')"
        " WHERE row_key = '[\"p1\"]'",
    )
    assert faults(kept) == [
        "The facts of entry 2 are not those that it was written with.",
        'The row ["p1"] of person is not as entry 2 left it.',
    ]


@pytest.mark.parametrize(
    ("statement", "entry", "fault"),
    [
        (
            "DELETE FROM journal_fact WHERE row_key = '[\"p2\"]'",
            2,
            'The row ["p2"] of person was written by no entry.',
        ),
        (
            "INSERT INTO journal_fact SELECT 1, 'buyer', 'p9', mac FROM journal_fact WHERE seq = 1",
            1,
            "The row p9 of buyer, written by entry 1, is gone.",
        ),
    ],
    ids=["taken away", "added"],
)
def test_what_an_entry_answers_for_can_neither_grow_nor_shrink(
    kept: Store, statement: str, entry: int, fault: str
) -> None:
    by_hand(kept, statement)
    said = f"The facts of entry {entry} are not those that it was written with."
    assert faults(kept) == [said, fault]


def test_an_entry_written_by_hand_cannot_answer_for_a_row(kept: Store) -> None:
    """The chain needs no secret: whoever can write an entry can write one that fits it."""
    with kept.write() as work:
        append(work, "engine", "role.granted", "p2", {})
    by_hand(
        kept,
        "INSERT INTO role_grant (person_id, buyer_id, role) VALUES ('p2', 'b', 'auditor')",
        "INSERT INTO journal_fact (seq, table_name, row_key, mac)"
        ' VALUES (4, \'role_grant\', \'["p2","b","auditor"]\', :mac)',
        mac="a" * 64,
    )
    found = faults(kept)
    assert "The facts of entry 4 are not those that it was written with." in found
    assert 'The row ["p2","b","auditor"] of role_grant is not as entry 4 left it.' in found


def test_a_row_is_asked_for_alone_before_it_is_acted_on(kept: Store) -> None:
    by_hand(kept, BY_HAND["changed"][0], BY_HAND["added"][0])
    with kept.read() as work:
        changed = work.session.get_one(Person, "p1")
        added = work.session.get_one(RoleGrant, ("p2", "b", Role.AUDITOR))
        with pytest.raises(FactsMeddled) as meddled:
            require_facts(work, [work.session.get_one(Person, "p2"), changed, added])
    assert meddled.value.faults == (
        'The row ["p1"] of person is not as entry 2 left it.',
        'The row ["p2","b","auditor"] of role_grant was written by no entry.',
    )
    assert str(meddled.value).startswith('The row ["p1"] of person is not as entry 2 left it. ')


def test_a_hash_tells_nothing_without_the_key(kept: Store) -> None:
    """The same row in another installation has another one."""
    table = metadata.tables["journal_fact"]
    with kept.engine.connect() as connection:
        macs = {row.mac for row in connection.execute(table.select())}
        payloads = connection.execute(text("SELECT payload FROM journal_entry")).scalars().all()
    assert len(macs) == 4
    assert not [payload for payload in payloads if "Åsa" in payload]


def test_every_table_is_known_whoever_asks() -> None:
    """A table that nobody had imported would have its rows told as gone."""
    asked = "from registry.facts import metadata; print(*sorted(metadata.tables))"
    root = Path(__file__).parents[2]
    told = subprocess.run(
        [sys.executable, "-P", "-c", asked], cwd=root, env={"PYTHONPATH": str(root)},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert told.stdout.split() == sorted(metadata.tables)
