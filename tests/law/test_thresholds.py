from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml

from law.amounts import Currency, first_not_below, last_within, nearest_whole, spoken
from law.dated import NoValue, parameters, value
from law.reasons import Cite, Text
from law.refusals import ImpossibleFacts
from law.thresholds import (
    THRESHOLD,
    Buyer,
    Kind,
    direct_award_limit,
    rate,
    rate_ignored,
    threshold,
    unsure,
)

TABLE: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("thresholds.yaml").read_text(encoding="utf-8")
)
CELLS = [
    pytest.param(row, year, currency, who, id=f"LOU 5:1, {year}, {who}, {currency}")
    for row in TABLE
    for year in row["years"]
    for currency in ("EUR", "SEK")
    for who in row.get(currency, ())
]


def buyer_and_kind(who: str) -> list[tuple[Buyer, Kind]]:
    """Every buyer and kind that has the amount of one column."""
    of, _, what = who.rpartition(" ")
    if what in ("works", "social"):
        buyers = [Buyer.UTILITY] if of else [Buyer.CENTRAL, Buyer.SUB_CENTRAL]
        return [(buyer, Kind(what)) for buyer in buyers]
    return [(Buyer(who), kind) for kind in (Kind.GOODS, Kind.SERVICES)]


@pytest.mark.parametrize(("row", "year", "currency", "who"), CELLS)
def test_the_table_of_thresholds_holds(
    row: dict[str, Any], year: int, currency: str, who: str
) -> None:
    for buyer, kind in buyer_and_kind(who):
        for day in (date(year, 1, 1), date(year, 12, 31)):
            limit = threshold(buyer, kind, Currency(currency), day)
            assert (limit.minor, limit.uncertain) == (row[currency][who] * 100, False)
            assert not limit.below(limit.minor)
            assert limit.below(limit.minor - 1)


@pytest.mark.parametrize("who", TABLE[0]["EUR"])
def test_the_commissions_rate_gives_every_known_amount_in_kronor(who: str) -> None:
    for row in TABLE:
        if "SEK" not in row:
            continue
        per_euro = rate(date(row["years"][0], 1, 1))
        assert per_euro.estimated is False
        assert nearest_whole(per_euro.to_sek(row["EUR"][who] * 100)) == row["SEK"][who] * 100


def test_an_unknown_amount_in_kronor_is_an_estimate_and_says_so() -> None:
    limit = threshold(Buyer.CENTRAL, Kind.WORKS, Currency.SEK, date(2027, 12, 31))

    assert (limit.minor, limit.uncertain) == (6_106_520_000, True)
    assert limit.reason.text.en == (
        "The threshold on 2027-12-31 is EUR 5,404,000. Its amount in kronor is not known here; at"
        " an assumed rate of 11.3 it is estimated at SEK 61,065,200"
    )


def test_a_rate_of_ones_own_takes_the_place_of_the_estimate() -> None:
    own = rate(date(2026, 1, 1), Decimal("11.4321"))

    assert (own.kronor, own.estimated) == (Fraction(114321, 10000), True)
    assert rate(date(2025, 12, 31), Decimal(9)) == rate(date(2025, 12, 31))


@pytest.mark.parametrize("impossible", [Decimal(0), Decimal("-1"), Decimal("NaN")])
def test_a_rate_that_is_not_positive_is_refused(impossible: Decimal) -> None:
    with pytest.raises(ImpossibleFacts) as refused:
        rate(date(2026, 1, 1), impossible)

    assert refused.value.text.sv == (
        f"kursen ska vara ett positivt tal kronor per euro, inte {impossible}"
    )
    assert refused.value.text.en == (
        f"the rate must be a positive number of kronor per euro, not {impossible}"
    )


def test_the_direct_award_limit_in_euros_is_said_to_be_a_conversion() -> None:
    before = direct_award_limit(Buyer.CENTRAL, Kind.GOODS, Currency.EUR, date(2021, 6, 1))
    now = direct_award_limit(Buyer.CENTRAL, Kind.GOODS, Currency.EUR, date(2025, 6, 1))

    assert (before.minor, before.uncertain, before.below(before.minor)) == (5_992_000, True, True)
    assert (now.minor, now.uncertain, now.below(now.minor)) == (6_473_900, True, False)
    assert now.reason.text.sv == (
        "Direktupphandling får användas när värdet understiger 700 000 kronor, vilket med kursen"
        " 10,8126 är 64 739 euro"
    )
    assert before.reason.text.en == (
        "Direct award may be used when the value is at most SEK 615,312, which is EUR 59,920 at a"
        " rate of 10.2689"
    )


def test_every_threshold_has_its_own_entry_in_each_period_it_is_known() -> None:
    names = [name for name in parameters() if name.startswith("threshold_")]
    starts = {name: [entry.since for entry in parameters()[name].values] for name in names}
    periods = [date(row["years"][0], 1, 1) for row in TABLE]

    assert len(names) == 14
    for name, found in starts.items():
        assert found == (periods if "_eur_" in name else periods[:4]), name


