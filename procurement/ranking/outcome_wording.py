"""How an outcome is said to a tenderer, by what the award model compares bids by."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from law.reasons import Text
from models.evaluation import EvaluatedBid, Standing
from procurement.exact.numbers import in_words
from procurement.tenders.wording import amount

Money = Callable[[int | Decimal], str]


@dataclass(frozen=True)
class Compared:
    """``best``, ``better`` and ``same`` complete "the bid has …"; ``by_price``: it is money."""

    best: Text
    better: Text
    same: Text
    by_price: bool


_COMPARISON_PRICE = Compared(
    Text("det lägsta jämförelsepriset", "the lowest comparison price"),
    Text("lägre jämförelsepris", "a lower comparison price"),
    Text("samma jämförelsepris", "the same comparison price"),
    by_price=True,
)
_SCORE = Compared(
    Text("den högsta poängsumman", "the highest total score"),
    Text("högre poängsumma", "a higher total score"),
    Text("samma poängsumma", "the same total score"),
    by_price=False,
)
_COMPARED: Mapping[str, Compared] = {
    "price": Compared(
        Text("det lägsta priset", "the lowest price"),
        Text("lägre pris", "a lower price"),
        Text("samma pris", "the same price"),
        by_price=True,
    ),
    "value_deduction": _COMPARISON_PRICE,
    "value_addition": _COMPARISON_PRICE,
    "price_per_point": Compared(
        Text("det lägsta priset per kvalitetspoäng", "the lowest price per quality point"),
        Text("lägre pris per kvalitetspoäng", "a lower price per quality point"),
        Text("samma pris per kvalitetspoäng", "the same price per quality point"),
        by_price=True,
    ),
    "weighted_grades": Compared(
        Text("den högsta viktade poängen", "the highest weighted score"),
        Text("högre viktad poäng", "a higher weighted score"),
        Text("samma viktade poäng", "the same weighted score"),
        by_price=False,
    ),
    "fixed_price": Compared(
        Text("den högsta kvalitetspoängen", "the highest quality score"),
        Text("högre kvalitetspoäng", "a higher quality score"),
        Text("samma kvalitetspoäng", "the same quality score"),
        by_price=False,
    ),
}


def compared_by(model: str) -> Compared:
    return _COMPARED.get(model, _SCORE)


def reason_of(model: str, own: EvaluatedBid, winning: EvaluatedBid) -> Text:
    """Why the bid was awarded the lot, or was not."""
    said = compared_by(model)
    if own.standing == Standing.DISREGARDED:
        return Text("Anbudet deltar inte i utvärderingen", "The bid takes no part in the ranking")
    tied = own.comparison == winning.comparison
    if own.standing == Standing.WINNER:
        return _won(said)
    if own.standing == Standing.PASSED_OVER:
        return _passed_over(said, tied=tied)
    if not tied:
        return Text(
            f"Det vinnande anbudet har {said.better.sv}",
            f"The winning bid has {said.better.en}",
        )
    return _tied(said, drawn=own.draw_ticket is not None and winning.draw_ticket is not None)


def _won(said: Compared) -> Text:
    return Text(
        f"Anbudet har {said.best.sv} av dem som kan tilldelas området",
        f"The bid has {said.best.en} of those that can be awarded the lot",
    )


def _passed_over(said: Compared, *, tied: bool) -> Text:
    if tied:
        return Text(
            f"Anbudet går före vinnarens, som har {said.same.sv}, men tilldelas inte området"
            " enligt kapacitetsregeln",
            f"The bid goes before the winner's, which has {said.same.en}, but the capacity"
            " rule keeps the lot from it",
        )
    return Text(
        f"Anbudet har {said.better.sv} än vinnaren men tilldelas inte området enligt"
        " kapacitetsregeln",
        f"The bid has {said.better.en} than the winner, but the capacity rule keeps the lot from"
        " it",
    )


def _tied(said: Compared, *, drawn: bool) -> Text:
    if drawn:
        return Text(
            f"Det vinnande anbudet har {said.same.sv} och gick före vid lottning",
            f"The winning bid has {said.same.en} and came first when lots were drawn",
        )
    return Text(
        f"Det vinnande anbudet har {said.same.sv} och går före enligt regeln om lika anbud",
        f"The winning bid has {said.same.en} and goes before it by the rule on ties",
    )


def figures_of(model: str, price: int, evaluated: EvaluatedBid, money: Money) -> Text:
    """How one bid's comparison comes about, or its price where it could not be compared."""
    if evaluated.comparison is None:
        return Text(f"pris {money(price)}, utan jämförelse", f"price {money(price)}, not compared")
    total = Fraction(evaluated.comparison)
    quality = Fraction(evaluated.quality or 0)
    if model == "price":
        return Text(f"pris {money(price)}", f"price {money(price)}")
    if model in _PRICED:
        told = [money(amount(each)) for each in (price, quality, total)]
        return Text(*(each.format(*told) for each in _PRICED[model]))
    if model == "price_per_point":
        return _quotient(money(price), in_words(quality), money(amount(total)))
    return _points(money(price), evaluated, in_words(quality), in_words(total))


_PRICED = {
    "value_deduction": (
        "pris {} minus avdrag {} ger jämförelsepriset {}",
        "price {} less deduction {} gives the comparison price {}",
    ),
    "value_addition": (
        "pris {} plus påslag {} ger jämförelsepriset {}",
        "price {} plus addition {} gives the comparison price {}",
    ),
}


def _quotient(price: str, quality: Text, total: str) -> Text:
    return Text(
        f"pris {price} delat med {quality.sv} kvalitetspoäng ger {total} per poäng",
        f"price {price} divided by {quality.en} quality points gives {total} per point",
    )


def _points(price: str, evaluated: EvaluatedBid, quality: Text, total: Text) -> Text:
    if evaluated.price_points is None:
        return Text(f"{total.sv} poäng", f"{total.en} points")
    points = in_words(Fraction(evaluated.price_points))
    return Text(
        f"pris {price} ger {points.sv} prispoäng, och med {quality.sv} kvalitetspoäng blir summan"
        f" {total.sv}",
        f"price {price} gives {points.en} price points, and with {quality.en} quality points the"
        f" total is {total.en}",
    )
