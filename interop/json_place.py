"""Reading somebody else's JSON: every value knows where it stands, every fault is written down.

A value of the wrong kind reads as None and leaves one problem (where, what,
what to do); the caller goes on with whatever else is good. JSON null counts
as missing.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction

from law.reasons import Lang, Text

_LARGEST_EXPONENT = 18
_MOST_DECIMALS = 30
_SHOWN = 40


@dataclass(frozen=True)
class Problem:
    """One fault in the file: ``path`` like ``bids[2].value.amount``, and what to do about it."""

    path: str
    what: Text
    todo: Text

    def in_(self, lang: Lang) -> str:
        return f"{self.path}: {self.what.in_(lang)}. {self.todo.in_(lang)}"


@dataclass
class Problems:
    """The faults found so far, in reading order; the same fault is kept once."""

    told: dict[Problem, None] = field(default_factory=dict)

    @property
    def found(self) -> tuple[Problem, ...]:
        return tuple(self.told)

    def add(self, path: str, sv: str, en: str, todo: Text) -> None:
        self.told.setdefault(Problem(path, Text(sv, en), todo))

    def tells_of(self, path: str) -> bool:
        return any(problem.path == path for problem in self.told)


@dataclass(frozen=True)
class Place:
    """A JSON value (None = missing) and the path it was found at."""

    value: object
    path: str
    problems: Problems

    def at(self, key: str) -> Place:
        inner = self.value.get(key) if isinstance(self.value, dict) else None
        return Place(inner, f"{self.path}.{key}" if self.path else key, self.problems)

    def first(self, *keys: str) -> Place:
        """The first of the keys that is there; where none is, the place of the first."""
        places = [self.at(key) for key in keys]
        return next((place for place in places if place.value is not None), places[0])

    def complain(self, sv: str, en: str, todo: Text) -> None:
        self.problems.add(self.path, sv, en, todo)

    def missing(self, todo: Text) -> None:
        self.complain("saknas", "is missing", todo)

    def wrong_kind(self, sv: str, en: str, todo: Text) -> None:
        shown = shown_value(self.value)
        self.complain(f"är {shown.sv}, ska vara {sv}", f"is {shown.en}, must be {en}", todo)

    def items(self, todo: Text) -> tuple[Place, ...]:
        """The list's members, none where it is missing; not a list is a problem."""
        if self.value is None:
            return ()
        if not isinstance(self.value, list):
            self.wrong_kind("en lista", "a list", todo)
            return ()
        return tuple(
            Place(item, f"{self.path}[{index}]", self.problems)
            for index, item in enumerate(self.value)
        )

    def objects(self, todo: Text) -> tuple[Place, ...]:
        """The list's objects; any other member is a problem and left out."""
        return tuple(item for item in self.items(todo) if item.is_object(todo))

    def is_object(self, todo: Text) -> bool:
        if not isinstance(self.value, dict):
            self.wrong_kind("ett objekt", "an object", todo)
            return False
        return True

    def name(self, todo: Text, *, required: bool = True) -> str | None:
        """An id or code: printable text that is not blank, or a whole number (OCDS allows both)."""
        if self.value is None:
            if required:
                self.missing(todo)
            return None
        if isinstance(self.value, int) and not isinstance(self.value, bool):
            return str(self.value)
        if not isinstance(self.value, str) or not self.value.strip():
            self.wrong_kind("en text", "a text", todo)
            return None
        if not self.value.isprintable():
            self.wrong_kind("en text utan styrtecken", "a text without control characters", todo)
            return None
        return self.value

    def number(self, todo: Text) -> Fraction | None:
        """An exact number that is not negative and of a size that money or points can have."""
        if self.value is None:
            self.missing(todo)
            return None
        if isinstance(self.value, bool) or not isinstance(self.value, int | Decimal):
            self.wrong_kind("ett tal", "a number", todo)
            return None
        exact = Decimal(self.value)
        if not exact.is_finite():
            self.wrong_kind("ett ändligt tal", "a finite number", todo)
        elif exact and not _reasonable(exact):
            self.wrong_kind(
                f"under 10^{_LARGEST_EXPONENT} med högst {_MOST_DECIMALS} decimaler",
                f"below 10^{_LARGEST_EXPONENT} with at most {_MOST_DECIMALS} decimals",
                todo,
            )
        elif exact < 0:
            self.wrong_kind("minst 0", "at least 0", todo)
        else:
            # A zero may carry any exponent, and Fraction would write it out.
            return Fraction(exact) if exact else Fraction(0)
        return None

    def instant(self, todo: Text) -> datetime | None:
        """An aware point in time; missing is None without a problem, no zone is UTC with one."""
        if self.value is None:
            return None
        read = _parsed_time(self.value)
        if read is None:
            example = "2024-01-31T12:00:00+02:00"
            self.wrong_kind(f"en tidpunkt som {example}", f"a time like {example}", todo)
        elif read.tzinfo is None:
            self.complain("saknar tidszon", "has no time zone", READ_AS_UTC)
            return read.replace(tzinfo=UTC)
        return read


READ_AS_UTC = Text("Tiden läses som UTC; ange tidszonen.", "It is read as UTC; state the zone.")


def _parsed_time(value: object) -> datetime | None:
    try:
        return datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _reasonable(number: Decimal) -> bool:
    exponent = number.as_tuple().exponent
    return (
        number.adjusted() < _LARGEST_EXPONENT
        and isinstance(exponent, int)
        and exponent >= -_MOST_DECIMALS
    )


def shown_value(value: object) -> Text:
    """A value as a message shows it: short, on one line, nothing that a terminal would obey."""
    if isinstance(value, dict):
        return Text("ett objekt", "an object")
    if isinstance(value, list):
        return Text("en lista", "a list")
    if isinstance(value, Decimal):
        text = str(value)
    else:
        text = json.dumps(value, ensure_ascii=not str(value).isprintable())
    text = text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
    return Text(text, text)
