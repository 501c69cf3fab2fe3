"""The file of a tender that is to be drafted: YAML or JSON, each value as `TenderDraft` has it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from cli.instants import instant
from law.reasons import ActRefused, Text, refuse
from procurement.exact.files import printable, read_plain
from procurement.tenders.draft import RequirementDraft, TenderDraft

_WHOLE = re.compile(r"-?\d{1,3}(?:_?\d{3})*|-?\d+", re.ASCII)
_CITE = re.compile(r"(\S+) (?:(\w+):)?(\w+)", re.ASCII)
# What is text in the award terms although it may look like a number.
_TEXTS = frozenset({"id", "sv", "en", "weight"})
_KNOWN = frozenset(each.name for each in fields(RequirementDraft))
LIKE = Text("Skriv den som filerna i examples/tender", "Write it as the files in examples/tender")
_SAID: Mapping[str, tuple[Text, Text]] = {
    "missing": (Text("saknas", "is missing"), Text("Lägg till uppgiften", "Add it")),
    "extra_forbidden": (
        Text("är ingen känd uppgift", "is not known here"),
        Text("Rätta stavningen eller ta bort den", "Check the spelling or remove it"),
    ),
    "enum": (
        Text("är inget av de värden som finns", "is none of the values there are"),
        Text("Ange ett av dem: {expected}", "State one of them: {expected}"),
    ),
    "int_parsing": (Text("är inget heltal", "is no whole number"), LIKE),
    "greater_than": (
        Text("är för litet", "is too small"),
        Text("Ange ett tal större än noll", "State a number above zero"),
    ),
    "greater_than_equal": (
        Text("är för litet", "is too small"),
        Text("Ange ett tal från noll", "State a number from zero"),
    ),
    "too_short": (
        Text("är tom", "is empty"),
        Text("Ange minst en uppgift", "State one at least"),
    ),
}
_DAY = (
    Text("är ingen dag", "is no day"),
    Text("Skriv år, månad och dag, som 2026-02-16", "Write year, month and day, as 2026-02-16"),
)
_OTHERWISE = (Text("har fel form", "has the wrong form"), LIKE)


class _Both(BaseModel):
    model_config = ConfigDict(extra="forbid")
    sv: str
    en: str


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid")
    name: _Both
    length: _Both
    content: _Both
    report: _Both | None = None


class _Kpi(BaseModel):
    model_config = ConfigDict(extra="forbid")
    name: _Both
    definition: _Both
    target: _Both


class _Service(BaseModel):
    """What contracts are drawn up from later must be whole from the start."""

    model_config = ConfigDict(extra="forbid")
    name: str
    purpose: _Both
    parts: list[_Part] = []
    kpis: list[_Kpi] = []


def read_draft(path: Path) -> TenderDraft:
    """Raises `ActRefused` that names the file, the place in it and what is wrong."""
    return draft_from(_read(path), path.name)


def draft_from(given: object, name: str) -> TenderDraft:
    """The draft in plain data out of a file: numbers are text. Raises `ActRefused` likewise."""
    if not isinstance(given, dict):
        raise _wrong(name, "", _OTHERWISE)
    data = dict(given)
    if isinstance(data.get("bid_deadline_at"), str):
        data["bid_deadline_at"] = instant("bid_deadline_at", data["bid_deadline_at"])
    data["award_terms"] = _numbers(data.get("award_terms") or {})
    try:
        service = _Service.model_validate(data.get("service_terms"))
    except ValidationError as invalid:
        raise _invalid(name, invalid.errors()[0], ("service_terms",)) from None
    data["service_terms"] = service.model_dump()
    _requirements(name, data)
    try:
        return TenderDraft.model_validate(data)
    except ValidationError as invalid:
        raise _invalid(name, invalid.errors()[0]) from None


def _read(path: Path) -> object:
    try:
        return read_plain(path)
    except ActRefused as refusal:
        # Of evaluation's files it says where they are described; this is another kind.
        todo = LIKE if "docs/evaluation.md" in refusal.todo.sv else refusal.todo
        raise ActRefused(refusal.reason, todo) from None


def _numbers(given: Any, key: str = "") -> Any:
    """Whole numbers of the award terms as such; others stay text, and so exact."""
    if isinstance(given, dict):
        return {name: _numbers(each, name) for name, each in given.items()}
    if isinstance(given, list):
        return [_numbers(each, key if key == "lots" else "") for each in given]
    if isinstance(given, str) and key not in (*_TEXTS, "lots") and _WHOLE.fullmatch(given):
        return int(given)
    return given


def _requirements(name: str, data: dict[str, Any]) -> None:
    """Each with its statute as people write it, "LOU 13:1"."""
    rows = data.get("requirements")
    if not isinstance(rows, list):
        return
    for number, row in enumerate(rows):
        place = f"requirements[{number}]"
        if not isinstance(row, dict):
            raise _wrong(name, place, _OTHERWISE)
        for unknown in sorted(row.keys() - _KNOWN):
            raise _wrong(name, f"{place}.{printable(unknown)}", _SAID["extra_forbidden"])
        row.setdefault("cite", None)
        row.setdefault("max_age_days", None)
        if isinstance(row["cite"], str):
            row["cite"] = _cite(name, place, row["cite"])


def _cite(name: str, place: str, written: str) -> dict[str, Any]:
    found = _CITE.fullmatch(written)
    if found is None:
        like = Text("Skriv den som LOU 13:1", "Write it as LOU 13:1")
        raise _wrong(name, f"{place}.cite", (_OTHERWISE[0], like))
    act, chapter, section = found.groups()
    number = int(chapter) if chapter and chapter.isdecimal() else chapter
    return {"act": act, "chapter": number, "section": section}


def _invalid(name: str, error: ErrorDetails, under: tuple[str, ...] = ()) -> ActRefused:
    kind = error["type"]
    said = _DAY if kind.startswith("date_") else _SAID.get(kind, _OTHERWISE)
    expected = str(error.get("ctx", {}).get("expected", "")).replace("'", "")
    place = "".join(
        f"[{part}]" if isinstance(part, int) else f".{printable(part)}"
        for part in (*under, *error["loc"])
    ).lstrip(".")
    return _wrong(name, place, said, expected, error["input"])


def _wrong(
    name: str, place: str, said: tuple[Text, Text], expected: str = "", given: object = None
) -> ActRefused:
    wrong, todo = said
    shown = f" ({printable(given)})" if isinstance(given, str) and given else ""
    return refuse(
        "draft.file",
        sv=f"{name}: {place or 'filen'}{shown} {wrong.sv}",
        en=f"{name}: {place or 'the file'}{shown} {wrong.en}",
        todo_sv=todo.sv.format(expected=expected.replace(" or ", " eller ")),
        todo_en=todo.en.format(expected=expected),
    )
