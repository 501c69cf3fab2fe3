"""Files written by hand whose numbers are kept exactly as written. No database.

To YAML 0.1 is a binary fraction near a tenth; here every value is text until a
model says what it is. Anchors, double keys and deep nesting are refused: no value
stands for another, and a small file cannot become a large one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Any, TypeAlias, TypeVar

import yaml
from pydantic import AfterValidator, BaseModel, PlainValidator, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from law.reasons import ActRefused, Text, refuse

M = TypeVar("M", bound=BaseModel)

LARGEST_FILE = 20_000_000
DEEPEST = 20
SHOWN = 60
# The C parser is ten times as fast, and 500 lots with 40 bids are 20 000 prices.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NUMBER = re.compile(r"([+-]?)(\d{1,40})(?:\.(\d{1,40})|/(\d{1,40}))?", re.ASCII)
_THOUSANDS = re.compile(r"(?<=\d)_(?=\d{3}(?!\d))", re.ASCII)


def exact_number(written: object) -> Fraction:
    """``30``, ``0.25``, ``1_000_000`` or ``1/3``; anything else is no number here."""
    text = _THOUSANDS.sub("", written) if isinstance(written, str) else ""
    found = _NUMBER.fullmatch(text)
    if found is None or (found[4] is not None and int(found[4]) == 0):
        raise PydanticCustomError("exact_number", "not a number")
    return Fraction(text)


def printable(text: str) -> str:
    """What a refusal may repeat: no control character reaches the reader's terminal."""
    shown = "".join(each if each.isprintable() else "?" for each in text[:SHOWN])
    return shown if len(text) <= SHOWN else f"{shown}…"


def _not_negative(amount: Fraction) -> Fraction:
    if amount < 0:
        raise PydanticCustomError("negative", "below zero")
    return amount


def _count(number: Fraction) -> int:
    if number < 0 or number.denominator != 1:
        raise PydanticCustomError("count", "not a whole number")
    return int(number)


def _id(written: str) -> str:
    if not 0 < len(written) <= 200 or not written.isprintable():
        raise PydanticCustomError("id_text", "not an id")
    return written


Exact: TypeAlias = Annotated[Fraction, PlainValidator(exact_number)]
Money: TypeAlias = Annotated[Exact, AfterValidator(_not_negative)]
Count: TypeAlias = Annotated[int, PlainValidator(lambda written: _count(exact_number(written)))]
Id: TypeAlias = Annotated[str, AfterValidator(_id)]


def read_exact(path: Path, model: type[M]) -> M:
    """The file as ``model``; raises `ActRefused` with the first thing that is wrong."""
    return fitted(_parsed(_text(path), path.name), model, path.name)


def read_plain(path: Path) -> object:
    """The file's values, each of them text; raises `ActRefused` for what is no such file."""
    return _parsed(_text(path), path.name)


def fitted(data: object, model: type[M], name: str, code: str = "file") -> M:
    """``data`` as ``model``; raises `ActRefused` (``code``.kind) that names ``name`` and the place.

    Numbers are text in ``data``, as `read_exact` has them.
    """
    try:
        return model.model_validate(data)
    except ValidationError as invalid:
        raise _unfit(name, invalid.errors()[0], code) from None


def _text(path: Path) -> str:
    try:
        with path.open("rb") as source:
            body = source.read(LARGEST_FILE + 1)
        if len(body) <= LARGEST_FILE:
            return body.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        pass
    raise _unreadable(path)


def _unreadable(path: Path) -> ActRefused:
    what = Text("är ingen läsbar textfil i UTF-8", "no readable text file in UTF-8")
    if not path.exists():
        what = Text("finns inte", "not there")
    elif path.is_dir():
        what = Text("är en katalog", "a folder")
    return refuse(
        "file.unreadable",
        sv=f"Filen {path} {what.sv}",
        en=f"The file {path} is {what.en}",
        todo_sv="Ange en textfil som den i dokumentationen av kommandot",
        todo_en="Name a text file like the one in the command's documentation",
    )


