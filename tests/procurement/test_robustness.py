"""How far a lot is from changing hands: by hand in a table, and anew on both sides of a margin."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from law.reasons import ActRefused
from procurement.evaluation.evaluated import Evaluated, evaluate_file, evaluated
from procurement.evaluation.evaluation_file import EvaluationFile
from procurement.evaluation.robustness import Challenger, Margin, robustness
from procurement.evaluation.robustness_levers import Moved
from procurement.evaluation.turning_points import Domain, Reach, Setting, Variation, turning_point

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "evaluation"
TABLE: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("robustness_margins.yaml").read_text(encoding="utf-8")
)
WEIGHED = ("weighted_grades", "fixed_price")
TINY = Fraction(1, 10**9)


def evaluated_row(row: dict[str, Any], folder: Path) -> Evaluated:
    if "example" in row:
        return evaluate_file(EXAMPLES / f"{row['example']}.yaml")
    file = folder / "evaluation.yaml"
    file.write_text(row["file"], encoding="utf-8")
    return evaluate_file(file)


def number_of(moved: Moved) -> str:
    what = moved.what if moved.bid is None else f"{moved.bid} {moved.what}"
    return " ".join(part for part in (what, moved.criterion, moved.level) if part)


def said(margin: Margin) -> str | None:
    if margin.turn is None or margin.to_level is not None:
        return margin.to_level
    return f"{margin.turn.when} {margin.turn.at}"


def stated(written: str | None) -> str | None:
    sign, _, number = (written or "").partition(" ")
    return f"{sign} {Fraction(number)}" if number else written


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row['id']}: {row['claim']}")
def test_the_table_holds(row: dict[str, Any], tmp_path: Path) -> None:
    found = evaluated_row(row, tmp_path)
    (challenger,) = [
        each for each in robustness(found).challengers if each.bid == row["challenger"]
    ]
    decided = {each.criterion or "price": each.lead for each in challenger.decided_by}
    assert {
        "lead": challenger.lead,
        "decided_by": list(decided.items()),
        "margins": {number_of(each.moved): said(each) for each in challenger.margins},
    } == {
        "lead": Fraction(str(row["lead"])),
        "decided_by": [(name, Fraction(str(lead))) for name, lead in row["decided_by"].items()],
        "margins": {number: stated(written) for number, written in row["margins"].items()},
    }


def challenger_of(name: str, bid: str) -> Challenger:
    found = robustness(evaluate_file(EXAMPLES / f"{name}.yaml"))
    return next(each for each in found.challengers if each.bid == bid)


def shares(name: str, bid: str) -> dict[str, Fraction | None]:
    return {number_of(each.moved): each.share for each in challenger_of(name, bid).margins}


def test_a_change_is_a_share_of_the_price_of_the_scale_and_of_w() -> None:
    assert challenger_of("absolute-points", "A").lead_share == Fraction(1, 81)
    assert shares("absolute-points", "A") == {
        "A price": Fraction(30, 1000),
        "A points method": Fraction(3, 4) / 30,
        "A points staffing": Fraction(3, 4) / 20,
        "B price": Fraction(30, 1250),
        "B points method": Fraction(3, 4) / 30,
        "B points staffing": Fraction(3, 4) / 20,
        "price_points": Fraction(6, 50),
    }


def test_a_change_of_amount_or_level_is_a_share_of_the_largest_amount() -> None:
    found = shares("value-deduction", "C")
    assert found["amount staffing basic"] == Fraction(150, 400)
    assert found["C level staffing basic"] == 1
    assert found["B price"] is None


def test_a_change_of_weight_is_its_own_share() -> None:
    assert shares("weighted-grades", "A")["weight price"] == Fraction(3, 10)


REFUSED = [
    (
        "bids: [{id: A, price: 1}, {id: B, price: 1}]",
        "robustness.no_winner",
        (
            "Nobody has won: A, B tie, so that any change decides."
            " Draw lots between them and record how; the margin is zero."
        ),
    ),
    (
        "bids: [{id: A, price: 1}]",
        "robustness.no_challenger",
        "A is the only bid, and nobody else can get the contract. Evaluate without robustness.",
    ),
]


@pytest.mark.parametrize(("bids", "code", "sentence"), REFUSED)
def test_without_a_winner_and_another_there_is_no_margin(
    bids: str, code: str, sentence: str, tmp_path: Path
) -> None:
    found = evaluated_row({"file": f"model: price\n{bids}"}, tmp_path)
    with pytest.raises(ActRefused) as refused:
        robustness(found)
    assert (refused.value.reason.code, refused.value.in_("en")) == (code, sentence)
    assert refused.value.in_("sv") != sentence


def test_a_model_of_another_form_is_no_silent_wrong_answer(tmp_path: Path) -> None:
    """A difference that is a square would be zero elsewhere than three values tell."""
    found = evaluated_row(
        {"file": "model: price\nbids: [{id: A, price: 9}, {id: B, price: 4}]"}, tmp_path
    )
    model = found.comparison.model
    one, other = (placing.bid for placing in found.comparison.placings)

    def squared(at: Fraction) -> Setting:
        return Setting(model, [one, type(other)("A", at * at)])

    with pytest.raises(ArithmeticError):
        turning_point("A", Variation(Fraction(3), Domain(Fraction(0)), squared))


def written(number: int | Fraction) -> str:
    return str(number)


@st.composite
def files(draw: st.DrawFn) -> EvaluationFile:
    """Small files of every model; in weighted_grades the price is graded or not."""
    model = draw(st.sampled_from(sorted(MODELS)))
    small = st.integers(1, 6)
    graded = model == "weighted_grades" and draw(st.booleans())
    valued = model.startswith("value")
    criteria: list[dict[str, Any]] = [{"id": "k"}, {"id": "l"}]
    if valued:
        amounts = {"low": "0", "mid": written(draw(small)), "top": written(draw(small))}
        criteria = [{"id": each["id"], "amounts": amounts} for each in criteria]
    elif model != "price":
        criteria = [{**each, "scale": ["0", "7"]} for each in criteria]
        criteria[0].pop("scale") if draw(st.booleans()) else None
        criteria += [{"id": "price", "scale": ["0", "9"]}] if graded else []
    if model == "weighted_grades":
        parts = [draw(small) for _ in criteria]
        for each, part in zip(criteria, parts, strict=True):
            each["weight"] = written(Fraction(part, sum(parts)))
    bids = []
    for id_ in "ABCD"[: draw(st.integers(2, 4))]:
        price = draw(st.integers(1, 7))
        bid: dict[str, Any] = {"id": id_}
        if model != "fixed_price":
            bid["price"] = written(price)
        if valued:
            level = st.sampled_from(["low", "mid", "top"])
            bid["levels"] = {each["id"]: draw(level) for each in criteria}
        elif model != "price":
            bid["points"] = {each["id"]: written(draw(small)) for each in criteria}
            if graded:
                bid["points"]["price"] = written(Fraction(9 - price))
        bids.append(bid)
    rules = [None, "lowest_price"]
    rules += [] if model in ("price", "value_addition") else ["highest_quality"]
    return EvaluationFile.model_validate(
        {
            "model": model,
            "parameters": MODELS[model],
            "criteria": [] if model == "price" else criteria,
            "tie_rule": draw(st.sampled_from(rules)),
            "bids": bids,
        }
    )


MODELS: dict[str, dict[str, str]] = {
    **{model: {} for model in ("price", "value_deduction", "value_addition", "price_per_point")},
    "absolute_points": {"price_points": "10", "full_at": "0", "zero_at": "6"},
    "weighted_grades": {},
    "fixed_price": {},
    **{f"relative_{form}": {"price_points": "10"} for form in ("ratio", "excess", "range")},
}


def changed(file: EvaluationFile, moved: Moved, number: Fraction) -> EvaluationFile:
    """The file as a person would write it with the other number in it."""
    parameters, criteria, bids = file.parameters, list(file.criteria), list(file.bids)
    if moved.what == "price_points":
        parameters = parameters.model_copy(update={"price_points": number})
    for at, bid in enumerate(bids):
        if bid.id == moved.bid and moved.what == "price":
            bids[at] = bid.model_copy(update={"price": number})
        if bid.id == moved.bid and moved.what == "points":
            points = {**bid.points, str(moved.criterion): number}
            bids[at] = bid.model_copy(update={"points": points})
    for at, criterion in enumerate(criteria):
        if moved.what == "weight" and criterion.weight is not None:
            (now,) = [each.weight for each in criteria_of(file, moved.criterion)]
            rest = criterion.weight * (1 - number) / (1 - (now or 0))
            weight = number if criterion.id == moved.criterion else rest
            criteria[at] = criterion.model_copy(update={"weight": weight})
        if moved.what == "amount" and criterion.id == moved.criterion:
            amounts = {**(criterion.amounts or {}), str(moved.level): number}
            criteria[at] = criterion.model_copy(update={"amounts": amounts})
    return file.model_copy(
        update={"parameters": parameters, "criteria": tuple(criteria), "bids": tuple(bids)}
    )


def criteria_of(file: EvaluationFile, id_: str | None) -> list[Any]:
    return [criterion for criterion in file.criteria if criterion.id == id_]


def leads(bid: str, file: EvaluationFile, moved: Moved, number: Fraction) -> bool | None:
    """None where the file with that number is refused."""
    if number < 0 and moved.what in ("price", "amount"):
        return None
    try:
        return evaluated(changed(file, moved, number)).comparison.first.winner == bid
    except ActRefused:
        return None


def ties(bid: str, file: EvaluationFile, moved: Moved, number: Fraction) -> bool:
    """The bid has the best score there is, and another has it too."""
    comparison = evaluated(changed(file, moved, number)).comparison
    totals = {placing.bid.id: placing.score.total for placing in comparison.placings}
    best = (min if comparison.model.lowest_wins else max)(totals.values())
    return totals[bid] == best and list(totals.values()).count(best) > 1


def check_turn(bid: str, file: EvaluationFile, margin: Margin) -> None:
    turn, moved = margin.turn, margin.moved
    assert turn is not None
    beyond = -TINY if turn.down else TINY
    at_it = leads(bid, file, moved, turn.at)
    assert bool(at_it) is (turn.reach is not Reach.PAST)
    # Only where all prices become the same is there no tie: relative_range has no score there.
    if at_it is None:
        assert file.model == "relative_range"
    else:
        assert ties(bid, file, moved, turn.at)
    if turn.at != margin.now:
        assert not leads(bid, file, moved, turn.at - beyond)
    # Beyond the end of a scale there is nothing.
    there = {Reach.PAST: (True,), Reach.FROM: (True, None), Reach.ONLY: (False,)}
    assert leads(bid, file, moved, turn.at + beyond) in there[turn.reach]


@settings(max_examples=60)
@given(files())
def test_at_the_margin_bids_tie_and_one_step_past_it_the_lot_changes_hands(
    file: EvaluationFile,
) -> None:
    for challenger in challengers(file):
        for margin in challenger.margins:
            if margin.turn is not None and margin.moved.what != "level":
                check_turn(challenger.bid, file, margin)


@settings(max_examples=25)
@given(files())
def test_no_number_nearer_than_the_margin_gives_the_challenger_the_lot(
    file: EvaluationFile,
) -> None:
    for challenger in challengers(file):
        for margin in challenger.margins:
            if margin.moved.what == "level":
                continue
            weight = margin.moved.what == "weight"
            grid = [Fraction(at, 12 if weight else 3) for at in range(-2 if weight else -9, 33)]
            for number in grid:
                if leads(challenger.bid, file, margin.moved, number):
                    assert margin.change is not None
                    assert abs(number - margin.now) >= abs(margin.change)


@given(files())
def test_what_decided_adds_up_to_the_lead(file: EvaluationFile) -> None:
    for challenger in challengers(file):
        assert sum(each.lead for each in challenger.decided_by) == challenger.lead
        assert challenger.lead >= 0


def challengers(file: EvaluationFile) -> tuple[Challenger, ...]:
    try:
        found = evaluated(file)
    except ActRefused:
        assume(False)
    assume(found.comparison.first.winner is not None)
    return robustness(found).challengers
