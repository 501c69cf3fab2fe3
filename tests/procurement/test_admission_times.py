"""After an application: questions, the time to decide, exits, and what the journal tells."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import yaml
from sqlmodel import select

from law.reasons import Cite, Text
from models.admissions import ExitCause
from models.journal import JournalEntry
from models.letters import LetterKind, Outgoing
from procurement.admissions.completing import answer_completion
from procurement.admissions.due import decisions_due, prolong_decision
from procurement.admissions.ending import Ending, end_admission
from procurement.admissions.files import SentFile
from procurement.conditions.admitted import admitted_to
from procurement.tenders.draft import SystemDraft
from tests.procurement.small_papers import at
from tests.procurement.small_tender import World
from tests.procurement.systems import (
    CHOICE,
    DPS,
    WHY,
    System,
    choice_draft,
    dps_draft,
    lot_of,
    system_of,
)

WorldAt = Callable[[str], World]
A1 = f"{CHOICE}/A1"
DUE: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("admission_times.yaml").read_text(encoding="utf-8")
)


def test_a_question_is_put_once_and_owes_a_letter(either: System) -> None:
    first = either.apply("north", lot_of(either))
    world = either.world
    assert world.done_once(lambda: either.ask(first, date(2026, 1, 20))) == "completion.asked"
    with world.store.read() as work:
        owed = work.session.get_one(Outgoing, f"{first}/Q1:north")
        assert (owed.kind, owed.completion_id) == (LetterKind.COMPLETION, f"{first}/Q1")
    wrong = world.refusal_of(lambda: either.ask(first, date(2026, 1, 12)))
    assert wrong.reason.code == "inquiry.answer_by"
    wrong = world.refusal_of(lambda: either.ask(first, date(2026, 1, 20), Text("", "")))
    assert wrong.reason.code == "inquiry.text"


def test_an_answer_is_recorded_once_with_its_file_and_marked_when_late(choice: System) -> None:
    question = choice.ask(choice.apply("north"), date(2026, 1, 20))
    world, own = choice.world, choice.own("north")
    world.go(at(1, 21))
    file = SentFile("svar.txt", b"Svar\n")

    def answered() -> None:
        assert answer_completion(world.store, own, question, "Svar", file)

    assert world.done_once(answered) == "completion.answered"
    other = world.refusal_of(lambda: choice.answer(question, "north", "Annat"))
    assert other.reason.code == "completion.answered"
    stranger = world.refusal_of(lambda: choice.answer(question, "south"))
    assert stranger.reason.code == "actor.organisation"
    unknown = world.refusal_of(lambda: choice.answer("none", "north"))
    assert unknown.reason.code == "completion.unknown"


def test_the_provider_leaves_when_it_wishes(either: System) -> None:
    first = either.admit("north", lot_of(either))
    world, last = either.world, date(2026, 1, 31)
    assert world.done_once(lambda: either.leave(first, "north", last)) == "admission.ended"
    with world.store.read() as work:
        days = {
            day: [row.id for row in admitted_to(work, world.tender, date(2026, *day))]
            for day in ((1, 31), (2, 1))
        }
    assert days == {(1, 31): [first], (2, 1): []}


def test_an_admission_is_ended_against_the_suppliers_will_by_two(choice: System) -> None:
    first = choice.admit("north")
    world = choice.world
    head, officer = world.actor("head"), world.actor("officer")
    ending = Ending(ExitCause.BREACH, date(2026, 1, 31), WHY)
    for persons, code in (
        ((head, None), "exit.two_persons"),
        ((officer, officer), "actor.role"),
        ((choice.own("north"), officer), "actor.role"),
    ):
        refused = world.refusal_of(
            partial(end_admission, world.store, persons[0], first, ending, persons[1])
        )
        assert refused.reason.code == code
    passed = replace(ending, ends_on=date(2026, 1, 11))
    refused = world.refusal_of(lambda: end_admission(world.store, head, first, passed, officer))
    assert refused.reason.code == "exit.passed"
    end_admission(world.store, head, first, ending, officer)
    again = replace(ending, ends_on=date(2026, 2, 28))
    refused = world.refusal_of(lambda: end_admission(world.store, head, first, again, officer))
    assert refused.reason.code == "exit.known"


def test_only_who_is_admitted_leaves(choice: System) -> None:
    choice.apply("north")
    refused = choice.world.refusal_of(lambda: choice.leave(A1, "north", date(2026, 2, 1)))
    assert refused.reason.code == "application.not_admitted"


@pytest.mark.parametrize("row", DUE, ids=lambda row: str(row["claim"]))
def test_the_table_of_times_to_decide_holds(world_at: WorldAt, row: dict[str, Any]) -> None:
    draft = choice_draft() if row["system"] == "choice" else dps_draft()
    stated = draft.system
    assert isinstance(stated, SystemDraft)
    draft = draft.model_copy(
        update={"system": stated.model_copy(update={"decision_days": row["stated"]})}
    )
    system = system_of(world_at("enrolled"), draft)
    world = system.world
    world.go(at(row["received"].month, row["received"].day))
    first = system.apply("north", lot_of(system))
    if row.get("prolonged"):
        prolong_decision(world.store, world.actor("officer"), first, WHY)
    world.go(at(row["today"].month, row["today"].day))
    with world.store.read() as work:
        [due] = decisions_due(work, world.tender)
    assert (due.last_day, due.late, due.prolonged) == (
        row["last_day"], row["late"], row.get("prolonged", False),
    )  # fmt: skip
    assert row["cite"] in {reason.cite.in_("en") for reason in due.reasons if reason.cite}


def test_a_late_decision_is_still_made(choice: System) -> None:
    first = choice.apply("north")
    choice.world.go(at(6, 1))
    choice.show("north", "tax", "staff")
    choice.check_shown(first)
    choice.decide(first)
    with choice.world.store.read() as work:
        assert decisions_due(work, CHOICE) == ()


def test_time_is_prolonged_only_where_the_law_allows_and_in_time(
    choice: System, dps: System
) -> None:
    officer = choice.world.actor("officer")
    first = choice.apply("north")
    refused = choice.world.refusal_of(
        lambda: prolong_decision(choice.world.store, officer, first, WHY)
    )
    assert (refused.reason.code, refused.reason.cite) == (
        "admission.no_prolonging",
        Cite("LOV", 4, "4"),
    )
    first = dps.apply("north", "L1")
    refused = dps.world.refusal_of(
        lambda: prolong_decision(dps.world.store, officer, first, Text("", ""))
    )
    assert refused.reason.code == "admission.prolong_reason"
    dps.world.go(at(2, 1))
    refused = dps.world.refusal_of(lambda: prolong_decision(dps.world.store, officer, first, WHY))
    assert refused.reason.code == "admission.prolong_late"


def said_in_journal(world: World) -> Iterator[str]:
    with world.store.read() as work:
        for entry in work.session.exec(select(JournalEntry)):
            if entry.kind.startswith(("application", "completion", "admission")):
                yield f"{entry.actor_id} {entry.payload}"


def test_the_journal_does_not_tell_who_applied_or_takes_part(dps: System) -> None:
    first = dps.admit("north", "L1")
    dps.leave(first, "north", date(2026, 1, 31))
    second = dps.apply("south", "L1")
    dps.answer(dps.ask(second, date(2026, 1, 20)), "south")
    said = "\n".join(said_in_journal(dps.world))
    assert "DIS-1" in said
    assert not any(name in said for name in ("north", "south", "approved"))


def test_systems_are_kept_apart(choice: System) -> None:
    choice.admit("north")
    with choice.world.store.read() as work:
        assert admitted_to(work, DPS, date(2026, 1, 12)) == []
