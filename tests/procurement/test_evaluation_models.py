"""The worked cases of evaluation as a table, and what must hold of every model."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from law.reasons import ActRefused, Reason
from procurement.award_models import (
    AbsolutePoints,
    EvaluationModel,
    FixedPrice,
    Level,
    LowestPrice,
    PricePerPoint,
    RelativeExcess,
    RelativeRange,
    RelativeRatio,
    ValueAddition,
    ValueDeduction,
    WeightedGrades,
)
from procurement.award_models.points import linear_price_points
from procurement.evaluation.evaluated import Evaluated, evaluate_file
from procurement.evaluation.scoring import Comparison, Contender, First, TieRule, compare

TABLE: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("evaluation_models.yaml").read_text(encoding="utf-8")
)
LEVELS: dict[str, dict[Level, int | Fraction]] = {
    "k": {"0": Fraction(0), "1": Fraction(2), "2": Fraction(5)}
}
W = Fraction(10)
ABSOLUTE: tuple[EvaluationModel, ...] = (
    LowestPrice(),
    ValueDeduction(LEVELS),
    ValueAddition(LEVELS),
    PricePerPoint(),
    AbsolutePoints(W, Fraction(0), Fraction(6)),
    WeightedGrades(),
    FixedPrice(),
)
RELATIVE: tuple[EvaluationModel, ...] = (RelativeRatio(W), RelativeExcess(W), RelativeRange(W))


def named(row: dict[str, Any]) -> str:
    return f"{row['id']}: {row['claim']}"


@pytest.fixture
def found(tmp_path: Path, request: pytest.FixtureRequest) -> Evaluated:
    file = tmp_path / "evaluation.yaml"
    file.write_text(request.param["file"], encoding="utf-8")
    return evaluate_file(file)


def exact(number: Any) -> Fraction | None:
    return None if number is None else Fraction(str(number))


@pytest.mark.parametrize(("row", "found"), [(row, row) for row in TABLE], indirect=["found"])
def test_the_table_holds(row: dict[str, Any], found: Evaluated) -> None:
    comparison = found.comparison
    assert {
        "ranking": [placing.bid.id for placing in comparison.placings],
        "first": comparison.first,
        "scores": {each.bid.id: each.score.total for each in comparison.placings},
        "without": {each.bid: each.first.winner for each in comparison.without},
        "warnings": [warning.code for warning in found.warnings],
    } == {
        "ranking": row["ranking"],
        "first": First(row["winner"], tuple(row.get("tied", ()))),
        "scores": {bid: exact(score) for bid, score in row["scores"].items()},
        "without": row["without"],
        "warnings": row["warnings"],
    }, named(row)
    parts = {placing.bid.id: placing.score[:2] for placing in comparison.placings}
    for bid, stated in row.get("parts", {}).items():
        assert parts[bid] == tuple(map(exact, stated))


@pytest.mark.parametrize("found", TABLE, indirect=True, ids=named)
def test_every_warning_is_in_both_languages(found: Evaluated) -> None:
    for warning in found.warnings:
        assert warning.text.sv.strip()
        assert warning.text.en.strip()
        assert warning.text.sv != warning.text.en


def said(row_id: str, tmp_path: Path) -> list[Reason]:
    file = tmp_path / "evaluation.yaml"
    file.write_text(next(row["file"] for row in TABLE if row["id"] == row_id), encoding="utf-8")
    return list(evaluate_file(file).warnings)


def test_the_flip_is_told_with_names_and_paragraph(tmp_path: Path) -> None:
    flip = said("F07", tmp_path)[-1]
    assert flip.as_json("sv") == {
        "text": "Faller C, som inte vinner, blir A först i stället för B",
        "cite": "4 kap. 1 § LOU",
    }
    assert flip.as_json("en") == {
        "text": "If C, which does not win, falls, A comes first instead of B",
        "cite": "LOU 4:1",
    }


def test_a_tie_is_told_with_what_to_record(tmp_path: Path) -> None:
    (tie,) = said("F12-tie", tmp_path)
    assert tie.as_json("sv") == {
        "text": "A och B kan inte skiljas åt av den angivna regeln; lotta, och anteckna metod,"
        " slumptalsfrö och vittnen",
        "cite": None,
    }


@pytest.mark.parametrize(
    ("price", "points"),
    [(500_000, "55"), (700_000, "55"), (1_850_000, "55/2"), (3_000_000, "0"), (4_000_000, "0")],
)
def test_f02_the_points_of_the_unlawful_model_are_those_of_the_case(
    price: int, points: str
) -> None:
    anchors = Fraction(700_000), Fraction(3_000_000)
    assert linear_price_points(Fraction(price), *anchors, Fraction(55)) == Fraction(points)


def test_f02_a_price_floor_is_refused_with_its_case() -> None:
    with pytest.raises(ActRefused) as refused:
        AbsolutePoints(Fraction(55), Fraction(700_000), Fraction(3_000_000))
    assert refused.value.in_("sv").replace("\N{NO-BREAK SPACE}", " ") == (
        "full_at är 700 000, så att ett lägre pris än det inte ger någonting, vilket HFD 2022"
        " ref. 41 inte godtar (16 kap. 1 § LOU). Ange full_at: 0."
    )


@pytest.mark.parametrize(
    ("model", "price"),
    [
        (AbsolutePoints(Fraction(50), Fraction(0), Fraction(2000)), Fraction(40)),
        (RelativeRatio(Fraction(50)), None),
        (RelativeExcess(Fraction(50)), Fraction(2)),
        (RelativeRange(Fraction(50)), Fraction(3)),
        (LowestPrice(), None),
    ],
)
def test_the_price_of_a_quality_point_is_where_it_is_one_number(
    model: EvaluationModel, price: Fraction | None
) -> None:
    assert model.among([Fraction(100), Fraction(250)]).price_of_point == price


bids_of_a_lot = st.lists(
    st.builds(
        lambda id_, price, level, points: Contender(
            id_, Fraction(price), {"k": str(level)}, Fraction(points, 3)
        ),
        st.sampled_from("ABCDEF"),
        st.integers(1, 7),
        st.integers(0, 2),
        st.integers(1, 9),
    ),
    unique_by=lambda bid: bid.id,
    min_size=2,
    max_size=6,
)
rules = st.sampled_from([None, *TieRule])


def compared(
    model: EvaluationModel, bids: list[Contender], rule: TieRule | None
) -> Comparison | None:
    """None where relative_range is not defined for these prices."""
    try:
        return compare(model, bids, rule)
    except ActRefused:
        assert isinstance(model, RelativeRange)
        return None


def places(comparison: Comparison) -> dict[str, int]:
    """Bids that tie share the best place of theirs."""
    keys = [placing.key for placing in comparison.placings]
    return {placing.bid.id: keys.index(placing.key) for placing in comparison.placings}


@given(bids_of_a_lot, st.sampled_from([*ABSOLUTE, *RELATIVE]), st.integers(0, 5), rules)
def test_no_bids_rank_improves_when_its_own_price_rises(
    bids: list[Contender], model: EvaluationModel, which: int, rule: TieRule | None
) -> None:
    chosen = bids[which % len(bids)]
    dearer = Contender(chosen.id, chosen.price + 1, chosen.levels, chosen.points)
    before = compared(model, bids, rule)
    after = compared(model, [dearer if bid is chosen else bid for bid in bids], rule)
    if before is not None and after is not None:
        assert places(after)[chosen.id] >= places(before)[chosen.id]


@given(bids_of_a_lot, st.sampled_from(ABSOLUTE), rules)
def test_absolute_models_never_flip_on_a_leaver(
    bids: list[Contender], model: EvaluationModel, rule: TieRule | None
) -> None:
    comparison = compare(model, bids, rule)
    assert comparison.flips == ()
    for gone in bids if len(bids) > 1 else ():
        rest = compare(model, [bid for bid in bids if bid is not gone], rule)
        left = [each.bid.id for each in comparison.placings if each.bid is not gone]
        assert [each.bid.id for each in rest.placings] == left


@given(bids_of_a_lot, st.sampled_from([*ABSOLUTE, *RELATIVE]), rules)
def test_the_leave_one_out_run_says_what_a_new_evaluation_would(
    bids: list[Contender], model: EvaluationModel, rule: TieRule | None
) -> None:
    comparison = compared(model, bids, rule)
    for without in comparison.without if comparison else ():
        rest = [bid for bid in bids if bid.id != without.bid]
        anew = compared(model, rest, rule) if len(rest) > 1 else None
        if anew is not None:
            assert without.first == anew.first
        elif len(rest) == 1:
            assert without.first == First(rest[0].id)
        else:
            assert (without.first, without.undefined is None) == (First(None), False)


@given(bids_of_a_lot, st.sampled_from([*ABSOLUTE, *RELATIVE]), st.randoms(use_true_random=False))
def test_the_order_of_the_bids_in_the_file_changes_no_ranking(
    bids: list[Contender], model: EvaluationModel, dice: Any
) -> None:
    shuffled = list(bids)
    dice.shuffle(shuffled)
    one, other = compared(model, bids, None), compared(model, shuffled, None)
    assert (one and one.placings) == (other and other.placings)


@given(bids_of_a_lot, st.sampled_from([*ABSOLUTE, *RELATIVE]))
def test_every_number_is_exact_and_the_parts_add_up(
    bids: list[Contender], model: EvaluationModel
) -> None:
    comparison = compared(model, bids, None)
    for placing in comparison.placings if comparison else ():
        score = placing.score
        assert all(type(each) is Fraction for each in score if each is not None)
        if score.price_points is not None and score.quality is not None:
            assert score.price_points + score.quality == score.total
