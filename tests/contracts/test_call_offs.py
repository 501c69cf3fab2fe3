from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial

import pytest

from contracts.call_off_overview import framework_overview
from contracts.call_offs import answer, decide_call_off, offer_next, open_call_off
from documents.typesetting import environment
from law.reasons import Lang, Text
from models.frameworks import CallOffWay, FrameworkTerms
from models.letters import LetterKind
from procurement.frameworks.call_off_order import CallOffState
from procurement.letters.outbox import owed_letters
from tests.acceptance_words import ACCEPTANCE
from tests.procurement.framework_world import FRAMEWORK, LAST_DAY, NEED, WHY, send
from tests.procurement.letterbox import Letterbox
from tests.procurement.small_papers import TENDER, at
from tests.procurement.small_tender import World

FIRST = f"{FRAMEWORK}/L1/A1"
NOTHING = Text("", "")


def opened(world: World, value: int = 100_000_000, what: Text = NEED) -> str:
    return open_call_off(world.store, world.actor("officer"), FRAMEWORK, "L1", value, what)


def offered(world: World, call_off: str = FIRST) -> str:
    return offer_next(world.store, world.actor("officer"), call_off)


def says(
    world: World, party: str, reason: Text = WHY, *, accepted: bool, by: str | None = None
) -> None:
    actor = world.actor(by or f"{party}-person")
    answer(world.store, actor, FIRST, party, reason, accepted=accepted)


def decided(
    world: World, call_off: str = FIRST, by: str = "head", prepared: str = "officer"
) -> None:
    decide_call_off(world.store, world.actor(by), world.actor(prepared), call_off)


def code_of(world: World, act: Callable[[], object]) -> str:
    return world.refusal_of(act).reason.code


def change_terms(world: World, **changes: object) -> None:
    """As if the documents had stated something else."""
    with world.store.write() as work:
        terms = work.session.get_one(FrameworkTerms, FRAMEWORK)
        for name, value in changes.items():
            setattr(terms, name, value)


def test_it_goes_down_the_ranking_one_party_at_a_time(framework: World) -> None:
    assert framework.done_once(lambda: opened(framework)) == "call_off.opened"
    assert framework.done_once(lambda: offered(framework)) == "call_off.offered"
    assert offered(framework) == "east"
    assert code_of(framework, lambda: says(framework, "north", accepted=True)) == (
        "call_off.not_offered"
    )
    decline = partial(says, framework, "east", accepted=False)
    assert framework.done_once(decline) == "call_off.answered"
    assert offered(framework) == "north"
    assert code_of(framework, lambda: says(framework, "east", accepted=True)) == (
        "call_off.answered"
    )
    assert code_of(framework, lambda: decided(framework)) == "call_off.not_accepted"
    says(framework, "north", NOTHING, accepted=True)
    assert code_of(framework, lambda: offered(framework)) == "call_off.accepted"
    assert framework.done_once(lambda: decided(framework)) == "call_off.decided"
    assert code_of(framework, lambda: offered(framework)) == "call_off.placed"
    lot = framework_overview(framework.store, FRAMEWORK).lots[0]
    assert (lot.used, lot.left, lot.call_offs[0].place) == (100_000_000, 900_000_000, 2)


def test_whoever_declines_says_why(framework: World) -> None:
    opened(framework)
    offered(framework)
    refusal = framework.refusal_of(lambda: says(framework, "east", NOTHING, accepted=False))
    assert refusal.in_("sv") == (
        f"Skälet för att avböja avropet {FIRST} är inte angivet. Ange leverantörens skäl på"
        " svenska och engelska."
    )


def test_an_officer_records_an_answer_only_to_a_letter_that_was_sent(framework: World) -> None:
    opened(framework)
    offered(framework)
    record = partial(says, framework, "east", accepted=False, by="officer")
    assert code_of(framework, record) == "call_off.letter_not_sent"
    assert send(framework) == 1
    assert framework.done_once(record) == "call_off.answered"


def test_nobody_answers_for_another_party(framework: World) -> None:
    opened(framework)
    offered(framework)
    for person, code in (("north-person", "actor.organisation"), ("head", "actor.role")):
        answering = partial(says, framework, "east", accepted=True, by=person)
        assert code_of(framework, answering) == code


def test_it_takes_two_persons_of_the_right_roles(framework: World) -> None:
    opened(framework)
    offered(framework)
    says(framework, "east", accepted=True)
    for by, prepared, code in (
        ("officer", "officer", "actor.role"),
        ("head", "head", "actor.role"),
        ("head", "lawyer", "actor.role"),
    ):
        placing = partial(decided, framework, FIRST, by, prepared)
        assert code_of(framework, placing) == code


@pytest.mark.parametrize(
    ("lang", "said"),
    [("sv", "Inget avtal sluts genom detta brev"), ("en", "No contract arises from this letter")],
)
def test_no_offer_reads_as_an_acceptance(framework: World, lang: Lang, said: str) -> None:
    opened(framework)
    offered(framework)
    ((letter,), unworded) = owed_letters(framework.store, FRAMEWORK, Letterbox(), lang)
    assert unworded == ()
    page = environment(lang).get_template(f"call_off/{lang}.html").render(doc=letter.context)
    assert ACCEPTANCE.findall(page) == []
    assert said in page


