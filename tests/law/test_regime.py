from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from law.amounts import Currency
from law.dated import NoValue
from law.reasons import Cite
from law.refusals import ImpossibleFacts
from law.regime import Lot, Procurement, Regime, RegimeAnswer, regime
from law.thresholds import Buyer, Kind

TABLE: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("regime.yaml").read_text(encoding="utf-8")
)
CASES = [pytest.param(row, id=f"{row['id']}: {row['claim']}") for row in TABLE]
CODES = {
    "annex-2",
    "below-threshold",
    "chapter-19",
    "direct-award-allowed",
    "direct-award-limit",
    "excepted-lots-below-direct-award-limit",
    "individual-report",
    "lots-summed",
    "may-not-be-split",
    "near-an-estimate",
    "no-small-lots",
    "options-counted",
    "options-outside-lots",
    "premiums-counted",
    "rate-assumed",
    "rate-ignored",
    "similar-contracts-counted",
    "single-small-lot",
    "small-lot-limit",
    "small-lots-excepted",
    "small-lots-too-large-a-share",
    "threshold",
    "threshold-estimated",
    "threshold-reached",
    "value",
    "welfare-services",
}
ORDER = list(Regime)
# A day in each period and under each direct award limit.
DAYS = [date(2018, 1, 1), date(2021, 12, 31), date(2022, 1, 31), date(2024, 5, 2), date(2026, 3, 2)]
AMOUNTS = st.integers(1, 10**10)
CASE = st.tuples(
    st.sampled_from(Buyer), st.sampled_from(Kind), st.sampled_from(Currency), st.sampled_from(DAYS)
)


def minor(units: float | str) -> int:
    return int(Decimal(str(units)) * 100)


def procurement(raw: dict[str, Any]) -> Procurement:
    several = {
        name: tuple(minor(each) for each in raw.get(name, ()))
        for name in ("lots", "options", "similar", "premiums")
    }
    return Procurement(
        Buyer(raw.get("buyer", "sub-central")),
        Kind(raw.get("kind", "goods")),
        Currency(raw.get("currency", "SEK")),
        raw["date"],
        minor(raw["value"]) if "value" in raw else None,
        **several,
        rate=Decimal(raw["rate"]) if "rate" in raw else None,
    )


def answered(answer: RegimeAnswer) -> dict[str, Any]:
    return {
        "regime": answer.regime.value,
        "threshold": answer.threshold / 100,
        "direct_award_limit": answer.direct_award_limit / 100,
        "lots": [lot.regime.value for lot in answer.lots],
        "warnings": [warning.code for warning in answer.warnings],
    }


@pytest.mark.parametrize("row", CASES)
def test_the_table_holds(row: dict[str, Any]) -> None:
    found = answered(regime(procurement(row["given"])))
    expected = {"lots": [], "warnings": []} | row["expect"]

    assert {key: found[key] for key in expected} == expected


@pytest.mark.parametrize("row", [row for row in TABLE if "says" in row], ids=lambda row: row["id"])
def test_an_answer_written_out_in_the_table_reads_so(row: dict[str, Any]) -> None:
    answer = regime(procurement(row["given"]))

    assert [reason.text.sv for reason in (*answer.reasons, *answer.warnings)] == row["says"]


def test_the_table_meets_every_reason_there_is() -> None:
    answers = [regime(procurement(row["given"])) for row in TABLE]

    assert {reason.code for each in answers for reason in (*each.reasons, *each.warnings)} == CODES


def test_every_reason_is_said_in_both_languages_and_cites_the_buyers_own_act() -> None:
    for row in TABLE:
        case = procurement(row["given"])
        answer = regime(case)
        for reason in (*answer.reasons, *answer.warnings):
            assert reason.text.sv.strip()
            assert reason.text.en.strip()
            assert reason.text.sv != reason.text.en
            assert reason.cite is not None
            assert reason.cite.act == ("LUF" if case.buyer is Buyer.UTILITY else "LOU")


def test_the_paragraphs_of_the_two_acts_are_numbered_apart() -> None:
    def cited(buyer: Buyer) -> list[Cite | None]:
        lots, extra = (30_000_000, 10_000_000, 6_000_000), (10_000_000,)
        case = Procurement(
            buyer, Kind.GOODS, Currency.EUR, date(2026, 3, 2), None, lots, extra, extra
        )
        return [reason.cite for reason in regime(case).reasons]

    assert cited(Buyer.CENTRAL) == [
        *(Cite("LOU", 5, section) for section in ("8", "3", "11", "5", "1")),
        *(Cite("LOU", 1, "4"), Cite("LOU", "19a", "2"), Cite("LOU", 5, "8"), Cite("LOU", 5, "8")),
    ]
    assert cited(Buyer.UTILITY) == [
        *(Cite("LUF", 5, section) for section in ("7", "2", "10", "4", "1")),
        *(Cite("LUF", 1, "4"), Cite("LUF", "19a", "2"), Cite("LUF", 5, "7"), Cite("LUF", 5, "7")),
    ]