def test_every_value_here_names_the_fact_that_connects_a_case_to_it() -> None:
    ours = ("threshold_", "direct_award_", "small_lot_", "sek_for_10_000_euro")
    named = {each.connected_by for name, each in parameters().items() if name.startswith(ours)}

    assert named == {
        "dispatch of the call for competition, or start of the procedure where there is none"
    }


def test_the_estimate_is_of_low_confidence_and_says_what_to_check() -> None:
    guess = value("sek_for_10_000_euro_estimated", date(2026, 1, 1))

    assert guess.confidence == "low"
    assert "C/2025/5732" in guess.reference


@pytest.mark.parametrize(
    ("minor", "sv", "en"),
    [
        (0, "0 kronor", "SEK 0"),
        (5, "0,05 kronor", "SEK 0.05"),
        (100_000_050, "1 000 000,50 kronor", "SEK 1,000,000.50"),
        (-150, "-1,50 kronor", "SEK -1.50"),
    ],
)
def test_an_amount_is_written_as_people_write_it(minor: int, sv: str, en: str) -> None:
    text = spoken(minor, Currency.SEK)

    assert (text.sv, text.en) == (sv, en)


def test_a_limit_between_two_ore_is_kept_on_the_right_side() -> None:
    half = Fraction(2001, 2)

    assert (first_not_below(half), last_within(half)) == (1001, 1000)
    assert (first_not_below(Fraction(1000)), last_within(Fraction(1000))) == (1000, 1000)
    assert (nearest_whole(Fraction(149)), nearest_whole(Fraction(150))) == (100, 200)


@pytest.mark.parametrize(
    ("buyer", "day", "kronor", "cite"),
    [
        (Buyer.CENTRAL, date(2014, 7, 1), 505_800, Cite("lag 2007:1091", 15, "3")),
        (Buyer.CENTRAL, date(2015, 12, 31), 505_800, Cite("lag 2007:1091", 15, "3")),
        (Buyer.CENTRAL, date(2016, 1, 1), 534_890, Cite("lag 2007:1091", 15, "3")),
        (Buyer.CENTRAL, date(2017, 1, 1), 534_890, Cite("LOU", 19, "7")),
        (Buyer.CENTRAL, date(2018, 1, 1), 586_907, Cite("LOU", 19, "7")),
        (Buyer.UTILITY, date(2014, 7, 1), 939_342, Cite("lag 2007:1092", 15, "3")),
        (Buyer.UTILITY, date(2016, 12, 31), 993_368, Cite("lag 2007:1092", 15, "3")),
        (Buyer.UTILITY, date(2017, 12, 31), 993_368, Cite("LUF", 19, "7")),
    ],
)
@pytest.mark.parametrize("kind", Kind)
def test_r1_8_the_direct_award_limit_is_known_from_july_2014(
    buyer: Buyer, day: date, kronor: int, cite: Cite, kind: Kind
) -> None:
    limit = direct_award_limit(buyer, kind, Currency.SEK, day)

    assert (limit.minor, limit.equal_is_below, limit.reason.cite) == (kronor * 100, True, cite)


@pytest.mark.parametrize("currency", Currency)
def test_thresholds_before_2018_are_said_to_be_unknown_in_words_a_lawyer_reads(
    currency: Currency,
) -> None:
    with pytest.raises(NoValue) as refused:
        threshold(Buyer.CENTRAL, Kind.GOODS, currency, date(2016, 6, 1))

    assert refused.value.text == Text(
        "tröskelvärdena för 2016 finns inte i reglerna: de är kända från och med 2018",
        "the thresholds of 2016 are not in the rules: known from 2018",
    )


def test_a_limit_at_an_assumed_rate_is_a_warning_near_it_and_far_from_it() -> None:
    limit = threshold(Buyer.CENTRAL, Kind.GOODS, Currency.SEK, date(2026, 3, 2))
    asked = (limit.minor, limit.minor * 97 // 100, limit.minor * 97 // 100 - 1, 1)
    found = [unsure(limit, amount, THRESHOLD) for amount in asked]

    assert [each.code for each in found if each] == [
        *("near-an-estimate", "near-an-estimate", "rate-assumed", "rate-assumed"),
    ]


def test_a_limit_at_the_commissions_rate_is_only_doubtful_near_it() -> None:
    limit = direct_award_limit(Buyer.CENTRAL, Kind.GOODS, Currency.EUR, date(2025, 6, 2))

    assert unsure(limit, 1, THRESHOLD) is None
    assert unsure(limit, limit.minor, THRESHOLD) is not None


def test_a_rate_that_is_not_used_is_said_to_be_ignored() -> None:
    known, unknown = date(2025, 12, 31), date(2026, 1, 1)

    assert [each.text for each in rate_ignored(Decimal("11.3"), known)] == [
        Text(
            "Den angivna kursen används inte: periodens kurs är känd, 10,8126 kronor per euro",
            "The rate given is not used: that of the period is known, 10.8126 kronor per euro",
        )
    ]
    assert [*rate_ignored(Decimal("11.3"), unknown), *rate_ignored(None, known)] == []
