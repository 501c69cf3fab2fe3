"""The hold of stored lots follows the procedure that their tender is awarded by."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from hashlib import sha256

import pytest

from appeals.hold import Blocked, Clear, may_conclude
from appeals.loading import load_lot_facts
from law.procedures import procedures
from law.rulebook import Rulebook
from models.notices import NoticeKind, OwedNotice, PublishedNotice, SentNotice
from models.stages import Invited
from models.tender import Tender
from registry.filing import file_blob
from tests.procurement.small_papers import TENDER, at
from tests.procurement.small_tender import World

WorldAt = Callable[[str], World]
NOTICE = f"{TENDER}/D1/ex_ante"


def awarded_by(world: World, rulebook: Rulebook, procedure: str, *asked: str) -> None:
    """As if the tender had been drafted and called so."""
    with world.store.write() as work:
        tender = work.session.get_one(Tender, TENDER)
        tender.rulebook, tender.procedure = rulebook.value, procedure
        tender.step = procedures()[procedure].steps[-1].id
        for each in asked:
            work.session.add(
                Invited(tender_id=TENDER, lot_id=world.lot("L1"), organisation_id=each)
            )


def intent(world: World, *, published: date | None = None, about: str = f"{TENDER}/D1") -> None:
    with world.store.write() as work:
        owed = OwedNotice(
            id=NOTICE, tender_id=TENDER, kind=NoticeKind.EX_ANTE, about=about, owed_since=work.now
        )
        work.session.add(owed)
        work.session.flush()
        if published is None:
            return
        said = work.recorded("officer")
        sha = file_blob(work, b"{}", "application/json")
        assert sha == sha256(b"{}").hexdigest()
        sent = SentNotice(
            notice_id=NOTICE, sent_at=work.now, reference="1", content_sha256=sha, **said
        )
        work.session.add(sent)
        work.session.flush()
        work.session.add(PublishedNotice(notice_id=NOTICE, published_on=published, **said))


def hold(world: World) -> Clear | Blocked:
    with world.store.read() as work:
        tender = work.session.get_one(Tender, TENDER)
        facts = load_lot_facts(work, world.lot("L1"))
        return may_conclude(facts, Rulebook(tender.rulebook), work.now)


def codes(answer: Clear | Blocked) -> list[str]:
    assert isinstance(answer, Blocked)
    return [each.code for each in answer.reasons]


@pytest.mark.parametrize(
    ("rulebook", "procedure"),
    [
        (Rulebook.SE_LOU, "mini_competition"),
        (Rulebook.SE_LOU, "dps"),
        (Rulebook.SE_LOU_19, "mini_competition"),
        (Rulebook.SE_LUF, "dps"),
    ],
)
def test_without_a_standstill_the_contract_waits_for_the_letters_alone(
    world_at: WorldAt, rulebook: Rulebook, procedure: str
) -> None:
    world = world_at("decided")
    awarded_by(world, rulebook, procedure)
    assert codes(hold(world)) == ["letters-missing"]
    world.play("notified")
    answer = hold(world)
    assert isinstance(answer, Clear)
    assert (answer.last_day, answer.lawful_from) == (None, date(2026, 3, 2))


def test_a_mini_competition_under_luf_has_its_standstill(world_at: WorldAt) -> None:
    world = world_at("notified")
    awarded_by(world, Rulebook.SE_LUF, "mini_competition")
    answer = hold(world)
    assert codes(answer) == ["bar-running"]
    assert answer.last_day == date(2026, 3, 12)


def test_a_direct_award_waits_for_letters_where_several_were_asked(world_at: WorldAt) -> None:
    world = world_at("decided")
    awarded_by(world, Rulebook.SE_LOU_19A, "direct_award", "north", "south")
    assert codes(hold(world)) == ["letters-missing"]
    world.play("notified")
    assert isinstance(hold(world), Clear)


def test_and_for_none_where_one_alone_was_asked(world_at: WorldAt) -> None:
    world = world_at("decided")
    awarded_by(world, Rulebook.SE_LOU_19A, "direct_award", "north")
    assert isinstance(hold(world), Clear)


def test_a_notice_of_intent_holds_until_it_is_published_and_ten_days_on(world_at: WorldAt) -> None:
    world = world_at("decided")
    awarded_by(world, Rulebook.SE_LOU_19A, "direct_award", "north")
    intent(world)
    assert codes(hold(world)) == ["not-announced"]
    refusal = world.refusal_of(world.letters)
    assert refusal.reason.code == "letter.not_announced"


def test_the_time_counts_from_the_publication_of_the_notice(world_at: WorldAt) -> None:
    world = world_at("decided")
    awarded_by(world, Rulebook.SE_LOU_19A, "direct_award", "north")
    intent(world, published=date(2026, 3, 2))
    answer = hold(world)
    assert codes(answer) == ["bar-running"]
    assert answer.lawful_from == date(2026, 3, 13)
    [stated] = {letter.context.standstill.last_day for letter in world.letters()}
    assert stated == date(2026, 3, 12)
    world.go(at(3, 13))
    assert codes(hold(world)) == ["court-not-asked"]


def test_a_notice_about_an_earlier_decision_says_nothing_of_this_one(world_at: WorldAt) -> None:
    world = world_at("decided")
    awarded_by(world, Rulebook.SE_LOU_19A, "direct_award", "north")
    intent(world, about=f"{TENDER}/D0")
    assert isinstance(hold(world), Clear)
