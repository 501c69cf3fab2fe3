"""Make an installation, and enrol buyers, staff and tenderers in it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.orm import object_mapper
from sqlmodel import Session, SQLModel

from law.reasons import ActRefused, refuse
from models.parties import (
    Buyer,
    Installation,
    InstallationKind,
    Organisation,
    Person,
    Role,
    RoleGrant,
)
from models.retention import Erasure
from models.schema import upgrade
from models.settings import Settings
from models.store import Store, Work, make_engine, open_store, writing
from people.actors import ENGINE, Actor, actor_in
from registry.installation_keys import keys_of, make_keys
from registry.journal import append
from registry.private_places import make_private


def install(settings: Settings, kind: InstallationKind, demo_now: datetime | None = None) -> Store:
    """Create or upgrade the database in `settings.data_dir` and open it.

    An installation that exists keeps its kind and its clock.
    """
    make_private(settings)
    engine = make_engine(settings.database)
    try:
        upgrade(engine)
        _put_first_rows(engine, settings.keys, Installation(id=1, kind=kind, demo_now=demo_now))
    finally:
        engine.dispose()
    return open_store(settings)


def _put_first_rows(engine: Engine, keys: Path, installation: Installation) -> None:
    with Session(writing(engine)) as session:
        if session.get(Installation, 1) is None:
            # Only once: new keys in the place of lost ones would sign as if nothing
            # had happened, and recognise nobody.
            make_keys(keys)
            session.add(installation)
            session.add(Person(id=ENGINE, name="Tilldela", email=""))
            session.commit()


def enrol_buyer(
    store: Store, actor: Actor, buyer: Buyer, staff: Iterable[tuple[Person, Iterable[Role]]]
) -> None:
    """A buyer with its people. The engine gets its own role for each buyer.

    Raises `ActRefused` for a role for somebody on a tenderer's side. The journal
    tells ids and roles, and nothing when nothing is new.
    """
    with store.write() as work:
        _require_no_tenderer(work, actor)
        changed = _put(work, buyer)
        granted: dict[str, list[str]] = {}
        for person, roles in staff:
            changed |= _put_staff(work, person)
            granted[person.id] = sorted(roles)
            for role in granted[person.id]:
                grant = RoleGrant(person_id=person.id, buyer_id=buyer.id, role=role)
                changed |= _put(work, grant)
        changed |= _put(work, RoleGrant(person_id=ENGINE, buyer_id=buyer.id, role=Role.ENGINE))
        if changed:
            append(work, actor.id, "buyer.enrolled", buyer.id, {"staff": granted})


def enrol_tenderers(
    store: Store, actor: Actor, tenderers: Iterable[tuple[Organisation, Person]]
) -> None:
    """Organisations with one person each. To be enrolled is not to bid.

    But who is enrolled may come close to who bids, so the journal has a keyed tag over
    the list and neither tells it nor its length.
    """
    with store.write() as work:
        _require_no_tenderer(work, actor)
        enrolled: list[str] = []
        for organisation, contact in tenderers:
            changed = _put(work, organisation)
            if _put_person(work, contact) or changed:
                enrolled += (organisation.id, contact.id)
        if enrolled:
            tag = keys_of(work).tag("tenderers", *enrolled)
            append(work, actor.id, "tenderers.enrolled", "", {"tag": tag})


def _require_no_tenderer(work: Work, actor: Actor) -> None:
    current = actor_in(work, actor.id)
    if current.organisation_id is not None:
        raise refuse(
            "enrolment.by_tenderer",
            sv=f"{current.name} företräder en leverantör och får inte lägga upp någon i systemet",
            en=f"{current.name} acts for a tenderer and may not enrol anybody",
            todo_sv="Vänd dig till myndigheten",
            todo_en="Turn to the buyer",
        )


def _put_staff(work: Work, person: Person) -> bool:
    if person.organisation_id is not None:
        raise _taken(person.id)
    return _put_person(work, person)


def _put_person(work: Work, person: Person) -> bool:
    """Raises `ActRefused` for an id of somebody on another side, or of somebody erased."""
    known = work.session.get(Person, person.id)
    if person.id == ENGINE or (known and known.organisation_id != person.organisation_id):
        raise _taken(person.id)
    if work.session.get(Erasure, person.id):
        raise _taken(person.id)
    return _put(work, person)


def _taken(person_id: str) -> ActRefused:
    return refuse(
        "person.taken",
        sv=f"Beteckningen {person_id} tillhör redan någon annan",
        en=f"The id {person_id} already belongs to somebody else",
        todo_sv="Välj en annan beteckning: ingen får företräda två sidor",
        todo_en="Choose another id: nobody acts for two sides",
    )


def _put(work: Work, row: SQLModel) -> bool:
    """Write the row as given; tells whether that changed anything."""
    key = object_mapper(row).primary_key_from_instance(row)
    known = work.session.get(type(row), tuple(key))
    changed = known is None or known.model_dump() != row.model_dump()
    work.session.merge(row)
    work.session.flush()
    return changed
