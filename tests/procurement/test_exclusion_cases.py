"""Nobody is excluded unheard, by any path; and whoever is excluded is out everywhere."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

import pytest

from documents.letter_contexts import ExclusionContext, InquiryContext
from law.exclusion import Ground
from law.reasons import Cite, Text
from models.letters import LetterKind, Outgoing
from models.qualification import SelfCleaning
from procurement.letters.outbox import owed_letters
from procurement.qualification.disqualified import out_of_competition
from procurement.qualification.excluding import decide_exclusion, raise_case
from procurement.qualification.exclusion_rules import ExclusionJudgement
from procurement.qualification.inquiring import record_reply
from procurement.ranking.due_lots import current_winners
from procurement.ranking.evaluating import evaluate
from tests.procurement.letterbox import Letterbox
from tests.procurement.qualifying import (
    WHY,
    allegation,
    alleged,
    answered,
    excluded,
    failed,
    heard,
    kept,
    send,
)
from tests.procurement.small_papers import TENDER, at
from tests.procurement.small_tender import World

WorldAt = Callable[[str], World]
CASE = f"{TENDER}/X1"


def out(world: World) -> dict[str, str]:
    with world.store.read() as work:
        return {bid: why.en for bid, why in out_of_competition(work, TENDER).items()}


def test_a_case_is_raised_once_and_keeps_the_winner_waiting(world_at: WorldAt) -> None:
    world = world_at("controlled")
    assert kept(world, "L1", "n1") == []
    assert world.done_once(partial(alleged, world)) == "exclusion.raised"
    assert kept(world, "L1", "n1") == ["decision.exclusion_open"]
    assert (kept(world, "L3", "e3"), out(world)) == ([], {})


def test_nobody_is_excluded_before_the_day_has_passed_or_the_answer_came(
    world_at: WorldAt,
) -> None:
    world = world_at("controlled")
    case = alleged(world)
    exclude = partial(excluded, world, case)
    refusal = world.refusal_of(exclude)
    assert (refusal.reason.code, refusal.reason.cite) == (
        "exclusion.hear-first",
        Cite("LOU", 19, "17"),
    )
    heard(world, case)
    world.go(at(3, 2))
    assert world.refusal_of(exclude).reason.code == "exclusion.hear-first", "the letter never left"


def test_the_set_time_runs_out_before_anybody_is_excluded(world_at: WorldAt) -> None:
    world = world_at("controlled")
    case = alleged(world)
    heard(world, case)
    send(world)
    exclude = partial(excluded, world, case)
    world.go(at(2, 26, 23))
    assert world.refusal_of(exclude).reason.code == "exclusion.hear-first", "the last day"
    world.go(at(2, 27))
    assert world.done_once(exclude) == "exclusion.decided"


def test_an_answer_ends_the_time_and_a_hearing_in_another_case_does_not(
    world_at: WorldAt,
) -> None:
    world = world_at("controlled")
    case = alleged(world)
    other = alleged(world, point="13:3 p. 3")
    answered(world, heard(world, other))
    assert world.refusal_of(partial(excluded, world, case)).reason.code == "exclusion.hear-first"
    answered(world, heard(world, case))
    assert excluded(world, case) == []


def test_the_excluded_tenderer_is_out_of_every_lot_and_told_at_once(world_at: WorldAt) -> None:
    world = world_at("controlled")
    case = alleged(world)
    answered(world, heard(world, case))
    excluded(world, case)
    why = (
        "The supplier is excluded by a decision of 2026-02-19 (LOU 19:17 and LOU 13:3, point 5):"
        " reasons"
    )
    assert out(world) == {"n1": why, "n2": why}
    assert kept(world, "L1", "n1") == ["decision.out_of_competition"]
    with world.store.read() as work:
        letter = work.session.get_one(Outgoing, f"{CASE}:north")
        assert (letter.kind, letter.exclusion_case_id) == (LetterKind.EXCLUSION, CASE)
    assert evaluate(world.store, world.actor("officer"), TENDER) == f"{TENDER}/U2"
    with world.store.read() as work:
        assert set(current_winners(work, TENDER).values()).isdisjoint({"n1", "n2"})


def test_the_newest_decision_governs(world_at: WorldAt) -> None:
    world = world_at("controlled")
    case = alleged(world)
    answered(world, heard(world, case))
    excluded(world, case)
    spare = partial(excluded, world, case, excluded=False, self_cleaning=SelfCleaning.SUFFICIENT)
    assert world.refusal_of(spare).reason.code == "exclusion.same_moment"
    world.go(at(2, 20))
    assert world.done_once(spare) == "exclusion.decided"
    assert (out(world), kept(world, "L1", "n1")) == ({}, [])


def test_tax_that_is_paid_ends_the_case(world_at: WorldAt) -> None:
    world = world_at("controlled")
    case = alleged(world, ground=Ground.TAX, point="13:2")
    answered(world, heard(world, case))
    paid = partial(excluded, world, case, paid=True)
    assert world.refusal_of(paid).reason.code == "exclusion.tax-paid"
    assert world.done_once(partial(paid, excluded=False)) == "exclusion.decided"
    assert kept(world, "L1", "n1") == []


def test_an_old_event_warns_under_chapter_19(world_at: WorldAt) -> None:
    world = world_at("controlled")
    case = alleged(world, occurred_on=date(2022, 6, 1))
    answered(world, heard(world, case))
    assert excluded(world, case) == ["old-and-proportionate"]


@pytest.mark.parametrize(
    ("head", "by", "code"),
    [
        ("officer", "lawyer", "actor.role"),
        ("head", "head", "actor.role"),
        ("head", "signatory", "actor.role"),
        ("engine", "officer", "actor.role"),
        ("head", "north-person", "actor.role"),
    ],
)
def test_a_head_decides_on_what_another_has_prepared(
    world_at: WorldAt, head: str, by: str, code: str
) -> None:
    world = world_at("controlled")
    case = alleged(world)
    answered(world, heard(world, case))
    assert world.refusal_of(partial(excluded, world, case, head, by)).reason.code == code


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"point": "13:1"}, "exclusion.point"),
        ({"occurred_on": date(2026, 2, 20)}, "exclusion.impossible"),
        ({"final": False}, "exclusion.impossible"),
        ({"tender_id": "NONE"}, "tender.unknown"),
    ],
)
def test_a_case_that_cannot_be_is_refused(
    world_at: WorldAt, changes: dict[str, Any], code: str
) -> None:
    world = world_at("controlled")
    lawyer = world.actor("lawyer")
    refusal = world.refusal_of(
        lambda: (
            raise_case(world.store, lawyer, allegation(**changes))
            if "organisation_id" not in changes
            else raise_case(world.store, lawyer, allegation("nobody"))
        )
    )
    assert refusal.reason.code == code


def test_payment_of_what_is_no_tax_is_refused(world_at: WorldAt) -> None:
    world = world_at("controlled")
    case = alleged(world)
    answered(world, heard(world, case))
    refusal = world.refusal_of(partial(excluded, world, case, paid=True))
    assert refusal.reason.code == "exclusion.impossible"


def test_a_case_that_is_not_there_is_not_decided(world_at: WorldAt) -> None:
    world = world_at("controlled")
    head, lawyer = world.actor("head"), world.actor("lawyer")
    judgement = ExclusionJudgement(True, WHY)
    refusal = world.refusal_of(lambda: decide_exclusion(world.store, head, lawyer, "X9", judgement))
    assert refusal.reason.code == "exclusion.unknown"


def test_failing_a_requirement_that_is_a_ground_for_exclusion_excludes_nobody(
    world_at: WorldAt,
) -> None:
    """TAX is LOU 19:17 put as a requirement; AT is one of the tender documents' own."""
    world = world_at("controlled")
    world.go(at(2, 20))
    failed(world, "n1", "TAX")
    assert out(world) == {}
    assert kept(world, "L1", "n1") == ["decision.to_be_heard"]
    failed(world, "n1", "AT")
    assert out(world) == {"n1": "The requirement “Named therapist” is not met: reasons"}


