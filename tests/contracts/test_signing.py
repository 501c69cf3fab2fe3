from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest

from contracts.drafting import draw_up, lots_to_draw_up
from contracts.pending import contracts_to_sign
from contracts.signing.paper import sign_on_paper
from documents.contexts import DocumentContext
from models.contract import Party
from models.review import CourtActKind, CourtName
from people.actors import ENGINE
from procurement.ranking.evaluating import evaluate
from tests.contracts.signed_pages import page_of
from tests.plain_renderer import PlainRenderer
from tests.procurement.qualifying import alleged, answered, excluded, heard
from tests.procurement.small_papers import TENDER, at, evidence, tax_certificate
from tests.procurement.small_tender import World

WorldAt = Callable[[str], World]
NORTH, SOUTH, EAST = (f"{TENDER}/D1/{lot}" for lot in ("L1", "L2", "L3"))


def lots(world: World) -> list[str]:
    return [lot_id.split("/")[1] for lot_id in lots_to_draw_up(world.store, TENDER)]


def test_contracts_are_drawn_up_for_the_lots_that_nothing_holds(world_at: WorldAt) -> None:
    world = world_at("notified")
    world.go(at(3, 12))
    world.lodge("1-26", "L3")
    assert (lots(world), world.draw_up()) == ([], 0)
    world.go(at(3, 13))
    assert (lots(world), world.draw_up()) == ([], 0)
    world.ask(L3="1-26")
    assert lots(world) == ["L1", "L2"]
    assert (world.draw_up(), world.draw_up(), lots(world)) == (2, 0, [])


def test_a_hold_that_comes_while_contracts_are_drawn_up_leaves_its_lot_out(
    world_at: WorldAt,
) -> None:
    world, renderer = world_at("checked"), PlainRenderer()
    listed = lots_to_draw_up(world.store, TENDER)
    world.lodge("1-26", "L3", lodged_at=at(3, 12))
    assert draw_up(world.store, world.actor(ENGINE), renderer, listed, "en") == 2
    asked = [context.model_dump()["lot"]["code"] for context in renderer.asked]
    assert asked == ["L1", "L2"]


def test_a_hold_that_comes_while_the_pages_are_set_files_nothing(world_at: WorldAt) -> None:
    world = world_at("checked")

    class SlowRenderer(PlainRenderer):
        def render_all(self, contexts: Sequence[DocumentContext]) -> list[bytes]:
            world.lodge("1-26", "L3", lodged_at=at(3, 12))
            return super().render_all(contexts)

    listed = lots_to_draw_up(world.store, TENDER)
    assert draw_up(world.store, world.actor(ENGINE), SlowRenderer(), listed, "sv") == 2


def test_the_contract_says_the_price_of_the_bid_and_why_it_may_be_concluded(
    world_at: WorldAt,
) -> None:
    world, renderer = world_at("checked"), PlainRenderer()
    draw_up(world.store, world.actor(ENGINE), renderer, (world.lot("L1"),), "en")
    told = renderer.asked[0].model_dump()
    assert {key: told[key] for key in ("contract_number", "starts_on", "ends_on")} == {
        "contract_number": "DEMO 2026/1-1-L1",
        "starts_on": date(2026, 5, 1),
        "ends_on": date(2028, 4, 30),
    }
    assert told["price_per_participant_month_ore"] == 100_000, "offered, not compared"
    assert told["commitments"] == [{"criterion": "Method", "level": "always", "binding": True}]
    assert told["lawful_from"] == date(2026, 3, 13)
    assert told["reasons"][0] == "The standstill runs through Thursday 12 March 2026 (LOU 20:1)"
    assert told["reasons"][-1].startswith("FR was asked on 2026-03-13")


def test_the_provider_signs_first_and_the_buyer_last(world_at: WorldAt) -> None:
    world = world_at("drawn_up")
    assert world.refusal_of(lambda: world.buyer_signs(NORTH)).in_("en") == (
        "The provider has not signed contract DEMO 2026/1-1-L1."
        " Let the provider sign first; the buyer signs last."
    )

    def waiting(*, by_buyer: bool) -> list[str]:
        return [each.id for each in contracts_to_sign(world.store, TENDER, by_buyer=by_buyer)]

    assert (waiting(by_buyer=False), waiting(by_buyer=True)) == ([NORTH, SOUTH, EAST], [])
    provider = world.done_once(lambda: world.provider_signs(NORTH, "north"))
    assert (waiting(by_buyer=False), waiting(by_buyer=True)) == ([SOUTH, EAST], [NORTH])
    buyer = world.done_once(lambda: world.buyer_signs(NORTH))
    assert (provider, buyer) == ("contract.signed_by_provider", "contract.concluded")
    assert waiting(by_buyer=True) == []


