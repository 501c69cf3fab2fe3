"""How long it takes to evaluate 500 lots of 40 bids, and to allocate them under limits.

Each bid has 12 criteria scored by 5 assessors, whose mean counts. Nothing is
remembered between rounds, and the leave-one-out run of every lot is part of it.
Beside it, in the same rounds, ``bid-evaluation`` computes the same relative model of
the same means in binary floats, without the leave-one-out run, where it is installed
(it is no part of the pinned sets); it allocates nothing.
"""

from __future__ import annotations

import importlib
import importlib.util
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from procurement.allotting.allotment import LotOnOffer, LotRule, LotTerms, Ranked, Used, allot
from procurement.award_models import AbsolutePoints, EvaluationModel, RelativeRatio
from procurement.evaluation.criteria import Criterion, ScoredSheet, quality_points
from procurement.evaluation.scoring import Contender, compare

LOTS, BIDS, CRITERIA, ASSESSORS, CAP = 500, 40, 12, 5, 13
ROUNDS = 5
AIM_EVALUATED, AIM_ALLOCATED = 2.0, 10.0
W, ZERO_AT = Fraction(60), Fraction(2_000_000)
STATED = [Criterion(f"k{n}", scale=(Fraction(0), Fraction(5))) for n in range(CRITERIA)]


@dataclass(frozen=True)
class Bid:
    """``points``: for each criterion, those of each assessor."""

    id: str
    price: int
    points: tuple[tuple[int, ...], ...]


def numbers() -> Iterator[int]:
    """The same numbers in every run (Knuth's MMIX generator, its upper bits)."""
    state = 1
    while True:
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        yield state >> 33


def made() -> dict[str, list[Bid]]:
    rolled = numbers()

    def bid(n: int) -> Bid:
        sheets = tuple(tuple(next(rolled) % 6 for _ in range(ASSESSORS)) for _ in range(CRITERIA))
        return Bid(f"B{n:02}", 900_000 + next(rolled) % 500_000, sheets)

    return {f"L{n:03}": [bid(n) for n in range(BIDS)] for n in range(LOTS)}


def contender(bid: Bid) -> Contender:
    means = zip(STATED, bid.points, strict=True)
    points = {one.id: Fraction(sum(given), len(given)) for one, given in means}
    sheet = ScoredSheet(bid.id, Fraction(bid.price), points)
    return Contender(sheet.id, sheet.price, points=quality_points(sheet, STATED))


def evaluate(lots: dict[str, list[Bid]], model: EvaluationModel) -> dict[str, str | None]:
    return {
        lot: compare(model, [contender(bid) for bid in bids]).first.winner
        for lot, bids in lots.items()
    }


@dataclass(frozen=True)
class Lots:
    offered: tuple[LotOnOffer, ...]
    rankings: dict[str, list[Ranked]]


def on_offer(lots: dict[str, list[Bid]]) -> Lots:
    """Every lot takes some staff; the bids declare 60 to 159 per cent of an even share."""
    rolled = numbers()
    offered = tuple(LotOnOffer(lot, lot, 1, 5 + next(rolled) % 40) for lot in lots)
    staff = sum(lot.at_fte_tenths for lot in offered)
    declared = [staff * (60 + next(rolled) % 100) // (100 * BIDS) for _ in range(BIDS)]
    rankings = {
        lot: sorted(
            (
                Ranked(bid.id, bid.id, Fraction(bid.price), declared[n])
                for n, bid in enumerate(bids)
            ),
            key=lambda bid: (bid.comparison, bid.bid_id),
        )
        for lot, bids in lots.items()
    }
    return Lots(offered, rankings)


def allocate(lots: Lots, terms: LotTerms) -> int:
    """How many lots somebody gets."""
    awards = allot(lots.offered, lots.rankings, terms, Used({}, {}, {}))
    return sum(award.winner_bid_id is not None for award in awards)


def by_bid_evaluation(lots: dict[str, list[Bid]]) -> dict[str, str]:
    package: Any = importlib.import_module("bid_evaluation")
    frame: Any = importlib.import_module("pandas").DataFrame
    winners = {}
    for lot, bids in lots.items():
        columns: dict[str, Any] = {"id": [bid.id for bid in bids]}
        columns["price"] = [bid.price for bid in bids]
        evaluator = package.Evaluator(normalize_weights=False)
        evaluator.min_ratio("price", weight=float(W) / 100)
        for n, criterion in enumerate(STATED):
            columns[criterion.id] = [sum(bid.points[n]) / ASSESSORS for bid in bids]
            evaluator.direct(criterion.id, weight=1.0)
        winners[lot] = str(evaluator.evaluate(frame(columns)).iloc[0]["id"])
    return winners


def seconds(act: Callable[[], object]) -> float:
    start = time.process_time()
    act()
    return time.process_time() - start


def main() -> None:
    lots = made()
    offered = on_offer(lots)
    absolute, relative = AbsolutePoints(W, Fraction(0), ZERO_AT), RelativeRatio(W)
    acts: dict[str, Callable[[], object]] = {
        f"absolute points, leave one out {AIM_EVALUATED:>10.0f} s": lambda: evaluate(
            lots, absolute
        ),
        f"relative ratio, leave one out  {AIM_EVALUATED:>10.0f} s": lambda: evaluate(
            lots, relative
        ),
        f"lowest total, cap on lots      {AIM_ALLOCATED:>10.0f} s": lambda: allocate(
            offered, LotTerms(LotRule.LOWEST_TOTAL, cap_lots=CAP, capacity=False)
        ),
        f"lowest total, declared staff   {AIM_ALLOCATED:>10.0f} s": lambda: allocate(
            offered, LotTerms(LotRule.LOWEST_TOTAL)
        ),
        f"lot order, cap and staff       {AIM_ALLOCATED:>10.0f} s": lambda: allocate(
            offered, LotTerms(LotRule.LOT_ORDER, cap_lots=CAP)
        ),
    }
    rival = importlib.util.find_spec("bid_evaluation") is not None
    if rival:
        acts["bid-evaluation, relative ratio          –  "] = lambda: by_bid_evaluation(lots)
    rounds = [[seconds(act) for act in acts.values()] for _ in range(ROUNDS)]
    sys.stdout.write(
        f"{LOTS} lots, {BIDS} bids, {CRITERIA} criteria, {ASSESSORS} assessors, cap {CAP};"
        f" median of {ROUNDS} rounds, one core\n"
    )
    sys.stdout.write(f"{'':<31}{'aim':>12}{'median':>12}\n")
    for name, times in zip(acts, zip(*rounds, strict=True), strict=True):
        sys.stdout.write(f"{name}{statistics.median(times):>10.2f} s\n")
    if rival:
        ours, theirs = evaluate(lots, relative), by_bid_evaluation(lots)
        differ = sum(ours[lot] != theirs[lot] for lot in lots)
        sys.stdout.write(f"lots whose winner differs{differ:>30}\n")
    else:
        sys.stdout.write("bid-evaluation is not installed, so there is nothing to stand beside\n")


if __name__ == "__main__":
    main()
