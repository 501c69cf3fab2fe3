"""Who signs a contract by a command, and for which party."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer

from models.contract import Party
from models.store import Store
from people.actors import Actor, load_actor

Signatory = Annotated[
    str,
    typer.Option("--as", metavar="PERSON", help="Somebody of the provider's own, or a signatory."),
]
Sign = Callable[[Store, Actor, str], None]


def sign_as(store: Store, person: str, subject: str, provider: Sign, buyer: Sign) -> Party:
    """Sign for the party that the person acts for, and tell which it was."""
    actor = load_actor(store, person)
    party = Party.BUYER if actor.organisation_id is None else Party.PROVIDER
    (buyer if party is Party.BUYER else provider)(store, actor, subject)
    return party
