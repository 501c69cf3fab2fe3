"""Documents asked for, on a real store: secret before the award, tested one by one after it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import col, select

from appeals.disclosure.marking import NewMark, divide_by_lot, mark_secrecy
from appeals.disclosure.masked_ranges import masked_ranges
from appeals.disclosure.overview import disclosure_states
from appeals.disclosure.requests import cover_documents
from law.days import swedish_day
from law.reasons import Cite, Text
from law.secrecy import About
from models.contract import Contract
from models.disclosure import DisclosureDecision
from models.journal import JournalEntry
from models.parties import Organisation
from procurement.decisions.withdrawing import withdraw
from registry.verification import verify
from tests.appeals.disclosure.asked import (
    ABSOLUTE,
    BUSINESS,
    HARM,
    REQUESTER,
    WHY,
    Desk,
    give,
    mask_second,
    refuse_absolute,
    refuse_business,
)
from tests.documents.masking_pdfs import GIVEN as GIVEN_WORDS
from tests.documents.masking_pdfs import SECRET, everything_in
from tests.procurement.small_papers import TENDER, at
from tests.procurement.small_tender import World

WorldAt = Callable[[str], World]
NOT_YET = (
    "Uppgift som rör anbud får inte i något fall lämnas till någon annan än den som lämnat"
    " anbudet förrän alla områden är avgjorda eller upphandlingen avslutats"
)


def withdrawn(world: World, *codes: str) -> None:
    world.clock.at += timedelta(days=1)
    head, officer = world.actor("head"), world.actor("officer")
    withdraw(world.store, head, officer, TENDER, codes, Text("Fel", "Wrong"))


def test_before_the_award_nothing_that_concerns_bids_is_given_to_anybody(world_at: WorldAt) -> None:
    desk = Desk(world := world_at("opened"))
    desk.bid_with_pdf()
    about_bids = [each.sha256 for each in desk.documents() if each.about is About.BIDS]
    assert len(about_bids) == 2
    request = desk.ask(about_bids)
    for document in about_bids:
        for decision in (give, refuse_business):
            refusal = world.refusal_of(lambda d=decision, s=document: desk.decide(request, s, d))  # type: ignore[misc]
            assert (refusal.reason.code, refusal.reason.cite, refusal.reason.text.sv) == (
                "disclosure.absolute", ABSOLUTE, NOT_YET,
            )  # fmt: skip
    pdf = desk.titled("Anbud på L1").sha256
    assert (
        world.refusal_of(lambda: desk.decide(request, pdf, mask_second)).reason.code
        == "disclosure.absolute"
    )
    assert desk.decide(request, pdf, refuse_absolute) == 1


def test_the_tender_documents_are_given_before_the_award_and_never_withheld(
    world_at: WorldAt,
) -> None:
    desk = Desk(world := world_at("opened"))
    call = desk.titled("Förfrågan").sha256
    request = desk.ask([call])
    for decision in (refuse_business, refuse_absolute):
        refusal = world.refusal_of(lambda d=decision: desk.decide(request, call, d))  # type: ignore[misc]
        assert refusal.reason.code == "disclosure.public"
    assert world.done_once(lambda: desk.decide(request, call, give)) == "disclosure.decided"
    _, letter = desk.answer(request)
    assert letter is not None
    assert ([each.title for each in letter.given], letter.absolute) == (["Förfrågan"], None)


def test_a_bidder_gets_its_own_bid_before_the_award_and_nobody_elses(world_at: WorldAt) -> None:
    desk = Desk(world := world_at("opened"))
    own = desk.bid_with_pdf("n1")
    for asker, code in (("east", "disclosure.absolute"), (None, "disclosure.absolute")):
        request = desk.ask([own], organisation_id=asker)
        refusal = world.refusal_of(lambda r=request: desk.decide(r, own, give))  # type: ignore[misc]
        assert refusal.reason.code == code
    assert desk.decide(desk.ask([own], organisation_id="north"), own, give) == 1


def test_the_letter_before_the_award_tells_nobody_who_has_bid_or_how_many(
    world_at: WorldAt,
) -> None:
    """The same letter goes out where nobody has bid, where all have, and whatever was found."""
    empty, full = Desk(world_at("published")), Desk(world_at("opened"))
    full.bid_with_pdf()
    for desk in (empty, full):
        desk.world.go(at(2, 18))
    secret = [each.sha256 for each in full.documents() if each.about is About.BIDS]
    request = full.ask(secret)
    for document in secret:
        full.decide(request, document, refuse_absolute)
    (nothing, told), (done, letter) = empty.answer(empty.ask()), full.answer(request)
    assert told == letter
    assert letter is not None
    assert (nothing.copies, done.copies, letter.refused) == ((), (), [])
    assert letter.checkpoint is None
    said = letter.model_dump_json()
    with full.world.store.read() as work:
        names = [each.name for each in work.session.exec(select(Organisation))]
    assert names
    assert not [name for name in names if name in said]


def test_one_lot_withdrawn_makes_all_bids_secret_again(world_at: WorldAt) -> None:
    desk = Desk(world := world_at("notified"))
    document = desk.bid_with_pdf("s2")
    request = desk.ask([document])
    assert desk.decide(request, document, give) == 1
    withdrawn(world, "L1")
    refusal = world.refusal_of(lambda: desk.answer(request))
    assert (refusal.reason.code, refusal.reason.text.sv) == ("disclosure.absolute", NOT_YET)


def test_where_each_lot_is_a_matter_of_its_own_the_secrecy_ends_lot_by_lot(
    world_at: WorldAt,
) -> None:
    desk = Desk(world := world_at("notified"))
    second = desk.bid_with_pdf("s2")
    withdrawn(world, "L1")
    assert (
        world.done_once(lambda: divide_by_lot(world.store, world.actor("lawyer"), TENDER, WHY))
        == "secrecy.by_lot"
    )
    request = desk.ask([second, desk.titled("Tilldelningsbeslut").sha256])
    assert desk.decide(request, second, give) == 1
    # The decision tells of the withdrawn lot too.
    refusal = world.refusal_of(
        lambda: desk.decide(request, desk.titled("Tilldelningsbeslut").sha256, give)
    )
    assert refusal.reason.code == "disclosure.absolute"


def test_a_masked_copy_is_given_and_kept_and_has_nothing_of_the_masked_pages(
    world_at: WorldAt,
) -> None:
    desk = Desk(world := world_at("notified"))
    document = desk.bid_with_pdf()
    request = desk.ask([document, desk.titled("Förfrågan").sha256])
    desk.decide(request, desk.titled("Förfrågan").sha256, give)
    assert (
        world.done_once(lambda: desk.decide(request, document, mask_second)) == "disclosure.decided"
    )
    done, letter = desk.answer(request)
    assert letter is not None
    assert [(each.number, each.pages, each.cite) for each in letter.masked] == [
        (2, "2", "31 kap. 16 § OSL")
    ]
    copies = {copy.number: world.store.blobs.get(copy.sha256) for copy in done.copies}
    assert copies[1] == b"Steg till arbete\n"
    assert SECRET.encode() in everything_in(world.store.blobs.get(document))
    assert SECRET.encode() not in everything_in(copies[2])
    assert GIVEN_WORDS in everything_in(copies[2])


def test_an_answer_is_given_once_and_anew_when_something_else_is_decided(
    world_at: WorldAt,
) -> None:
    desk = Desk(world := world_at("notified"))
    document = desk.bid_with_pdf()
    request = desk.ask([document])
    undecided = world.refusal_of(lambda: desk.answer(request))
    assert undecided.reason.code == "disclosure.undecided"
    assert desk.decide(request, document, refuse_business) == 1
    assert world.done_once(lambda: desk.answer(request)) == "disclosure.answered"
    world.clock.at += timedelta(days=1)
    assert desk.decide(request, document, mask_second) == 2
    done, letter = desk.answer(request)
    assert letter is not None
    assert (done.number, letter.refused, len(letter.masked)) == (2, [], 1)
    with world.store.read() as work:
        row = work.session.get_one(DisclosureDecision, (request, document, 2))
        assert list(masked_ranges(work, row)) == [(2, 2)]
        verify(work)


def test_what_is_marked_is_given_only_for_a_reason_that_answers_the_mark(
    world_at: WorldAt,
) -> None:
    desk = Desk(world := world_at("notified"))
    document = desk.bid_with_pdf()
    new = NewMark(document[:12], BUSINESS, HARM, (2, 2), "north")
    officer = world.actor("officer")
    assert (
        world.done_once(lambda: mark_secrecy(world.store, officer, TENDER, new)) == "secrecy.marked"
    )
    request = desk.ask([document])
    refusal = world.refusal_of(lambda: desk.decide(request, document, give))
    assert (refusal.reason.code, refusal.reason.cite) == (
        "disclosure.marked", Cite("OSL", 5, "5"),
    )  # fmt: skip
    third = replace(mask_second, pages=((3, 3),))
    refusal = world.refusal_of(lambda: desk.decide(request, document, third))
    assert refusal.reason.code == "disclosure.marked"
    assert desk.decide(request, document, mask_second) == 1
    assert desk.decide(request, document, replace(give, marks=(f"{TENDER}/S1",))) == 2


def test_a_whole_document_marked_is_not_answered_by_masking_some_pages(world_at: WorldAt) -> None:
    desk = Desk(world := world_at("notified"))
    document = desk.bid_with_pdf()
    mark_secrecy(world.store, world.actor("lawyer"), TENDER, NewMark(document, BUSINESS, HARM))
    request = desk.ask([document])
    refusal = world.refusal_of(lambda: desk.decide(request, document, mask_second))
    assert refusal.reason.code == "disclosure.marked"


def test_the_terms_of_a_contract_two_years_old_are_no_business_secret(world_at: WorldAt) -> None:
    desk = Desk(world := world_at("drawn_up"))
    world.provider_signs(contract_of(desk), "north")
    world.buyer_signs(contract_of(desk))
    document = desk.titled("Kontrakt").sha256
    request = desk.ask([document])
    assert desk.decide(request, document, refuse_business) == 1
    world.clock.at += timedelta(days=2 * 365 + 1)
    refusal = world.refusal_of(
        lambda: desk.decide(request, document, replace(refuse_business, reason=WHY))
    )
    assert (refusal.reason.code, refusal.reason.cite) == ("disclosure.time_is_up", BUSINESS)


def contract_of(desk: Desk) -> str:
    with desk.world.store.read() as work:
        return (
            work.session.exec(select(Contract).where(col(Contract.lot_id) == f"{TENDER}/L1"))
            .one()
            .id
        )


def test_a_file_refused_at_the_opening_is_never_given(world_at: WorldAt) -> None:
    desk = Desk(world := world_at("notified"))
    document = desk.bid_with_pdf(refused="pdf_javascript")
    request = desk.ask([document])
    for decision in (give, mask_second):
        refusal = world.refusal_of(lambda d=decision: desk.decide(request, document, d))  # type: ignore[misc]
        assert refusal.reason.code == "disclosure.unsafe"


def test_who_asked_and_in_which_words_is_not_in_the_journal(world_at: WorldAt) -> None:
    desk = Desk(world := world_at("notified"))
    document = desk.bid_with_pdf()
    before = len(world.journal())
    assert world.done_once(lambda: desk.ask([document], organisation_id="west")) == (
        "disclosure.requested"
    )
    request = f"{TENDER}/U1"
    desk.decide(request, document, mask_second)
    desk.answer(request)
    with world.store.read() as work:
        entries = work.session.exec(select(JournalEntry).order_by(col(JournalEntry.seq))).all()
        written = "".join(f"{entry.payload}" for entry in entries[before:])
    assert document in written
    for word in (REQUESTER, "Frågvis", "west", "Alla anbud", HARM.sv):
        assert word not in written


def test_anybody_may_ask_and_is_asked_for_nothing(world_at: WorldAt) -> None:
    desk = Desk(world := world_at("notified"))
    request = desk.ask([desk.titled("Förfrågan").sha256], requester=None)
    with world.store.read() as work:
        (state,) = disclosure_states(work, TENDER)
        assert (state.request.requester, state.request.organisation_id) == (None, None)
        assert state.aim == swedish_day(world.clock.at) + timedelta(days=3)
        assert state.late(state.aim) is None
        late = state.late(state.aim + timedelta(days=1))
    assert late is not None
    assert (late.code, late.cite) == ("disclosure-late", Cite("TF", 2, "16"))
    desk.decide(request, desk.titled("Förfrågan").sha256, give)
    _, letter = desk.answer(request)
    assert letter is not None
    assert letter.requester is None
    with world.store.read() as work:
        (state,) = disclosure_states(work, TENDER)
        assert state.late(state.aim + timedelta(days=99)) is None


def test_documents_are_added_to_a_request_once(world_at: WorldAt) -> None:
    desk = Desk(world := world_at("notified"))
    request, document = desk.ask(), desk.titled("Förfrågan").sha256
    refusal = world.refusal_of(lambda: desk.answer(request))
    assert refusal.reason.code == "disclosure.nothing"
    refusal = world.refusal_of(lambda: desk.decide(request, document, give))
    assert refusal.reason.code == "disclosure.not_covered"
    officer = world.actor("officer")
    assert (
        world.done_once(lambda: cover_documents(world.store, officer, request, [document]))
        == "disclosure.covered"
    )
    assert desk.decide(request, document, give) == 1


@pytest.mark.parametrize("person", ["officer", "head", "signatory"])
def test_secrecy_is_tested_by_lawyers_alone(world_at: WorldAt, person: str) -> None:
    desk = Desk(world := world_at("notified"))
    document = desk.titled("Förfrågan").sha256
    request = desk.ask([document])
    refusal = world.refusal_of(lambda: desk.decide(request, document, give, person))
    assert refusal.reason.code == "actor.role"


def test_a_decision_has_what_belongs_to_its_outcome_and_no_more(world_at: WorldAt) -> None:
    desk = Desk(world := world_at("notified"))
    document = desk.bid_with_pdf()
    request = desk.ask([document])
    wrong = {
        "disclosure.outcome": [
            replace(give, cite=BUSINESS),
            replace(mask_second, cite=None),
            replace(mask_second, pages=()),
            replace(refuse_business, cite=None),
            replace(refuse_business, pages=((1, 1),)),
        ],
        "secrecy.cite": [replace(refuse_business, cite=Cite("LOU", 12, "13"))],
        "secrecy.reason": [replace(give, reason=Text(" ", " "))],
        "secrecy.pages": [
            replace(mask_second, pages=((0, 1),)),
            replace(mask_second, pages=((2, 1),)),
            replace(mask_second, pages=((1, 1), (1, 2))),
        ],
        "disclosure.unmaskable": [replace(mask_second, pages=((3, 4),))],
    }
    for code, decisions in wrong.items():
        for decision in decisions:
            refusal = world.refusal_of(lambda d=decision: desk.decide(request, document, d))  # type: ignore[misc]
            assert refusal.reason.code == code
