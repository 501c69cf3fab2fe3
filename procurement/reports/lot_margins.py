"""How near another outcome a lot of a report is: the nearest numbers, and the picture of them."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from documents.parts import Lot
from documents.report_contexts import LotMargins, MarginRow
from law.reasons import Lang, Text
from procurement.evaluation.evaluated import Evaluated
from procurement.evaluation.robustness import Margin, Robustness, robustness
from procurement.evaluation.robustness_chart import report_picture
from procurement.evaluation.robustness_wording import (
    moved_text,
    now_text,
    percent_text,
    signed_text,
    turn_text,
)
from procurement.evaluation.warnings import listed
from procurement.exact.numbers import in_words

MOST_ROWS = 3


def lot_margins(lot: Lot, found: Evaluated, lang: Lang) -> LotMargins:
    """For bids compared by name (`named_lot`). Nobody can lose a lot that nobody else bid for."""
    first = found.comparison.first
    if first.winner is None:
        tied = Text(*listed(first.tied))
        said = Text(
            f"{tied.sv} är lika efter de angivna reglerna: marginalen är noll, och lotten"
            " avgjorde.",
            f"{tied.en} tie by the stated rules: the margin is zero, and the lot was drawn.",
        )
        return LotMargins(lot=lot, winner=None, notes=[said.in_(lang)])
    if len(found.comparison.placings) == 1:
        said = Text(
            f"{first.winner} är ensamt anbud i jämförelsen.",
            f"{first.winner} is the only bid compared.",
        )
        return LotMargins(lot=lot, winner=None, notes=[said.in_(lang)])
    robust = robustness(found)
    return LotMargins(
        lot=lot,
        winner=robust.winner,
        rows=list(_rows(robust, lang)),
        notes=[said.in_(lang) for said in (*_rest(robust), *_without(found), *_price(found))],
        picture=report_picture(found, robust, lang),
    )


def _enough(robust: Robustness) -> list[tuple[Fraction, str, Margin]]:
    """Each number that alone changes the outcome, the smallest change first."""
    margins = (
        (margin.share, challenger.bid, margin)
        for challenger in robust.challengers
        for margin in challenger.margins
    )
    found = [(share, bid, margin) for share, bid, margin in margins if share is not None]
    return sorted(found, key=lambda each: each[0])


def _rows(robust: Robustness, lang: Lang) -> Iterator[MarginRow]:
    for share, bid, margin in _enough(robust)[:MOST_ROWS]:
        yield MarginRow(
            to=bid,
            what=moved_text(margin.moved).in_(lang),
            now=now_text(margin, lang),
            turn=turn_text(margin, lang),
            change=signed_text(margin.change or Fraction(0), lang),
            share=percent_text(share, lang),
        )


def _rest(robust: Robustness) -> Iterator[Text]:
    enough = _enough(robust)
    more = enough[MOST_ROWS:]
    if more:
        nearest = Text(percent_text(more[0][0], "sv"), percent_text(more[0][0], "en"))
        yield Text(
            f"Ytterligare {len(more)} tal kan vart för sig ändra utfallet, det närmaste vid"
            f" {nearest.sv}.",
            f"Another {len(more)} numbers can each change the outcome, the nearest at"
            f" {nearest.en}.",
        )
    cannot = sum(margin.turn is None for each in robust.challengers for margin in each.margins)
    if cannot:
        yield Text(
            f"{cannot} tal kan inte ensamma ändra utfallet.",
            f"{cannot} numbers cannot change the outcome alone.",
        )


def _without(found: Evaluated) -> Iterator[Text]:
    """Who is first if the winner's bid falls."""
    for each in found.comparison.without:
        if each.bid == found.comparison.first.winner and each.undefined is None:
            then = Text(*listed(each.first.tied or (each.first.winner or "",)))
            yield Text(
                f"Faller {each.bid} blir {then.sv} först.",
                f"If {each.bid} falls, {then.en} comes first.",
            )


def _price(found: Evaluated) -> Iterator[Text]:
    """In a relative model a point has another price in each lot."""
    price = found.comparison.scoring.price_of_point
    if price is not None and found.comparison.model.relative:
        yield price_of_point(price, found.file.currency, among=True)


def price_of_point(price: Fraction, currency: str, *, among: bool = False) -> Text:
    shown = in_words(price)
    tail = Text(", med dessa anbud", ", among these bids") if among else Text("", "")
    return Text(
        f"En kvalitetspoäng väger lika tungt som {shown.sv} {currency} i pris{tail.sv}.",
        f"One quality point weighs as much as {shown.en} {currency} of price{tail.en}.",
    )
