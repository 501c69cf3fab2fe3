"""Two persons open, after the deadline, each with a key of their own; every try is on record."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from law.reasons import ActRefused, Text
from models.sealed import BidFile as BidFileRow
from models.sealed import OpeningAttestation, UnreadableBid
from models.tables import metadata
from models.tender import Bid
from people.actors import Actor
from procurement.bids.opening import check_may_open, open_bids
from procurement.bids.opening_list import OpeningList
from procurement.bids.opening_record import opening_context
from procurement.bids.receiving import withdraw_bid
from procurement.tenders.deadlines import extend_deadline
from registry.opener_keys import new_key_file
from registry.sealing import BidFile
from tests.procurement.small_papers import DEADLINE, TENDER, SmallBid, at, submission
from tests.procurement.small_tender import PASSPHRASE, WORK_FACTOR, World
from tests.registry.uploads.legal_files import pdf

WorldAt = Callable[[str], World]
MICROSECOND = timedelta(microseconds=1)
AFTER = at(2, 17)


def rows(world: World, table: str) -> int:
    return len(world.dump()[table])


def test_bids_stay_closed_until_the_deadline_has_passed(world_at: WorldAt) -> None:
    world = world_at("received")
    world.go(DEADLINE)
    assert world.refused_try_of(world.open).in_("sv") == (
        "Anbudstiden pågår till 2026-02-16T23:59:00+01:00. Öppna anbuden efter anbudstidens slut."
    )
    world.go(DEADLINE + MICROSECOND)
    world.open()
    assert rows(world, "opened_bid") == 8


def test_an_opening_is_its_intent_and_its_outcome_and_once_is_enough(world_at: WorldAt) -> None:
    world = world_at("received")
    world.go(AFTER)
    entries = world.journal()
    listed = world.open()
    assert listed is not None
    assert world.journal() == [*entries, "opening.begun", "bids.opened"]
    once = world.dump()
    assert world.open() is None
    assert world.dump() == once


def test_the_list_is_on_file_and_attested_by_both(world_at: WorldAt) -> None:
    world = world_at("received")
    world.go(AFTER)
    listed = world.open()
    assert listed is not None
    with world.store.read() as work:
        attested = work.session.exec(select(OpeningAttestation)).all()
        assert {row.person_id: row.list_sha256 for row in attested} == {
            "officer": listed.sha256,
            "colleague": listed.sha256,
        }
        on_file = json.loads(work.blobs.get(listed.sha256))
    assert [(bid["bid_id"], bid["tenderer"], bid["lot_code"]) for bid in on_file["bids"]] == [
        ("e1", "east", "L1"), ("e3", "east", "L3"), ("n1", "north", "L1"), ("n2", "north", "L2"),
        ("s1", "south", "L1"), ("s2", "south", "L2"), ("s3", "south", "L3"), ("w2", "west", "L2"),
    ]  # fmt: skip


Session = tuple[str, tuple[int, ...], str | None]


@pytest.mark.parametrize(
    ("first", "second", "moment", "code"),
    [
        (("officer", (1,), None), ("officer", (1,), None), AFTER, "actor.second_person"),
        (("officer", (1,), None), ("head", (1,), "colleague"), AFTER, "actor.role"),
        (("lawyer", (1,), "officer"), ("officer", (1,), None), AFTER, "actor.role"),
        (("engine", (1,), "officer"), ("officer", (1,), None), AFTER, "actor.role"),
        (("north-person", (1,), "officer"), ("officer", (1,), None), AFTER, "actor.role"),
        (("officer", (1,), "colleague"), ("colleague", (1,), None), AFTER, "opening.wrong_key"),
        (("officer", (1,), None), ("colleague", (1,), "officer"), AFTER, "opening.wrong_key"),
        (("officer", (1, 2), None), ("colleague", (1,), None), AFTER, "opening.wrong_key"),
        (("officer", (1,), None), ("colleague", (3,), None), AFTER, "opening.not_a_pair"),
        (("officer", (1,), None), ("colleague", (1,), None), DEADLINE, "opening.too_early"),
    ],
)
def test_a_try_that_is_refused_is_one_entry_and_nothing_else(
    world_at: WorldAt, first: Session, second: Session, moment: datetime, code: str
) -> None:
    """Key 2 of the officer is in no register, key 3 of the colleague in no appointment."""
    world = world_at("received")
    world.go(moment)
    new_key_file(world.key_file("officer", 2), PASSPHRASE, n=WORK_FACTOR)
    world.register_key("colleague", 3)
    openers = [
        world.opener(person, *numbers, key_of=key_of) for person, numbers, key_of in (first, second)
    ]
    refusal = world.refused_try_of(lambda: world.open_with(*openers))
    assert refusal.reason.code == code


def test_two_who_may_not_open_are_told_before_they_give_a_passphrase(world_at: WorldAt) -> None:
    world = world_at("received")
    world.go(DEADLINE)
    one, other = world.actor("officer"), world.actor("colleague")
    refusal = world.refused_try_of(lambda: check_may_open(world.store, one, other, TENDER))
    assert refusal.reason.code == "opening.too_early"


@pytest.mark.parametrize("refuser", ["officer", "colleague"])
def test_a_list_that_one_of_them_does_not_attest_opens_nothing(
    world_at: WorldAt, refuser: str
) -> None:
    world = world_at("received")
    world.go(AFTER)
    session = world.opener("officer"), world.opener("colleague")

    def attest(person: Actor, _: OpeningList) -> bool:
        return person.id != refuser

    with pytest.raises(ActRefused) as refusal:
        open_bids(world.store, *session, TENDER, attest)
    assert refusal.value.reason.code == "opening.not_attested"
    assert world.journal()[-2:] == ["opening.begun", "opening.refused"]
    assert (rows(world, "bid"), rows(world, "opening")) == (0, 0)


@pytest.mark.parametrize(
    "pair", [("officer", "colleague"), ("colleague", "chamber"), ("chamber", "officer")]
)
def test_any_two_of_those_appointed_open_when_the_third_is_away(
    world_at: WorldAt, pair: tuple[str, str]
) -> None:
    world = world_at("received")
    world.go(AFTER)
    world.open_with(*(world.opener(each) for each in pair))
    assert rows(world, "opened_bid") == 8


def test_in_strict_mode_two_insiders_open_nothing(world_at: WorldAt) -> None:
    world = world_at("drafted")
    world.appoint(strict=True)
    world.go(at(1, 13))
    world.publish()
    world.receive_all()
    world.go(AFTER)
    assert world.refused_try_of(world.open).reason.code == "opening.not_a_pair"
    world.open_with(world.opener("officer"), world.opener("chamber"))
    assert rows(world, "opened_bid") == 8


def wrongly(bid_id: str, **changes: Any) -> SmallBid:
    return submission(bid_id, bid_id=f"{bid_id}-wrong", **changes)


@pytest.mark.parametrize(
    ("bid", "code", "told"),
    [
        (wrongly("n1", sealed_for=("L2", "north")), "place_mismatch", "inside the bid"),
        (wrongly("n1", sealed_for=("L1", "south")), "place_mismatch", "inside the bid"),
        (wrongly("n1", values={"price": -5}), "invalid_content", "(at_fte_tenths, levels, price)"),
        (wrongly("n1", values={}), "invalid_content", "(at_fte_tenths, levels, price)"),
        (wrongly("n1", values={"price": "1", "levels": {"method": 0}, "at_fte_tenths": 1}),
         "invalid_content", "(price)"),
        (wrongly("n1", values={"price": 1, "levels": {"method": 7}, "at_fte_tenths": 1}),
         "invalid_content", "level"),
        (wrongly("n1", values={"price": 1, "levels": {}, "at_fte_tenths": 1}),
         "invalid_content", "level"),
    ],
)  # fmt: skip
def test_a_bid_that_its_sender_got_wrong_is_listed_and_stops_nobody_elses(
    world_at: WorldAt, bid: SmallBid, code: str, told: str
) -> None:
    world = world_at("published")
    world.go(at(2, 10))
    world.receive(bid)
    world.receive("e1")
    world.go(AFTER)
    listed = world.open()
    assert listed is not None
    assert [each.bid_id for each in listed.bids] == ["e1"]
    assert [(each.bid_id, each.tenderer, each.lot_code, each.code)
            for each in listed.unreadable] == [("n1-wrong", "north", "L1", code)]  # fmt: skip
    with world.store.read() as work:
        (row,) = work.session.exec(select(UnreadableBid)).all()
        assert (row.organisation_id, row.lot_id, row.code) == ("north", f"{TENDER}/L1", code)
        assert told in row.note_en
        context = opening_context(work, TENDER, "sv")
        assert [each.tenderer for each in context.unreadable] == ["Demo North AB"]


def test_a_file_damaged_by_its_sender_is_unreadable_too(world_at: WorldAt) -> None:
    world = world_at("published")
    world.go(at(2, 10))
    path = world.seal(submission("n1"))
    content = bytearray(path.read_bytes())
    content[-100] ^= 1
    path.write_bytes(content)
    world.receive("n1")
    world.go(AFTER)
    listed = world.open()
    assert listed is not None
    assert [(each.bid_id, each.code) for each in listed.unreadable] == [("n1", "cannot_decrypt")]


def test_only_the_newest_version_is_opened_and_a_withdrawn_bid_never(world_at: WorldAt) -> None:
    world = world_at("published")
    world.go(at(2, 10))
    for bid_id in ("n1", "e1", "s1"):
        world.receive(bid_id)
    cheaper = submission("n1").content.model_copy(update={"price": 90_000})
    world.receive(submission("n1", version=2, content=cheaper))
    withdraw_bid(world.store, world.actor("east-person"), TENDER, "e1")
    world.go(AFTER)
    listed = world.open()
    assert listed is not None
    assert [(each.bid_id, each.version) for each in listed.bids] == [("n1", 2), ("s1", 1)]
    assert [(each.bid_id, each.version) for each in listed.replaced] == [("n1", 1)]
    assert [each.bid_id for each in listed.withdrawn] == ["e1"]
    dump = world.dump()
    assert sorted(row[2] for row in dump["opened_bid"]) == [90_000, 120_000]
    with world.store.read() as work:
        context = opening_context(work, TENDER, "en")
    assert [(each.token, each.version, each.withdrawn_at is None) for each in
            context.still_sealed] == [("n1", 1, True), ("e1", 1, False)]  # fmt: skip


def test_who_sent_a_bid_comes_out_with_it(world_at: WorldAt) -> None:
    world = world_at("opened")
    with world.store.read() as work:
        bids = work.session.exec(select(Bid)).all()
        assert {bid.sender_id for bid in bids} == {f"{bid.organisation_id}-person" for bid in bids}


def test_files_in_a_bid_are_filed_under_the_names_they_were_given(
    world_at: WorldAt, tmp_path: Path
) -> None:
    world = world_at("published")
    world.go(at(2, 10))
    offer, plan = tmp_path / "offer", tmp_path / "plan"
    offer.write_bytes(pdf())
    plan.write_bytes(b"plan" * 500_000)
    files = (
        BidFile("Anbud på Åre.pdf", "application/pdf", offer),
        BidFile("plan.txt", "text/plain", plan),
    )
    world.receive(submission("n1", files=files))
    world.go(AFTER)
    world.open()
    with world.store.read() as work:
        filed = work.session.exec(select(BidFileRow).order_by(metadata.tables["bid_file"].c.number))
        assert [(row.name, row.media_type, work.blobs.get(row.sha256)) for row in filed] == [
            ("Anbud på Åre.pdf", "application/pdf", pdf()),
            ("plan.txt", "text/plain", b"plan" * 500_000),
        ]


def test_a_bid_that_came_in_during_the_opening_makes_it_start_again(world_at: WorldAt) -> None:
    """The deadline was extended between the list and its attestation, and passed again."""
    world = world_at("published")
    world.receive("e1")
    world.seal(submission("n1"))
    world.go(AFTER)
    session = world.opener("officer"), world.opener("colleague")

    def meanwhile(person: Actor, _: OpeningList) -> bool:
        if person.id == "officer":
            return True
        officer, head = world.actor("officer"), world.actor("head")
        extend_deadline(world.store, officer, head, TENDER, at(2, 18), Text("avbrott", "downtime"))
        world.receive("n1")
        world.go(at(2, 19))
        return True

    with pytest.raises(ActRefused) as refusal:
        open_bids(world.store, *session, TENDER, meanwhile)
    assert refusal.value.reason.code == "opening.changed"
    listed = world.open()
    assert listed is not None
    assert [each.bid_id for each in listed.bids] == ["e1", "n1"]


def test_an_opening_cut_off_after_its_intent_goes_on_as_the_same(
    world_at: WorldAt, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = world_at("received")
    world.go(AFTER)

    def dies(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("procurement.bids.opening.open_envelopes", dies)
        with pytest.raises(KeyboardInterrupt):
            world.open()
    begun = world.journal()
    assert begun[-1] == "opening.begun"
    world.open()
    assert world.journal() == [*begun, "bids.opened"]


def test_a_rotated_key_still_opens_what_was_sealed_to_it(world_at: WorldAt) -> None:
    world = world_at("published")
    world.go(at(2, 10))
    world.receive("n1")
    world.register_key("colleague", 2)
    world.appoint(second="officer")
    world.receive("e1")
    world.go(AFTER)
    new_only = world.opener("colleague", 2)
    with pytest.raises(ActRefused) as refusal:
        world.open_with(world.opener("officer"), new_only)
    assert refusal.value.reason.code == "opening.not_a_pair"
    both = replace(new_only, secrets=(*new_only.secrets, *world.opener("colleague").secrets))
    world.open_with(world.opener("officer"), both)
    assert rows(world, "opened_bid") == 2
