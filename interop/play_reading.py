"""Reading YAML and CSV into typed rows while gathering every problem.

Nothing here stops at the first fault: whoever edits a play by hand wants the
whole list, each with its file, line and field.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

M = TypeVar("M", bound=BaseModel)
M_co = TypeVar("M_co", bound=BaseModel, covariant=True)


@dataclass
class Problems:
    """The faults found so far, one sentence each."""

    found: list[str] = field(default_factory=list)

    def add(self, where: str, sentence: str) -> None:
        self.found.append(f"{where}: {sentence}")


@dataclass(frozen=True)
class Column:
    """A CSV column: its heading, the model's field, and how its cells are read."""

    heading: str
    field: str
    read: Callable[[str], object]


@dataclass(frozen=True)
class Row:
    """One CSV row as read: the line it ends on and its cells by heading."""

    line: int
    cells: dict[str, str]


@dataclass(frozen=True)
class Table(Generic[M_co]):
    """A CSV file's rows as models, each with its line.

    ``whole`` is False when some row could not be read; a reference that is not
    found in such a table is not reported, as the row may only be misspelt.
    """

    name: str
    rows: tuple[tuple[int, M_co], ...]
    whole: bool

    @property
    def items(self) -> tuple[M_co, ...]:
        return tuple(item for _, item in self.rows)


def read_text(folder: Path, name: str, problems: Problems) -> str | None:
    """The file's text (UTF-8, with or without byte order mark), or None and a problem."""
    try:
        return (folder / name).read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        problems.add(name, "the file is missing. Add it to the play folder.")
    except UnicodeDecodeError:
        problems.add(name, "the file is not UTF-8 text. Save it as UTF-8.")
    except OSError as error:
        problems.add(name, f"the file cannot be read ({error.strerror}). Make it readable.")
    return None


def read_rows(text: str, name: str, headings: list[str], problems: Problems) -> list[Row]:
    """The rows of a CSV text that has at least ``headings``; [] when one is missing."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        present = [heading.strip() for heading in next(reader, [])]
        missing = [heading for heading in headings if heading not in present]
        for heading in missing:
            problems.add(f"{name}, line 1", f'the column "{heading}" is missing. Add it.')
        return [] if missing else list(_rows(reader, present, name, problems))
    except csv.Error as error:
        problems.add(f"{name}, line {reader.line_num}", f"not valid CSV ({error}). Check quotes.")
        return []


def _rows(reader: Any, present: list[str], name: str, problems: Problems) -> Iterator[Row]:
    for cells in reader:
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(present):
            problems.add(
                f"{name}, line {reader.line_num}",
                f"{len(cells)} cells where the heading has {len(present)}. "
                "Check the commas and quotes.",
            )
            continue
        stripped = (cell.strip() for cell in cells)
        yield Row(reader.line_num, dict(zip(present, stripped, strict=True)))


def read_table(
    folder: Path,
    name: str,
    headings: list[str],
    built: Callable[[Row], M | None],
    problems: Problems,
) -> Table[M]:
    """The file's rows, each made a model by ``built``; rows it cannot make are left out."""
    before = len(problems.found)
    text = read_text(folder, name, problems)
    rows = [] if text is None else read_rows(text, name, headings, problems)
    placed = [(row.line, built(row)) for row in rows]
    kept = tuple((line, item) for line, item in placed if item is not None)
    return Table(name, kept, whole=len(problems.found) == before)


def read_cells(
    row: Row, columns: tuple[Column, ...], name: str, problems: Problems
) -> dict[str, object] | None:
    """The row's values by model field, or None when a cell could not be read."""
    values: dict[str, object] = {}
    for column in columns:
        try:
            values[column.field] = column.read(row.cells[column.heading])
        except ValueError as error:
            problems.add(f"{name}, line {row.line}, {column.heading}", str(error))
    return values if len(values) == len(columns) else None


def build(model: type[M], values: dict[str, object], where: str, problems: Problems) -> M | None:
    try:
        return model.model_validate(values)
    except ValidationError as invalid:
        for error in invalid.errors():
            place = ".".join(str(part) for part in error["loc"])
            problems.add(f"{where}, {place}", sentence(error))
        return None


class _TextLoader(yaml.SafeLoader):
    """YAML in which only null, true, false and whole numbers are more than text.

    A float is not exact enough for money, YAML's own times need no offset, and
    "No" or "12:30" in a sentence shall stay what the writer wrote.
    """


