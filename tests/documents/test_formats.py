"""Money, shares and dates in the readers' own way of writing."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from documents.formats import Formats
from documents.parts import Lang, Quantity


@pytest.mark.parametrize(
    ("minor", "lang", "expected"),
    [
        (1_234_500, "sv", "12 345 kr"),
        (1_234_550, "sv", "12 345,50 kr"),
        (1_234_550, "en", "SEK 12,345.50"),
        (Decimal("1234550.25"), "sv", "12 345,5025 kr"),
        (0, "sv", "0 kr"),
        (-5_000, "sv", "−50 kr"),
        (10**17, "en", "SEK 1,000,000,000,000,000"),
    ],
)
def test_money_is_exact(minor: Quantity, lang: Lang, expected: str) -> None:
    assert Formats(lang).money(minor).replace("\u00a0", " ") == expected


def test_money_has_the_decimals_of_its_currency() -> None:
    assert Formats("en").money(1_050, "EUR").replace("\u00a0", " ") == "€ 10.50"


@pytest.mark.parametrize(
    ("share", "lang", "expected"),
    [
        (Decimal("0.955"), "sv", "95,5 %"),
        (Decimal("0.955"), "en", "95.5%"),
        (1, "sv", "100 %"),
    ],
)
def test_a_share_is_shown_in_per_cent(share: Quantity, lang: Lang, expected: str) -> None:
    assert Formats(lang).percent(share).replace("\u00a0", " ") == expected


def test_an_instant_is_shown_in_swedish_time() -> None:
    summer = datetime(2026, 6, 30, 22, 30, tzinfo=UTC)
    assert Formats("sv").instant(summer).replace("\u00a0", " ") == "1 juli 2026 kl. 00.30.00"
    assert Formats("en").instant(summer).replace("\u00a0", " ") == "1 July 2026 at 00:30:00"
    assert Formats("sv").stamp(summer).replace("\u00a0", " ") == "2026-07-01 00:30:00"


def test_a_day_is_written_out() -> None:
    assert Formats("sv").day(date(2026, 3, 9)).replace("\u00a0", " ") == "9 mars 2026"


def test_a_value_that_was_not_measured_is_a_dash() -> None:
    assert Formats("sv").quantity(None, "percent") == "–"
