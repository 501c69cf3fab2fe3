from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import yaml

from law.dated import (
    Confidence,
    DatedValue,
    MalformedParameter,
    NoValue,
    Parameter,
    latest,
    merge,
    parameter,
    parameters,
    read,
    value,
)
from law.reasons import Cite

ENTRY: dict[str, Any] = {
    "from": date(2020, 1, 1),
    "value": 10,
    "cite": {"act": "LOU", "chapter": 20, "section": "1"},
    "reference": "the statute book",
    "last_checked": date(2026, 1, 1),
    "confidence": "high",
}
PARAMETER: dict[str, Any] = {
    "title": {"sv": "ett tal", "en": "a number"},
    "unit": "days",
    "connected_by": "dispatch",
    "values": [ENTRY],
}


def _entries(*entries: dict[str, Any]) -> str:
    return yaml.safe_dump({"a_number": PARAMETER | {"values": list(entries)}})


@pytest.mark.parametrize("each", parameters().values(), ids=lambda each: each.name)
def test_every_entry_says_where_it_comes_from_and_when_it_was_checked(each: Parameter) -> None:
    assert each.title.sv
    assert each.title.en
    assert each.connected_by
    for entry in each.values:
        assert entry.reference
        assert entry.cite.act
        assert entry.since < entry.last_checked
        assert isinstance(entry.confidence, Confidence)


@pytest.mark.parametrize(
    ("name", "days"),
    [
        ("standstill_days_electronic", 10),
        ("standstill_days_other_means", 15),
        ("ten_day_bar_days", 10),
    ],
)
def test_the_days_of_the_statute_have_not_changed_since_2011(name: str, days: int) -> None:
    assert [entry.value for entry in parameter(name).values] == [days, days]


def test_a_value_changes_on_its_effective_date() -> None:
    before = value("standstill_days_electronic", date(2016, 12, 31))
    after = value("standstill_days_electronic", date(2017, 1, 1))

    assert (before.cite, after.cite) == (Cite("lag 2007:1091", 16, "1"), Cite("LOU", 20, "1"))


def test_an_unknown_name_is_refused_with_the_known_ones() -> None:
    with pytest.raises(NoValue, match="no legal value named 'ten_days'; known: "):
        value("ten_days", date(2026, 1, 1))


def test_a_date_before_the_first_entry_is_refused() -> None:
    with pytest.raises(NoValue, match=r"no value on 2022-01-31: .* applies from 2022-02-01"):
        value("notice_duty_SE-LOU-19", date(2022, 1, 31))


def test_the_latest_entry_serves_a_case_without_a_date() -> None:
    assert latest("ten_day_bar_days").cite == Cite("LOU", 20, "10")


def test_an_entry_is_read_whole() -> None:
    (entry,) = read(_entries(ENTRY))["a_number"].values

    assert entry == DatedValue(
        "a_number",
        date(2020, 1, 1),
        10,
        Cite("LOU", 20, "1"),
        "the statute book",
        date(2026, 1, 1),
        Confidence.HIGH,
    )


@pytest.mark.parametrize("key", sorted(ENTRY))
def test_an_entry_that_lacks_a_field_is_refused(key: str) -> None:
    entry = {field: content for field, content in ENTRY.items() if field != key}

    with pytest.raises(MalformedParameter, match=f"a_number: .*{key}"):
        read(_entries(entry))


@pytest.mark.parametrize("key", sorted(PARAMETER))
def test_a_parameter_that_lacks_a_field_is_refused(key: str) -> None:
    raw = {field: content for field, content in PARAMETER.items() if field != key}

    with pytest.raises(MalformedParameter, match=f"a_number: '{key}' is missing"):
        read(yaml.safe_dump({"a_number": raw}))


@pytest.mark.parametrize(
    ("key", "wrong"),
    [
        ("value", "ten"),
        ("from", "2020"),
        ("reference", ""),
        ("confidence", "certain"),
        ("cite", {"act": "LOU", "chapter": 20}),
        ("cite", {"act": "LOU", "chapter": 20.1, "section": "1"}),
    ],
)
def test_an_entry_with_a_wrong_field_is_refused(key: str, wrong: object) -> None:
    with pytest.raises(MalformedParameter, match="a_number: "):
        read(_entries(ENTRY | {key: wrong}))


def test_entries_must_be_in_order_and_one_per_date() -> None:
    older = ENTRY | {"from": date(2019, 1, 1)}

    for entries in ([ENTRY, older], [ENTRY, ENTRY], []):
        with pytest.raises(MalformedParameter, match="in order, one per date"):
            read(_entries(*entries))


def test_a_file_that_is_no_mapping_is_refused() -> None:
    with pytest.raises(MalformedParameter, match="a mapping from name to parameter"):
        read("- 10\n")


@pytest.mark.parametrize("raw", [10, "ten", ["unit", "values"]])
def test_a_parameter_that_is_no_mapping_is_refused(raw: object) -> None:
    with pytest.raises(MalformedParameter, match="a_number: 'title' is missing"):
        read(yaml.safe_dump({"a_number": raw}))


def test_a_name_defined_in_two_files_is_refused() -> None:
    with pytest.raises(MalformedParameter, match=r"b\.yaml defines again: a_number"):
        merge({"a.yaml": _entries(ENTRY), "b.yaml": _entries(ENTRY)})
