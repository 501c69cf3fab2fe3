"""The buyer of the small tender, its staff, and the tenderers."""

from __future__ import annotations

from models.parties import Buyer, Organisation, Person, Role
from tests.procurement.small_papers import CAPACITY

STAFF = {
    "head": Role.PROCUREMENT_HEAD,
    "officer": Role.PROCUREMENT_OFFICER,
    "colleague": Role.PROCUREMENT_OFFICER,
    "lawyer": Role.LEGAL_OFFICER,
    "signatory": Role.CONTRACT_SIGNATORY,
    "chamber": Role.OUTSIDE_OPENER,
}


def small_buyer() -> Buyer:
    return Buyer(
        id="buyer", name="Demomyndigheten", org_number="202100-0000", address="Box 1",
        city="Stockholm", court="Förvaltningsrätten i Stockholm",
    )  # fmt: skip


def small_staff() -> list[tuple[Person, list[Role]]]:
    return [(Person(id=each, name=each, email=""), [role]) for each, role in STAFF.items()]


def small_tenderer(name: str) -> tuple[Organisation, Person]:
    return demo_tenderer(name, 1 + list(CAPACITY).index(name))


def demo_tenderer(name: str, number: int) -> tuple[Organisation, Person]:
    """`number`: the last digit of its own in the organisation number."""
    organisation = Organisation(
        id=name, name=f"Demo {name.title()} AB", org_number=f"556000-000{number}",
        address="Gatan 1", city="Umeå", email="", contact_person="Demo", signatory="Demo Firma",
        is_demo=True,
    )  # fmt: skip
    person = Person(id=f"{name}-person", name=f"{name} person", email="", organisation_id=name)
    return organisation, person
