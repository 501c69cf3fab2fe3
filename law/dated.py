"""Values that change with the law: read from ``law/parameters/*.yaml`` by date.

A change of law is a new entry with its own effective date, never a condition
in a formula. Every entry names its source, who to cite, and when a person last
checked it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, TypeVar

import yaml

from law.reasons import Cite, Text

T = TypeVar("T")


class Confidence(StrEnum):
    """How sure we are that the entry says what the law says."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class NoValue(LookupError):
    """A name nobody has defined, or a date before the first entry.

    ``text`` is for whoever asked about a case; ``detail`` names the value, for
    whoever reads a traceback.
    """

    def __init__(self, text: Text, detail: str = "") -> None:
        self.text = text
        super().__init__(detail or text.en)


class MalformedParameter(ValueError):
    """A parameter file that says less, or something other, than an entry must."""


@dataclass(frozen=True)
class DatedValue:
    """What holds from ``since`` until the next entry of the same name.

    ``value`` is in the parameter's unit: whole calendar days, or true (1) for a
    duty that exists. ``reference`` is the source as a person would look it up.
    """

    name: str
    since: date
    value: int
    cite: Cite
    reference: str
    last_checked: date
    confidence: Confidence


@dataclass(frozen=True)
class Parameter:
    """One named value through time, oldest entry first, never empty.

    ``connected_by`` is the fact whose date decides which entry a case gets.
    """

    name: str
    title: Text
    unit: str
    connected_by: str
    values: tuple[DatedValue, ...]


def value(name: str, on: date) -> DatedValue:
    """The entry of ``name`` in force on ``on``.

    Raises NoValue for an unknown name and for a day before the first entry.
    """
    values = parameter(name).values
    following = bisect_right(values, on, key=lambda entry: entry.since)
    if not following:
        raise _before_the_first(parameter(name), on)
    return values[following - 1]


def latest(name: str) -> DatedValue:
    """The newest entry, for a case that has no date yet."""
    return parameter(name).values[-1]


def in_force(name: str, on: date | None) -> DatedValue:
    """``value`` where the day is known, else ``latest``."""
    return latest(name) if on is None else value(name, on)


def parameter(name: str) -> Parameter:
    """The whole history of ``name``; raises NoValue when there is none."""
    known = parameters()
    if name not in known:
        names = ", ".join(sorted(known))
        raise NoValue(
            Text(
                f"det finns inget lagvärde som heter {name!r}; de som finns: {names}",
                f"there is no legal value named {name!r}; known: {names}",
            )
        )
    return known[name]


@cache
def parameters() -> Mapping[str, Parameter]:
    """Every parameter by name, read once from the package's own files."""
    folder = files("law").joinpath("parameters")
    found = sorted(folder.iterdir(), key=lambda file: file.name)
    texts = {each.name: each.read_text("utf-8") for each in found if each.name.endswith(".yaml")}
    return MappingProxyType(merge(texts))


def merge(texts: Mapping[str, str]) -> dict[str, Parameter]:
    """The parameters of several YAML texts by file name; none may be defined twice."""
    known: dict[str, Parameter] = {}
    for file, text in texts.items():
        found = read(text)
        if twice := known.keys() & found.keys():
            raise MalformedParameter(f"{file} defines again: {', '.join(sorted(twice))}")
        known |= found
    return known


def read(text: str) -> dict[str, Parameter]:
    """The parameters in one YAML text; raises MalformedParameter, naming which."""
    content: Any = yaml.safe_load(text)
    if not isinstance(content, dict):
        raise MalformedParameter("a parameter file is a mapping from name to parameter")
    return {str(name): _parameter(str(name), raw) for name, raw in content.items()}


def _before_the_first(found: Parameter, on: date) -> NoValue:
    first = found.values[0].since
    return NoValue(
        Text(
            f"regler före {first} finns inte i tabellerna, och {on} är tidigare"
            f" ({_small(found.title.sv)}); bedöm fallet efter lagens äldre lydelse",
            f"rules before {first} are not in the tables, and {on} is earlier"
            f" ({_small(found.title.en)}); judge the case by the act's older wording",
        ),
        f"{found.name} has no value on {on}: its first entry applies from {first}",
    )


def _small(title: str) -> str:
    return title[0].lower() + title[1:]


def _parameter(name: str, raw: Any) -> Parameter:
    title = _field(name, raw, "title", dict)
    entries = _field(name, raw, "values", list)
    values = tuple(_entry(name, each) for each in entries)
    dates = [entry.since for entry in values]
    if not dates or dates != sorted(set(dates)):
        raise MalformedParameter(f"{name}: entries must exist and be in order, one per date")
    return Parameter(
        name,
        Text(_field(name, title, "sv", str), _field(name, title, "en", str)),
        _field(name, raw, "unit", str),
        _field(name, raw, "connected_by", str),
        values,
    )


def _entry(name: str, raw: Any) -> DatedValue:
    confidence = _field(name, raw, "confidence", str)
    if confidence not in tuple(Confidence):
        raise MalformedParameter(f"{name}: confidence is high, medium or low, not {confidence!r}")
    return DatedValue(
        name,
        _field(name, raw, "from", date),
        _field(name, raw, "value", int),
        _cite(name, _field(name, raw, "cite", dict)),
        _field(name, raw, "reference", str),
        _field(name, raw, "last_checked", date),
        Confidence(confidence),
    )


def _cite(name: str, raw: Any) -> Cite:
    chapter = raw.get("chapter")
    if chapter is not None and not isinstance(chapter, int | str):
        raise MalformedParameter(f"{name}: a chapter is a number or a string such as '19a'")
    return Cite(_field(name, raw, "act", str), chapter, _field(name, raw, "section", str))


def _field(name: str, raw: Any, key: str, kind: type[T]) -> T:
    found = raw.get(key) if isinstance(raw, dict) else None
    if not isinstance(found, kind) or found == "":
        raise MalformedParameter(f"{name}: {key!r} is missing or not a {kind.__name__}")
    return found
