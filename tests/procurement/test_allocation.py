from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from fractions import Fraction

from law.reasons import Text
from models.evaluation import Standing
from procurement.allocation import Candidate, LotOnOffer, LotOutcome, Placement, allocate
from procurement.award_models import LowestPrice, Offer

MORNING = datetime(2026, 2, 10, 8, tzinfo=UTC)
BIG = LotOnOffer("T/A", "A", 900, 20)
SMALL = LotOnOffer("T/B", "B", 100, 10)
FALLEN = Text("kravet är inte uppfyllt", "the requirement is not met")


def bid(id_: str, price: int, capacity: int, minutes: int = 0) -> Candidate:
    """The tenderer is the first letter of the bid's id."""
    offer = Offer(id_, Fraction(price), MORNING + timedelta(minutes=minutes))
    return Candidate(offer, id_[0], capacity)


def allotted(
    candidates: Mapping[str, list[Candidate]],
    *,
    lots: tuple[LotOnOffer, ...] = (SMALL, BIG),
    used: Mapping[str, int] | None = None,
    disregarded: Mapping[str, Text] | None = None,
) -> dict[str, LotOutcome]:
    outcomes = allocate(lots, candidates, LowestPrice(), used or {}, disregarded or {})
    return {outcome.lot_id: outcome for outcome in outcomes}


def winners(outcomes: dict[str, LotOutcome]) -> dict[str, str | None]:
    return {lot_id: outcome.winner_bid_id for lot_id, outcome in outcomes.items()}


def standings(outcome: LotOutcome) -> list[tuple[str, int | None, Standing]]:
    return [(each.bid_id, each.place, each.standing) for each in outcome.placements]


def test_the_lot_of_greatest_value_takes_capacity_first_whatever_the_order_given() -> None:
    candidates = {
        "T/A": [bid("x1", 100, 20), bid("y1", 110, 30)],
        "T/B": [bid("x2", 90, 20), bid("y2", 95, 30)],
    }
    one, other = allotted(candidates), allotted(candidates, lots=(BIG, SMALL))
    assert winners(one) == winners(other) == {"T/A": "x1", "T/B": "y2"}


def test_lots_of_the_same_value_go_by_code() -> None:
    twin = LotOnOffer("T/0", "0", 900, 20)
    candidates = {lot: [bid(f"x{lot}", 1, 20)] for lot in ("T/A", "T/0")}
    outcomes = allotted(candidates, lots=(BIG, twin))
    assert winners(outcomes) == {"T/0": "xT/0", "T/A": None}


def test_who_is_passed_over_is_told_what_its_capacity_went_to() -> None:
    outcomes = allotted(
        {"T/A": [bid("x1", 1, 25)], "T/B": [bid("x2", 1, 25), bid("y2", 2, 10), bid("z2", 3, 10)]}
    )
    note = Text(
        "Uppgiven kapacitet 2,5 årsarbetskrafter är redan tagen i anspråk med 2,0;"
        " området kräver 1,0",
        "Of the declared capacity of 2.5 full-time equivalents 2.0 are already taken;"
        " the lot requires 1.0",
    )
    assert outcomes["T/B"].placements == (
        Placement("x2", 1, Fraction(1), Standing.PASSED_OVER, note),
        Placement("y2", 2, Fraction(2), Standing.WINNER),
        Placement("z2", 3, Fraction(3), Standing.RANKED),
    )


def test_capacity_that_is_just_enough_is_enough() -> None:
    candidates = {"T/A": [bid("x1", 1, 30)], "T/B": [bid("x2", 1, 30)]}
    assert winners(allotted(candidates)) == {"T/A": "x1", "T/B": "x2"}


def test_what_other_lots_take_already_counts() -> None:
    candidates = {"T/B": [bid("x2", 1, 25), bid("y2", 2, 10)]}
    assert winners(allotted(candidates, lots=(SMALL,), used={"x": 15})) == {"T/B": "x2"}
    assert winners(allotted(candidates, lots=(SMALL,), used={"x": 16})) == {"T/B": "y2"}


def test_a_disregarded_bid_has_no_place_and_takes_nobodys_capacity() -> None:
    candidates = {
        "T/A": [bid("x1", 1, 20), bid("y1", 2, 20)],
        "T/B": [bid("x2", 1, 20), bid("y2", 2, 20)],
    }
    outcomes = allotted(candidates, disregarded={"x1": FALLEN, "elsewhere": FALLEN})
    assert winners(outcomes) == {"T/A": "y1", "T/B": "x2"}
    assert outcomes["T/A"].placements == (
        Placement("y1", 1, Fraction(2), Standing.WINNER),
        Placement("x1", None, Fraction(1), Standing.DISREGARDED, FALLEN),
    )


def test_a_lot_that_nobody_can_take_has_no_winner() -> None:
    outcomes = allotted({"T/A": [bid("x1", 1, 19), bid("y1", 2, 20)]}, disregarded={"y1": FALLEN})
    assert winners(outcomes) == {"T/A": None, "T/B": None}
    assert standings(outcomes["T/A"]) == [
        ("x1", 1, Standing.PASSED_OVER),
        ("y1", None, Standing.DISREGARDED),
    ]
    assert outcomes["T/B"].placements == ()


def test_a_tie_goes_to_the_bid_that_came_in_earlier() -> None:
    candidates = {"T/B": [bid("x2", 5, 10, minutes=1), bid("y2", 5, 10), bid("z2", 6, 10)]}
    outcomes = allotted(candidates, lots=(SMALL,))
    assert standings(outcomes["T/B"]) == [
        ("y2", 1, Standing.WINNER),
        ("x2", 2, Standing.RANKED),
        ("z2", 3, Standing.RANKED),
    ]


def test_a_tie_whose_first_has_no_capacity_goes_to_the_second() -> None:
    candidates = {"T/B": [bid("x2", 5, 10, minutes=1), bid("y2", 5, 9)]}
    assert winners(allotted(candidates, lots=(SMALL,))) == {"T/B": "x2"}