class _Builder:
    """Plain data from a stream of events; no recursion, so that no file can exhaust the stack."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._open: list[Any] = []
        self._keys: list[Any] = []
        self.root: Any = None

    def take(self, event: Any) -> None:
        if isinstance(event, yaml.AliasEvent):
            raise self._refused(event, "hänvisningar (*) läses inte", "references (*) are not read")
        if isinstance(event, yaml.DocumentStartEvent) and self.root is not None:
            raise self._refused(event, "ett andra dokument börjar", "a second document begins")
        if isinstance(event, yaml.ScalarEvent):
            plain = event.implicit[0]
            self._put(None if plain and event.value in ("", "~", "null") else event.value, event)
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            self._enter({} if isinstance(event, yaml.MappingStartEvent) else [], event)
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            self._open.pop()
            self._keys.pop()

    def _enter(self, new: dict[str, Any] | list[Any], event: Any) -> None:
        if len(self._open) == DEEPEST:
            raise self._refused(event, "nivåerna är för många", "the levels are too many")
        self._put(new, event)
        self._open.append(new)
        self._keys.append(None)

    def _put(self, content: Any, event: Any) -> None:
        if not self._open:
            self.root = content
        elif isinstance(self._open[-1], list):
            self._open[-1].append(content)
        elif self._keys[-1] is None:
            self._keys[-1] = self._key(content, event)
        else:
            self._open[-1][self._keys[-1]] = content
            self._keys[-1] = None

    def _key(self, content: Any, event: Any) -> str:
        if not isinstance(content, str):
            raise self._refused(event, "en nyckel är inte text", "a key is not text")
        if content in self._open[-1]:
            key = printable(content)
            raise self._refused(event, f"{key} står två gånger", f"{key} stands twice")
        return content

    def _refused(self, event: Any, sv: str, en: str) -> ActRefused:
        line = event.start_mark.line + 1
        return refuse(
            "file.form",
            sv=f"{self._name}, rad {line}: {sv}",
            en=f"{self._name}, line {line}: {en}",
            todo_sv="Skriv ut varje värde en gång, utan hänvisningar",
            todo_en="Write each value out once, without references",
        )


def _parsed(text: str, name: str) -> Any:
    builder = _Builder(name)
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            builder.take(event)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = 1 if mark is None else mark.line + 1
        raise refuse(
            "file.yaml",
            sv=f"{name}, rad {line}: filen är inte giltig YAML",
            en=f"{name}, line {line}: the file is not valid YAML",
            todo_sv="Kontrollera indrag, kolon och citattecken",
            todo_en="Check indentation, colons and quotes",
        ) from None
    return builder.root


# What is wrong, and what to do about it, by pydantic's type of error.
_SAID = {
    "missing": (
        Text("saknas", "is missing"),
        Text("Lägg till uppgiften", "Add it"),
    ),
    "extra_forbidden": (
        Text("är ingen känd uppgift", "is not known here"),
        Text("Rätta stavningen eller ta bort den", "Check the spelling or remove it"),
    ),
    "exact_number": (
        Text("är inget tal", "is not a number"),
        Text("Skriv det som 30, 0.25 eller 1/3", "Write it as 30, 0.25 or 1/3"),
    ),
    "count": (
        Text("är inget antal", "is not a number of lots"),
        Text("Ange ett heltal från noll", "State a whole number from zero"),
    ),
    "negative": (
        Text("är mindre än noll", "is below zero"),
        Text("Ange ett belopp från noll", "State an amount from zero"),
    ),
    "id_text": (
        Text("är inget namn på 1–200 tecken", "is not a name of 1–200 characters"),
        Text("Skriv ett namn utan radbrytningar", "Write a name without line breaks"),
    ),
    "day": (
        Text("är ingen dag i kalendern", "is not a day in the calendar"),
        Text("Skriv den som 2026-09-01", "Write it as 2026-09-01"),
    ),
    "days": (
        Text("är inget antal dagar", "is not a number of days"),
        Text("Ange ett heltal från noll", "State a whole number from zero"),
    ),
    "flag": (
        Text("är varken true eller false", "is neither true nor false"),
        Text("Ange det ena eller det andra", "State one or the other"),
    ),
    "enum": (
        Text("är inget av de värden som finns", "is none of the values there are"),
        Text("Ange ett av dem: {expected}", "State one of them: {expected}"),
    ),
    "literal_error": (
        Text("är inget av de värden som finns", "is none of the values there are"),
        Text("Ange ett av dem: {expected}", "State one of them: {expected}"),
    ),
}
_WRONG_KIND = (
    Text("har fel form", "has the wrong form"),
    Text("Skriv den som i docs/evaluation.md", "Write it as in docs/evaluation.md"),
)


def _unfit(name: str, error: ErrorDetails, code: str) -> ActRefused:
    wrong, todo = _SAID.get(error["type"], _WRONG_KIND)
    expected = str(error.get("ctx", {}).get("expected", "")).replace("'", "")
    where = _place(error["loc"])
    given = error["input"]
    shown = f" ({printable(given)})" if given and isinstance(given, str) else ""
    return refuse(
        f"{code}.{error['type']}",
        sv=f"{name}: {where.sv}{shown} {wrong.sv}",
        en=f"{name}: {where.en}{shown} {wrong.en}",
        todo_sv=todo.sv.format(expected=expected.replace(" or ", " eller ")),
        todo_en=todo.en.format(expected=expected),
    )


def _place(path: Sequence[str | int]) -> Text:
    """bids[0].price; the file as a whole has no place."""
    shown = "".join(
        f"[{part}]" if isinstance(part, int) else f".{printable(part)}" for part in path
    )
    place = shown.lstrip(".")
    return Text(place or "filen", place or "the file")
