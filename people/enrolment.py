"""Make an installation, and enrol buyers, staff and tenderers in it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Engine
from sqlmodel import Session, SQLModel

from law.reasons import refuse
from models.parties import (
    Buyer,
    Installation,
    InstallationKind,
    Organisation,
    Person,
    Role,
    RoleGrant,
)
from models.schema import upgrade
from models.settings import Settings
from models.store import Store, Work, make_engine, open_store, writing
from people.actors import ENGINE


def install(settings: Settings, kind: InstallationKind, demo_now: datetime | None = None) -> Store:
    """Create or upgrade the database in `settings.data_dir` and open it.

    An installation that exists keeps its kind and its clock.
    """
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    engine = make_engine(settings.database)
    try:
        upgrade(engine)
        _put_first_rows(engine, Installation(id=1, kind=kind, demo_now=demo_now))
    finally:
        engine.dispose()
    return open_store(settings)


def _put_first_rows(engine: Engine, installation: Installation) -> None:
    with Session(writing(engine)) as session:
        if session.get(Installation, 1) is None:
            session.add(installation)
            session.add(Person(id=ENGINE, name="Tilldela", email=""))
            session.commit()


def enrol_buyer(store: Store, buyer: Buyer, staff: Iterable[tuple[Person, Iterable[Role]]]) -> None:
    """A buyer with its people. The engine gets its own role for each buyer."""
    with store.write() as work:
        _put(work, buyer)
        for person, roles in staff:
            _put_person(work, person)
            for role in roles:
                _put(work, RoleGrant(person_id=person.id, buyer_id=buyer.id, role=role))
        _put(work, RoleGrant(person_id=ENGINE, buyer_id=buyer.id, role=Role.ENGINE))


def enrol_tenderers(store: Store, tenderers: Iterable[tuple[Organisation, Person]]) -> None:
    with store.write() as work:
        for organisation, contact in tenderers:
            _put(work, organisation)
            _put_person(work, contact)


def _put_person(work: Work, person: Person) -> None:
    """Raises `ActRefused` for an id that belongs to somebody on another side."""
    known = work.session.get(Person, person.id)
    if person.id == ENGINE or (known and known.organisation_id != person.organisation_id):
        raise refuse(
            "person.taken",
            sv=f"Beteckningen {person.id} tillhör redan någon annan",
            en=f"The id {person.id} already belongs to somebody else",
            todo_sv="Välj en annan beteckning: ingen får företräda två sidor",
            todo_en="Choose another id: nobody acts for two sides",
        )
    _put(work, person)


def _put(work: Work, row: SQLModel) -> None:
    work.session.merge(row)
    work.session.flush()
