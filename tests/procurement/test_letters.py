from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest

from documents.contexts import LetterContext
from documents.formats import Formats
from law.reasons import Text
from law.rulebook import Rulebook
from models.letters import Channel
from models.review import CourtActKind, CourtName
from models.tender import Tender
from people.actors import ENGINE
from procurement.decisions.withdrawing import withdraw
from procurement.letters.dispatching import dispatch_letters
from procurement.letters.outbox import Letter, award_letters, owed_letters
from procurement.letters.owed import owed_decisions
from procurement.letters.posts import FolderPost, Proof, SetLetter
from tests.plain_renderer import PlainRenderer
from tests.procurement.letterbox import Letterbox
from tests.procurement.small_papers import (
    TENDER,
    at,
    evidence,
    submission,
    tax_certificate,
    tender_draft,
)
from tests.procurement.small_tender import World

WorldAt = Callable[[str], World]
BETTER_BUT_FULL = (
    "Anbudet har lägre jämförelsepris än vinnaren men tilldelas inte området enligt"
    " kapacitetsregeln"
)
COMPARED = (
    "Det vinnande anbudet: pris 950,01\N{NO-BREAK SPACE}kr minus avdrag 0\N{NO-BREAK SPACE}kr ger"
    " jämförelsepriset 950,01\N{NO-BREAK SPACE}kr. Ert anbud: pris 900\N{NO-BREAK SPACE}kr minus"
    " avdrag 0\N{NO-BREAK SPACE}kr ger jämförelsepriset 900\N{NO-BREAK SPACE}kr"
)
CAPACITY_TAKEN = (
    "Uppgiven kapacitet 2,0 årsarbetskrafter är redan tagen i anspråk med 2,0; området kräver 1,0"
)
PRICES = {"100000", "90000", "95000", "120000", "95001", "99000", "90003", "100003", "100007"}


def by_tenderer(world: World, number: int = 1) -> dict[str, Letter[LetterContext]]:
    return {letter.organisation_id: letter for letter in world.letters(number)}


def dispatches(letters: Sequence[Letter[LetterContext]]) -> list[SetLetter]:
    pdfs = PlainRenderer().render_all([letter.context for letter in letters])
    return [SetLetter(*pair) for pair in zip(letters, pdfs, strict=True)]


def test_every_tenderer_is_sent_one_letter_and_none_twice(world_at: WorldAt) -> None:
    world, box = world_at("decided"), Letterbox()
    assert owed_decisions(world.store, TENDER) == (f"{TENDER}/D1",)
    assert (world.send_letters(box=box), world.send_letters(box=box)) == (4, 0)
    assert [name for name, _ in box.delivered] == [
        "DEMO-1-D1-east.pdf",
        "DEMO-1-D1-north.pdf",
        "DEMO-1-D1-south.pdf",
        "DEMO-1-D1-west.pdf",
    ]
    assert owed_decisions(world.store, TENDER) == ()
    assert world.journal()[-5:] == ["award.decided", *["letter.dispatched"] * 4]


def test_the_same_dispatch_handed_in_twice_goes_out_once(world_at: WorldAt) -> None:
    world, box = world_at("decided"), Letterbox()
    sent = dispatches(world.letters())
    engine = world.actor(ENGINE)
    assert len(dispatch_letters(world.store, engine, box, sent).sent) == 4
    once = world.dump()
    assert dispatch_letters(world.store, engine, box, sent).sent == ()
    assert (world.dump(), len(box.delivered)) == (once, 4)


