"""Withdrawing and cancelling in the small tender, and what is owed after it."""

from __future__ import annotations

from sqlalchemy import select

from appeals.hold import Blocked, Clear, may_conclude
from appeals.loading import load_lot_facts
from law.reasons import Text
from law.rulebook import Rulebook
from models.tables import metadata
from people.actors import ENGINE
from procurement.decisions.cancelling import cancel
from procurement.decisions.withdrawing import withdraw
from procurement.letters.dispatching import dispatch_letters
from procurement.letters.outbox import owed_letters
from procurement.letters.posts import SetLetter
from tests.plain_renderer import PlainRenderer
from tests.procurement.letterbox import Letterbox
from tests.procurement.small_papers import TENDER
from tests.procurement.small_tender import World

BECAUSE = Text("ett fel i underlaget", "a fault in what it rests on")


def take_back(world: World, *codes: str, by: str = "head", prepared_by: str = "officer") -> str:
    head, officer = world.actor(by), world.actor(prepared_by)
    return withdraw(world.store, head, officer, TENDER, codes, BECAUSE)


def call_off(
    world: World, *codes: str, by: str = "head", prepared_by: str = "officer", redo: bool = False
) -> str:
    """The lots, or all that are left when none is named."""
    head, officer = world.actor(by), world.actor(prepared_by)
    return cancel(world.store, head, officer, TENDER, codes or None, BECAUSE, redo=redo)


def owed_by(world: World, subject: str) -> list[tuple[str, str]]:
    """(kind, to whom) of every letter that the act owes."""
    table = metadata.tables["outgoing"]
    query = select(table.c.kind, table.c.organisation_id)
    with world.store.read() as work:
        found = work.session.connection().execute(
            query.where(table.c.id.startswith(f"{subject}:", autoescape=True))
        )
        return sorted((kind, to) for kind, to in found)


def send_all(world: World) -> int:
    """Every letter that the tender owes, of whatever kind, electronically."""
    letters, unworded = owed_letters(world.store, TENDER, Letterbox(), "sv")
    assert unworded == ()
    pdfs = PlainRenderer().render_all([letter.context for letter in letters])
    ready = [SetLetter(*pair) for pair in zip(letters, pdfs, strict=True)]
    return len(dispatch_letters(world.store, world.actor(ENGINE), Letterbox(), ready).sent)


def hold_of(world: World, code: str) -> Clear | Blocked:
    with world.store.read() as work:
        facts = load_lot_facts(work, world.lot(code))
        return may_conclude(facts, Rulebook.SE_LOU_19, work.now)


def obstacles_of(world: World, code: str) -> list[str]:
    """What keeps the lot from its contract now."""
    answer = hold_of(world, code)
    return [reason.code for reason in answer.reasons] if isinstance(answer, Blocked) else []
