"""How robustness is said: what moves, where the lot changes hands, and by how much."""

from __future__ import annotations

from fractions import Fraction

from law.reasons import Lang, Text
from procurement.evaluation.robustness import Margin
from procurement.evaluation.robustness_levers import Moved
from procurement.exact.numbers import exact_text, in_words, unending

MINUS = "\N{MINUS SIGN}"
_SHOWN_DECIMALS = 4


def moved_text(moved: Moved) -> Text:
    """A: points for method; weight of method."""
    if moved.what == "price_points":
        return Text("price_points (W)", "price_points (W)")
    said = _SAID[moved.what]
    named = {"criterion": moved.criterion, "level": moved.level}
    who = "" if moved.bid is None else f"{moved.bid}: "
    return Text(who + said.sv.format(**named), who + said.en.format(**named))


_SAID = {
    "price": Text("pris", "price"),
    "points": Text("poäng för {criterion}", "points for {criterion}"),
    "level": Text("nivå i {criterion}", "level of {criterion}"),
    "weight": Text("vikt för {criterion}", "weight of {criterion}"),
    "amount": Text("belopp för {criterion}, {level}", "amount for {criterion}, {level}"),
}
CANNOT = Text("kan inte", "cannot")
_SIGNS = {"<=": "≤", ">=": "≥"}


def turn_text(margin: Margin, lang: Lang) -> str:
    """Below 970 is ``< 970``; ``≤`` and ``≥`` where the tie rule gives the challenger the tie."""
    if margin.turn is None:
        return CANNOT.in_(lang)
    number = exact_text(margin.turn.at, lang)
    if margin.to_level is not None:
        return f"{margin.to_level} ({number})"
    return f"{_SIGNS.get(margin.turn.when, margin.turn.when)} {number}"


def now_text(margin: Margin, lang: Lang) -> str:
    number = exact_text(margin.now, lang)
    return f"{margin.moved.level} ({number})" if margin.moved.what == "level" else number


def change_text(margin: Margin, lang: Lang) -> str:
    """For a picture: 1,000 → 970, or basic → full."""
    if margin.turn is None:
        return CANNOT.in_(lang)
    if margin.to_level is not None:
        return f"{margin.moved.level} → {margin.to_level}"
    return f"{short_text(margin.now, lang)} → {short_text(margin.turn.at, lang)}"


def signed_text(number: Fraction, lang: Lang) -> str:
    sign = MINUS if number < 0 else "+" if number > 0 else ""
    return sign + exact_text(abs(number), lang)


def signed_short_text(number: Fraction, lang: Lang) -> str:
    sign = MINUS if number < 0 else "+" if number > 0 else ""
    return sign + short_text(abs(number), lang)


def percent_text(share: Fraction, lang: Lang) -> str:
    """With one decimal, half to even; a change is never shown as none."""
    tenths = round(share * 1000)
    if tenths == 0 and share > 0:
        return Text("< 0,1\N{NO-BREAK SPACE}%", "< 0.1%").in_(lang)
    number = in_words(Fraction(tenths, 10))
    return Text(f"{number.sv}\N{NO-BREAK SPACE}%", f"{number.en}%").in_(lang)


def short_text(number: Fraction, lang: Lang) -> str:
    """For a picture: whole where few digits do, else cut after two decimals, with a mark."""
    scaled = number * 10**_SHOWN_DECIMALS
    if unending(number) is None and scaled.denominator == 1:
        return exact_text(number, lang)
    hundredths = abs(number.numerator) * 100 // number.denominator
    sign = MINUS if number < 0 else ""
    return f"{sign}{exact_text(Fraction(hundredths, 100), lang)}…"
