"""Clause files as they are written: sections with clauses, Swedish and English side by side."""

from __future__ import annotations

from functools import cache
from typing import Any, Final, Literal, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from documents import library
from documents.clauses.faults import ClauseFault
from documents.parts import Lang

# Compiled where the wheel has it: the files are read as each child process starts.
_LOADER: Final[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NAME: Final = r"^[a-z][a-z0-9_]*$"


class Wording(BaseModel):
    """One text in both languages, under the conditions of ``when`` (all must hold)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    sv: str = Field(min_length=1)
    en: str = Field(min_length=1)
    when: list[str] = []
    source: str | None = None
    """The provision that asks for the text, or that it restates."""

    def in_(self, lang: Lang) -> str:
        return self.sv if lang == "sv" else self.en


class Column(Wording):
    """A heading of a written table. ``width`` is in per cent, of those the style sheet has."""

    width: Literal[10, 15, 20, 25, 30, 35, 40, 45, 50, 60, 70, 75, 80]


class Clause(Wording):
    """A numbered paragraph; or, with ``table`` or ``columns``, the caption of a table."""

    id: str = Field(pattern=_NAME)
    points: list[Wording] = []
    """Lettered a, b, c below the paragraph."""
    table: str | None = None
    """One of ``vocabulary.TABLES``, whose rows the contract's facts give."""
    columns: list[Column] = []
    rows: list[list[Wording]] = []

    @property
    def is_table(self) -> bool:
        return self.table is not None or bool(self.columns)

    @property
    def wordings(self) -> list[Wording]:
        """Every text in it."""
        return [self, *self.points, *self.columns, *(cell for row in self.rows for cell in row)]

    @model_validator(mode="after")
    def _rows_fit(self) -> Self:
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError("every row needs one text per column")
        return self


class Section(BaseModel):
    """A heading with its clauses, in the contract or as an annex to it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(pattern=_NAME)
    title: Wording
    when: list[str] = []
    annex: bool = False
    new_page: bool = False
    """An annex that begins a page of its own."""
    clauses: list[Clause] = Field(min_length=1)


class ClauseFile(BaseModel):
    """``sections`` in the order they are printed; files follow one another by name."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    sections: list[Section] = Field(min_length=1)


def parse(name: str, text: bytes) -> ClauseFile:
    """One file. ``ClauseFault`` names the clause in which something is missing or unknown."""
    try:
        written = yaml.load(text, _LOADER)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"line {mark.line + 1}: " if mark else ""
        said = getattr(error, "problem", None) or "it cannot be read"
        line = f"rad {mark.line + 1}: " if mark else ""
        sv = f"{line}inte YAML, kontrollera indrag, citattecken och klamrar ({said})"
        raise ClauseFault(name, None, f"{where}not YAML: {said}", sv) from error
    try:
        return ClauseFile.model_validate(written)
    except ValidationError as error:
        first = error.errors()[0]
        place = _clause_at(written, first["loc"])
        raise ClauseFault(name, place, _told(first), _told_sv(first)) from error


def _told(first: Any) -> str:
    where = ".".join(str(step) for step in first["loc"])
    said = f"{first['msg'][0].lower()}{first['msg'][1:]}"
    return f"{where}: {said}" if where else said


SAID_SV: Final = {
    "missing": "fältet saknas",
    "extra_forbidden": "det finns inget sådant fält",
    "string_type": "ska vara en text (sätt den inom citattecken)",
    "string_too_short": "får inte vara tomt",
    "too_short": "får inte vara tomt",
    "model_type": "ska ha fälten i docs/clauses.md",
}


def _told_sv(first: Any) -> str:
    """The usual mistakes in Swedish; of others, what is said in English."""
    where = ".".join(str(step) for step in first["loc"])
    said = SAID_SV.get(first["type"], first["msg"])
    return f"{where}: {said}" if where else said


def _clause_at(written: Any, loc: tuple[int | str, ...]) -> str | None:
    """The id nearest to the fault, where the file got as far as saying it."""
    found, at = None, written
    for step in loc:
        try:
            at = at[step]
        except (KeyError, IndexError, TypeError):
            return found
        if isinstance(at, dict) and isinstance(at.get("id"), str):
            found = at["id"]
    return found


@cache
def clause_files() -> tuple[tuple[str, ClauseFile], ...]:
    """All that are installed, by name."""
    return tuple((name, parse(name, library.read(name))) for name in library.clause_names())