def test_an_excluded_tenderer_is_never_ranked_again_in_a_fresh_evaluation(
    world_at: WorldAt,
) -> None:
    world = world_at("opened")
    case = alleged(world, "east", occurred_on=date(2026, 1, 1))
    answered(world, heard(world, case))
    excluded(world, case)
    world.evaluate()
    with world.store.read() as work:
        winners = current_winners(work, TENDER)
    assert winners[f"{TENDER}/L3"] == "s3"


def letters(world: World) -> list[str]:
    """The letters owed on the case, and whether each says that the tenderer is excluded."""
    found, unworded = owed_letters(world.store, TENDER, Letterbox(), "sv")
    assert unworded == ()
    return [
        f"{letter.outgoing_id} {letter.context.excluded}"
        for letter in found
        if isinstance(letter.context, ExclusionContext)
    ]


def test_every_exclusion_is_told_and_every_reversal(world_at: WorldAt) -> None:
    world = world_at("controlled")
    case = alleged(world)
    answered(world, heard(world, case))
    excluded(world, case)
    assert letters(world) == [f"{CASE}:north True"]
    world.go(at(2, 20))
    excluded(world, case, excluded=False)
    assert letters(world) == [f"{CASE}:north False"], "the letter that is owed tells the newest"
    send(world)
    for day, told in ((21, True), (22, False)):
        world.go(at(2, day))
        excluded(world, case, excluded=told)
        assert letters(world) == [f"{CASE}:north:{day - 19} {told}"]
        send(world)
    assert letters(world) == []


