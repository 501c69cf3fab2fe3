"""Amounts as a person writes them, and the whole numbers on each side of a limit."""

from __future__ import annotations

from fractions import Fraction

import pytest

from law.amounts import Currency, first_not_below, last_within, listed, nearest_whole, spoken
from law.reasons import Text


@pytest.mark.parametrize(
    ("minor", "currency", "swedish", "english"),
    [
        (70_000_000, Currency.SEK, "700 000 kronor", "SEK 700,000"),
        (100, Currency.SEK, "1 krona", "SEK 1"),
        (101, Currency.SEK, "1,01 kronor", "SEK 1.01"),
        (0, Currency.SEK, "0 kronor", "SEK 0"),
        (-1, Currency.SEK, "-0,01 kronor", "SEK -0.01"),
        (-100, Currency.SEK, "-1 krona", "SEK -1"),
        (123_456_789, Currency.EUR, "1 234 567,89 euro", "EUR 1,234,567.89"),
    ],
)
def test_an_amount_is_written_as_in_a_letter(
    minor: int, currency: Currency, swedish: str, english: str
) -> None:
    said = spoken(minor, currency)

    assert Text(said.sv.replace("\N{NO-BREAK SPACE}", " "), said.en) == Text(swedish, english)


def test_several_amounts_are_joined_by_plus_signs() -> None:
    assert listed([100, 250], Currency.SEK) == Text("1 krona + 2,50 kronor", "SEK 1 + SEK 2.50")


@pytest.mark.parametrize(
    ("minor", "whole"), [(149, 100), (150, 200), (Fraction(299, 2), 100), (0, 0)]
)
def test_half_a_krona_is_rounded_up(minor: int | Fraction, whole: int) -> None:
    assert nearest_whole(Fraction(minor)) == whole


@pytest.mark.parametrize(
    ("limit", "within", "not_below"),
    [(Fraction(10), 10, 10), (Fraction(21, 2), 10, 11), (Fraction(31, 3), 10, 11)],
)
def test_the_whole_amounts_on_each_side_of_a_limit(
    limit: Fraction, within: int, not_below: int
) -> None:
    assert (last_within(limit), first_not_below(limit)) == (within, not_below)