def test_a_letter_tells_outcome_reasons_and_the_last_day(world_at: WorldAt) -> None:
    letter = by_tenderer(world_at("decided"))["north"]
    context = letter.context
    assert context.recipient.name == "Demo North AB"
    assert (context.standstill.last_day, context.standstill.earliest_contract) == (
        date(2026, 3, 12),
        date(2026, 3, 13),
    )
    assert [
        (each.lot.code, each.outcome, each.own_rank, each.winner, each.reasons, each.notes)
        for each in context.lots
    ] == [
        (
            "L1",
            "won",
            1,
            "Demo North AB",
            ["Anbudet har det lägsta jämförelsepriset av dem som kan tilldelas området"],
            [],
        ),
        (
            "L2",
            "not_won",
            1,
            "Demo South AB",
            [BETTER_BUT_FULL, COMPARED],
            [CAPACITY_TAKEN],
        ),
    ]


@pytest.mark.parametrize(
    ("tenderer", "known"),
    [
        # Own comparison prices and the winner's of the lots one bid for; nobody's else.
        ("north", {"90000", "95001"}),
        ("south", {"120000", "90000", "95001", "100007", "90003"}),
        ("east", {"95000", "90000", "90003"}),
        ("west", {"99000", "95001"}),
    ],
)
def test_of_other_tenderers_only_the_winners_price_is_told(
    world_at: WorldAt, tenderer: str, known: set[str]
) -> None:
    letter = by_tenderer(world_at("decided"))[tenderer]
    text = letter.context.model_dump_json()
    assert {price for price in PRICES if f":{price}" in text} == known


@pytest.mark.parametrize(
    ("tenderer", "told"),
    [
        ("north", {90_000, 95_001}),
        ("south", {120_000, 100_000, 90_000, 100_007, 100_003, 90_003}),
        ("east", {95_000, 100_000, 90_000}),
        ("west", {99_000, 95_001}),
    ],
)
def test_a_losers_reasons_hold_its_own_figures_and_the_winners_and_nobody_elses(
    world_at: WorldAt, tenderer: str, told: set[int]
) -> None:
    letter = by_tenderer(world_at("decided"))[tenderer]
    reasons = " ".join(reason for lot in letter.context.lots for reason in lot.reasons)
    money = Formats("sv").money
    assert {int(price) for price in PRICES if f" {money(int(price))}" in reasons} == told


def test_one_letter_by_mail_makes_the_standstill_of_the_later_ones_longer(
    world_at: WorldAt,
) -> None:
    """Sent by mail on 2 March, 15 days; a last one on 3 March is what all are counted from."""
    world = world_at("decided")
    engine = world.actor(ENGINE)
    first = award_letters(world.store, f"{TENDER}/D1", Letterbox(Channel.POST), "sv")[:1]
    worded_before = dispatches(world.letters())[1:]
    dispatch_letters(world.store, engine, Letterbox(Channel.POST), dispatches(first))
    refusal = world.refusal_of(
        lambda: dispatch_letters(world.store, engine, Letterbox(), worded_before)
    )
    assert refusal.reason.code == "letter.day_passed"
    world.go(at(3, 3))
    (later, *_) = world.letters()
    assert (first[0].last_day, later.last_day) == (date(2026, 3, 17), date(2026, 3, 18))
    reasons = [reason.text for reason in later.context.standstill.reasons]
    assert [text for text in reasons if "Alla underrättelser skickades" in text] == []
    assert world.send_letters() == 3


def test_the_letter_says_whether_the_lots_are_contracts_of_their_own(world_at: WorldAt) -> None:
    told = {each.context.lots_are_separate_contracts for each in world_at("decided").letters()}
    assert told == {True}
    together = world_at("enrolled")
    together.draft(tender_draft(lots_are_separate_contracts=False))
    together.play("published", "received", "opened", "evaluated", "registered", "controlled")
    together.play("decided")
    told = {each.context.lots_are_separate_contracts for each in together.letters()}
    assert told == {False}


def test_a_letter_never_sounds_like_an_acceptance(world_at: WorldAt) -> None:
    for letter in world_at("decided").letters():
        text = letter.context.model_dump_json().lower()
        assert [word for word in ("antas", "antar ert", "accept") if word in text] == []


