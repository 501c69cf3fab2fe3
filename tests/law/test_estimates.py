"""LOU 5:4, 5:9–5:14 and their like in LUF."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from law.amounts import Currency
from law.dated import NoValue
from law.estimates import Estimate, Purchase, Setting, by_month, planned, recurring, units, works
from law.reasons import Cite, Reason
from law.refusals import ImpossibleFacts, RulesDisagree
from law.thresholds import Buyer, Kind

TABLE: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("valuation.yaml").read_text(encoding="utf-8")
)
ANSWERED = [row for row in TABLE if "expect" in row]
REFUSED = [row for row in TABLE if "refused" in row]
MONDAY = date(2026, 3, 2)


def _named(row: dict[str, Any]) -> str:
    return f"{row['id']}: {row['claim']}"


def _purchases(given: dict[str, Any], name: str) -> list[Purchase]:
    return [Purchase(on, worth * 100) for on, worth in given.get(name, ())]


def _minor(given: dict[str, Any], name: str) -> int:
    return int(given[name]) * 100


def _answer(row: dict[str, Any]) -> Estimate:
    given = row["given"]
    where = Setting(Buyer(given.get("buyer", "sub-central")), Currency.SEK, given.get("on", MONDAY))
    if row["asked"] == "by_month":
        return by_month(
            Kind(given["kind"]),
            _minor(given, "monthly"),
            given.get("months"),
            where,
            residual=_minor(given, "residual") if "residual" in given else None,
        )
    if row["asked"] == "recurring":
        return recurring(
            where,
            previous=_purchases(given, "previous"),
            foreseen=given.get("foreseen", 0) * 100,
            coming=_purchases(given, "coming"),
        )
    if row["asked"] == "planned":
        return planned([worth * 100 for worth in given["contracts"]], where)
    if row["asked"] == "works":
        provided = [worth * 100 for worth in given["provided"]]
        return works(_minor(given, "contract"), provided, where)
    others = [worth * 100 for worth in given["others"]]
    return units(_minor(given, "own"), others, where, independent=given["independent"])


def _all(found: Estimate) -> tuple[Reason, ...]:
    return (*found.reasons, *found.warnings)


@pytest.mark.parametrize("row", ANSWERED, ids=_named)
def test_the_table_holds(row: dict[str, Any]) -> None:
    found = _answer(row)

    assert {
        "value": found.value / 100,
        "warnings": [warning.code for warning in found.warnings],
    } == {"warnings": []} | row["expect"]
    if "says" in row:
        assert [reason.text.sv for reason in _all(found)] == row["says"]


@pytest.mark.parametrize("row", REFUSED, ids=_named)
def test_facts_without_a_value_are_refused(row: dict[str, Any]) -> None:
    with pytest.raises((ImpossibleFacts, RulesDisagree), match=row["refused"]) as refusal:
        _answer(row)

    assert isinstance(refusal.value, ImpossibleFacts | RulesDisagree)
    assert refusal.value.text.sv != refusal.value.text.en


@pytest.mark.parametrize("row", ANSWERED, ids=_named)
def test_every_reason_is_in_both_languages_and_cites_the_paragraph_of_its_row(
    row: dict[str, Any],
) -> None:
    act, section = ("LUF", row["id"][4:]) if row["id"].startswith("LUF") else ("LOU", row["id"])
    cite = Cite(act, 5, section.split(":")[1].split("-")[0])
    for reason in _all(_answer(row)):
        assert reason.text.sv != reason.text.en
        assert reason.cite == cite


def test_the_table_meets_every_reason_there_is() -> None:
    assert {reason.code for row in ANSWERED for reason in _all(_answer(row))} == {
        "lease-open-ended",
        "lease-whole-term",
        "planned-contracts",
        "recurring-adjusted",
        "recurring-ahead",
        "recurring-before",
        "residual-counted",
        "residual-unknown",
        "service-open-ended",
        "service-whole-term",
        "unit-alone",
        "units-together",
        "works-provided",
    }


def test_ways_that_differ_raise_and_neither_of_them_wins() -> None:
    where = Setting(Buyer.CENTRAL, Currency.EUR, MONDAY)
    with pytest.raises(RulesDisagree) as disagreed:
        recurring(
            where, previous=[Purchase(MONDAY.replace(year=2025), 100)], coming=[Purchase(MONDAY, 1)]
        )

    assert disagreed.value.text.sv == (
        "det som köpts ger värdet 1 euro och det som ska köpas 0,01 euro; välj ett av sätten, men"
        " inte för att undgå tröskelvärdet (5 kap. 6 § LOU)"
    )


def test_a_day_before_the_act_is_refused() -> None:
    with pytest.raises(NoValue, match="service_longest_months has no value on 2016-12-31"):
        by_month(Kind.SERVICES, 1, 1, Setting(Buyer.CENTRAL, Currency.SEK, date(2016, 12, 31)))
