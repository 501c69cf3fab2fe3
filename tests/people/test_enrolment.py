"""Installations, and who is in them, on both databases."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import select

from law.reasons import ActRefused
from models.clock import SystemClock
from models.parties import (
    Installation,
    InstallationKind,
    Organisation,
    Person,
    Role,
    RoleGrant,
)
from models.settings import Settings
from models.store import Store, StoredClock
from models.tables import metadata
from people.actors import ENGINE, Actor, load_actor, organisation_names, person_names
from people.permissions import Act, require
from registry.enrolment import enrol_buyer, enrol_tenderers, install
from registry.facts import without_facts
from registry.installation_keys import keys_of
from registry.journal import entries
from tests.models.legal_rows import organisation
from tests.models.row_values import AT
from tests.people.enrolled import buyer, person

NORTH = organisation("north")
SOUTH = organisation("south")
LATER = AT + timedelta(days=400)


def _rows(store: Store) -> dict[str, list[Any]]:
    with store.read() as work:
        connection = work.session.connection()
        found = {
            table.name: sorted(map(tuple, connection.execute(table.select())), key=str)
            for table in metadata.sorted_tables
        }
    return {name: rows for name, rows in found.items() if rows}


def _enrol_tenderers(store: Store) -> None:
    enrol_tenderers(
        store,
        load_actor(store, ENGINE),
        [
            (Organisation(**NORTH), person("nils", "north")),
            (Organisation(**SOUTH), person("stina", "south")),
        ],
    )


def test_a_new_installation_holds_the_engine_and_nobody_else(settings: Settings) -> None:
    store = install(settings, InstallationKind.LIVE)
    assert _rows(store) == {
        "installation": [(1, "live", None)],
        "person": [(ENGINE, "Tilldela", "", None)],
    }
    assert isinstance(store.clock, SystemClock)
    assert settings.data_dir.is_dir()
    store.engine.dispose()


def test_a_second_install_keeps_the_clock_and_the_people(store: Store, settings: Settings) -> None:
    assert isinstance(store.clock, StoredClock)
    store.clock.set(LATER)
    before = _rows(store)
    again = install(settings, InstallationKind.DEMO, AT)
    assert _rows(again) == before
    assert again.clock.now() == LATER
    again.engine.dispose()


@pytest.mark.parametrize("first", InstallationKind)
def test_an_installation_never_changes_its_kind(
    settings: Settings, first: InstallationKind
) -> None:
    demo_now = AT if first is InstallationKind.DEMO else None
    install(settings, first, demo_now).engine.dispose()
    for kind in InstallationKind:
        store = install(settings, kind, LATER)
        with store.read() as work:
            row = work.session.get_one(Installation, 1)
        assert (row.kind, row.demo_now) == (first, demo_now)
        store.engine.dispose()


def test_a_live_installation_with_a_demo_clock_is_not_made(settings: Settings) -> None:
    with pytest.raises(IntegrityError, match="clock_only_in_demo"):
        install(settings, InstallationKind.LIVE, AT)


def test_enrolment_twice_changes_nothing(store: Store) -> None:
    _enrol_tenderers(store)
    before = _rows(store)
    enrol_buyer(
        store,
        load_actor(store, ENGINE),
        buyer("first"),
        [(person("åsa"), [Role.PROCUREMENT_OFFICER])],
    )
    _enrol_tenderers(store)
    assert _rows(store) == before


def test_an_actor_has_the_roles_of_the_register(store: Store) -> None:
    _enrol_tenderers(store)
    assert [load_actor(store, each) for each in ("åsa", "bo", "nils", ENGINE)] == [
        Actor("åsa", "Åsa", frozenset({("first", Role.PROCUREMENT_OFFICER)})),
        Actor("bo", "Bo", frozenset({("second", Role.PROCUREMENT_HEAD)})),
        Actor("nils", "Nils", frozenset(), "north"),
        Actor(ENGINE, "Tilldela", frozenset({("first", Role.ENGINE), ("second", Role.ENGINE)})),
    ]


def test_a_role_for_one_buyer_opens_nothing_at_the_other(store: Store) -> None:
    actor = load_actor(store, "åsa")
    with store.read() as work:
        require(work, actor, Act.OPEN_BIDS, "first")
        with pytest.raises(ActRefused, match="may not open bids for this buyer"):
            require(work, actor, Act.OPEN_BIDS, "second")


def test_the_register_decides_and_not_what_an_actor_claims(store: Store) -> None:
    claimed = Actor("bo", "Bo", frozenset({("first", Role.PROCUREMENT_OFFICER)}))
    with store.read() as work, pytest.raises(ActRefused, match="Bo may not open bids"):
        require(work, claimed, Act.OPEN_BIDS, "first")


def test_a_role_taken_back_opens_nothing_to_an_actor_loaded_before(store: Store) -> None:
    actor = load_actor(store, "åsa")
    with store.write() as work:
        grant = ("åsa", "first", Role.PROCUREMENT_OFFICER)
        work.session.delete(work.session.get_one(RoleGrant, grant))
    with store.read() as work, pytest.raises(ActRefused, match="Åsa may not open bids"):
        require(work, actor, Act.OPEN_BIDS, "first")


def test_a_role_opens_nothing_to_somebody_who_belongs_to_a_tenderer(store: Store) -> None:
    """Nobody can be enrolled so; the row is written past the enrolment."""
    _enrol_tenderers(store)
    with store.write() as work:
        work.session.add(RoleGrant(person_id="nils", buyer_id="first", role=Role.AUDITOR))
    with store.read() as work, pytest.raises(ActRefused, match="Nils may not audit contracts"):
        require(work, load_actor(store, "nils"), Act.AUDIT, "first")


def test_nobody_of_a_tenderers_is_given_a_buyers_role(store: Store) -> None:
    _enrol_tenderers(store)
    before = _rows(store)
    for each in (person("nils", "north"), person("new", "north")):
        with pytest.raises(ActRefused) as refused:
            enrol_buyer(store, load_actor(store, ENGINE), buyer("first"), [(each, [Role.AUDITOR])])
        assert refused.value.reason.code == "person.taken"
    assert _rows(store) == before


def test_a_tenderers_people_enrol_nobody(store: Store) -> None:
    _enrol_tenderers(store)
    before, nils = _rows(store), load_actor(store, "nils")
    with pytest.raises(ActRefused) as refused:
        enrol_buyer(store, nils, buyer("third"), [])
    assert refused.value.in_("en") == (
        "Nils acts for a tenderer and may not enrol anybody. Turn to the buyer."
    )
    with pytest.raises(ActRefused):
        enrol_tenderers(store, nils, [])
    assert _rows(store) == before


def test_each_enrolment_leaves_one_entry_of_ids_and_roles(store: Store) -> None:
    _enrol_tenderers(store)
    enrol_buyer(store, load_actor(store, "bo"), buyer("second"), [(person("åsa"), [Role.AUDITOR])])
    with store.read() as work:
        told = [
            (entry.actor_id, entry.kind, without_facts(entry.payload)) for entry in entries(work)
        ]
        tag = keys_of(work).tag("tenderers", "north", "nils", "south", "stina")
    assert told == [
        (
            ENGINE,
            "buyer.enrolled",
            '{"staff":{"åsa":["procurement_officer"]},"subject":"first"}',
        ),
        (ENGINE, "buyer.enrolled", '{"staff":{"bo":["procurement_head"]},"subject":"second"}'),
        # Who is enrolled, and how many, may come close to who bids.
        (ENGINE, "tenderers.enrolled", f'{{"subject":"","tag":"{tag}"}}'),
        ("bo", "buyer.enrolled", '{"staff":{"åsa":["auditor"]},"subject":"second"}'),
    ]


def test_a_person_may_serve_two_buyers_with_different_roles(store: Store) -> None:
    enrol_buyer(
        store, load_actor(store, ENGINE), buyer("second"), [(person("åsa"), [Role.AUDITOR])]
    )
    actor = load_actor(store, "åsa")
    with store.read() as work:
        require(work, actor, Act.OPEN_BIDS, "first")
        require(work, actor, Act.AUDIT, "second")
    assert not actor.holds(Role.AUDITOR, "first")


def test_somebody_who_is_not_enrolled_is_refused(store: Store) -> None:
    with pytest.raises(ActRefused) as refused:
        load_actor(store, "ingen")
    assert refused.value.reason.code == "person.unknown"
    assert refused.value.in_("sv") == (
        "Personen ingen finns inte i registret. Ange någon som är upplagd i systemet."
    )


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ENGINE])
def test_the_engine_is_given_no_persons_role(store: Store, role: Role) -> None:
    before = _rows(store)
    with pytest.raises(ActRefused) as refused:
        enrol_buyer(store, load_actor(store, ENGINE), buyer("first"), [(person(ENGINE), [role])])
    assert refused.value.reason.code == "person.taken"
    assert _rows(store) == before


def test_no_person_is_given_the_engines_role(store: Store) -> None:
    before = _rows(store)
    with pytest.raises(IntegrityError, match="engine_only"):
        enrol_buyer(
            store, load_actor(store, ENGINE), buyer("first"), [(person("åsa"), [Role.ENGINE])]
        )
    assert _rows(store) == before


@pytest.mark.parametrize("person_id", ["åsa", "stina", ENGINE])
def test_nobody_is_moved_to_a_tenderers_side(store: Store, person_id: str) -> None:
    _enrol_tenderers(store)
    before = _rows(store)
    with pytest.raises(ActRefused) as refused:
        enrol_tenderers(
            store, load_actor(store, ENGINE), [(Organisation(**NORTH), person(person_id, "north"))]
        )
    assert refused.value.in_("sv") == (
        f"Beteckningen {person_id} tillhör redan någon annan. "
        "Välj en annan beteckning: ingen får företräda två sidor."
    )
    assert _rows(store) == before


def test_a_tenderers_contact_is_not_made_staff(store: Store) -> None:
    _enrol_tenderers(store)
    with pytest.raises(ActRefused, match="already belongs to somebody else"):
        enrol_buyer(
            store, load_actor(store, ENGINE), buyer("first"), [(person("nils"), [Role.AUDITOR])]
        )
    assert load_actor(store, "nils") == Actor("nils", "Nils", frozenset(), "north")


def test_staff_of_no_tenderer_are_refused_with_everything_beside_them(store: Store) -> None:
    with pytest.raises(IntegrityError):
        enrol_tenderers(
            store, load_actor(store, ENGINE), [(Organisation(**NORTH), person("nils", "nowhere"))]
        )
    with store.read() as work:
        assert work.session.exec(select(Organisation)).all() == []
        assert work.session.get(Person, "nils") is None


def test_names_are_listed_by_id(store: Store) -> None:
    _enrol_tenderers(store)
    with store.read() as work:
        assert organisation_names(work) == {"north": "Demo", "south": "Demo"}
        assert person_names(work) == {
            ENGINE: "Tilldela", "åsa": "Åsa", "bo": "Bo", "nils": "Nils", "stina": "Stina",
        }  # fmt: skip
