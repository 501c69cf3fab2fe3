"""The person behind an act, as loaded from the register."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlmodel import col, select

from law.reasons import ActRefused, refuse
from models.parties import Organisation, Person, Role, RoleGrant
from models.store import Store, Work

ENGINE = "engine"


@dataclass(frozen=True)
class Actor:
    """A person with the roles held for each buyer; `organisation_id` for a tenderer's people."""

    id: str
    name: str
    roles: frozenset[tuple[str, Role]] = field(default_factory=frozenset)
    organisation_id: str | None = None

    def holds(self, role: Role, buyer_id: str) -> bool:
        return (buyer_id, role) in self.roles


def load_actor(store: Store, person_id: str) -> Actor:
    """Raises `ActRefused` for somebody who is not in the register."""
    with store.read() as work:
        return actor_in(work, person_id)


def actor_in(work: Work, person_id: str) -> Actor:
    person = work.session.get(Person, person_id)
    if person is None:
        raise unknown_person(person_id)
    grants = work.session.exec(select(RoleGrant).where(col(RoleGrant.person_id) == person_id))
    roles = frozenset((grant.buyer_id, Role(grant.role)) for grant in grants)
    return Actor(person.id, person.name, roles, person.organisation_id)


def unknown_person(person_id: str) -> ActRefused:
    return refuse(
        "person.unknown",
        sv=f"Personen {person_id} finns inte i registret",
        en=f"There is no person {person_id} in the register",
        todo_sv="Ange någon som är upplagd i systemet",
        todo_en="Name somebody who has been enrolled",
    )


def organisation_names(work: Work) -> dict[str, str]:
    return {row.id: row.name for row in work.session.exec(select(Organisation))}


def person_names(work: Work) -> dict[str, str]:
    return {row.id: row.name for row in work.session.exec(select(Person))}