def test_whoever_was_never_excluded_is_owed_no_letter_of_it(world_at: WorldAt) -> None:
    world = world_at("controlled")
    case = alleged(world)
    excluded(world, case, excluded=False)
    assert letters(world) == []


def test_a_second_hearing_is_waited_for_too(world_at: WorldAt) -> None:
    world = world_at("controlled")
    case = alleged(world)
    answered(world, heard(world, case))
    heard(world, case, date(2026, 2, 28))
    exclude = partial(excluded, world, case)
    assert world.refusal_of(exclude).reason.code == "exclusion.hear-first"
    send(world)
    world.go(at(3, 1))
    assert exclude() == []


def test_an_answer_to_a_hearing_that_never_left_is_no_hearing(world_at: WorldAt) -> None:
    world = world_at("controlled")
    case = alleged(world)
    inquiry = heard(world, case)
    record_reply(world.store, world.actor("officer"), inquiry, world.clock.at, "svar")
    assert world.refusal_of(partial(excluded, world, case)).reason.code == "exclusion.hear-first"


def test_other_circumstances_of_the_same_day_are_a_case_of_their_own(world_at: WorldAt) -> None:
    world = world_at("controlled")
    assert (alleged(world), alleged(world)) == (CASE, CASE)
    assert alleged(world, what=Text("en annan brist", "another failure")) == f"{TENDER}/X2"


def test_a_ground_that_the_documents_state_is_heard_and_decided_like_the_others(
    world_at: WorldAt,
) -> None:
    world = world_at("controlled")
    case = alleged(world, point="19:17")
    inquiry = heard(world, case)
    (letter,), _ = owed_letters(world.store, TENDER, Letterbox(), "sv")
    assert isinstance(letter.context, InquiryContext)
    assert letter.context.suspicion is not None
    assert letter.context.suspicion.ground == (
        "Grund som anges i upphandlingsdokumenten (19 kap. 17 § LOU)"
    )
    answered(world, inquiry)
    excluded(world, case)
    assert out(world)["n1"] == (
        "The supplier is excluded by a decision of 2026-02-19 (LOU 19:17): reasons"
    )
