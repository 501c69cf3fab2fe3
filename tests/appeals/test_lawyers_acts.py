"""Stricter dates, clearings, assignments, mail and powers of attorney, on a real store."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import pytest
from sqlmodel import col, select

from appeals.docket.assigning import assign_matter
from appeals.docket.attached import Attached
from appeals.docket.clearing import clear_remand, clear_tie
from appeals.docket.mail import MailItem, register_mail
from appeals.docket.mandates import Mandate, register_mandate
from appeals.docket.stricter import set_stricter_date
from law.reasons import Text
from models.contract import Contract
from models.journal import JournalEntry
from models.lawyers import Direction, MatterMail, Principal, StricterDate
from models.review import CourtActKind, CourtName
from people.actors import Actor
from tests.appeals.docket_views import WorldAt, codes, refused
from tests.procurement.small_papers import TENDER, at
from tests.procurement.small_tender import World

WHY = Text("Klagomål väntas", "A complaint is expected")
MATTER = f"{TENDER}/1-26"
LETTER = Attached("inlaga.txt", b"Inlaga\n")


def stricter(world: World, day: date, second: str | None = None, why: Text = WHY) -> int:
    approver: Actor | None = None if second is None else world.actor(second)
    return set_stricter_date(
        world.store, world.actor("lawyer"), world.lot("L3"), day, why, approver
    )


def test_a_stricter_date_holds_the_lot_until_its_day(world_at: WorldAt) -> None:
    world = world_at("checked")
    assert codes(world, "L3") == []
    assert world.done_once(partial(stricter, world, date(2026, 3, 20))) == "hold.stricter_date"
    assert codes(world, "L3") == ["stricter-date"]
    world.go(at(3, 20))
    assert codes(world, "L3") == []


def test_a_later_date_takes_one_person_and_an_earlier_one_two(world_at: WorldAt) -> None:
    world = world_at("checked")
    assert stricter(world, date(2026, 3, 20)) == 1
    assert stricter(world, date(2026, 3, 25)) == 2
    earlier = partial(stricter, world, date(2026, 3, 18))
    assert refused(world, earlier) == "stricter.second_person"
    assert refused(world, partial(earlier, "lawyer")) == "actor.second_person"
    assert refused(world, partial(earlier, "officer")) == "actor.role"
    assert world.done_once(partial(earlier, "head")) == "hold.stricter_date"
    with world.store.read() as work:
        rows = work.session.exec(select(StricterDate).order_by(col(StricterDate.number))).all()
    assert [(row.not_before.day, row.approved_by) for row in rows] == [
        (20, None), (25, None), (18, "head"),
    ]  # fmt: skip


def test_a_date_that_the_law_bars_anyway_is_refused_with_what_would_loosen(
    world_at: WorldAt,
) -> None:
    world = world_at("notified")
    refusal = world.refusal_of(partial(stricter, world, date(2026, 3, 12)))
    assert refusal.reason.code == "stricter.looser"
    assert "waived" in refusal.in_("sv")
    assert "--file" in refusal.in_("en")
    assert refused(world, partial(stricter, world, date(2026, 3, 13))) == "stricter.no_effect"
    world.go(at(3, 20))
    assert refused(world, partial(stricter, world, date(2026, 3, 20))) == "stricter.no_effect"


def test_a_stricter_date_can_be_taken_back_to_the_laws_own_day(world_at: WorldAt) -> None:
    world = world_at("checked")
    stricter(world, date(2026, 3, 20))
    stricter(world, date(2026, 3, 13), "head")
    assert codes(world, "L3") == []


def test_while_the_law_names_no_day_any_later_one_may_be_set(world_at: WorldAt) -> None:
    world = world_at("notified")
    world.go(at(3, 12))
    world.lodge("1-26", "L3")
    assert stricter(world, date(2026, 9, 1)) == 1


def test_without_a_decision_or_after_the_contract_there_is_nothing_to_hold(
    world_at: WorldAt,
) -> None:
    world = world_at("controlled")
    assert refused(world, partial(stricter, world, date(2026, 9, 1))) == "stricter.no_decision"
    world = world_at("drawn_up")
    signed(world, "L3")
    assert refused(world, partial(stricter, world, date(2026, 9, 1))) == "stricter.concluded"


def signed(world: World, code: str) -> None:
    with world.store.read() as work:
        found = select(Contract).where(Contract.lot_id == world.lot(code))
        contract = work.session.exec(found).one()
    world.provider_signs(contract.id, contract.organisation_id)
    world.buyer_signs(contract.id)


def test_only_a_lawyer_sets_a_stricter_date(world_at: WorldAt) -> None:
    world = world_at("checked")
    act = partial(
        set_stricter_date, world.store, world.actor("officer"), world.lot("L3"),
        date(2026, 3, 20), WHY,
    )  # fmt: skip
    assert refused(world, act) == "actor.role"


@pytest.fixture
def tied(world_at: WorldAt) -> World:
    """L1 and L2 are tied; L1 is under review, and L2's own bars have run out."""
    world = world_at("notified")
    world.go(at(3, 12))
    world.lodge("1-26", "L1")
    world.go(at(3, 13))
    world.ask(L1="1-26")
    return world


def untie(world: World, tied_to: str = "L1", lot: str = "L2", second: str = "head") -> int:
    return clear_tie(
        world.store, world.actor("lawyer"), world.actor(second), world.lot(lot), tied_to, WHY
    )


