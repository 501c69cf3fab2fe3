from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from contracts.overview import appealed_lots, lot_overviews
from law.reasons import Text
from models.review import CourtActKind, CourtName
from tests.procurement.small_papers import TENDER, at, tax_certificate
from tests.procurement.small_tender import World

WorldAt = Callable[[str], World]
Days = tuple[date | None, date | None, date | None, date | None]


def days(world: World) -> dict[str, Days]:
    """Last day, lawful from, signable from, concluded."""
    return {
        each.code: (each.last_day, each.lawful_from, each.signable_from, each.concluded)
        for each in lot_overviews(world.store, TENDER)
    }


def story(world: World, code: str) -> Text:
    return next(lot.story for lot in lot_overviews(world.store, TENDER) if lot.code == code)


def test_before_the_decision_a_lot_has_no_winner_and_no_day(world_at: WorldAt) -> None:
    world = world_at("controlled")
    assert [(lot.winner, lot.story.en) for lot in lot_overviews(world.store, TENDER)] == [
        (None, "No award decision is in force")
    ] * 3
    assert set(days(world).values()) == {(None, None, None, None)}


def test_each_lot_has_its_days_and_who_won(world_at: WorldAt) -> None:
    world = world_at("drawn_up")
    world.go(at(3, 16))
    world.provider_signs(f"{TENDER}/D1/L1", "north")
    world.buyer_signs(f"{TENDER}/D1/L1")
    last, lawful = date(2026, 3, 12), date(2026, 3, 13)
    assert days(world) == {
        "L1": (last, lawful, lawful, date(2026, 3, 16)),
        "L2": (last, lawful, lawful, None),
        "L3": (last, lawful, lawful, None),
    }
    winners = [(lot.winner_id, lot.winner) for lot in lot_overviews(world.store, TENDER)]
    assert winners == [
        ("north", "Demo North AB"), ("south", "Demo South AB"), ("east", "Demo East AB"),
    ]  # fmt: skip


def test_a_concluded_lot_tells_the_same_ever_after(world_at: WorldAt) -> None:
    world = world_at("drawn_up")
    world.provider_signs(f"{TENDER}/D1/L1", "north")
    world.buyer_signs(f"{TENDER}/D1/L1")
    then = lot_overviews(world.store, TENDER)[0]
    world.lodge("1-26", "L1", lodged_at=at(3, 13))
    world.go(at(12, 31).replace(year=2028))
    world.court("1-26", CourtName.FR, CourtActKind.DISMISSED, date(2026, 6, 12))
    assert lot_overviews(world.store, TENDER)[0].reasons == then.reasons
    assert days(world)["L1"] == (date(2026, 3, 12), date(2026, 3, 13), *[date(2026, 3, 13)] * 2)


def test_a_contract_concluded_under_an_unknown_hold_is_shown_for_what_it_is(
    world_at: WorldAt,
) -> None:
    world = world_at("drawn_up")
    world.provider_signs(f"{TENDER}/D1/L1", "north")
    world.buyer_signs(f"{TENDER}/D1/L1")
    world.lodge("1-26", "L1", lodged_at=at(3, 12, 23))
    assert story(world, "L1") == Text(
        "INGÅNGET I STRID MED LAGEN: Mål 1-26 pågår i förvaltningsrätten, så förlängd avtalsspärr"
        " gäller",
        "CONCLUDED AGAINST THE LAW: Case 1-26 is pending in FR, so the extended standstill applies",
    )
    assert days(world)["L1"][2] is None


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        (CourtActKind.REJECTED, Text("FR avslog; tio dagar från utskicket", "FR rejected")),
        (CourtActKind.DISMISSED, Text("FR avvisade; tio dagar från utskicket", "FR dismissed")),
        (CourtActKind.STRUCK_OUT, Text("FR avskrev; tio dagar från utskicket", "FR struck out")),
    ],
)
def test_the_story_says_what_the_court_did(
    world_at: WorldAt, kind: CourtActKind, told: Text
) -> None:
    world = world_at("checked")
    world.lodge("1-26", "L3", lodged_at=at(3, 12))
    world.go(at(6, 23))
    world.renew(date(2026, 6, 1))
    world.court("1-26", CourtName.FR, kind, date(2026, 6, 12))
    assert story(world, "L3").sv.startswith("Ingen kontroll med kammarrätten är antecknad")
    world.ask(CourtName.KR)
    assert story(world, "L3") == Text(told.sv, f"{told.en}; ten days from dispatch")
    assert appealed_lots(world.store, TENDER) == ("L3",)


def test_the_story_of_an_interim_order(world_at: WorldAt) -> None:
    world = world_at("checked")
    world.lodge("1-26", "L3", lodged_at=at(3, 12))
    world.go(at(9, 14))
    world.renew(date(2026, 9, 1))
    for court, kind, day in (
        (CourtName.FR, CourtActKind.REJECTED, date(2026, 6, 12)),
        (CourtName.KR, CourtActKind.INTERIM_ORDER, date(2026, 6, 17)),
        (CourtName.KR, CourtActKind.LEAVE_REFUSED, date(2026, 9, 1)),
    ):
        world.court("1-26", court, kind, day)
    world.ask(CourtName.HFD)
    assert story(world, "L3").sv == "FR avslog; KR:s interimistiska beslut, sedan inget PT"


def test_the_story_of_a_late_case_is_that_it_bars_nothing(world_at: WorldAt) -> None:
    world = world_at("checked")
    world.lodge("1-26", "L3", lodged_at=at(3, 13))
    assert story(world, "L3").sv == "Mål 1-26 hindrar inte"


def test_the_story_of_a_correction(world_at: WorldAt) -> None:
    world = world_at("checked")
    world.lodge("1-26", "L3", lodged_at=at(3, 12))
    world.go(at(6, 12))
    world.court("1-26", CourtName.FR, CourtActKind.CORRECTION, date(2026, 6, 12), "e3")
    assert story(world, "L3").en.startswith("The court ordered in case 1-26")
    world.go(at(6, 15))
    world.evaluate()
    world.register([tax_certificate("south", date(2026, 6, 1))])
    world.control()
    world.decide()
    world.send_letters(2)
    world.go(at(6, 26))
    world.ask()
    world.ask(CourtName.KR)
    assert story(world, "L3").sv == "Rättelse enligt domstol: nytt beslut, ny spärr"
    last, lawful = date(2026, 6, 25), date(2026, 6, 26)
    assert days(world)["L3"] == (last, lawful, lawful, None)
