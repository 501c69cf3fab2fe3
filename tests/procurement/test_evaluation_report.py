"""What the report on an evaluation tells, whatever the award model."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from hashlib import sha256
from pathlib import Path
from typing import get_args

import pytest
from sqlmodel import col, select

from documents.report_contexts import EvaluationContext
from law.reasons import ActRefused, Lang, Text
from models.evaluation import EvaluatedBid
from models.store import Work
from procurement.evaluation.award_rules import FORMULAS, columns_of
from procurement.evaluation.evaluation_file import ModelName
from procurement.exact.numbers import exact_text
from procurement.panel.consensus import ConsensusItem
from procurement.reports.evaluation_report import evaluation_context, evaluation_numbered
from procurement.reports.reported_lots import lot_in_force
from tests.procurement.small_panel import L1, PANEL, PanelWorld, consensus
from tests.procurement.small_papers import TENDER
from tests.procurement.small_tender import World
from tests.procurement.stored_models import CASES, LOT, Case, opened_world

WorldAt = Callable[[str], World]
DOC = Path(__file__).resolve().parents[2] / "docs" / "evaluation.md"
TIED = Case("price", {"n1": 100_000, "s1": 100_000, "e1": 100_000, "w1": 190_001}, {})


def told(world: World, lang: Lang = "en", number: int = 1) -> EvaluationContext:
    with world.store.read() as work:
        return evaluation_context(work, f"{TENDER}/U{number}", lang)


@pytest.mark.parametrize("model", get_args(ModelName))
def test_the_formula_is_that_of_the_documentation(model: ModelName) -> None:
    documented = DOC.read_text(encoding="utf-8")
    assert FORMULAS[model].en in documented.replace("\n", " ")


@pytest.mark.parametrize("model", CASES)
def test_every_model_is_told_by_its_rule_and_its_numbers(
    world_at: WorldAt, model: ModelName
) -> None:
    world = opened_world(world_at, CASES[model], tie="lowest_price")
    world.evaluate()
    report = told(world)
    (ranking,) = (each for each in report.lots if each.lot.code == "L1")
    with world.store.read() as work:
        rows = {row.bid_id: row for row in _stored(work, LOT)}
    names = {"n1": "Demo North AB", "s1": "Demo South AB", "e1": "Demo East AB"}
    names["w1"] = "Demo West AB"
    assert report.model[0].startswith(FORMULAS[model].en)
    assert report.columns == columns_of(model)
    assert [(row.place, row.tenderer) for row in ranking.rows] == [
        (row.place, names[row.bid_id])
        for row in sorted(rows.values(), key=lambda row: row.place or 0)
    ]
    if model in ("absolute_points", "relative_ratio", "weighted_grades", "fixed_price"):
        shown = {row.tenderer: row.values[-1] for row in ranking.rows}
        assert shown == {
            names[bid]: exact_text(Fraction(row.comparison or "0"), "en")
            for bid, row in rows.items()
        }


def _stored(work: Work, lot_id: str) -> list[EvaluatedBid]:
    rows = work.session.exec(select(EvaluatedBid).where(col(EvaluatedBid.lot_id) == lot_id))
    return list(rows)


def test_money_is_shown_in_kronor_and_ends_in_its_last_digit(world_at: WorldAt) -> None:
    report = told(world_at("evaluated"), "sv")
    (third,) = (each for each in report.lots if each.lot.code == "L3")
    spaced = [
        [value.replace("\N{NO-BREAK SPACE}", " ") for value in row.values] for row in third.rows
    ]
    assert spaced == [
        ["1 000,03 kr", "100 kr", "900,03 kr"],
        ["1 000,07 kr", "0 kr", "1 000,07 kr"],
    ]


def test_the_margins_are_told_by_name_and_without_those_passed_over(world_at: WorldAt) -> None:
    margins = {each.lot.code: each for each in told(world_at("evaluated")).margins}
    assert [(row.to, row.what, row.now, row.turn, row.share) for row in margins["L2"].rows] == [
        ("Demo West AB", "Demo West AB: price", "990", "< 950.01", "4%"),
        ("Demo West AB", "Demo South AB: price", "950.01", "> 990", "4.2%"),
        ("Demo West AB", "Demo West AB: level of Method", "0 (0)", "1 (100)", "100%"),
    ]
    assert margins["L2"].winner == "Demo South AB"
    assert margins["L2"].notes[0] == (
        "Among the bids that could be awarded the lot: Demo North AB is ahead in the ranking, but"
        " passed over."
    )
    picture = margins["L2"].picture
    assert picture is not None
    (group,) = picture.groups
    assert [(lead.label, lead.text) for lead in group.leads] == [("Price", "+39.99")]
    assert [bar.share for bar in group.bars] == ["4%", "4.2%", "100%"]


def test_lots_that_were_drawn_can_be_drawn_again_from_the_report_alone(world_at: WorldAt) -> None:
    world = opened_world(world_at, TIED)
    world.evaluate()
    report = told(world)
    (drawn,) = (each for each in report.lotteries if each.lot_id == LOT)
    seed = sha256("".join(f"{line}\n" for line in report.seed_lines).encode()).hexdigest()
    tickets = [
        sha256(f"tilldela draw 1: ticket\n{seed}\n{LOT}\n{each.bid_id}\n".encode()).hexdigest()
        for each in drawn.tickets
    ]
    assert (drawn.seed, [each.ticket for each in drawn.tickets]) == (seed, tickets)
    assert tickets == sorted(tickets)
    (margins,) = (each for each in report.margins if each.lot.code == "L1")
    assert (margins.winner, margins.rows) == (None, [])
    assert "tie by the stated rules" in margins.notes[0]


def test_a_relative_model_is_warned_of_once_and_by_the_chapter_that_applies(
    world_at: WorldAt,
) -> None:
    world = opened_world(world_at, CASES["relative_ratio"], tie="lowest_price")
    world.evaluate()
    report = told(world)
    cites = {warning.cite for each in report.lots for warning in each.warnings}
    cites |= {warning.cite for warning in report.warnings}
    assert cites <= {"LOU 19:2", None}
    warned = [*report.warnings, *(each for lot in report.lots for each in lot.warnings)]
    assert sum("The model is relative" in warning.text for warning in warned) == 1


def test_the_price_of_a_point_is_told_where_it_is_one_number(world_at: WorldAt) -> None:
    case = replace(
        CASES["absolute_points"],
        parameters={"price_points": 50, "full_at": 0, "zero_at": 200_000},
    )
    world = opened_world(world_at, case, tie="lowest_price")
    world.evaluate()
    assert "One quality point weighs as much as 40 SEK of price." in told(world).model


def test_the_panels_reasons_are_told_with_each_assessors(pointed: PanelWorld) -> None:
    world = pointed.opened()
    world.agree()
    for lot in ("L2", "L3"):
        for person in PANEL:
            world.hand_in(person, f"{TENDER}/{lot}")
        world.open_lot("ada", f"{TENDER}/{lot}")
        world.agree(consensus(f"{TENDER}/{lot}"), lot_id=f"{TENDER}/{lot}")
    world.evaluate()
    report = told(world)
    scored = next(each for each in report.scored_bids if each.tenderer == "Demo North AB")
    method = scored.scores[0]
    assert (method.criterion, method.points, method.reason, method.version) == (
        "Method",
        "4",
        "samsyn (en)",
        1,
    )
    assert [(each.assessor, each.points, each.reason) for each in method.scores] == [
        ("Ada", "2", "skäl ada"),
        ("Bo", "3", "skäl bo"),
        ("Cy", "4", "skäl cy"),
    ]
    assert [(each.name, each.chair) for each in report.assessors] == [
        ("Ada", True),
        ("Bo", False),
        ("Cy", False),
    ]
    assert [each.tenderers for each in report.conflicts] == [[], [], []]
    world.agree([ConsensusItem("s1", "method", 5, Text("ändrad", "changed"))])
    (margins,) = (each for each in told(world).margins if each.lot.code == "L1")
    assert margins.notes == [
        "The margins are not shown: the points have been changed since this evaluation."
    ]


def test_a_lot_is_compared_as_the_evaluation_in_force_has_it(world_at: WorldAt) -> None:
    world = world_at("evaluated")
    with world.store.read() as work:
        found = lot_in_force(work, L1)
    assert (found.comparison.first.winner, found.price_of("n1")) == (
        "n1",
        Fraction(1000),
    )


@pytest.mark.parametrize(
    ("stage", "lot", "code"),
    [
        ("evaluated", f"{TENDER}/L9", "lot.unknown"),
        ("opened", L1, "lot.not_evaluated"),
    ],
)
def test_what_cannot_be_compared_is_refused(
    world_at: WorldAt, stage: str, lot: str, code: str
) -> None:
    with world_at(stage).store.read() as work, pytest.raises(ActRefused) as refused:
        lot_in_force(work, lot)
    assert refused.value.reason.code == code


def test_an_evaluation_that_is_not_there_is_refused(world_at: WorldAt) -> None:
    with world_at("evaluated").store.read() as work:
        assert evaluation_numbered(work, TENDER, None) == f"{TENDER}/U1"
        with pytest.raises(ActRefused) as refused:
            evaluation_numbered(work, TENDER, 2)
    assert refused.value.in_("en") == (
        "DEMO-1 has no evaluation 2. Evaluate first, or name an evaluation that exists."
    )