def test_a_concluded_lot_is_not_drawn_up_again(world_at: WorldAt) -> None:
    world = world_at("drawn_up")
    world.provider_signs(NORTH, "north")
    world.buyer_signs(NORTH)
    assert (lots(world), world.draw_up()) == ([], 0)
    again = draw_up(world.store, world.actor(ENGINE), PlainRenderer(), (world.lot("L1"),), "sv")
    assert again == 0


@pytest.mark.parametrize(
    ("person", "party", "code"),
    [
        ("south-person", Party.PROVIDER, "actor.organisation"),
        ("signatory", Party.PROVIDER, "actor.role"),
        ("north-person", Party.BUYER, "actor.role"),
        ("head", Party.BUYER, "actor.role"),
        ("engine", Party.BUYER, "actor.role"),
    ],
)
def test_nobody_signs_for_another(world_at: WorldAt, person: str, party: Party, code: str) -> None:
    world = world_at("drawn_up")
    actor, page = world.actor(person), page_of(world.store, NORTH)
    refusal = world.refusal_of(lambda: sign_on_paper(world.store, actor, NORTH, party, page))
    assert refusal.reason.code == code


def test_a_contract_nobody_has_drawn_up_cannot_be_signed(world_at: WorldAt) -> None:
    world = world_at("notified")
    refusal = world.refusal_of(lambda: world.provider_signs(NORTH, "north"))
    assert refusal.reason.code == "contract.unknown"


def test_an_application_entered_after_the_drawing_up_stops_the_buyer(world_at: WorldAt) -> None:
    world = world_at("drawn_up")
    world.provider_signs(EAST, "east")
    world.lodge("1-26", "L3", lodged_at=at(3, 12, 23))
    assert world.refusal_of(lambda: world.buyer_signs(EAST)).in_("sv") == (
        "Avtal för L3 får inte ingås: Mål 1-26 pågår i förvaltningsrätten, så förlängd avtalsspärr"
        " gäller (20 kap. 8 § LOU). Det som lyfter hindret: Förvaltningsrättens avgörande och tio"
        " dagar därefter."
    )


def test_while_the_ten_days_run_the_buyer_is_told_until_when(world_at: WorldAt) -> None:
    world = world_at("drawn_up")
    world.provider_signs(EAST, "east")
    world.lodge("1-26", "L3", lodged_at=at(3, 12, 23))
    world.go(at(6, 22))
    world.renew(date(2026, 6, 1))
    world.court("1-26", CourtName.FR, CourtActKind.REJECTED, date(2026, 6, 12))
    assert world.refusal_of(lambda: world.buyer_signs(EAST)).in_("en") == (
        "The contract for L3 may not be concluded: The ten-day bar runs through 2026-06-22"
        " (LOU 20:10). Wait until 2026-06-23 at the earliest."
    )


def test_a_contract_that_says_what_is_no_longer_so_is_drawn_up_and_signed_anew(
    world_at: WorldAt,
) -> None:
    world = world_at("drawn_up")
    world.provider_signs(EAST, "east")
    world.lodge("1-26", "L3", lodged_at=at(3, 12, 23))
    world.go(at(6, 15))
    world.court("1-26", CourtName.FR, CourtActKind.REJECTED, date(2026, 6, 12))
    world.go(at(6, 23))
    world.ask(CourtName.KR)
    world.renew(date(2026, 6, 1))

    refusal = world.refusal_of(lambda: world.buyer_signs(EAST))

    assert refusal.in_("en") == (
        "What contract DEMO 2026/1-1-L3 says of when it may be concluded or begins is no longer"
        " so. Draw up the contract anew and let the provider sign the new version."
    )
    world.draw_up()
    assert world.refusal_of(lambda: world.buyer_signs(EAST)).reason.code == "contract.outdated"
    world.provider_signs(f"{EAST}-v2", "east")
    world.buyer_signs(f"{EAST}-v2")
    assert world.draw_up() == 0


def test_a_courts_answer_about_an_unknown_case_stops_the_buyer(world_at: WorldAt) -> None:
    world = world_at("drawn_up")
    world.provider_signs(EAST, "east")
    world.go(at(3, 16))
    world.ask(L3="9-26")
    refusal = world.refusal_of(lambda: world.buyer_signs(EAST))
    assert refusal.reason.code == "case-not-docketed"


