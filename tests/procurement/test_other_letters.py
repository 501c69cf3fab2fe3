"""Letters about withdrawals, cancellations, questions and exclusions, from the acts themselves."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import get_args

import pytest

from documents.letter_contexts import (
    CancellationContext,
    ExclusionContext,
    InformationContext,
    InquiryContext,
    WithdrawalContext,
)
from documents.typesetting import environment
from law.exclusion import Ground
from law.reasons import Lang, Text
from models.correspondence import InquiryKind
from models.letters import Channel, InformationKind, LetterKind
from procurement.decisions.cancelling import cancel
from procurement.decisions.withdrawing import withdraw
from procurement.letters import secrecy
from procurement.letters.dispatching import dispatch_letters
from procurement.letters.information import receive_request
from procurement.letters.outbox import AnyContext, AnyLetter, owed_letters
from procurement.letters.posts import SetLetter
from procurement.qualification.excluding import Allegation, decide_exclusion, hear, raise_case
from procurement.qualification.exclusion_rules import ExclusionJudgement
from procurement.qualification.inquiring import Question, ask
from procurement.validity.asking import ask_to_extend
from tests.acceptance_words import ACCEPTANCE
from tests.plain_renderer import PlainRenderer
from tests.procurement.letterbox import Letterbox
from tests.procurement.small_papers import TENDER, at
from tests.procurement.small_tender import World

WorldAt = Callable[[str], World]
WHY = Text("Ett avdrag räknades fel.", "A deduction was miscounted.")
SPACE = "\N{NO-BREAK SPACE}"


def withdrawn(world: World) -> None:
    head, officer = world.actor("head"), world.actor("officer")
    withdraw(world.store, head, officer, TENDER, ["L1", "L2", "L3"], WHY)


def cancelled(world: World) -> None:
    head, officer = world.actor("head"), world.actor("officer")
    cancel(world.store, head, officer, TENDER, ["L3"], WHY, redo=True)


def asked(world: World) -> None:
    question = Question(
        tender_id=TENDER,
        organisation_id="north",
        kind=InquiryKind.CLARIFICATION,
        text=Text("Vem är arbetsterapeuten?", "Who is the therapist?"),
        answer_by=date(2026, 3, 20),
        bid_id="n1",
    )
    ask(world.store, world.actor("officer"), question)


def heard(world: World) -> None:
    case = Allegation(
        TENDER,
        "north",
        Ground.MISCONDUCT,
        "13:3 p. 5",
        date(2025, 5, 6),
        Text("Ett avtal sades upp.", "A contract was terminated."),
    )
    case_id = raise_case(world.store, world.actor("officer"), case)
    text = Text("Vad har ni att anföra?", "What have you to say?")
    hear(world.store, world.actor("officer"), case_id, text, date(2026, 3, 20))


def excluded(world: World) -> None:
    heard(world)
    send_all(world)
    world.go(at(3, 23))
    judgement = ExclusionJudgement(True, Text("Inget har visats.", "Nothing has been shown."))
    head, officer = world.actor("head"), world.actor("officer")
    decide_exclusion(world.store, head, officer, f"{TENDER}/X1", judgement)


def informed(world: World) -> None:
    officer, lawyer = world.actor("officer"), world.actor("lawyer")
    kind = InformationKind.RELATIVE_ADVANTAGES
    request = receive_request(world.store, officer, world.lot("L1"), "south", kind, world.clock.at)
    secrecy.test_secrecy(world.store, lawyer, request, [], WHY)


def asked_to_extend(world: World) -> None:
    until, answer_by = date(2027, 6, 30), date(2026, 3, 20)
    ask_to_extend(world.store, world.actor("officer"), TENDER, until, answer_by, WHY)


# What owes each kind of letter, from the stage at which all award notices are sent.
ACTS: Mapping[LetterKind, Callable[[World], None]] = {
    LetterKind.WITHDRAWAL: withdrawn,
    LetterKind.CANCELLATION: cancelled,
    LetterKind.INQUIRY: heard,
    LetterKind.EXCLUSION: excluded,
    LetterKind.INFORMATION: informed,
    LetterKind.VALIDITY: asked_to_extend,
}


# Those of a procedure in steps are in `test_stage_letters`.
OF_STEPS = {LetterKind.INVITATION, LetterKind.SELECTION}
# Those of a system are in `test_admission_letters`.
OF_SYSTEMS = {LetterKind.COMPLETION, LetterKind.ADMISSION}
# Those of a framework are in `tests/contracts/test_call_offs`.
OF_FRAMEWORKS = {LetterKind.CALL_OFF}

# What all those invited are told is in `test_questions`.
TOLD_TO_ALL = {LetterKind.ANSWER}


def owed(world: World, lang: Lang = "sv", box: Letterbox | None = None) -> dict[str, AnyLetter]:
    letters, unworded = owed_letters(world.store, TENDER, box or Letterbox(), lang)
    assert unworded == ()
    return {letter.organisation_id: letter for letter in letters}


def send_all(world: World) -> None:
    letters = list(owed(world).values())
    pdfs = PlainRenderer().render_all([letter.context for letter in letters])
    ready = [SetLetter(*pair) for pair in zip(letters, pdfs, strict=True)]
    dispatch_letters(world.store, world.actor("officer"), Letterbox(), ready)


def text_of(context: AnyContext) -> str:
    """The letter's words, as they are printed."""
    template = environment(context.lang).get_template(f"{context.document}/{context.lang}.html")
    return " ".join(re.sub(r"<[^>]+>", " ", template.render(doc=context)).split())


