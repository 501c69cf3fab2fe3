"""How a letter tells why a bid did not win, and from which figures, in each award model."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, get_args

import pytest

from documents.formats import Formats
from models.evaluation import EvaluatedBid, Standing
from procurement.evaluation.evaluation_file import ModelName
from procurement.ranking.outcome_wording import figures_of, reason_of

TICKET = "a" * 64


def bid(
    bid_id: str, comparison: str | None, standing: Standing = Standing.RANKED, **more: Any
) -> EvaluatedBid:
    return EvaluatedBid(
        evaluation_id="U1", bid_id=bid_id, lot_id="L1", comparison=comparison,
        standing=standing.value, **more,
    )  # fmt: skip


def money(amount: int | Decimal) -> str:
    return Formats("en").money(amount, currency="SEK").replace("\N{NO-BREAK SPACE}", " ")


WON = bid("A", "10", Standing.WINNER)
LOST = bid("B", "11")
REASONS = {
    "price": "The winning bid has a lower price",
    "value_deduction": "The winning bid has a lower comparison price",
    "value_addition": "The winning bid has a lower comparison price",
    "price_per_point": "The winning bid has a lower price per quality point",
    "absolute_points": "The winning bid has a higher total score",
    "weighted_grades": "The winning bid has a higher weighted score",
    "relative_ratio": "The winning bid has a higher total score",
    "relative_excess": "The winning bid has a higher total score",
    "relative_range": "The winning bid has a higher total score",
    "fixed_price": "The winning bid has a higher quality score",
}


@pytest.mark.parametrize("model", get_args(ModelName))
def test_the_reason_says_what_the_model_compares(model: str) -> None:
    assert reason_of(model, LOST, WON).en == REASONS[model]


@pytest.mark.parametrize(
    ("own", "winning", "reason"),
    [
        (WON, WON, "Anbudet har den högsta poängsumman av dem som kan tilldelas området"),
        (bid("B", None, Standing.DISREGARDED), WON, "Anbudet deltar inte i utvärderingen"),
        (bid("B", "12", Standing.PASSED_OVER), WON,
         ("Anbudet har högre poängsumma än vinnaren men tilldelas inte området enligt"
         " kapacitetsregeln")),
        (bid("B", "10", Standing.PASSED_OVER), WON,
         ("Anbudet går före vinnarens, som har samma poängsumma, men tilldelas inte området enligt"
         " kapacitetsregeln")),
        (bid("B", "10"), WON,
         "Det vinnande anbudet har samma poängsumma och går före enligt regeln om lika anbud"),
        (bid("B", "10", draw_ticket=TICKET),
         bid("A", "10", Standing.WINNER, draw_ticket=TICKET),
         "Det vinnande anbudet har samma poängsumma och gick före vid lottning"),
    ],
)  # fmt: skip
def test_the_reason_says_what_became_of_the_bid(
    own: EvaluatedBid, winning: EvaluatedBid, reason: str
) -> None:
    assert reason_of("absolute_points", own, winning).sv == reason


@pytest.mark.parametrize(
    ("model", "evaluated", "told"),
    [
        ("price", bid("A", "100000"), "price SEK 1,000"),
        ("value_deduction", bid("A", "90000", quality="10000"),
         "price SEK 1,000 less deduction SEK 100 gives the comparison price SEK 900"),
        ("value_addition", bid("A", "110000", quality="10000"),
         "price SEK 1,000 plus addition SEK 100 gives the comparison price SEK 1,100"),
        ("price_per_point", bid("A", "25000", quality="4"),
         "price SEK 1,000 divided by 4 quality points gives SEK 250 per point"),
        ("absolute_points", bid("A", "85/3", price_points="25", quality="10/3"),
         ("price SEK 1,000 gives 25 price points, and with 3.333333 (10/3) quality points the"
         " total is 28.333333 (85/3)")),
        ("weighted_grades", bid("A", "3.5", quality="3.5"), "3.5 points"),
        ("fixed_price", bid("A", "7", quality="7"), "7 points"),
        ("relative_range", bid("A", None, Standing.DISREGARDED),
         "price SEK 1,000, not compared"),
    ],
)  # fmt: skip
def test_the_figures_can_be_checked_from_the_letter(
    model: str, evaluated: EvaluatedBid, told: str
) -> None:
    assert figures_of(model, 100_000, evaluated, money).en == told