def test_a_tie_is_cleared_by_two_persons_and_holds_again_when_something_comes_in(
    tied: World,
) -> None:
    assert codes(tied, "L2") == ["tied"]
    assert refused(tied, partial(untie, tied, second="lawyer")) == "actor.second_person"
    assert refused(tied, partial(untie, tied, second="officer")) == "actor.role"
    assert tied.done_once(partial(untie, tied)) == "hold.cleared"
    assert codes(tied, "L2") == []
    tied.clock.at += timedelta(hours=1)
    tied.lodge("2-26", "L1")
    assert "tied" in codes(tied, "L2")
    assert untie(tied) == 2


def test_a_tie_that_is_not_there_cannot_be_cleared(tied: World) -> None:
    assert refused(tied, partial(untie, tied, "L3")) == "clearing.no_tie"
    assert refused(tied, partial(untie, tied, "L2", "L1")) == "clearing.no_tie"
    untie(tied)
    other = replace(WHY, sv="Annan grund")
    again = partial(
        clear_tie, tied.store, tied.actor("lawyer"), tied.actor("head"), tied.lot("L2"), "L1", other
    )
    assert refused(tied, again) == "clearing.already"


def remanded(world_at: WorldAt) -> World:
    world = world_at("notified")
    world.go(at(3, 12))
    world.lodge("1-26", "L3")
    world.go(at(3, 13))
    world.ask(L3="1-26")
    world.go(at(5, 4))
    world.court("1-26", CourtName.FR, CourtActKind.REJECTED, date(2026, 4, 10))
    world.court("1-26", CourtName.KR, CourtActKind.APPEALED, date(2026, 4, 20))
    world.court("1-26", CourtName.KR, CourtActKind.REMANDED, date(2026, 5, 4))
    return world


def clear(world: World, matter: str = MATTER, why: Text = WHY) -> int:
    return clear_remand(
        world.store, world.actor("lawyer"), world.actor("head"), world.lot("L3"), matter, why
    )


def test_a_remand_is_cleared_once(world_at: WorldAt) -> None:
    world = remanded(world_at)
    assert "remanded" in codes(world, "L3")
    assert world.done_once(partial(clear, world)) == "hold.cleared"
    assert "remanded" not in codes(world, "L3")
    other = partial(clear, world, why=Text("annat", "other"))
    assert refused(world, other) == "clearing.already"


def test_a_remand_that_is_not_there_cannot_be_cleared(world_at: WorldAt) -> None:
    world = world_at("checked")
    world.lodge("1-26", "L3")
    assert refused(world, partial(clear, world)) == "clearing.no_remand"
    assert refused(world, partial(clear, world, f"{TENDER}/9-26")) == "docket.unknown_case"


@pytest.fixture
def world(world_at: WorldAt) -> World:
    world = world_at("notified")
    world.go(at(3, 12))
    world.lodge("1-26", "L3")
    return world


def test_a_matter_is_assigned_to_a_lawyer_of_the_buyers(world: World) -> None:
    def assign(person: str) -> int:
        return assign_matter(world.store, world.actor("lawyer"), MATTER, person)

    assert world.done_once(partial(assign, "lawyer")) == "matter.assigned"
    assert refused(world, partial(assign, "officer")) == "docket.not_a_lawyer"
    assert refused(world, partial(assign, "nobody")) == "person.unknown"


def mail(**changes: object) -> MailItem:
    item = MailItem(Direction.IN, at(3, 12), "Förvaltningsrätten", "Föreläggande", LETTER)
    return replace(item, **changes)  # type: ignore[arg-type]


def test_mail_is_registered_once_and_the_journal_names_nobody(world: World) -> None:
    def register(item: MailItem) -> int:
        return register_mail(world.store, world.actor("lawyer"), MATTER, item)

    assert world.done_once(lambda: register(mail())) == "mail.registered"
    assert register(mail(direction=Direction.OUT, correspondent="Ombudet", file=None)) == 2
    assert refused(world, lambda: register(mail(at=at(3, 13)))) == "mail.in_future"
    assert refused(world, lambda: register(mail(correspondent=" "))) == "mail.empty"
    wrong = Attached("inlaga.exe", b"MZ")
    assert refused(world, lambda: register(mail(file=wrong))) == "docket.file_refused"
    with world.store.read() as work:
        rows = work.session.exec(select(MatterMail).order_by(col(MatterMail.number))).all()
        kept = work.session.exec(select(JournalEntry)).all()
    assert [row.document_sha256 for row in rows] == [LETTER.sha256, None]
    assert not any("rvaltningsr" in f"{entry.payload}{entry.subject}" for entry in kept)


def test_a_power_of_attorney_is_kept_with_its_file_and_days(world: World) -> None:
    def register(**changes: object) -> int:
        mandate = Mandate(
            Principal.COUNTERPARTY, "Ombud Exempel", date(2026, 3, 1), LETTER, date(2026, 12, 31)
        )
        given = replace(mandate, **changes)  # type: ignore[arg-type]
        return register_mandate(world.store, world.actor("lawyer"), MATTER, given)

    assert world.done_once(register) == "mandate.registered"
    assert register(valid_until=None) == 2
    earlier = partial(register, valid_until=date(2026, 2, 1))
    assert refused(world, earlier) == "mandate.days"
    assert refused(world, partial(register, attorney="")) == "mandate.empty"


@pytest.mark.parametrize("who", ["officer", "head"])
def test_only_a_lawyer_keeps_the_matter(world: World, who: str) -> None:
    actor = world.actor(who)
    mandate = Mandate(Principal.BUYER, "Ombud", date(2026, 3, 1), LETTER)
    acts: list[Callable[[], object]] = [
        partial(assign_matter, world.store, actor, MATTER, "lawyer"),
        partial(register_mail, world.store, actor, MATTER, mail()),
        partial(register_mandate, world.store, actor, MATTER, mandate),
    ]
    assert [refused(world, act) for act in acts] == ["actor.role"] * 3
