"""Sending the small tender's letters: addresses of its tenderers, and the ways out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from models.parties import Organisation, Person
from people.actors import ENGINE
from procurement.letters.dispatching import Sent, send_owed
from procurement.letters.posts import MailPost, Post
from procurement.letters.smtp_post import Security, SmtpPost, SmtpServer
from registry.enrolment import enrol_tenderers
from tests.plain_renderer import PlainRenderer
from tests.procurement.small_papers import CAPACITY, TENDER
from tests.procurement.small_tender import World

ALL = {name: f"{name}@provider.example" for name in CAPACITY}


def enrol_as(world: World, **changes: dict[str, Any]) -> None:
    """Change what the register says of tenderers, by their ids."""
    with world.store.read() as work:
        rows = {
            name: (work.session.get_one(Organisation, name).model_dump() | change)
            for name, change in changes.items()
        }
        persons = {name: work.session.get_one(Person, f"{name}-person") for name in changes}
    enrol_tenderers(
        world.store,
        world.actor(ENGINE),
        [(Organisation(**row), persons[name]) for name, row in rows.items()],
    )


def give_addresses(world: World, **addresses: str) -> None:
    """To everybody, but for those named another or none."""
    enrol_as(world, **{name: {"email": each} for name, each in (ALL | addresses).items()})


def smtp(port: int, **changes: Any) -> SmtpPost:
    plain = SmtpServer("127.0.0.1", port, Security.NONE, "upphandling@demo.example")
    return SmtpPost(replace(plain, **changes), timeout=5)


def paper_of(world: World) -> MailPost:
    return MailPost(paper_folder(world))


def paper_folder(world: World) -> Path:
    return world.store.data_dir / "letters" / "post"


def send(world: World, post: Post, by: str = "officer") -> Sent:
    ways = (post, paper_of(world))
    return send_owed(world.store, world.actor(by), PlainRenderer(), ways, TENDER, "sv")