def test_evidence_that_lapses_before_the_signature_stops_the_buyer(world_at: WorldAt) -> None:
    world = world_at("evaluated")
    world.register([evidence("e3", valid_until=date(2026, 3, 20))])
    world.go(at(2, 19))
    world.register_all(but=["e3"])
    world.play("controlled", "decided", "notified", "checked", "drawn_up")
    world.provider_signs(EAST, "east")
    world.go(at(3, 21))
    assert world.refusal_of(lambda: world.buyer_signs(EAST)).in_("sv") == (
        "Avtal för L3 får inte ingås: Vinnarens bevis ”Namngiven arbetsterapeut” gäller inte"
        " längre. Det som lyfter hindret: Kontroll mot aktuellt bevis."
    )
    world.go(at(3, 20, 23))
    world.buyer_signs(EAST)


def test_bids_that_no_longer_bind_stop_the_buyer(world_at: WorldAt) -> None:
    world = world_at("drawn_up")
    world.provider_signs(EAST, "east")
    world.go(at(12, 31, 23) + timedelta(hours=1))
    assert world.refusal_of(lambda: world.buyer_signs(EAST)).reason.code == "bids-lapsed"


def test_the_contract_of_a_replaced_decision_is_signed_by_nobody(world_at: WorldAt) -> None:
    world = world_at("drawn_up")
    world.lodge("1-26", "L3", lodged_at=at(3, 12, 23))
    world.go(at(6, 15))
    world.court("1-26", CourtName.FR, CourtActKind.CORRECTION, date(2026, 6, 12))
    evaluate(world.store, world.actor(ENGINE), TENDER)
    world.register([tax_certificate("east", date(2026, 6, 1))])
    world.control()
    world.decide()
    for act in (
        lambda: world.provider_signs(EAST, "east"),
        lambda: world.buyer_signs(EAST),
    ):
        assert world.refusal_of(act).in_("en") == (
            "Contract DEMO 2026/1-1-L3 rests on a decision that is no longer in force."
            " Draw up a new contract when the new decision may lead to one."
        )
    waiting = contracts_to_sign(world.store, TENDER, by_buyer=False)
    assert [each.id for each in waiting] == [NORTH, SOUTH]
    world.send_letters(2)
    world.go(at(6, 26))
    world.ask()
    world.ask(CourtName.KR)
    assert world.draw_up() == 3, "the two unsigned ones would begin in the past"
    world.provider_signs(f"{TENDER}/D2/L3", "east")
    world.buyer_signs(f"{TENDER}/D2/L3")


def test_two_who_sign_at_once_conclude_once(world_at: WorldAt) -> None:
    world = world_at("drawn_up")
    world.provider_signs(NORTH, "north")
    with ThreadPoolExecutor(2) as threads:
        futures = [threads.submit(world.buyer_signs, NORTH) for _ in range(2)]
        assert [future.result() for future in futures] == [None, None]
    assert world.journal().count("contract.concluded") == 1


def test_of_a_signature_and_a_hold_at_once_one_comes_first(world_at: WorldAt) -> None:
    """Whichever it is: either the contract stood before the hold, or there is none."""
    world = world_at("drawn_up")
    world.provider_signs(NORTH, "north")
    with ThreadPoolExecutor(2) as threads:
        lodged = threads.submit(world.lodge, "1-26", "L1", lodged_at=at(3, 12))
        signed = threads.submit(world.buyer_signs, NORTH)
        lodged.result()
        refused = signed.exception() is not None
    order = [kind for kind in world.journal() if kind in ("contract.concluded", "review.lodged")]
    assert order == (["review.lodged"] if refused else ["contract.concluded", "review.lodged"])


def test_a_winner_excluded_since_the_decision_gets_no_contract(world_at: WorldAt) -> None:
    world = world_at("checked")
    case = alleged(world, "east")
    assert lots(world) == ["L1", "L2"], "while the case is open"
    inquiry = heard(world, case, date(2026, 3, 20))
    answered(world, inquiry)
    world.go(at(3, 14))
    excluded(world, case, excluded=False)
    assert (lots(world), world.draw_up()) == (["L1", "L2", "L3"], 3)
    world.provider_signs(EAST, "east")
    world.go(at(3, 15))
    excluded(world, case)
    refusal = world.refusal_of(lambda: world.buyer_signs(EAST))
    assert refusal.reason.code == "decision.out_of_competition"
    world.provider_signs(NORTH, "north")
    world.buyer_signs(NORTH)
