"""Small tenders of our own: the rules seen in real ones, and when the awards agree."""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from interop.replay import Replay, recognise, replay_file, replay_tender


def replayed(document: dict[str, Any]) -> Replay:
    return replay_tender(recognise(document))


def bid(id_: str, amount: int, hour: int = 10, **more: Any) -> dict[str, Any]:
    return {
        "id": id_,
        "status": "active",
        "date": f"2026-01-10T{hour:02}:00:00+00:00",
        "value": {"amount": amount, "currency": "UAH"},
        **more,
    }


def awards(*made: str) -> list[dict[str, Any]]:
    """Each "bid status" or "bid status lot", a day apart."""
    entries = []
    for day, text in enumerate(made, start=1):
        bid_id, status, *lot = text.split()
        date = f"2026-02-{day:02}T09:00:00+02:00"
        entry = {"id": str(day), "bid_id": bid_id, "status": status, "date": date}
        entries.append({**entry, "lotID": lot[0]} if lot else entry)
    return entries


def tender(*bids: dict[str, Any], made: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    return {"tenderID": "T-1", "bids": list(bids), "awards": made, **more}


A, B, C = bid("A", 100), bid("B", 110), bid("C", 120)


@pytest.mark.parametrize(
    ("made", "agrees", "winner"),
    [
        (["A active"], True, "A"),
        (["A pending"], True, "A"),
        (["A unsuccessful", "B active"], True, "B"),
        (["A cancelled", "B active"], True, "B"),
        (["A cancelled", "A active"], True, "A"),
        (["A cancelled", "A unsuccessful", "B active"], True, "B"),
        (["A cancelled", "B cancelled", "A active"], True, "A"),
        (["A unsuccessful", "B unsuccessful", "C unsuccessful"], True, None),
        (["A active", "B active"], True, "A"),
        (["B active"], False, "A"),
        (["A unsuccessful", "C active"], False, "B"),
        (["B unsuccessful", "A active"], False, "A"),
        (["A unsuccessful", "B cancelled", "A active"], False, "A"),
        ([], None, "A"),
    ],
)
def test_awards_agree_when_the_turn_passed_down_our_ranking(
    made: list[str], agrees: bool | None, winner: str | None
) -> None:
    assert replayed(tender(C, A, B, made=awards(*made))).as_json("en") == {
        "tender": "T-1",
        "lots": [
            {
                "id": "T-1",
                "ranking": ["A", "B", "C"],
                "winner": winner,
                "source_awards": [text.split()[0] for text in made],
                "agrees": agrees,
            }
        ],
        "agree": int(agrees is True),
        "of": int(agrees is not None),
    }


def test_awards_are_taken_in_order_of_date_not_of_the_file() -> None:
    made = list(reversed(awards("A unsuccessful", "B active")))
    lot = replayed(tender(A, B, made=made)).lots[0]
    assert (lot.source_awards, lot.agrees) == (("A", "B"), True)


def test_undated_awards_keep_the_order_of_the_file() -> None:
    made = [{**entry, "date": None} for entry in awards("A unsuccessful", "B active")]
    replay = replayed(tender(A, B, made=made))
    assert (replay.lots[0].source_awards, replay.lots[0].agrees) == (("A", "B"), True)
    assert [problem.path for problem in replay.problems] == ["awards[0].date", "awards[1].date"]


def test_a_tie_goes_to_the_earlier_bid() -> None:
    late, early = bid("A", 100, hour=12), bid("B", 100, hour=11)
    lot = replayed(tender(late, early, made=awards("B active"))).lots[0]
    assert [(placed.offer_id, placed.tied_with) for placed in lot.ranking] == [
        ("B", ("A",)),
        ("A", ("B",)),
    ]
    assert lot.agrees is True


@pytest.mark.parametrize("status", ["deleted", "invalid", "draft", "unsuccessful", "withdrawn"])
def test_a_bid_that_is_out_does_not_take_part(status: str) -> None:
    gone = {"id": "A", "status": status}
    replay = replayed(tender(gone, B, C, made=awards("A unsuccessful", "B active")))
    lot = replay.lots[0]
    assert [placed.offer_id for placed in lot.ranking] == ["B", "C"]
    assert (lot.agrees, replay.problems) == (True, ())


def test_an_award_that_stands_with_a_bid_that_is_out_disagrees() -> None:
    gone = {"id": "A", "status": "withdrawn"}
    assert replayed(tender(gone, B, made=awards("A active"))).lots[0].agrees is False


def test_a_faulty_bid_is_left_out_of_the_comparison_on_both_sides() -> None:
    faulty = {**A, "value": {"amount": "100", "currency": "UAH"}}
    lot = replayed(tender(faulty, B, C, made=awards("A unsuccessful", "B active"))).lots[0]
    assert (lot.source_awards, lot.winner, lot.agrees) == (("A", "B"), "B", True)


FEATURES = [
    {"code": "warranty", "featureOf": "tenderer", "enum": [0, {"value": 0.1}, 0.2]},
    {"code": "delivery", "featureOf": "tenderer", "enum": [{"value": 0}, {"value": 0.1}]},
]


def chosen(warranty: float, delivery: float) -> list[dict[str, Any]]:
    return [{"code": "warranty", "value": warranty}, {"code": "delivery", "value": delivery}]


def exactly(document: dict[str, Any], folder: Path) -> Replay:
    """Through a file, as only there decimals are read exactly."""
    file = folder / "tender.json"
    file.write_text(json.dumps(document))
    return replay_file(file)


def test_several_features_add_up_in_one_coefficient(tmp_path: Path) -> None:
    best = bid("A", 1300, parameters=chosen(0.2, 0.1))
    plain = bid("B", 1000, parameters=chosen(0, 0))
    document = tender(plain, best, made=awards("A active"), features=FEATURES)
    lot = exactly(document, tmp_path).lots[0]
    # 1300 / (1 + 0.3 / (1 − 0.3)) = 910
    assert [(placed.offer_id, placed.comparison) for placed in lot.ranking] == [
        ("A", Fraction(910)),
        ("B", Fraction(1000)),
    ]


def test_a_parameter_that_is_missing_gives_no_points_and_one_message(tmp_path: Path) -> None:
    bare = bid("A", 100, parameters=chosen(0.2, 0)[:1])
    replay = exactly(tender(bare, made=[], features=FEATURES), tmp_path)
    assert replay.lots[0].ranking[0].comparison == Fraction(100) / (1 + Fraction(2, 7))
    assert [problem.in_("en") for problem in replay.problems] == [
        (
            "bids[0].parameters: has no value for the feature delivery. "
            "It gives 0 points; add the value if the bid has one."
        )
    ]


def test_a_parameter_off_the_scale_leaves_the_bid_out(tmp_path: Path) -> None:
    off = bid("A", 100, parameters=chosen(0.15, 0))
    good = bid("B", 200, parameters=chosen(0, 0))
    replay = exactly(tender(off, good, made=[], features=FEATURES), tmp_path)
    assert [placed.offer_id for placed in replay.lots[0].ranking] == ["B"]
    assert [problem.in_("sv") for problem in replay.problems] == [
        (
            "bids[0].parameters[0].value: är 0.15, ska vara ett av egenskapens värden. "
            "Anbudet är inte med i rangordningen; rätta uppgiften och kör igen."
        )
    ]


def test_features_that_reach_one_leave_the_price_alone(tmp_path: Path) -> None:
    whole = [{"code": "f", "enum": [0, 1]}]
    dear = bid("A", 200, parameters=[{"code": "f", "value": 1}])
    cheap = bid("B", 150, parameters=[{"code": "f", "value": 0}])
    replay = exactly(tender(dear, cheap, made=[], features=whole), tmp_path)
    assert [placed.offer_id for placed in replay.lots[0].ranking] == ["B", "A"]
    assert [problem.in_("en") for problem in replay.problems] == [
        (
            "features: the highest points of T-1 are 1, must be below 1. "
            "The bids are compared on price alone; check that this is the tender's rule."
        )
    ]


def test_the_highest_value_wins_an_esco_tender(tmp_path: Path) -> None:
    low, high = bid("A", 900), bid("B", 100)
    low["value"]["amountPerformance"], high["value"]["amountPerformance"] = 50.5, 70.25
    document = tender(low, high, made=awards("B active"), procurementMethodType="esco")
    lot = exactly(document, tmp_path).lots[0]
    assert [(placed.offer_id, placed.comparison) for placed in lot.ranking] == [
        ("B", Fraction(281, 4)),
        ("A", Fraction(101, 2)),
    ]
    assert lot.agrees is True


def on_lots(id_: str, **amounts: int) -> dict[str, Any]:
    values = [
        {"relatedLot": lot, "value": {"amount": amount, "currency": "UAH"}}
        for lot, amount in amounts.items()
    ]
    return {
        "id": id_,
        "status": "active",
        "date": "2026-01-10T10:00:00+00:00",
        "lotValues": values,
    }


LOTS = [{"id": "L1"}, {"id": "L2"}, {"id": "L3"}]


def test_each_lot_is_ranked_and_compared_on_its_own() -> None:
    made = awards("A active L1", "A active L2")
    document = tender(
        on_lots("A", L1=10, L2=30), on_lots("B", L1=20, L2=25, L3=5), made=made, lots=LOTS
    )
    assert replayed(document).as_json("en") == {
        "tender": "T-1",
        "lots": [
            {
                "id": "L1",
                "ranking": ["A", "B"],
                "winner": "A",
                "source_awards": ["A"],
                "agrees": True,
            },
            {
                "id": "L2",
                "ranking": ["B", "A"],
                "winner": "B",
                "source_awards": ["A"],
                "agrees": False,
            },
            {"id": "L3", "ranking": ["B"], "winner": "B", "source_awards": [], "agrees": None},
        ],
        "agree": 1,
        "of": 2,
    }


def test_a_lot_is_judged_by_its_own_features_and_its_items(tmp_path: Path) -> None:
    features = [
        {"code": "all", "featureOf": "tenderer", "enum": [0, 0.1]},
        {"code": "one", "featureOf": "lot", "relatedItem": "L1", "enum": [0, 0.2]},
        {"code": "two", "featureOf": "item", "relatedItem": "I2", "enum": [0, 0.4]},
    ]
    parameters = [
        {"code": code, "value": most} for code, most in (("all", 0.1), ("one", 0.2), ("two", 0.4))
    ]
    document = tender(
        {**on_lots("A", L1=100, L2=100), "parameters": parameters},
        made=[],
        lots=LOTS[:2],
        features=features,
        items=[{"id": "I2", "relatedLot": "L2"}],
    )
    replay = exactly(document, tmp_path)
    assert [lot.ranking[0].comparison for lot in replay.lots] == [70, 50]
    assert replay.problems == ()


def test_a_bid_on_an_unknown_lot_loses_only_that_offer() -> None:
    replay = replayed(tender(on_lots("A", L1=1, L9=2), made=[], lots=LOTS[:2]))
    assert [len(lot.ranking) for lot in replay.lots] == [1, 0]
    assert [problem.in_("en") for problem in replay.problems] == [
        (
            'bids[0].lotValues[1].relatedLot: is "L9", must be one of the tender\'s lots. '
            "The bid is left out of the ranking; correct the value and run again."
        )
    ]


def test_an_offer_on_a_lot_twice_counts_once() -> None:
    twice = on_lots("A", L1=10)
    twice["lotValues"] *= 2
    replay = replayed(tender(twice, made=[], lots=LOTS[:1]))
    assert len(replay.lots[0].ranking) == 1
    assert [problem.in_("en") for problem in replay.problems] == [
        "bids[0].lotValues[1]: is for L1 as well. The first one counts; remove the other."
    ]


def test_a_tender_that_forgot_its_list_of_lots_takes_them_from_the_bids() -> None:
    replay = replayed(tender(on_lots("A", L2=1, L1=2), made=awards("A active L1")))
    assert [(lot.id, lot.agrees) for lot in replay.lots] == [("L2", None), ("L1", True)]
    assert [problem.in_("en") for problem in replay.problems] == [
        "lots: is missing. The lots are read from the bids; add the list."
    ]


def test_the_answer_of_the_public_api_is_read_through_its_envelope() -> None:
    assert replayed({"data": tender(A, made=awards("A active"))}).agree == 1