@pytest.fixture
def world(world_at: WorldAt) -> World:
    world = world_at("notified")
    world.go(at(3, 9))
    return world


@pytest.mark.parametrize("kind", ACTS)
@pytest.mark.parametrize("lang", get_args(Lang))
def test_no_letter_reads_as_an_acceptance(world: World, kind: LetterKind, lang: Lang) -> None:
    ACTS[kind](world)
    letters = owed(world, lang)
    assert {letter.kind for letter in letters.values()} == {kind}
    for letter in letters.values():
        said = text_of(letter.context)
        assert ACCEPTANCE.findall(said) == []
        assert re.search("Inget avtal sluts|No contract arises", said)


@pytest.mark.parametrize("lang", get_args(Lang))
def test_nor_does_the_notice_of_an_award(world_at: WorldAt, lang: Lang) -> None:
    letters = owed(world_at("decided"), lang)
    assert {letter.kind for letter in letters.values()} == {LetterKind.AWARD}
    for letter in letters.values():
        assert ACCEPTANCE.findall(text_of(letter.context)) == []


def test_no_kind_of_letter_is_left_out() -> None:
    elsewhere = {*OF_STEPS, *OF_SYSTEMS, *OF_FRAMEWORKS, *TOLD_TO_ALL}
    assert {LetterKind.AWARD, *ACTS, *elsewhere} == set(LetterKind)


@pytest.mark.parametrize("kind", ACTS)
def test_a_letter_of_any_kind_is_sent_once_and_recorded(world: World, kind: LetterKind) -> None:
    ACTS[kind](world)
    before = world.journal()
    count = len(owed(world))
    send_all(world)
    assert world.journal() == [*before, *["letter.dispatched"] * count]
    assert owed(world) == {}


def test_a_withdrawal_says_which_decision_and_lots_and_that_a_new_one_follows(
    world: World,
) -> None:
    withdrawn(world)
    context = owed(world)["north"].context
    assert isinstance(context, WithdrawalContext)
    (award,) = context.awards
    assert (award.number, [lot.code for lot in award.lots]) == ("DEMO 2026/1-1", ["L1", "L2"])
    assert (context.reason, context.cite) == (WHY.sv, "19 kap. 2 § LOU")
    assert "Den avtalsspärr som angavs i underrättelsen" in text_of(context)
    assert set(owed(world)) == {"east", "north", "south", "west"}


