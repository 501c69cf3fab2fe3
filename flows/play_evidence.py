"""The evidence of a play's tenderers, and what they declare of their owners, put on record."""

from __future__ import annotations

from datetime import date

from flows.enrolling import evidence_until
from interop.play_files import Play
from models.qualification import OwnershipSource
from models.store import Store
from people.actors import Actor
from procurement.qualification.evidence import register_evidence
from procurement.qualification.ownership import Ownership, declare_ownership

DECLARATION = "sanctions_declaration"


def take_in_evidence(store: Store, officer: Actor, tender_id: str, play: Play, day: date) -> None:
    """What had come in by that day; a declaration says that nobody named there owns the tenderer.

    Taken in again, it changes nothing.
    """
    on_file = tuple(evidence_until(play, day))
    register_evidence(store, officer, tender_id, on_file)
    for item in on_file:
        if item.kind == DECLARATION:
            said = Ownership(tender_id, item.organisation_id, OwnershipSource.TENDERER)
            declare_ownership(store, officer, said)