@pytest.mark.parametrize(
    ("day", "kind", "cites"),
    [
        (date(2022, 2, 1), Kind.GOODS, [("19a", "2"), (19, "1")]),
        (date(2022, 1, 31), Kind.GOODS, [(19, "7"), (19, "1")]),
        (date(2022, 2, 1), Kind.SOCIAL, [("19a", "2"), (19, "1"), (19, "22")]),
        (date(2022, 1, 31), Kind.SOCIAL, [(19, "7"), (19, "1")]),
    ],
)
@pytest.mark.parametrize(("buyer", "act"), [(Buyer.CENTRAL, "LOU"), (Buyer.UTILITY, "LUF")])
def test_direct_award_moved_to_a_chapter_of_its_own_in_2022(
    buyer: Buyer, act: str, day: date, kind: Kind, cites: list[tuple[int | str, str]]
) -> None:
    value = 300_000_000 if kind is Kind.GOODS else 3_000_000_000
    case = Procurement(buyer, kind, Currency.SEK, day, value)
    if buyer is Buyer.CENTRAL and kind is Kind.GOODS:
        case = Procurement(buyer, kind, Currency.SEK, day, 100_000_000)

    reasons = regime(case).reasons[-len(cites) :]

    assert [reason.cite for reason in reasons] == [Cite(act, *cite) for cite in cites]


def test_an_answer_in_english_reads_as_one() -> None:
    lots = (45_000_000, 6_000_000, 5_000_000)
    case = Procurement(
        Buyer.SUB_CENTRAL,
        Kind.SERVICES,
        Currency.EUR,
        date(2026, 3, 2),
        lots=lots,
        options=(1_000_000,),
        similar=(2_000_050,),
    )
    answer = regime(case)

    assert (answer.value, answer.currency) == (59_000_050, Currency.EUR)
    assert answer.lots == (
        Lot(45_000_000, Regime.DIRECTIVE),
        Lot(6_000_000, Regime.CHAPTER_19),
        Lot(5_000_000, Regime.CHAPTER_19),
    )
    assert [reason.text.en for reason in (*answer.reasons, *answer.warnings)] == [
        "The values of the lots are added: EUR 450,000 + EUR 60,000 + EUR 50,000 = EUR 560,000",
        "Options and extensions count as if they had been used: EUR 10,000",
        (
            "Similar contracts within twelve months are added: EUR 20,000.50. The Swedish"
            " Competition Authority counts in the same way against the direct award limit"
        ),
        (
            "The value of the procurement is EUR 590,000.50 excluding VAT, estimated on the day the"
            " call is sent or the procedure starts, 2026-03-02"
        ),
        "The threshold on 2026-03-02 is EUR 216,000",
        (
            "The value reaches the threshold: the directive regime applies, all of LOU except"
            " chapters 19 and 19a"
        ),
        (
            "Direct award may be used when the value is below SEK 700,000, which is EUR 61,947 at a"
            " rate of 11.3"
        ),
        "A lot below EUR 80,000 can be excepted",
        (
            "The lots below the limit are EUR 110,000 together; 20 per cent of all lots is EUR"
            " 112,000. They are therefore excepted from the directive regime and follow chapter"
            " 19, or chapter 19a where its own conditions are met"
        ),
        (
            "The direct award limit, EUR 61,947, rests on an assumed rate of 11.3 kronor per euro;"
            " the Commission's is not known here. Check the amount, or give the rate"
        ),
        "The options are not divided among the lots; a lot is valued with its own options",
    ]


@given(CASE, AMOUNTS, AMOUNTS)
def test_a_larger_value_never_has_a_lighter_regime(
    case: tuple[Buyer, Kind, Currency, date], one: int, other: int
) -> None:
    lower, higher = sorted((one, other))
    found = [regime(Procurement(*case, value=value)).regime for value in (lower, higher)]

    assert ORDER.index(found[0]) <= ORDER.index(found[1])


