"""Money as the limits of procurement law count it: exact, in minor units."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from fractions import Fraction

from law.reasons import Text

MINOR = 100


class Currency(StrEnum):
    """The currencies in which limits are laid down."""

    SEK = "SEK"
    EUR = "EUR"


def spoken(minor: int, currency: Currency) -> Text:
    """An amount of öre or cents as a person writes it: 700 000 kronor, SEK 700,000."""
    sign = "-" if minor < 0 else ""
    whole, rest = divmod(abs(minor), MINOR)
    units = f"{sign}{whole:,}"
    name = "euro" if currency is Currency.EUR else "krona" if abs(minor) == MINOR else "kronor"
    return Text(
        f"{units.replace(',', ' ')}{f',{rest:02}' if rest else ''} {name}",
        f"{currency.value} {units}{f'.{rest:02}' if rest else ''}",
    )


def listed(amounts: Iterable[int], currency: Currency) -> Text:
    """Several amounts after one another, joined by plus signs."""
    each = [spoken(amount, currency) for amount in amounts]
    return Text(" + ".join(one.sv for one in each), " + ".join(one.en for one in each))


def nearest_whole(minor: Fraction) -> int:
    """Minor units rounded to a whole krona or euro, a half upwards."""
    return int(minor / MINOR + Fraction(1, 2)) * MINOR


def last_within(limit: Fraction) -> int:
    """The largest amount that is at most ``limit``."""
    return limit.numerator // limit.denominator


def first_not_below(limit: Fraction) -> int:
    """The smallest amount that is not strictly below ``limit``."""
    return -(-limit.numerator // limit.denominator)
