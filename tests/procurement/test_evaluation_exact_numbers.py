"""Numbers in hand-written files are what is written there, and are printed so."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from procurement.exact.files import exact_number
from procurement.exact.numbers import digits, exact_json, in_words, unending


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("30", Fraction(30)),
        ("0.25", Fraction(1, 4)),
        ("-0.10", Fraction(-1, 10)),
        ("+7", Fraction(7)),
        ("1/3", Fraction(1, 3)),
        ("1_000_000.50", Fraction(2_000_001, 2)),
        ("007", Fraction(7)),
        ("9" * 40, Fraction(10**40 - 1)),
    ],
)
def test_a_number_is_what_is_written(written: str, number: Fraction) -> None:
    assert exact_number(written) == number


@pytest.mark.parametrize(
    "written",
    [
        *("", " ", "ten", "1e3", "1,5", "1_00", "_1", "1__000", ".5", "5.", "1/0", "1/2/3"),
        *("0x10", "nan", "inf", "٣", "1 000", "--1", "9" * 41, None, [], {}, 0.25, True),
    ],
)
def test_what_is_no_plain_number_is_refused(written: object) -> None:
    with pytest.raises(PydanticCustomError):
        exact_number(written)


@pytest.mark.parametrize(
    ("number", "shown", "fraction"),
    [
        (Fraction(0), "0", None),
        (Fraction(-1, 8), "-0.125", None),
        (Fraction(1_850_000), "1850000", None),
        (Fraction(1, 3), "0.333333", "1/3"),
        (Fraction(2, 3), "0.666667", "2/3"),
        (Fraction(-100, 7), "-14.285714", "-100/7"),
        (Fraction(1, 10**20), "0.00000000000000000001", None),
    ],
)
def test_a_number_is_shown_whole_where_its_decimal_ends(
    number: Fraction, shown: str, fraction: str | None
) -> None:
    assert (digits(number), unending(number)) == (shown, fraction)
    assert exact_json({"n": number}) == f'{{"n": {shown}}}'


@given(st.fractions())
def test_json_is_within_half_a_millionth_and_exact_where_it_ends(number: Fraction) -> None:
    read = json.loads(exact_json([number]), parse_float=Decimal)[0]
    if unending(number) is None:
        assert Fraction(read) == number
    else:
        assert abs(Fraction(read) - number) <= Fraction(1, 2 * 10**6)


def test_json_of_anything_else_is_that_of_the_standard_library() -> None:
    answer: dict[str, Any] = {"å": ['\n"x', None, True, 3, {}, []], "ü": {"a": "\u2028"}}
    assert exact_json(answer) == json.dumps(answer, ensure_ascii=False)


def test_in_a_sentence_each_language_has_its_own_comma() -> None:
    assert in_words(Fraction(2_000_001, 2)).en == "1,000,000.5"
    assert in_words(Fraction(2_000_001, 2)).sv == "1\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}000,5"