@given(CASE, st.lists(AMOUNTS, min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_the_lots_does_not_matter(
    case: tuple[Buyer, Kind, Currency, date], lots: list[int], chance: Any
) -> None:
    shuffled = list(lots)
    chance.shuffle(shuffled)
    first, second = (regime(Procurement(*case, lots=order)) for order in (lots, shuffled))

    def by_value(answer: RegimeAnswer) -> list[tuple[int, Regime]]:
        return sorted((lot.value, lot.regime) for lot in answer.lots)

    assert (first.regime, by_value(first)) == (second.regime, by_value(second))


@given(CASE, st.lists(AMOUNTS, min_size=1, max_size=6))
def test_lots_are_worth_what_they_are_worth_together(
    case: tuple[Buyer, Kind, Currency, date], lots: list[int]
) -> None:
    as_lots = regime(Procurement(*case, lots=lots))
    as_one = regime(Procurement(*case, value=sum(lots)))

    assert (as_lots.regime, as_lots.value) == (as_one.regime, as_one.value)


@pytest.mark.parametrize("case", list(product(Buyer, Currency, DAYS)))
def test_an_annex_2_service_is_never_under_the_directive_regime(
    case: tuple[Buyer, Currency, date],
) -> None:
    buyer, currency, day = case
    found = regime(Procurement(buyer, Kind.SOCIAL, currency, day, 10**13))

    assert found.regime is Regime.CHAPTER_19


@pytest.mark.parametrize(
    ("given", "sv", "en"),
    [
        (
            {"value": 0},
            "ett värde ska vara större än noll, inte 0 kronor",
            "a value must be more than zero, not SEK 0",
        ),
        (
            {"value": 10, "options": [-1]},
            "ett värde ska vara större än noll, inte -1 krona",
            "a value must be more than zero, not SEK -1",
        ),
        (
            {"lots": [10, 0]},
            "ett värde ska vara större än noll, inte 0 kronor",
            "a value must be more than zero, not SEK 0",
        ),
        (
            {"value": 10, "similar": [0]},
            "ett värde ska vara större än noll, inte 0 kronor",
            "a value must be more than zero, not SEK 0",
        ),
        (
            {},
            "upphandlingen behöver ett värde eller delkontrakt",
            "the procurement needs a value or lots",
        ),
        (
            {"value": 500, "lots": [200, 200]},
            "delkontrakten är tillsammans 400 kronor men värdet 500 kronor; ange samma",
            "the lots add up to SEK 400 but the value is SEK 500; they must be equal",
        ),
    ],
)
def test_amounts_that_cannot_be_are_refused(given: dict[str, Any], sv: str, en: str) -> None:
    with pytest.raises(ImpossibleFacts) as refused:
        procurement({"date": date(2026, 3, 2), **given})

    assert (refused.value.text.sv, refused.value.text.en) == (sv, en)


def test_a_day_before_the_table_is_refused() -> None:
    with pytest.raises(NoValue, match=r"^the thresholds of 2017 are not in the rules"):
        regime(procurement({"value": 1, "date": date(2017, 12, 31)}))


@pytest.mark.parametrize("currency", Currency)
def test_a_period_without_thresholds_is_refused(currency: Currency) -> None:
    with pytest.raises(ImpossibleFacts) as refused:
        regime(procurement({"value": 1, "currency": currency.value, "date": date(2028, 1, 1)}))

    assert refused.value.text.sv == (
        "tröskelvärdena för 2028–2029 är inte kända här; de beslutas för två år i taget"
    )
    assert refused.value.text.en == (
        "the thresholds of 2028–2029 are not known here; they are set two years at a time"
    )


@pytest.mark.parametrize(("value", "en"), [(700000, "equals"), (700001, "exceeds")])
def test_a_value_at_the_limit_equals_it_and_a_larger_exceeds_it(value: int, en: str) -> None:
    answer = regime(procurement({"value": value, "date": date(2025, 6, 1)}))

    assert answer.reasons[-1].text.en == (
        f"The value {en} the limit for direct award: the procurement must be advertised under LOU"
        " chapter 19; of the other chapters only 1–3, 5, 20 and 21 apply"
    )


@pytest.mark.parametrize(
    ("buyer", "value", "cite"),
    [
        (Buyer.SUB_CENTRAL, 60_000_000, Cite("LOU", 5, "7a")),
        (Buyer.SUB_CENTRAL, 200_000_000, Cite("LOU", 5, "7")),
        (Buyer.UTILITY, 100_000_000, Cite("LUF", 5, "6a")),
        (Buyer.UTILITY, 400_000_000, Cite("LUF", 5, "6")),
    ],
)
def test_a_warning_not_to_split_cites_the_paragraph_of_the_limit_evaded(
    buyer: Buyer, value: int, cite: Cite
) -> None:
    case = Procurement(
        buyer, Kind.GOODS, Currency.SEK, date(2025, 6, 2), value, similar=(value * 9 // 10,)
    )

    assert [warning.cite for warning in regime(case).warnings] == [cite]