_TextLoader.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
    ("null", r"null|~|", ["n", "~", ""]),
    ("bool", r"true|false", ["t", "f"]),
    ("int", r"-?(?:0|[1-9][0-9]*)", list("-0123456789")),
):
    _TextLoader.add_implicit_resolver(
        f"tag:yaml.org,2002:{_tag}", re.compile(rf"(?:{_pattern})\Z"), _first
    )


class YamlFile:
    """A YAML file that knows on which line each value stands."""

    def __init__(self, name: str, root: yaml.Node, data: dict[str, Any]) -> None:
        self.name = name
        self.data = data
        self._root = root

    def where(self, *path: str | int) -> str:
        """ "tender.yaml, line 12, award.criteria[0].id"; parts not in the file are left out."""
        node, shown = self._root, ""
        for place, part in enumerate(path):
            child = _child(node, part)
            if child is not None:
                node = child
            elif place < len(path) - 1:
                continue
            shown += f"[{part}]" if isinstance(part, int) else f".{part}"
        line = node.start_mark.line + 1
        return f"{self.name}, line {line}, {shown.lstrip('.')}"

    def build(self, key: str, model: type[M], problems: Problems) -> M | None:
        """The model under ``key``, or None and a problem for each fault in it."""
        if key not in self.data:
            problems.add(f"{self.name}, {key}", "the section is missing. Add it.")
            return None
        return self._validated(model, self.data[key], (key,), problems)

    def build_all(self, key: str, model: type[M], problems: Problems) -> tuple[M, ...]:
        """The models in the list under ``key``, without those that have faults."""
        items = self.data.get(key)
        if not isinstance(items, list):
            problems.add(f"{self.name}, {key}", "a list is expected here. Write one.")
            return ()
        built = (self._validated(model, item, (key, at), problems) for at, item in enumerate(items))
        return tuple(item for item in built if item is not None)

    def build_root(self, model: type[M], problems: Problems) -> M | None:
        return self._validated(model, self.data, (), problems)

    def _validated(
        self, model: type[M], value: object, path: tuple[str | int, ...], problems: Problems
    ) -> M | None:
        try:
            return model.model_validate(value)
        except ValidationError as invalid:
            for error in invalid.errors():
                problems.add(self.where(*path, *error["loc"]), sentence(error))
            return None


def _child(node: yaml.Node, part: str | int) -> yaml.Node | None:
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int):
        return node.value[part] if part < len(node.value) else None
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == str(part)), None)
    return None


def read_yaml(folder: Path, name: str, problems: Problems) -> YamlFile | None:
    """The YAML mapping in the file, or None and a problem."""
    text = read_text(folder, name, problems)
    if text is None:
        return None
    try:
        root = yaml.compose(text, Loader=_TextLoader)
        data = yaml.load(text, Loader=_TextLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        detail = getattr(error, "problem", None) or "unreadable"
        problems.add(f"{name}{line}", f"not valid YAML ({detail}). Check indentation and quotes.")
        return None
    if root is None or not isinstance(data, dict):
        problems.add(name, "the file is not a set of named sections. Write sections with a colon.")
        return None
    _no_key_twice(root, name, problems)
    return YamlFile(name, root, data)


def _no_key_twice(node: yaml.Node, name: str, problems: Problems) -> None:
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            _no_key_twice(item, name, problems)
    if isinstance(node, yaml.MappingNode):
        seen: set[object] = set()
        for key, value in node.value:
            if key.value in seen:
                line = key.start_mark.line + 1
                problems.add(f"{name}, line {line}, {key.value}", "written twice. Keep one.")
            seen.add(key.value)
            _no_key_twice(value, name, problems)


def sentence(error: ErrorDetails) -> str:
    """What a validation error says to somebody who edits the file."""
    shown = error["input"] if isinstance(error["input"], str | int) else "the value"
    allowed = error.get("ctx", {})
    match error["type"]:
        case "missing":
            return "the field is missing. Add it."
        case "extra_forbidden" | "unexpected_keyword_argument":
            return "no such field is known here. Check the spelling or remove it."
        case "value_error":
            return error["msg"].removeprefix("Value error, ")
        case "enum" | "literal_error":
            return f'"{shown}" is not one of {allowed["expected"]}. Write one of them.'
        case "string_type":
            return f"{shown} is read as something else than text. Put it in quotes."
    return f'"{shown}" does not fit: {error["msg"]}. Correct it.'