def test_a_tied_loser_is_told_of_the_tie(world_at: WorldAt) -> None:
    world = world_at("published")
    world.go(at(2, 10))
    world.receive("w2")
    world.go(at(2, 10, 10))
    world.receive(submission("s2", content=submission("w2").content))
    world.play("opened", "evaluated")
    world.register(tax_certificate(each) for each in ("west", "south"))
    world.register(evidence(each) for each in ("w2", "s2"))
    world.play("controlled", "decided")
    told = {each.context.lots[0].outcome: each.context.lots[0] for each in world.letters()}
    assert told["not_won"].reasons[:1] == [
        "Det vinnande anbudet har samma jämförelsepris och gick före vid lottning"
    ]


def test_a_letter_whose_day_has_passed_is_not_sent(world_at: WorldAt) -> None:
    world, box = world_at("decided"), Letterbox()
    sent = dispatches(world.letters())
    world.go(at(3, 3, 0))
    engine = world.actor(ENGINE)
    refusal = world.refusal_of(lambda: dispatch_letters(world.store, engine, box, sent))
    assert refusal.in_("en") == (
        "The letter states the standstill as 2026-03-02–2026-03-12, but sent now it runs"
        " 2026-03-03–2026-03-13. Set the letter anew."
    )
    assert box.delivered == []
    assert world.send_letters(box=box) == 4


def test_midnight_counts_even_where_the_last_day_is_the_same(world_at: WorldAt) -> None:
    """Sent on Wednesday or Thursday the tenth day is Saturday or Sunday: Monday either way."""
    world = world_at("decided")
    world.go(at(3, 4))
    sent = dispatches(world.letters())
    world.go(at(3, 5))
    engine, box = world.actor(ENGINE), Letterbox()
    refusal = world.refusal_of(lambda: dispatch_letters(world.store, engine, box, sent))
    assert refusal.reason.code == "letter.day_passed"


def test_a_letter_worded_for_mail_is_not_sent_electronically(world_at: WorldAt) -> None:
    world = world_at("decided")
    posted = award_letters(world.store, f"{TENDER}/D1", Letterbox(Channel.POST), "en")
    assert {letter.last_day for letter in posted} == {date(2026, 3, 17)}
    engine, box = world.actor(ENGINE), Letterbox()
    refusal = world.refusal_of(
        lambda: dispatch_letters(world.store, engine, box, dispatches(posted))
    )
    assert refusal.reason.code == "letter.day_passed"
    done = dispatch_letters(world.store, engine, Letterbox(Channel.POST), dispatches(posted))
    assert len(done.sent) == 4


class Crash(Exception):
    """The machine went down."""


class CrashingPost(FolderPost):
    """Delivers one letter and goes down before anything can be recorded."""

    def deliver(self, letter: SetLetter) -> Proof:
        super().deliver(letter)
        raise Crash


def test_a_crash_between_delivery_and_record_sends_the_same_bytes_again(
    world_at: WorldAt, tmp_path: Path
) -> None:
    world, folder = world_at("decided"), tmp_path / "letters"
    before, engine = world.dump(), world.actor(ENGINE)
    with pytest.raises(Crash):
        dispatch_letters(world.store, engine, CrashingPost(folder), dispatches(world.letters()))
    assert world.dump() == before
    (lost,) = folder.iterdir()
    went_out = lost.read_bytes()
    again = dispatches(world.letters())
    assert len(dispatch_letters(world.store, engine, FolderPost(folder), again).sent) == 4
    assert lost.read_bytes() == went_out
    assert len(list(folder.iterdir())) == 4


def test_only_whoever_may_dispatch_does(world_at: WorldAt) -> None:
    world = world_at("decided")
    lawyer, sent = world.actor("lawyer"), dispatches(world.letters())
    refusal = world.refusal_of(lambda: dispatch_letters(world.store, lawyer, Letterbox(), sent))
    assert refusal.reason.code == "actor.role"


