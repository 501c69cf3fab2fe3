"""Facts that are learned of late, and cases of one lot in three courts."""

from __future__ import annotations

from datetime import date

from appeals.docket.court_acts import record_court_act
from appeals.docket.court_entry import CourtEntry
from appeals.hold import Blocked, Clear
from law.reasons import Text
from models.review import CourtActKind, CourtName
from people.actors import ENGINE
from procurement.letters.dispatching import dispatch_letters
from procurement.letters.posts import SetLetter
from tests.appeals.docket_views import WorldAt, codes
from tests.appeals.reviewed_lots import FR, JUNE_12, KR, act, reviewed
from tests.plain_renderer import PlainRenderer
from tests.procurement.award_acts import hold_of
from tests.procurement.letterbox import Letterbox
from tests.procurement.small_papers import TENDER, at

FORBIDS = "An interim order of {} forbids the contract"


def test_a_day_of_dispatch_that_is_learned_later_moves_the_ten_days_and_outdates_the_check(
    world_at: WorldAt,
) -> None:
    """Case 3477-24 of KR Göteborg: the ten days count from when the court sent its ruling."""
    world = reviewed(world_at, "L3")
    world.go(at(6, 23))
    world.renew(date(2026, 6, 1))
    act(world, FR, CourtActKind.REJECTED, JUNE_12)
    world.ask(KR)
    before = hold_of(world, "L3")
    assert isinstance(before, Clear)
    assert before.lawful_from == date(2026, 6, 23)
    sent = CourtEntry(
        f"{TENDER}/1-26",
        "1-26",
        FR,
        CourtActKind.REJECTED,
        JUNE_12,
        date(2026, 6, 16),
        Text("kort", "short"),
    )
    record_court_act(world.store, world.actor("lawyer"), sent)
    held_anew = hold_of(world, "L3")
    assert isinstance(held_anew, Blocked)
    assert (codes(world, "L3"), held_anew.until) == (["bar-running"], date(2026, 6, 27))
    world.go(at(6, 27))
    assert codes(world, "L3") == ["court-not-asked"]
    world.ask(KR)
    assert codes(world, "L3") == []


def test_a_letter_found_to_be_missing_makes_a_late_application_timely(world_at: WorldAt) -> None:
    """The standstill counts from the last letter, and with it the time to apply (20:1, 20:11)."""
    world = world_at("decided")
    world.go(at(3, 2))
    *letters, _ = world.letters()
    pdfs = PlainRenderer().render_all([letter.context for letter in letters])
    ready = [SetLetter(*pair) for pair in zip(letters, pdfs, strict=True)]
    dispatch_letters(world.store, world.actor(ENGINE), Letterbox(), ready)
    world.go(at(3, 16))
    world.lodge("1-26", "L3")
    assert codes(world, "L3")[:2] == ["letters-missing", "extended-standstill"]
    world.send_letters()
    world.go(at(3, 27))
    world.ask(L3="1-26")
    assert codes(world, "L3")[0] == "extended-standstill"


def test_three_courts_hold_one_lot_at_once_and_each_is_named(world_at: WorldAt) -> None:
    world = reviewed(world_at, "L3")
    for number in ("2-26", "3-26"):
        world.lodge(number, "L3", lodged_at=at(3, 12))
    world.go(at(6, 23))
    world.renew(date(2026, 6, 1))
    for number in ("2-26", "3-26"):
        act(world, FR, CourtActKind.REJECTED, JUNE_12, case=number)
        act(world, KR, CourtActKind.APPEALED, date(2026, 6, 15), case=number)
        act(world, KR, CourtActKind.INTERIM_ORDER, date(2026, 6, 16), case=number)
    hfd = CourtName.HFD
    act(world, KR, CourtActKind.LEAVE_REFUSED, date(2026, 6, 17), case="3-26")
    act(world, hfd, CourtActKind.APPEALED, date(2026, 6, 18), case="3-26")
    act(world, hfd, CourtActKind.INTERIM_ORDER, date(2026, 6, 22), case="3-26")
    world.ask(KR, L3="2-26")
    answer = hold_of(world, "L3")
    assert isinstance(answer, Blocked)
    assert [reason.text.en for reason in answer.reasons] == [
        "The ten-day bar runs through 2026-06-29",
        "Case 1-26 is pending in FR, so the extended standstill applies",
        FORBIDS.format("the administrative court of appeal (KR) in case 2-26"),
        FORBIDS.format("the Supreme Administrative Court (HFD) in case 3-26"),
    ]
