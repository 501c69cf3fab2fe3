from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import yaml

from law.reasons import Cite, Text
from models.correspondence import InquiryKind
from models.letters import LetterKind, Outgoing
from procurement.qualification.asked import HEARD, asked, inquiry_state
from procurement.qualification.inquiring import Subject, ask, record_reply
from tests.procurement.qualifying import (
    IN_A_WEEK,
    about,
    answered,
    put,
    question,
    send,
    states,
)
from tests.procurement.small_papers import TENDER, at
from tests.procurement.small_tender import World

WorldAt = Callable[[str], World]
STATES: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("inquiry_states.yaml").read_text(encoding="utf-8")
)
CLARIFY = InquiryKind.CLARIFICATION


@pytest.mark.parametrize("row", STATES, ids=lambda row: str(row["claim"]))
def test_the_table_of_states_holds(row: dict[str, Any]) -> None:
    found = inquiry_state(date(2026, 3, 10), row["sent"], row["replied"], row["today"])
    assert (found.value, found in HEARD) == (row["state"], row["heard"])


def test_a_question_is_put_once_and_owes_a_letter(world_at: WorldAt) -> None:
    world = world_at("evaluated")
    asked_of_north = question("n1", CLARIFY)
    assert world.done_once(lambda: put(world, asked_of_north)) == "inquiry.asked"
    with world.store.read() as work:
        owed = work.session.get_one(Outgoing, f"{TENDER}/Q1:north")
        assert (owed.kind, owed.inquiry_id) == (LetterKind.INQUIRY, f"{TENDER}/Q1")
    assert put(world, replace(asked_of_north, text=Text("annat", "else"))) == f"{TENDER}/Q2"
    assert states(world) == {f"{TENDER}/Q1": "unsent", f"{TENDER}/Q2": "unsent"}
    assert send(world) == 2
    assert states(world) == {f"{TENDER}/Q1": "open", f"{TENDER}/Q2": "open"}


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"answer_by": date(2026, 2, 17)}, "inquiry.answer_by"),
        ({"answer_by": date(2026, 2, 16)}, "inquiry.answer_by"),
        ({"text": Text("fråga", " ")}, "inquiry.text"),
        ({"bid_id": "s1"}, "inquiry.subject"),
        ({"bid_id": "nowhere"}, "inquiry.subject"),
        ({"bid_id": None}, "inquiry.subject"),
        ({"organisation_id": "west"}, "inquiry.subject"),
        ({"requirement_id": f"{TENDER}/NONE"}, "inquiry.subject"),
        ({"exclusion_case_id": f"{TENDER}/X1"}, "inquiry.subject"),
        ({"kind": InquiryKind.HEARING}, "inquiry.subject"),
        ({"kind": InquiryKind.COMPLETION}, "inquiry.requirement"),
        ({"kind": InquiryKind.EVIDENCE}, "inquiry.requirement"),
        ({"tender_id": "NONE"}, "tender.unknown"),
    ],
)
def test_a_question_that_cannot_be_put_is_refused(
    world_at: WorldAt, wrong: dict[str, Any], code: str
) -> None:
    world = world_at("opened")
    refusal = world.refusal_of(partial(put, world, question("n1", CLARIFY, **wrong)))
    assert refusal.reason.code == code


@pytest.mark.parametrize("subject", [Subject.PRICE, Subject.LEVELS])
def test_price_and_levels_are_never_completed(world_at: WorldAt, subject: Subject) -> None:
    world = world_at("opened")
    refusal = world.refusal_of(partial(put, world, about("n1", "AT", subject=subject)))
    assert (refusal.reason.code, refusal.reason.cite) == (
        "inquiry.changes_the_bid",
        Cite("LOU", 19, "15"),
    )
    assert put(world, question("n1", CLARIFY, subject=subject)) == f"{TENDER}/Q1"


@pytest.mark.parametrize("person", ["head", "lawyer", "engine", "north-person"])
def test_only_an_officer_puts_questions(world_at: WorldAt, person: str) -> None:
    world = world_at("opened")
    refusal = world.refusal_of(
        lambda: ask(world.store, world.actor(person), question("n1", CLARIFY))
    )
    assert refusal.reason.code == "actor.role"


def test_nobody_is_asked_before_the_opening(world_at: WorldAt) -> None:
    world = world_at("received")
    refusal = world.refusal_of(partial(put, world, question("n1", CLARIFY)))
    assert refusal.reason.code == "inquiry.subject"


def test_a_late_answer_is_recorded_and_marked_late(world_at: WorldAt) -> None:
    world = world_at("evaluated")
    inquiry = put(world, question("n1", CLARIFY))
    send(world)
    world.go(at(2, 26, 23))
    assert world.done_once(partial(answered, world, inquiry)) == "reply.recorded"
    assert states(world) == {inquiry: "answered"}
    other = put(world, question("s1", CLARIFY, answer_by=date(2026, 2, 28)))
    send(world)
    world.go(at(3, 1))
    assert answered(world, other) is True
    assert states(world) == {inquiry: "answered", other: "answered_late"}


def test_a_file_comes_with_an_answer_and_is_kept(world_at: WorldAt) -> None:
    world = world_at("evaluated")
    inquiry, officer = put(world, question("n1", CLARIFY)), world.actor("officer")
    text = "Priset avser en hel månad.\n".encode()
    late = record_reply(world.store, officer, inquiry, world.clock.at, "se filen", text, "svar.txt")
    with world.store.read() as work:
        found = asked(work, inquiry)
        assert found is not None
        (reply,) = found.replies
        assert (late, reply.text) == (False, "se filen")
        assert work.blobs.get(reply.file_sha256 or "") == text


def test_a_file_that_is_not_read_is_refused_and_the_answer_is_not_lost(world_at: WorldAt) -> None:
    world = world_at("evaluated")
    inquiry, officer = put(world, question("n1", CLARIFY)), world.actor("officer")
    refusal = world.refusal_of(
        lambda: record_reply(
            world.store, officer, inquiry, world.clock.at, "se filen", b"MZ\x00", "svar.exe"
        )
    )
    assert refusal.reason.code == "reply.file"
    assert answered(world, inquiry) is False


def test_an_answer_is_no_older_than_the_question_and_no_newer_than_now(world_at: WorldAt) -> None:
    world = world_at("evaluated")
    inquiry, officer = put(world, question("n1", CLARIFY)), world.actor("officer")
    for off in (timedelta(seconds=-1), timedelta(seconds=1)):
        when = world.clock.at + off
        refusal = world.refusal_of(
            partial(record_reply, world.store, officer, inquiry, when, "svar")
        )
        assert refusal.reason.code == "reply.received_at"
    answered(world, inquiry)
    refusal = world.refusal_of(partial(answered, world, inquiry, "annat svar"))
    assert refusal.reason.code == "reply.same_moment"
    refusal = world.refusal_of(partial(answered, world, "nowhere"))
    assert refusal.reason.code == "inquiry.unknown"


def test_an_answer_changes_no_bid(world_at: WorldAt) -> None:
    world = world_at("evaluated")
    before = world.dump()
    inquiry = put(world, about("n1", "AT", answer_by=IN_A_WEEK))
    answered(world, inquiry, "vi sänker priset till 1 öre")
    after = world.dump()
    assert (after["bid"], after["opened_bid"]) == (before["bid"], before["opened_bid"])
