"""When a call may be awarded directly, and the ground that is claimed for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from law.direct_award import Ground
from law.reasons import Text
from law.thresholds import Buyer, Kind
from models.tender import Tender
from procurement.conditions.direct_award import direct_award
from procurement.conditions.unmet import Unmet
from procurement.planning.grounds import GroundClaim, claim_ground, conditions_of, newest_claim
from procurement.tenders.drafting import draft_tender
from tests.procurement.direct_awards import DIRECT, asked, direct_draft, offer, valued_as
from tests.procurement.small_papers import at
from tests.procurement.small_tender import Stages, World

TABLE: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("direct_award_verdicts.yaml").read_text(encoding="utf-8")
)
WHY = Text("Leveransen från den förra avbröts", "The former delivery broke off")


@pytest.fixture(scope="module")
def one_world(stages: Stages, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """For the rows of the table, each with a tender of its own."""
    world = stages.copy_to(tmp_path_factory.mktemp("grounds") / "world", "enrolled")
    yield world
    world.store.engine.dispose()


def _drafted(world: World, given: dict[str, Any], name: str = DIRECT) -> World:
    value = valued_as(
        kind=Kind(given.get("kind", "services")),
        options=[each * 100 for each in given.get("options", ())],
        similar=[each * 100 for each in given.get("similar", ())],
    )
    draft = direct_draft(given.get("value", 500_000) * 100, value=value, id=name)
    draft_tender(world.store, world.actor("officer"), draft)
    return world.of(name)


def _claim(world: World, ground: Ground, given: dict[str, Any]) -> int:
    with world.store.read() as work:
        known = conditions_of(work, work.session.get_one(Tender, world.tender), ground)
    shown = {each.code: each.code != given.get("unmet") for each in known}
    shown.pop(given.get("open", ""), None)
    claim = GroundClaim(ground, shown, WHY, given.get("excepted_lot", False))
    return claim_ground(world.store, world.actor("officer"), world.tender, claim)


def _verdict(world: World) -> Unmet | None:
    with world.store.read() as work:
        return next(direct_award(work, work.session.get_one(Tender, world.tender)), None)


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row['id']}: {row['claim']}")
def test_the_table_holds(one_world: World, row: dict[str, Any]) -> None:
    given, expect = row["given"], row["expect"]
    world = _drafted(one_world, given, f"D-{TABLE.index(row)}")
    if "ground" in given:
        _claim(world, Ground(given["ground"]), given)

    found = _verdict(world)

    if expect is None:
        assert found is None
        return
    assert found is not None
    assert (found.reason.cite and found.reason.cite.in_("sv")) == expect["cite"]
    assert expect["says"] in found.reason.text.sv
    assert found.reason.text.sv != found.reason.text.en


def test_nobody_is_asked_while_the_value_is_too_high(world_at: Callable[[str], World]) -> None:
    world = world_at("enrolled").of(DIRECT)
    world.draft(direct_draft(700_000_00))
    world.appoint()

    refusal = world.refusal_of(lambda: world.publish("north", "south"))

    assert refusal.reason.code == "condition.direct_award"


def test_an_entity_of_the_utilities_sectors_does_not_award_under_this_act(
    world_at: Callable[[str], World],
) -> None:
    world = world_at("enrolled").of(DIRECT)
    world.draft(direct_draft(value=valued_as(buyer_kind=Buyer.UTILITY)))

    found = _verdict(world)

    assert found is not None
    assert found.reason.cite is not None
    assert found.reason.cite.in_("sv") == "19 a kap. 1 § LOU"


def test_a_claim_is_put_on_record_once_and_a_new_one_takes_its_place(
    world_at: Callable[[str], World],
) -> None:
    world = _drafted(world_at("enrolled"), {"value": 900_000})
    given = {"open": "absolutely-necessary"}

    assert world.done_once(lambda: _claim(world, Ground.EXTREME_URGENCY, given)) == "ground.claimed"
    assert _claim(world, Ground.EXTREME_URGENCY, {}) == 2
    with world.store.read() as work:
        newest = newest_claim(work, DIRECT)
    assert newest is not None
    assert newest.shown == {
        "unforeseeable": True, "no-time-to-advertise": True, "absolutely-necessary": True
    }  # fmt: skip


def test_a_condition_that_is_none_of_the_grounds_is_refused(
    world_at: Callable[[str], World],
) -> None:
    world = _drafted(world_at("enrolled"), {"value": 900_000})
    claim = GroundClaim(Ground.EXTREME_URGENCY, {"pressing-need": True}, WHY)
    officer = world.actor("officer")

    refusal = world.refusal_of(lambda: claim_ground(world.store, officer, DIRECT, claim))

    assert refusal.reason.code == "ground.condition"
    assert "pressing-need" in refusal.reason.text.sv


def test_no_ground_is_claimed_for_a_call_that_is_advertised(
    world_at: Callable[[str], World],
) -> None:
    world = world_at("drafted")
    claim = GroundClaim(Ground.EXTREME_URGENCY, {}, WHY)
    officer = world.actor("officer")

    refusal = world.refusal_of(lambda: claim_ground(world.store, officer, world.tender, claim))

    assert refusal.reason.code == "ground.not_direct"


def test_no_ground_is_claimed_once_suppliers_are_asked(world_at: Callable[[str], World]) -> None:
    world = asked(world_at("enrolled"), "north")
    claim = GroundClaim(Ground.EXTREME_URGENCY, {}, WHY)
    officer = world.actor("officer")

    refusal = world.refusal_of(lambda: claim_ground(world.store, officer, DIRECT, claim))

    assert refusal.reason.code == "ground.published"


def test_only_an_officer_claims_a_ground_and_gives_reasons(
    world_at: Callable[[str], World],
) -> None:
    world = _drafted(world_at("enrolled"), {})
    store, head, officer = world.store, world.actor("head"), world.actor("officer")
    claim = GroundClaim(Ground.EXTREME_URGENCY, {}, WHY)
    silent = GroundClaim(Ground.EXTREME_URGENCY, {}, Text("", ""))

    refused = [
        world.refusal_of(lambda: claim_ground(store, head, DIRECT, claim)),
        world.refusal_of(lambda: claim_ground(store, officer, DIRECT, silent)),
    ]

    assert [each.reason.code for each in refused] == ["actor.role", "lots.reason"]


@pytest.mark.parametrize(
    ("places", "price", "decided"),
    [
        (1, 699_999_99, True),
        (1, 700_000_00, False),
        # One unit at least for each place of a year.
        (40, 17_499_99, True),
        (40, 17_500_00, False),
    ],
)
def test_no_award_is_decided_at_a_price_that_reaches_the_limit(
    world_at: Callable[[str], World], places: int, price: int, decided: bool
) -> None:
    [lot] = direct_draft().lots
    lots = (lot.model_copy(update={"places_per_year": places}),)
    world = asked(world_at("enrolled"), "north", lots=lots)
    world.receive(offer("north", price))
    world.go(at(2, 3))
    world.open()
    world.evaluate()

    if decided:
        assert world.decide() == f"{DIRECT}/D1"
        return
    refusal = world.refusal_of(world.draft_decision)
    assert (refusal.reason.code, "Avbryt" in refusal.todo.sv) == ("condition.direct_award", True)


def test_nobody_but_the_suppliers_asked_may_tender(world_at: Callable[[str], World]) -> None:
    world = asked(world_at("enrolled"), "north", "south")
    world.receive(offer("north", 400_000_00))

    refusal = world.refusal_of(lambda: world.receive(offer("west", 300_000_00)))

    assert refusal.reason.code == "bid.not_invited"


def test_a_call_that_has_been_sent_cannot_be_sent_to_others(
    world_at: Callable[[str], World],
) -> None:
    world = world_at("enrolled")
    world.go(at(1, 13))
    called = asked(world, "north")
    called.publish("north")
    refusal = called.refusal_of(lambda: called.publish("north", "south"))
    assert refusal.reason.code == "invitation.sent"
