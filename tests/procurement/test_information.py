"""Who is told what, on request, of a decision: after a test of secrecy, and nobody else's data."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import date
from itertools import product

import pytest

from documents.letter_contexts import InformationContext
from law.reasons import Cite, Text
from law.rulebook import Rulebook
from models.letters import InformationKind
from models.panel import ConsensusScore, PanelMember, SheetOpening
from models.tender import Tender
from procurement.decisions.withdrawing import withdraw
from procurement.letters import secrecy
from procurement.letters.dispatching import dispatch_letters
from procurement.letters.information import receive_request, request_states
from procurement.letters.outbox import owed_letters
from procurement.letters.posts import SetLetter
from procurement.letters.secrecy import Mask
from tests.procurement.letterbox import Letterbox
from tests.procurement.letters_out import send
from tests.procurement.small_papers import TENDER, at
from tests.procurement.small_tender import World

WorldAt = Callable[[str], World]
ADVANTAGES = InformationKind.RELATIVE_ADVANTAGES
REASONS = InformationKind.REJECTION_REASONS
WHY = Text("Kalkylen skulle röjas", "The calculation would be disclosed")
OPEN = Text("Inget skadar någon", "Nothing harms anybody")
BOTH = (Mask("price", WHY), Mask("comparison", WHY))
SECRET = "sekretess (31 kap. 16 § OSL)"


@pytest.fixture
def world(world_at: WorldAt) -> World:
    world = world_at("notified")
    world.go(at(3, 4))
    return world


def request(
    world: World, code: str, who: str, kind: InformationKind = ADVANTAGES, by: str = "officer"
) -> str:
    actor, lot = world.actor(by), world.lot(code)
    return receive_request(world.store, actor, lot, who, kind, world.clock.at)


def weighed(
    world: World, request_id: str, *masks: Mask, reason: Text = OPEN, by: str = "lawyer"
) -> None:
    secrecy.test_secrecy(world.store, world.actor(by), request_id, masks, reason)


def answer(world: World) -> InformationContext:
    (letter,), unworded = owed_letters(world.store, TENDER, Letterbox(), "sv")
    assert unworded == ()
    assert isinstance(letter.context, InformationContext)
    return letter.context


def test_a_request_is_received_once_and_due_within_fifteen_days(world: World) -> None:
    assert world.done_once(lambda: request(world, "L1", "south")) == "information.requested"
    with world.store.read() as work:
        (state,) = request_states(work, TENDER)
    # Wednesday 4 March and fifteen days: Thursday 19 March.
    assert (state.request.id, state.due, state.tested) == (
        f"{TENDER}/R1",
        date(2026, 3, 19),
        False,
    )
    assert (state.late(date(2026, 3, 19)), state.late(date(2026, 3, 20))) == (False, True)


def test_an_answer_after_the_day_stays_late(world: World) -> None:
    first = request(world, "L1", "south")
    world.go(at(3, 20))
    weighed(world, first)
    send(world, Letterbox())
    with world.store.read() as work:
        (state,) = request_states(work, TENDER)
    assert (state.answered_on, state.late(date(2026, 5, 1))) == (date(2026, 3, 20), True)


@pytest.mark.parametrize(
    ("stage", "code", "who", "kind", "refused"),
    [
        # Before the decision: nobody, not even of its own.
        ("controlled", "L1", "south", ADVANTAGES, "information.secret"),
        ("controlled", "L1", "stranger", ADVANTAGES, "information.secret"),
        # After it, tenderers of the lot alone.
        ("notified", "L1", "west", ADVANTAGES, "information.not_tenderer"),
        ("notified", "L1", "stranger", REASONS, "information.not_tenderer"),
        ("notified", "L1", "north", ADVANTAGES, "information.chosen"),
        ("notified", "L1", "south", REASONS, "information.not_rejected"),
        ("notified", "L9", "south", ADVANTAGES, "lot.unknown"),
    ],
)
def test_others_are_not_entitled(
    world_at: WorldAt, stage: str, code: str, who: str, kind: InformationKind, refused: str
) -> None:
    world = world_at(stage)
    refusal = world.refusal_of(lambda: request(world, code, who, kind))
    assert refusal.reason.code == refused
    cites = {"information.secret": "OSL 19:3", "lot.unknown": None}
    cite = refusal.reason.cite
    assert (cite.in_("en") if cite else None) == cites.get(refused, "LOU 19:20")


def test_a_request_from_the_future_is_refused(world: World) -> None:
    officer, lot = world.actor("officer"), world.lot("L1")
    refusal = world.refusal_of(
        lambda: receive_request(world.store, officer, lot, "south", ADVANTAGES, at(3, 5))
    )
    assert refusal.reason.code == "information.future"


def test_a_request_from_before_the_decision_is_not_one_to_answer_late(world: World) -> None:
    officer, lot = world.actor("officer"), world.lot("L1")
    refusal = world.refusal_of(
        lambda: receive_request(world.store, officer, lot, "south", ADVANTAGES, at(3, 1))
    )
    assert (refusal.reason.code, refusal.reason.cite) == (
        "information.before_decision", Cite("OSL", 19, "3"),
    )  # fmt: skip


@pytest.mark.parametrize("by", ["head", "signatory", "south-person"])
def test_only_officers_and_lawyers_receive(world: World, by: str) -> None:
    refusal = world.refusal_of(lambda: request(world, "L1", "south", by=by))
    assert refusal.reason.code == "actor.role"


def test_no_answer_is_owed_before_secrecy_is_tested(world: World) -> None:
    first = request(world, "L1", "south")
    assert owed_letters(world.store, TENDER, Letterbox(), "sv") == ((), ())
    assert world.done_once(lambda: weighed(world, first)) == "secrecy.tested"
    assert answer(world).chosen == "Demo North AB"


@pytest.mark.parametrize("by", ["officer", "head", "engine"])
def test_only_a_lawyer_tests_secrecy(world: World, by: str) -> None:
    first = request(world, "L1", "south")
    refusal = world.refusal_of(lambda: weighed(world, first, by=by))
    assert refusal.reason.code == "actor.role"


@pytest.mark.parametrize(
    ("masks", "refused"),
    [
        ((Mask("winner", WHY), Mask("price", WHY)), "secrecy.winner"),
        ((Mask("criterion:none", WHY), Mask("price", WHY)), "secrecy.field"),
        ((Mask("price", WHY), Mask("price", WHY)), "secrecy.twice"),
        ((Mask("price", WHY, Cite("OSL", 18, "8")), Mask("comparison", WHY)), "secrecy.cite"),
        # Price, deduction and comparison: of any two follows the third.
        ((Mask("price", WHY),), "secrecy.follows"),
        ((Mask("comparison", WHY),), "secrecy.follows"),
        ((Mask("criterion:method", WHY),), "secrecy.follows"),
        ((Mask("price", Text(" ", "")), Mask("comparison", WHY)), "secrecy.reason"),
    ],
)
def test_a_mask_that_hides_nothing_or_hides_too_much_is_refused(
    world: World, masks: tuple[Mask, ...], refused: str
) -> None:
    first = request(world, "L1", "south")
    assert world.refusal_of(lambda: weighed(world, first, *masks)).reason.code == refused


def test_another_outcome_of_the_same_test_is_refused(world: World) -> None:
    first = request(world, "L1", "south")
    weighed(world, first, *BOTH)
    assert world.refusal_of(lambda: weighed(world, first)).reason.code == "secrecy.tested"


def test_the_answer_shows_the_winners_figures_beside_the_askers_own(world: World) -> None:
    weighed(world, request(world, "L1", "south"))
    context = answer(world)
    kronor = "\N{NO-BREAK SPACE}kr"
    assert [(row.title, row.own, row.chosen, row.masked) for row in context.rows] == [
        ("Pris", f"1\N{NO-BREAK SPACE}200{kronor}", f"1\N{NO-BREAK SPACE}000{kronor}", None),
        ("Metod", "ingen", "alltid", None),
        ("Jämförelsepris", f"1\N{NO-BREAK SPACE}200{kronor}", f"900{kronor}", None),
    ]
    assert (context.reasons, context.withheld) == ([], [])


def test_what_is_masked_stands_nowhere_in_the_answer(world: World) -> None:
    weighed(world, request(world, "L1", "south"), *BOTH)
    context = answer(world)
    assert [(row.title, row.chosen, row.masked) for row in context.rows] == [
        ("Pris", None, SECRET),
        ("Metod", "alltid", None),
        ("Jämförelsepris", None, SECRET),
    ]
    assert [(each.title, each.reason) for each in context.withheld] == [
        ("Jämförelsepris", WHY.sv),
        ("Pris", WHY.sv),
    ]
    # A digest may hold any three figures.
    assert "900" not in re.sub(r"[0-9a-f]{40,}", "", context.model_dump_json())


# By bid: price and comparison price, as printed without their spaces.
FIGURES = {
    "n1": {"1000kr", "900kr"},
    "e1": {"950kr"},
    "s1": {"1200kr"},
}


@pytest.mark.parametrize(("asker", "own"), [("south", "s1"), ("east", "e1")])
def test_of_others_that_lost_nothing_is_told(world: World, asker: str, own: str) -> None:
    weighed(world, request(world, "L1", asker))
    text = answer(world).model_dump_json().replace("\N{NO-BREAK SPACE}", "")
    told = {bid for bid, marks in FIGURES.items() if all(f'"{mark}"' in text for mark in marks)}
    assert told == {own, "n1"}
    other = {"south": "East", "east": "South"}[asker]
    assert f"Demo {other} AB" not in text


def points(world: World, marks: Mapping[tuple[str, str], tuple[str, str]]) -> None:
    """A panel's consensus on L1: (bid, criterion) → points and the mark in its reason.

    Two versions, of which the second is what the lot was evaluated on, and a third since.
    """
    at_ = at(2, 17)
    with world.store.write() as work:
        by = work.recorded("officer")
        work.session.add(PanelMember(tender_id=TENDER, person_id="officer", appointed_at=at_, **by))
        work.session.add(SheetOpening(lot_id=world.lot("L1"), opened_at=at_, **by))
        work.session.flush()
        for version, ((bid, criterion), (given, mark)) in product((1, 2, 3), marks.items()):
            work.session.add(
                ConsensusScore(
                    bid_id=bid,
                    criterion=criterion,
                    version=version,
                    lot_id=world.lot("L1"),
                    points=given if version == 2 else "0",
                    reason_sv=mark if version == 2 else f"ANNAN-{mark}",
                    reason_en=mark,
                    agreed_at=at_ if version < 3 else at(3, 3),
                    **by,
                )
            )
        work.session.commit()


def test_the_reasons_that_the_decision_rests_on_are_told_of_two_bids_and_never_of_a_third(
    world: World,
) -> None:
    points(
        world,
        {
            ("n1", "method"): ("9/2", "NORDENS-SKÄL"),
            ("s1", "method"): ("3", "SÖDERNS-SKÄL"),
            ("e1", "method"): ("4", "ÖSTERNS-SKÄL"),
        },
    )
    weighed(world, request(world, "L1", "south"))
    context = answer(world)
    row = context.rows[1]
    assert (row.own, row.own_reason, row.chosen, row.chosen_reason) == (
        "3 poäng",
        "SÖDERNS-SKÄL",
        "4,5 poäng",
        "NORDENS-SKÄL",
    )
    text = json.dumps(context.model_dump(mode="json"), ensure_ascii=False)
    assert [mark for mark in ("ÖSTERNS", "ANNAN-") if mark in text] == []


def test_a_masked_criterion_takes_its_reason_with_it(world: World) -> None:
    points(world, {("n1", "method"): ("5", "NORDENS-SKÄL"), ("s1", "method"): ("3", "EGET")})
    masks = (Mask("criterion:method", WHY), Mask("comparison", WHY))
    weighed(world, request(world, "L1", "south"), *masks)
    context = answer(world)
    assert context.rows[1].masked == SECRET
    assert "NORDENS" not in context.model_dump_json()
    assert "EGET" in context.model_dump_json()


def test_a_rejected_tenderer_is_told_why_and_nothing_of_the_winner_but_its_name(
    world_at: WorldAt,
) -> None:
    world = world_at("evaluated")
    world.go(at(2, 19))
    world.register_all(but=["n1"])
    world.control()
    world.evaluate()
    world.control()
    world.go(at(3, 2))
    world.decide()
    world.send_letters()
    first = request(world, "L1", "north", REASONS)
    refusal = world.refusal_of(lambda: request(world, "L1", "north"))
    assert refusal.reason.code == "information.rejected"
    mask = (Mask("price", WHY), Mask("comparison", WHY))
    assert world.refusal_of(lambda: weighed(world, first, *mask)).reason.code == "secrecy.field"
    weighed(world, first)
    context = answer(world)
    assert (context.rows, context.chosen) == ([], "Demo South AB")
    assert len(context.reasons) == 1
    assert "Namngiven arbetsterapeut" in context.reasons[0]


def test_once_the_decision_is_withdrawn_nothing_is_told(world: World) -> None:
    first, second = request(world, "L1", "south"), request(world, "L1", "east")
    weighed(world, first)
    head, officer = world.actor("head"), world.actor("officer")
    withdraw(world.store, head, officer, TENDER, ["L1"], WHY)
    refusal = world.refusal_of(lambda: weighed(world, second))
    assert refusal.reason.code == "information.no_decision"
    _, (unworded,) = owed_letters(world.store, TENDER, Letterbox(), "sv")
    assert unworded.why.reason.code == "information.no_decision"


def test_an_answer_written_before_the_withdrawal_is_not_sent_after_it(world: World) -> None:
    weighed(world, request(world, "L1", "south"))
    (letter,), _ = owed_letters(world.store, TENDER, Letterbox(), "sv")
    head, officer = world.actor("head"), world.actor("officer")
    withdraw(world.store, head, officer, TENDER, ["L1"], WHY)
    box, ready = Letterbox(), [SetLetter(letter, b"pdf")]
    refusal = world.refusal_of(lambda: dispatch_letters(world.store, officer, box, ready))
    assert (refusal.reason.code, box.delivered) == ("information.no_decision", [])


def test_in_a_direct_award_the_act_gives_no_right_to_information(world: World) -> None:
    with world.store.write() as work:
        work.session.get_one(Tender, TENDER).rulebook = Rulebook.SE_LOU_19A.value
    refusal = world.refusal_of(lambda: request(world, "L1", "south"))
    assert refusal.reason.code == "information.no_right"
