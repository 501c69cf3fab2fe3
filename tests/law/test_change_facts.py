"""Which fact decides about a change of contract, and which paragraph a warning names."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from law.amounts import Currency
from law.change_reasons import Ground
from law.contract_change import Change, Contract, change
from law.reasons import Cite
from law.refusals import ImpossibleFacts
from law.rulebook import Rulebook
from law.thresholds import Buyer, Kind

MONDAY = date(2025, 3, 3)
LARGE, SMALL = 1_000_000_000, 100_000


def warned(
    rulebook: Rulebook, original: int, ground: Ground, *amounts: int
) -> list[tuple[str, Cite | None]]:
    contract = Contract(Kind.GOODS, Buyer.CENTRAL, rulebook, Currency.SEK, original)
    found = change(contract, Change(ground, amounts, MONDAY))
    return [(warning.code, warning.cite) for warning in found.warnings]


@pytest.mark.parametrize(
    ("rulebook", "cite"),
    [
        (Rulebook.SE_LOU, Cite("LOU", 17, "9")),
        (Rulebook.SE_LUF, Cite("LUF", 16, "9")),
        (Rulebook.EU, Cite("direktiv 2014/24/EU", None, "72.2")),
    ],
)
def test_an_earlier_change_over_the_limit(rulebook: Rulebook, cite: Cite) -> None:
    assert warned(rulebook, LARGE, Ground.MINOR, 2_000_000_000, -1_950_000_000) == [
        ("earlier-change-over-the-limit", cite)
    ]


@pytest.mark.parametrize(
    ("rulebook", "warnings"),
    [
        (Rulebook.SE_LOU, [("over-the-cap-together", Cite("LOU", 17, "11"))]),
        # A utility's additional and unforeseen changes have no cap.
        (Rulebook.SE_LUF, []),
        (
            Rulebook.EU,
            [("over-the-cap-together", Cite("direktiv 2014/24/EU", None, "72.1 b"))],
        ),
    ],
)
def test_changes_that_together_are_larger_than_one_may_be(
    rulebook: Rulebook, warnings: list[tuple[str, Cite]]
) -> None:
    found = warned(rulebook, LARGE, Ground.ADDITIONAL, 450_000_000, 300_000_000)

    assert found == warnings


@pytest.mark.parametrize(("rulebook", "act"), [(Rulebook.SE_LOU, "LOU"), (Rulebook.SE_LUF, "LUF")])
def test_an_original_value_below_the_threshold(rulebook: Rulebook, act: str) -> None:
    assert warned(rulebook, SMALL, Ground.MINOR, 1) == [
        ("original-below-threshold", Cite(act, 5, "1"))
    ]


def test_a_change_on_the_day_the_procurement_began_is_judged_and_one_before_is_refused() -> None:
    contract = Contract(
        Kind.GOODS, Buyer.CENTRAL, Rulebook.SE_LOU, Currency.SEK, LARGE, started=MONDAY
    )

    assert change(contract, Change(Ground.MINOR, (1,), MONDAY)).allowed
    with pytest.raises(ImpossibleFacts, match="its procurement began only on 2025-03-03"):
        change(contract, Change(Ground.MINOR, (1,), MONDAY - timedelta(days=1)))


def test_a_rate_that_is_given_turns_the_threshold_into_kronor() -> None:
    contract = Contract(
        Kind.GOODS,
        Buyer.SUB_CENTRAL,
        Rulebook.SE_LOU,
        Currency.SEK,
        100 * LARGE,
        rate=Decimal("11.5"),
    )

    found = change(contract, Change(Ground.MINOR, (1,), date(2026, 3, 2)))

    assert found.limit == 216_000 * 1150


@pytest.mark.parametrize(
    ("amounts", "said"),
    [
        ((100, -1), "The net value of the changes is SEK 1 − SEK 0.01 = SEK 0.99"),
        ((100, 0), "The net value of the changes is SEK 1 + SEK 0 = SEK 1"),
        ((-1,), "The value of the change is SEK -0.01"),
    ],
)
def test_increases_and_decreases_are_written_with_their_signs(
    amounts: tuple[int, ...], said: str
) -> None:
    contract = Contract(Kind.GOODS, Buyer.CENTRAL, Rulebook.SE_LOU, Currency.SEK, LARGE)
    reasons = change(contract, Change(Ground.MINOR, amounts, MONDAY)).reasons

    assert said in [reason.text.en for reason in reasons]
