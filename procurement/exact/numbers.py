"""Exact numbers as a person reads them, and as JSON keeps them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from fractions import Fraction

from law.reasons import Lang, Text

# Digits after the point where a decimal never ends.
SIX = 6


def in_words(number: Fraction) -> Text:
    """`exact_text` in both languages, for a sentence."""
    return Text(exact_text(number, "sv"), exact_text(number, "en"))


def exact_text(number: Fraction, lang: Lang) -> str:
    """The whole decimal where it ends; else six digits, half to even, and the fraction."""
    power = _digits_after_point(number.denominator)
    if power is not None:
        return _in_writing(_grouped(number, power), lang)
    rounded = _grouped(_to_six(number), SIX)
    return f"{_in_writing(rounded, lang)} ({number.numerator}/{number.denominator})"


def _digits_after_point(denominator: int) -> int | None:
    """How many decimals 1/denominator has; None where they never end."""
    twos = fives = 0
    while denominator % 2 == 0:
        denominator, twos = denominator // 2, twos + 1
    while denominator % 5 == 0:
        denominator, fives = denominator // 5, fives + 1
    return max(twos, fives) if denominator == 1 else None


def _grouped(number: Fraction, power: int) -> str:
    """Thousands by comma and exactly ``power`` decimals, which the number must fit in."""
    scaled = abs(number.numerator) * 10**power // number.denominator
    whole, rest = divmod(scaled, 10**power)
    sign = "-" if number < 0 else ""
    return f"{sign}{whole:,}" + (f".{rest:0{power}d}" if power else "")


def _in_writing(digits: str, lang: Lang) -> str:
    """Swedish: comma and no-break spaces; English: as it is."""
    if lang == "en":
        return digits
    return digits.replace(",", "\N{NO-BREAK SPACE}").replace(".", ",")


def _to_six(number: Fraction) -> Fraction:
    # round() is half to even and exact on a Fraction.
    return Fraction(round(number * 10**SIX), 10**SIX)


def unending(number: Fraction) -> str | None:
    """``p/q`` where the decimal never ends, else None."""
    ends = _digits_after_point(number.denominator) is not None
    return None if ends else f"{number.numerator}/{number.denominator}"


def digits(number: Fraction) -> str:
    """All the digits, or six after the point, half to even, where they never end."""
    power = _digits_after_point(number.denominator)
    shown = _grouped(number, power) if power is not None else _grouped(_to_six(number), SIX)
    return shown.replace(",", "")


def exact_json(answer: object) -> str:
    """JSON in which a `Fraction` is a number with the digits of `digits`: no float in between."""
    if isinstance(answer, Fraction):
        return digits(answer)
    if isinstance(answer, Mapping):
        pairs = (
            f"{json.dumps(key, ensure_ascii=False)}: {exact_json(answer[key])}" for key in answer
        )
        return "{" + ", ".join(pairs) + "}"
    if isinstance(answer, Sequence) and not isinstance(answer, str):
        return "[" + ", ".join(exact_json(each) for each in answer) + "]"
    return json.dumps(answer, ensure_ascii=False)