def test_a_notice_of_an_award_that_is_withdrawn_meanwhile_is_not_sent(world_at: WorldAt) -> None:
    world = world_at("decided")
    withdrawn(world)
    assert {letter.kind for letter in owed(world).values()} == {LetterKind.WITHDRAWAL}


@pytest.mark.parametrize(
    ("channel", "last_day", "days"),
    [
        (Channel.ELECTRONIC, date(2026, 3, 19), "10 dagar"),
        (Channel.POST, date(2026, 3, 24), "15 dagar"),
    ],
)
def test_a_cancellation_states_the_time_to_apply_which_nobody_extends(
    world: World, channel: Channel, last_day: date, days: str
) -> None:
    cancelled(world)
    context = owed(world, box=Letterbox(channel))["east"].context
    assert isinstance(context, CancellationContext)
    assert (context.last_day, context.redo, context.whole) == (last_day, True, False)
    assert [lot.code for lot in context.lots] == ["L3"]
    assert context.cite == "19 kap. 21 § LOU"
    told = [reason.text for reason in context.reasons]
    assert any(days in each for each in told)
    assert "Myndigheten kan inte förlänga tiden (HFD 2021 ref. 70)" in told
    assert {reason.cite for reason in context.reasons} >= {"20 kap. 12 § LOU"}


def test_a_cancellation_worded_yesterday_is_not_sent_today(world: World) -> None:
    cancelled(world)
    letter = owed(world)["east"]
    ready = [SetLetter(letter, b"pdf")]
    world.go(at(3, 10))
    officer, box = world.actor("officer"), Letterbox()
    refusal = world.refusal_of(lambda: dispatch_letters(world.store, officer, box, ready))
    assert refusal.in_("en") == (
        "The letter states the time to apply as 2026-03-09–2026-03-19, but sent now it runs"
        " 2026-03-10–2026-03-20. Set the letter anew."
    )


def test_a_question_says_about_what_and_until_when(world: World) -> None:
    asked(world)
    context = owed(world)["north"].context
    assert isinstance(context, InquiryContext)
    assert context.lot is not None
    assert (context.lot.code, context.answer_by) == ("L1", date(2026, 3, 20))
    said = text_of(context)
    for each in (
        "Vem är arbetsterapeuten?",
        "19 kap. 15 § LOU",
        f"20{SPACE}mars{SPACE}2026".replace(SPACE, " "),
        "Priset och de åtaganden som anbudet innehåller står fast",
    ):
        assert each in said


def test_a_question_is_not_sent_once_its_day_has_passed(world: World) -> None:
    asked(world)
    world.go(at(3, 21))
    letters, (unworded,) = owed_letters(world.store, TENDER, Letterbox(), "sv")
    assert letters == ()
    assert unworded.why.reason.code == "letter.answer_day_passed"


def test_a_hearing_tells_the_ground_and_of_self_cleaning(world: World) -> None:
    heard(world)
    context = owed(world)["north"].context
    assert isinstance(context, InquiryContext)
    assert context.suspicion is not None
    assert context.suspicion.ground == "Missförhållande (19 kap. 17 § LOU och 13 kap. 3 § 5 LOU)"
    assert (context.cite, context.remedy) == (
        "19 kap. 17 § LOU",
        "19 kap. 2 § LOU och 13 kap. 5 § LOU",
    )


def test_an_exclusion_tells_the_reasons_and_how_it_is_reviewed(world: World) -> None:
    excluded(world)
    context = owed(world, "en")["north"].context
    assert isinstance(context, ExclusionContext)
    assert (context.excluded, context.reason) == (True, "Nothing has been shown.")
    assert context.suspicion.ground == "Misconduct (LOU 19:17 and LOU 13:3, point 5)"
    assert "How the decision can be reviewed" in text_of(context)


def test_an_answer_is_a_letter_like_the_others(world: World) -> None:
    informed(world)
    context = owed(world)["south"].context
    assert isinstance(context, InformationContext)
    assert context.cite == "19 kap. 20 § LOU"
