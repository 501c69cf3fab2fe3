"""Invitations and selections as letters: all at once, and to each its own outcome alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import get_args

import pytest

from documents.typesetting import environment
from flows import preparation
from law.reasons import Lang
from procurement.letters.outbox import AnyContext, AnyLetter, owed_letters
from tests.acceptance_words import ACCEPTANCE
from tests.plain_renderer import PlainRenderer
from tests.procurement.letterbox import Letterbox
from tests.procurement.small_papers import at
from tests.procurement.small_tender import World
from tests.procurement.stage_fixtures import stages, world_at
from tests.procurement.staged_tender import (
    FIRST,
    SECOND,
    choices,
    lot,
    receive,
    request,
    select,
    staged_draft,
)

WorldAt = Callable[[str], World]
__all__ = ["stages", "world_at"]
ONE = (lot("L1"),)


@pytest.fixture
def world(world_at: WorldAt) -> World:
    """Three asked to take part in a restricted procedure, and all were opened."""
    world = world_at("enrolled")
    world.go(at(1, 13))
    first = world.call(staged_draft("restricted", "requests", FIRST, lots=ONE))
    receive(first, *(request(FIRST, each) for each in ("north", "south", "west")))
    world.go(at(2, 17))
    first.open()
    return first


def called(world: World) -> World:
    select(world, choices(["north", "south"], out="west"))
    return world.called(staged_draft("restricted", "tenders", SECOND, FIRST, lots=ONE))


def owed(world: World, lang: Lang = "sv") -> dict[str, AnyLetter]:
    letters, unworded = owed_letters(world.store, world.tender, Letterbox(), lang)
    assert unworded == ()
    return {letter.organisation_id: letter for letter in letters}


def text_of(context: AnyContext) -> str:
    template = environment(context.lang).get_template(f"{context.document}/{context.lang}.html")
    return " ".join(re.sub(r"<[^>]+>", " ", template.render(doc=context)).split())


def test_everybody_is_told_what_the_selection_came_to_for_them(world: World) -> None:
    select(world, choices(["north", "south"], out="west"))
    letters = owed(world)
    assert sorted(letters) == ["north", "south", "west"]
    assert "ni går vidare" in text_of(letters["north"].context)
    out = text_of(letters["west"].context)
    assert "L1 Ort L1: ni går inte vidare Ni uppfyller inte kraven" in out
    assert "12 kap. 13 § LOU" in out


def test_no_letter_tells_who_else_takes_part(world: World) -> None:
    letters = {**owed(called(world)), **owed(world)}
    for own, letter in letters.items():
        said = text_of(letter.context)
        others = {"north", "south", "west"} - {own}
        assert [each for each in others if f"Demo {each.title()} AB" in said] == []


@pytest.mark.parametrize("lang", get_args(Lang))
def test_neither_reads_as_an_acceptance(world: World, lang: Lang) -> None:
    second = called(world)
    for letter in (*owed(world, lang).values(), *owed(second, lang).values()):
        said = text_of(letter.context)
        assert ACCEPTANCE.findall(said) == []
        assert re.search("Inget avtal sluts|No contract arises", said)


def test_a_selection_that_is_replaced_before_it_is_told_is_told_no_more(world: World) -> None:
    select(world, choices(["north"], ["south"], out="west"))
    select(world, choices(["north", "south"], out="west"))
    assert {letter.outgoing_id for letter in owed(world).values()} == {
        f"{FIRST}/S2:{each}" for each in ("north", "south", "west")
    }
    assert "ersätter ett tidigare beslut om urval" in text_of(owed(world)["north"].context)


def test_an_invitation_says_what_the_act_asks_for(world: World) -> None:
    context = owed(called(world))["north"].context
    said = text_of(context).replace("\N{NO-BREAK SPACE}", " ")
    for each in (
        "selektivt förfarande (6 kap. 3 § LOU)",
        f"Annons DEMO 2026/{FIRST}, skickad för publicering 13 januari 2026",
        "Anbudet ska ha kommit in senast 23 mars 2026 kl. 23.59.00",
        "bindande till och med 31 december 2026",
        "Upplysningar lämnas senast 17 mars 2026",
        "FFU Förfrågan 1 ffu.txt",
        "Metod: högst 100 kr",
        f"{SECOND}.keys.json",
    ):
        assert each in said


def test_all_invitations_leave_in_one_run_and_once(world: World) -> None:
    second = called(world)
    send = preparation.send_letters
    assert send(second.store, PlainRenderer(), SECOND, "sv") == 2
    assert send(second.store, PlainRenderer(), SECOND, "sv") == 0
    sent = {row[1] for row in world.dump()["dispatch"]}
    assert len(sent) == 1, "at one moment"