def test_letters_go_to_the_party_that_is_offered_it_and_to_the_one_that_gets_it(
    framework: World,
) -> None:
    opened(framework)
    offered(framework)
    assert send(framework) == 1
    says(framework, "east", accepted=False)
    offered(framework)
    # North answers before its letter has left: nothing is left to ask it.
    says(framework, "north", accepted=True)
    assert send(framework) == 0
    decided(framework)
    letters, _ = owed_letters(framework.store, FRAMEWORK, Letterbox(), "en")
    said = [(each.kind, each.organisation_id, each.context.model_dump()) for each in letters]
    assert [(kind, to) for kind, to, _ in said] == [(LetterKind.CALL_OFF, "north")]
    told = said[0][2]
    assert {name: told[name] for name in ("placed", "place", "value_ore", "what", "cite")} == {
        "placed": True, "place": 2, "value_ore": 100_000_000, "what": NEED.en, "cite": "LOU 7:6",
    }  # fmt: skip
    assert (send(framework), send(framework)) == (1, 0)


OVER = (
    "L1: Avropet på 300 000 kronor överskrider takvolymen; 200 000 kronor återstår. När taket är"
    " nått har ramavtalet inte längre någon verkan (EU-domstolen, mål C-23/20) (17 kap. 8 § LOU)."
    " Ramavtalet får ändras utan ny upphandling endast med stöd av en av bestämmelserna om"
    " ändringar."
)


# law_cases.md E11: ten million, 9.8 called off.
@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (20_000_000, None),
        (
            30_000_000,
            OVER,
        ),
    ],
    ids=["E11-equal", "E11"],
)
def test_at_the_ceiling_nothing_more_is_called_off(
    framework: World, asked: int, said: str | None
) -> None:
    opened(framework, 980_000_000)
    more = Text("Mer", "More")
    if said is None:
        assert opened(framework, asked, more) == f"{FRAMEWORK}/L1/A2"
    else:
        refusal = framework.refusal_of(lambda: opened(framework, asked, more))
        assert refusal.in_("sv") == said


def test_what_every_party_has_declined_is_free_again(framework: World) -> None:
    opened(framework, 980_000_000)
    for party in ("east", "north", "south"):
        assert offered(framework) == party
        says(framework, party, accepted=False)
    assert code_of(framework, lambda: offered(framework)) == "call_off.exhausted"
    assert opened(framework, 980_000_000) == f"{FRAMEWORK}/L1/A2"
    lot = framework_overview(framework.store, FRAMEWORK).lots[0]
    assert [each.state for each in lot.call_offs] == [
        CallOffState.EXHAUSTED, CallOffState.TO_OFFER,
    ]  # fmt: skip
    assert lot.used == 980_000_000


def test_the_ceiling_is_asked_again_at_the_decision(framework: World) -> None:
    opened(framework)
    offered(framework)
    says(framework, "east", accepted=True)
    change_terms(framework, ceiling=99_999_999)
    assert code_of(framework, lambda: decided(framework)) == "condition.within_ceiling"


@pytest.mark.parametrize("value", [0, -1])
def test_a_call_off_is_worth_something(framework: World, value: int) -> None:
    assert code_of(framework, lambda: opened(framework, value)) == "call_off.value"


def test_where_the_documents_say_mini_competition_nothing_is_placed_directly(
    framework: World,
) -> None:
    change_terms(framework, way=CallOffWay.MINI_COMPETITION)
    assert framework.refusal_of(lambda: opened(framework)).in_("en") == (
        f"By the documents of {FRAMEWORK} call-offs are placed by a mini-competition (LOU 7:6)."
        " Draft a mini-competition that rests on the framework."
    )


def test_nothing_is_called_off_before_the_first_day_or_after_the_last(framework: World) -> None:
    framework.go(at(4, 30))
    assert code_of(framework, lambda: opened(framework)) == "condition.framework_in_force"
    framework.go(at(4, 30).replace(year=LAST_DAY.year))
    opened(framework)
    offered(framework)
    says(framework, "east", accepted=True)
    framework.go(at(5, 1).replace(year=LAST_DAY.year))
    assert framework.refusal_of(lambda: decided(framework)).in_("sv") == (
        f"Ramavtalet {FRAMEWORK} gäller inte för L1 i dag (7 kap. 3 § LOU). Avropa medan"
        " ramavtalet löper, eller upphandla på nytt."
    )
    another = Text("Annat", "Another")
    assert code_of(framework, lambda: opened(framework, what=another)) == (
        "condition.framework_in_force"
    )


@pytest.mark.parametrize(
    ("tender", "code"), [(TENDER, "tender.unknown"), (FRAMEWORK, "lots.unknown")]
)
def test_a_call_off_names_a_framework_and_a_lot_of_it(
    framework: World, tender: str, code: str
) -> None:
    officer = framework.actor("officer")
    opening = partial(open_call_off, framework.store, officer, tender, "L9", 1, NEED)
    assert code_of(framework, opening) == code
    assert code_of(framework, lambda: offered(framework, "nothing")) == "call_off.unknown"


def test_the_overview_tells_places_ceiling_and_what_is_left(framework: World) -> None:
    opened(framework)
    told = framework_overview(framework.store, FRAMEWORK)
    (lot,) = told.lots
    assert (told.currency, told.way, lot.ceiling) == ("SEK", CallOffWay.EITHER, 1_000_000_000)
    assert [(each.place, each.name, each.bound) for each in lot.parties] == [
        (1, "Demo East AB", True), (2, "Demo North AB", True), (3, "Demo South AB", True),
    ]  # fmt: skip
    last = {each.ends_on for each in lot.parties}
    assert last == {LAST_DAY}
    assert lot.call_offs[0] == replace(
        lot.call_offs[0], value=100_000_000, what=NEED, state=CallOffState.TO_OFFER, place=1
    )
    assert date(2028, 4, 30) in last
