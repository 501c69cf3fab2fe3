"""Suppliers ask without anybody seeing who, and all are told alike."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial

import pytest

from documents.letter_contexts import AnswerContext
from law.reasons import Text
from law.rulebook import Rulebook
from models.letters import LetterKind
from procurement.calls.corrections import correct
from procurement.calls.questions import answer, answers_of, ask, inform, questions_of
from procurement.letters.outbox import owed_letters
from procurement.tenders.deadlines import extend_deadline
from procurement.tenders.draft import LotDraft
from tests.acceptance_words import ACCEPTANCE
from tests.procurement.letterbox import Letterbox
from tests.procurement.small_papers import DEADLINE, at, tender_draft
from tests.procurement.small_tender import World
from tests.procurement.test_other_letters import text_of

WorldAt = Callable[[str], World]
ASKED = Text("Får samtal hållas på distans?", "May talks be held remotely?")
REPLY = Text("Ja, varannan gång.", "Yes, every second time.")
# Everything that tells that it was North who asked, as its own letter might be signed.
CANARIES = ("Demo North AB", "556000-0001", "north-person", "north person", "north")


def put(world: World, by: str = "north", text: str = "Får vi träffas på distans?") -> int:
    return ask(world.store, world.actor(f"{by}-person"), world.tender, text)


def reply(world: World, asked: Text = ASKED, told: Text = REPLY, number: int = 1) -> str:
    return answer(world.store, world.actor("officer"), world.tender, number, asked, told)


def direct_award(world: World, *asked: str) -> World:
    lots = tuple(
        LotDraft(code=code, name=code, region="Län", places_per_year=1, estimated_value=100,
                 at_fte_tenths=10)
        for code in ("L1", "L2")
    )  # fmt: skip
    draft = tender_draft(
        id="D-1", rulebook=Rulebook.SE_LOU_19A, procedure="direct_award", lots=lots,
        requirements=(), diary_number="DEMO 2026/2",
    )  # fmt: skip
    return world.call(draft, *asked)


def test_a_question_is_received_once_and_numbered(world_at: WorldAt) -> None:
    world = world_at("published")
    assert world.done_once(lambda: put(world)) == "question.received"
    assert [put(world, text="Hur många platser?"), put(world, "south")] == [2, 3]


def test_its_asker_sees_its_own_questions_and_an_officer_all(world_at: WorldAt) -> None:
    world = world_at("published")
    put(world)
    put(world, "south", "Hur många platser?")
    reply(world)

    def seen(by: str) -> list[tuple[int, bool]]:
        found = questions_of(world.store, world.actor(by), world.tender)
        return [(each.question.number, each.answer is not None) for each in found]

    assert seen("north-person") == [(1, True)]
    assert seen("south-person") == [(2, False)]
    assert seen("east-person") == []
    assert seen("officer") == [(1, True), (2, False)]
    assert world.refusal_of(lambda: seen("lawyer")).reason.code == "actor.role"


@pytest.mark.parametrize(
    ("stage", "by", "text", "code"),
    [
        ("drafted", "north-person", "Får vi?", "bid.not_published"),
        ("published", "officer", "Får vi?", "question.supplier"),
        ("published", "north-person", " ", "question.empty"),
    ],
)
def test_a_question_is_refused(
    world_at: WorldAt, stage: str, by: str, text: str, code: str
) -> None:
    world = world_at(stage)
    act = partial(ask, world.store, world.actor(by), world.tender, text)
    assert world.refusal_of(act).reason.code == code


def test_a_question_comes_in_until_the_deadline(world_at: WorldAt) -> None:
    world = world_at("published")
    world.go(DEADLINE)
    assert put(world) == 1
    world.go(at(2, 17))
    assert world.refusal_of(lambda: put(world, "south")).reason.code == "question.late"
    # Sent again, it is the one that came in time.
    assert put(world) == 1


NAMING = (
    "Demo North AB undrar detta", "DEMO  NORTH ab", "Demo Norths lokaler", "5560000001",
    "556000 - 0001", "165560000001", "fråga north person", "Demo South AB undrar",
)  # fmt: skip
NOT_NAMING = ("Det går norrut.", "Northern lights", "Tel. 15560000001234")


def test_what_all_read_names_no_supplier(world_at: WorldAt) -> None:
    world = world_at("published")
    put(world)
    for text in NAMING:
        in_question = partial(reply, world, Text(text, "May one?"), REPLY)
        in_answer, in_english = (
            partial(reply, world, ASKED, told) for told in (Text(text, "Yes."), Text("Ja.", text))
        )
        for act in (in_question, in_answer, in_english):
            refusal = world.refusal_of(act)
            assert (refusal.reason.code, str(refusal.reason.cite)) == (
                "answer.names_somebody",
                "19 kap. 3 § OSL",
            )


def test_other_words_may_hold_the_same_letters(world_at: WorldAt) -> None:
    world = world_at("published")
    put(world)
    told = " ".join(NOT_NAMING)
    assert reply(world, told=Text(told, told)) == "DEMO-1/answer-1"


def test_a_question_is_answered_once(world_at: WorldAt) -> None:
    world = world_at("published")
    put(world)
    assert world.done_once(lambda: reply(world)) == "answer.given"
    other = partial(reply, world, told=Text("Nej.", "No."))
    assert world.refusal_of(other).reason.code == "question.answered"
    assert world.refusal_of(partial(reply, world, number=2)).reason.code == "question.unknown"


def test_information_of_its_own_accord_is_given_once(world_at: WorldAt) -> None:
    world = world_at("published")
    give = partial(inform, world.store, world.actor("officer"), world.tender, REPLY)
    assert world.done_once(give) == "answer.given"
    (told,) = answers_of(world.store, world.tender)
    assert (told.number, told.question_id, told.answer_sv) == (1, None, REPLY.sv)


@pytest.mark.parametrize("told", [Text("Ja.", " "), Text("", "Yes.")])
def test_an_answer_is_in_both_languages(world_at: WorldAt, told: Text) -> None:
    world = world_at("published")
    put(world)
    assert world.refusal_of(partial(reply, world, told=told)).reason.code == "answer.empty"


def test_nothing_is_told_once_the_bids_are_open(world_at: WorldAt) -> None:
    world = world_at("opened")
    give = partial(inform, world.store, world.actor("officer"), world.tender, REPLY)
    assert world.refusal_of(give).reason.code == "bid.opened"


@pytest.mark.parametrize("by", ["head", "north-person", "lawyer"])
def test_only_an_officer_answers(world_at: WorldAt, by: str) -> None:
    world = world_at("published")
    put(world)
    act = partial(answer, world.store, world.actor(by), world.tender, 1, ASKED, REPLY)
    assert world.refusal_of(act).reason.code == "actor.role"


def test_nobody_who_reads_the_tables_the_journal_or_the_answers_sees_who_asked(
    world_at: WorldAt,
) -> None:
    world = world_at("published")
    before = json.dumps(world.dump(), default=str)
    signed = f"Får vi? Hälsningar {', '.join(CANARIES)}"
    put(world, text=signed)
    reply(world)
    after = world.dump()
    # The scan finds the marks where they are: in the question's own words, as they came.
    (question,) = after.pop("question")
    words = str(question)
    assert all(canary in words for canary in CANARIES)
    assert [canary for canary in CANARIES if canary in words.replace(signed, "")] == []
    kept = json.dumps(after, default=str)
    counts = {canary: (before.count(canary), kept.count(canary)) for canary in CANARIES}
    assert {canary: then for canary, (then, _) in counts.items()} == {
        canary: now for canary, (_, now) in counts.items()
    }


def test_two_questions_of_one_asker_cannot_be_told_from_those_of_two(world_at: WorldAt) -> None:
    world = world_at("published")
    put(world)
    put(world, text="Och hur många?")
    asked = questions_of(world.store, world.actor("officer"), world.tender)
    assert len({each.question.asker_tag for each in asked}) == 2


def owed(world: World) -> dict[str, AnswerContext]:
    letters, unworded = owed_letters(world.store, world.tender, Letterbox(), "sv")
    assert unworded == ()
    found = {}
    for letter in letters:
        if letter.kind is LetterKind.ANSWER:
            assert isinstance(letter.context, AnswerContext)
            found[letter.organisation_id] = letter.context
    return found


def test_in_an_open_call_an_answer_owes_no_letters(world_at: WorldAt) -> None:
    world = world_at("published")
    put(world)
    reply(world)
    assert owed(world) == {}


def test_only_those_invited_ask_in_a_call_by_invitation(world_at: WorldAt) -> None:
    world = direct_award(world_at("enrolled"), "north", "south")
    assert world.refusal_of(lambda: put(world, "east")).reason.code == "question.not_invited"


def test_each_of_those_invited_is_owed_the_same_letter_that_names_nobody(
    world_at: WorldAt,
) -> None:
    world = direct_award(world_at("enrolled"), "north", "south")
    put(world, text="Hälsningar Demo North AB")
    reply(world)
    letters = owed(world)
    assert set(letters) == {"north", "south"}
    first, second = (
        {key: value for key, value in context.model_dump().items() if key != "recipient"}
        for context in letters.values()
    )
    assert first == second
    assert (first["number"], first["asked"], first["answer"]) == (1, ASKED.sv, REPLY.sv)
    said = text_of(letters["south"])
    assert ("North" in said, ACCEPTANCE.findall(said)) == (False, [])
    assert "Inget avtal sluts genom detta brev" in said


def test_an_extension_and_a_correction_are_told_to_those_invited(world_at: WorldAt) -> None:
    world = direct_award(world_at("enrolled"), "north", "south")
    officer, head = world.actor("officer"), world.actor("head")
    extend_deadline(world.store, officer, head, world.tender, at(3, 1, 12), Text("Fel.", "Wrong."))
    what = Text("Sidan 3 är rättad.", "Page 3 is corrected.")
    correct(world.store, officer, head, world.tender, what, substantial=False)
    told = [each.answer_sv for each in answers_of(world.store, world.tender)]
    assert told == ["Tiden är förlängd till 2026-03-01 12:00. Fel.", "Sidan 3 är rättad."]
    owed_now = [row[0] for row in world.dump()["outgoing"] if row[2] == "answer"]
    assert owed_now == [
        "D-1/answer-1:north", "D-1/answer-1:south", "D-1/answer-2:north", "D-1/answer-2:south",
    ]  # fmt: skip
    assert world.dump()["owed_notice"] == []