def test_a_new_decision_writes_to_that_lots_tenderers_and_says_why(world_at: WorldAt) -> None:
    world = world_at("notified")
    world.go(at(3, 12))
    world.lodge("1-26", "L3")
    world.go(at(6, 12))
    world.court("1-26", CourtName.FR, CourtActKind.CORRECTION, date(2026, 6, 12), "e3")
    world.go(at(6, 15))
    world.evaluate()
    world.register([tax_certificate("south", date(2026, 6, 1))])
    world.control()
    world.decide()
    letters = by_tenderer(world, 2)
    assert {
        tenderer: [(lot.lot.code, lot.outcome) for lot in letter.context.lots]
        for tenderer, letter in letters.items()
    } == {"east": [("L3", "rejected")], "south": [("L3", "won")]}
    told = letters["east"].context
    assert told.background == [
        (
            "Beslutet ersätter tilldelningsbeslut DEMO 2026/1-1 av den 2\N{NO-BREAK SPACE}mars"
            "\N{NO-BREAK SPACE}2026 för anbudsområde L3."
        ),
        "Ny utvärdering efter domstols beslut.",
        "1-26: kort",
    ]
    assert told.lots[0].notes == ["Ska enligt domstolens beslut i mål 1-26 inte beaktas"]
    assert told.standstill.last_day == date(2026, 6, 25)


@pytest.mark.parametrize(
    ("rulebook", "procedure", "cite", "last_day"),
    [
        (Rulebook.SE_LOU_19, "chapter_19", "19 kap. 19 § LOU", date(2026, 3, 12)),
        (Rulebook.SE_LOU, "open", "12 kap. 12 § LOU", date(2026, 3, 12)),
        (Rulebook.SE_LUF, "open", "12 kap. 12 § LUF", date(2026, 3, 12)),
        (Rulebook.SE_LUF, "mini_competition", "12 kap. 12 § LUF", date(2026, 3, 12)),
        (Rulebook.SE_LOU, "mini_competition", "12 kap. 12 § LOU", None),
        (Rulebook.SE_LOU_19, "mini_competition", "19 kap. 19 § LOU", None),
        (Rulebook.SE_LOU_19A, "direct_award", "19 a kap. 10 § LOU", None),
    ],
)
def test_a_notice_names_the_paragraph_and_the_standstill_of_its_own_award(
    world_at: WorldAt, rulebook: Rulebook, procedure: str, cite: str, last_day: date | None
) -> None:
    world = world_at("decided")
    with world.store.write() as work:
        tender = work.session.get_one(Tender, TENDER)
        tender.rulebook, tender.procedure = rulebook.value, procedure
    told = {(each.context.cite, each.context.standstill.last_day) for each in world.letters()}
    assert told == {(cite, last_day)}
    assert {each.last_day for each in world.letters()} == {last_day}


def test_whoever_sent_a_bid_that_could_not_be_read_is_told_of_the_award(world_at: WorldAt) -> None:
    """It is a tenderer too: without its notice the standstill does not begin."""
    world = world_at("published")
    world.go(at(2, 10))
    world.receive("w2")
    world.receive(submission("n2", values={}))
    world.play("opened", "evaluated")
    world.register([tax_certificate("west"), evidence("w2")])
    world.play("controlled", "decided")
    told = by_tenderer(world)
    assert told.keys() == {"north", "west"}
    (lot,) = told["north"].context.lots
    assert (lot.lot.code, lot.outcome, lot.winner) == ("L2", "rejected", "Demo West AB")
    assert lot.reasons[0].startswith("Anbudet kunde inte läsas vid anbudsöppningen: ")
    world.play("notified")
    head, officer = world.actor("head"), world.actor("officer")
    withdraw(world.store, head, officer, TENDER, ["L2"], Text("ett fel", "a fault"))
    letters, unworded = owed_letters(world.store, TENDER, Letterbox(), "sv")
    assert (unworded, [each.organisation_id for each in letters]) == ((), ["north", "west"])
    assert all("L2" in each.context.model_dump_json() for each in letters)
