"""The data that goes along with a document: OCDS, and nothing that is not printed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

import pytest

from documents.attached_facts.files import facts_files
from documents.contexts import ContractContext, DocumentContext, DocumentName
from documents.formats import Formats, minor_units
from documents.parts import Lang
from documents.samples.registry import SAMPLES, sample_context
from tests.documents.page_tree import page, parsed

JSONSCHEMA: Any = pytest.importorskip("jsonschema")
SCHEMA = Path(__file__).parents[3] / "shared" / "data" / "ocds" / "schema" / "release-schema.json"
# What OCDS has codes and addresses for, and what is made of the rest: no document prints them.
CODES = {"tag", "roles", "documentType", "status", "initiationType", "language", "extensions"}
CODES |= {"type"}
KEYS = [(each.name, lang) for each in SAMPLES for lang in get_args(Lang)]


def facts(context: DocumentContext) -> dict[str, Any]:
    (file,) = facts_files(context)
    found: dict[str, Any] = json.loads(file.body)
    return found


def leaves(value: Any, key: str = "") -> Iterator[Any]:
    """Every value that is no code: texts, numbers, and each money with its currency in one."""
    if key in CODES:
        return
    if isinstance(value, dict) and set(value) == {"amount", "currency"}:
        yield value
    elif isinstance(value, dict):
        for name, each in value.items():
            yield from leaves(each, name)
    elif isinstance(value, list):
        for each in value:
            yield from leaves(each, key)
    else:
        yield value


def printed(context: DocumentContext) -> str:
    return " ".join("\n".join(parsed(page(context))).replace("\u00a0", " ").split())


def spellings(value: Any, lang: Lang) -> set[str]:
    """Every way that a document could print it."""
    formats = Formats(lang)
    if isinstance(value, dict):
        minor = Decimal(str(value["amount"])) * minor_units(value["currency"])
        return {formats.money(minor, value["currency"])}
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\dT.*[+-]\d\d:\d\d", value):
        at = datetime.fromisoformat(value)
        return {write(at) for write in (formats.instant, formats.stamp, formats.exact)} | {
            formats.day(at.date()),
            formats.month(at.date()),
        }
    return {str(value)}


@pytest.mark.parametrize(("name", "lang"), KEYS)
def test_the_data_says_nothing_that_the_document_does_not_print(name: str, lang: Lang) -> None:
    context = sample_context(name, lang)
    if not facts_files(context):
        assert context.document == "case_file"
        return
    told = facts(context)
    del told["id"]
    told["tender"]["documents"] = []
    text = printed(context)
    unsaid = [
        value
        for value in leaves(told)
        if not any(
            " ".join(each.replace("\u00a0", " ").split()) in text for each in spellings(value, lang)
        )
    ]
    assert unsaid == []


@pytest.mark.skipif(not SCHEMA.exists(), reason="the OCDS schema is not at hand")
def test_the_data_of_every_document_is_a_release_of_ocds() -> None:
    schema = JSONSCHEMA.Draft4Validator(json.loads(SCHEMA.read_text()))
    faults = {
        (name, lang): [fault.message for fault in schema.iter_errors(facts(context))]
        for name, lang in KEYS
        if facts_files(context := sample_context(name, lang))
    }
    assert {key: found for key, found in faults.items() if found} == {}


def test_every_document_but_a_case_file_has_its_facts_along() -> None:
    without = {
        sample.document for sample in SAMPLES if not facts_files(sample_context(sample.name, "sv"))
    }
    assert without == {"case_file"}
    assert {sample.document for sample in SAMPLES} == set(get_args(DocumentName))


def test_the_facts_follow_the_context() -> None:
    contract = sample_context("contract", "sv")
    assert isinstance(contract, ContractContext)
    dearer = contract.model_copy(update={"price_per_participant_month_ore": 1_300_001})
    told = facts(dearer)
    assert told["contracts"] == [
        {
            "id": contract.contract_number,
            "awardID": contract.lot.code,
            "relatedLots": [contract.lot.code],
            "status": "pending",
            "period": {
                "startDate": f"{contract.starts_on}T00:00:00+02:00",
                "endDate": f"{contract.ends_on}T23:59:59+02:00",
            },
            "items": [
                {
                    "id": "1",
                    "description": contract.service.name,
                    "unit": {"value": {"amount": 13000.01, "currency": "SEK"}},
                }
            ],
        }
    ]
    assert told["id"] != facts(contract)["id"]


def test_a_letter_names_the_winner_and_no_price_of_another() -> None:
    told = facts(sample_context("letter", "sv"))
    assert "amount" not in json.dumps(told)
    assert [award["id"] for award in told["awards"]] == ["A01", "A02", "A03"]


def test_persons_are_left_to_the_text() -> None:
    for name in ("contract", "opening", "decision"):
        body = json.dumps(facts(sample_context(name, "sv")), ensure_ascii=False)
        assert [who for who in ("Maja Demo", "Karin Demo", "Åsa Exempel") if who in body] == []


def test_the_file_is_dated_by_the_document_and_not_by_the_clock() -> None:
    (file,) = facts_files(sample_context("contract", "sv"))
    assert file.told_at.isoformat() == "2026-03-08T23:00:00+00:00"
    assert file.body == facts_files(sample_context("contract", "sv"))[0].body


def test_a_name_stands_in_the_data_as_it_is_printed() -> None:
    contract = sample_context("contract", "sv")
    assert isinstance(contract, ContractContext)
    named = contract.provider.model_copy(update={"name": "Bo\u0000lag\u202e AB"})
    told = facts(contract.model_copy(update={"provider": named}))
    assert told["parties"][1]["name"] in printed(contract.model_copy(update={"provider": named}))


def test_a_date_is_of_the_day_in_sweden() -> None:
    assert date.fromisoformat(facts(sample_context("letter", "en"))["date"][:10]) == date(
        2026, 3, 10
    )
