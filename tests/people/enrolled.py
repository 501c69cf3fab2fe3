"""Fictional buyers and persons to enrol."""

from __future__ import annotations

from models.parties import Buyer, Person
from tests.models.legal_rows import LEGAL


def buyer(buyer_id: str) -> Buyer:
    return Buyer(**{**LEGAL["buyer"][0], "id": buyer_id, "org_number": buyer_id})


def person(person_id: str, organisation_id: str | None = None) -> Person:
    name = person_id.capitalize()
    return Person(id=person_id, name=name, email="", organisation_id=organisation_id)
