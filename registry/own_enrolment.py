"""Who may enrol whom: the installer the first staff of each buyer, its head everybody after."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlmodel import col, select

from law.reasons import ActRefused, refuse
from models.parties import Buyer, Organisation, Person, Role, RoleGrant
from models.store import Store, Work
from people.actors import ENGINE, Actor
from people.permissions import Act, require
from registry.enrolment import enrol_buyer, enrol_tenderers


def enrol_staff(
    store: Store, actor: Actor | None, buyer: Buyer, staff: Sequence[tuple[Person, Iterable[Role]]]
) -> None:
    """Without an actor it is the installer, and the buyer must not have any staff yet.

    Somebody among the first must be head of procurement, or nobody could enrol the rest.
    """
    with store.read() as work:
        by = _enroller(work, actor, buyer.id)
        _check_number(work, Buyer, buyer.id, buyer.org_number)
        if actor is None:
            _check_head(buyer, staff)
    enrol_buyer(store, by, buyer, staff)


def enrol_person(
    store: Store, actor: Actor, buyer_id: str, person: Person, roles: Iterable[Role]
) -> None:
    """One more of the buyer's staff, or more roles for somebody who is there."""
    with store.read() as work:
        buyer = work.session.get(Buyer, buyer_id)
        if buyer is None:
            raise _no_buyer(buyer_id)
        require(work, actor, Act.ENROL_STAFF, buyer_id)
    enrol_buyer(store, actor, buyer, [(person, roles)])


def enrol_suppliers(
    store: Store, actor: Actor, buyer_id: str, suppliers: Sequence[tuple[Organisation, Person]]
) -> None:
    """With one person each. To be enrolled is not to bid."""
    with store.read() as work:
        if work.session.get(Buyer, buyer_id) is None:
            raise _no_buyer(buyer_id)
        require(work, actor, Act.ENROL_SUPPLIERS, buyer_id)
        for organisation, _ in suppliers:
            _check_number(work, Organisation, organisation.id, organisation.org_number)
    enrol_tenderers(store, actor, suppliers)


def _enroller(work: Work, actor: Actor | None, buyer_id: str) -> Actor:
    if actor is not None:
        require(work, actor, Act.ENROL_STAFF, buyer_id)
        return actor
    held = select(RoleGrant.person_id).where(
        col(RoleGrant.buyer_id) == buyer_id, col(RoleGrant.role) != Role.ENGINE
    )
    if work.session.exec(held).first() is not None:
        raise refuse(
            "enrolment.not_first",
            sv=f"Myndigheten {buyer_id} har redan personal upplagd",
            en=f"The buyer {buyer_id} already has staff enrolled",
            todo_sv="Låt dess upphandlingschef göra det, med --as",
            todo_en="Let its head of procurement do it, with --as",
        )
    return Actor(ENGINE, "Tilldela")


def _check_head(buyer: Buyer, staff: Sequence[tuple[Person, Iterable[Role]]]) -> None:
    if not any(Role.PROCUREMENT_HEAD in set(roles) for _, roles in staff):
        raise refuse(
            "enrolment.no_head",
            sv=f"Ingen av de första i {buyer.id} är upphandlingschef, så ingen kan lägga upp fler",
            en=f"None of the first of {buyer.id} is head of procurement, so nobody can enrol more",
            todo_sv="Ge någon av dem rollen procurement_head",
            todo_en="Give one of them the role procurement_head",
        )


def _check_number(
    work: Work, kind: type[Buyer] | type[Organisation], own_id: str, number: str
) -> None:
    same = select(kind.id).where(col(kind.org_number) == number, col(kind.id) != own_id)
    other = work.session.exec(same).first()
    if other is not None:
        raise refuse(
            "enrolment.org_number",
            sv=f"Organisationsnumret {number} är redan upplagt, som {other}",
            en=f"The registration number {number} is already enrolled, as {other}",
            todo_sv="Använd den beteckningen, eller rätta numret",
            todo_en="Use that id, or correct the number",
        )


def _no_buyer(buyer_id: str) -> ActRefused:
    return refuse(
        "enrolment.no_buyer",
        sv=f"Det finns ingen myndighet {buyer_id} här",
        en=f"There is no buyer {buyer_id} here",
        todo_sv="Lägg upp den först, med tilldela enrol buyer",
        todo_en="Enrol it first, with tilldela enrol buyer",
    )
