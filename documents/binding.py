"""Several PDFs bound into one PDF/A-3b with bookmarks, in a child process that may be lost.

The front PDF is ours: an index, then a cover for each part, found by the destination
``part-<number>`` that the index links to. The pages of a part's own file follow its cover.
A file that is no PDF, or whose pages would break PDF/A, is embedded only, and its cover
says so. All files lie on the disk: none is held in memory by the process that asks.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from documents.child import child_environment
from documents.parts import Lang

WALL_SECONDS: Final = 300.0

WHY: Final = {
    "malformed": ("filens struktur är felaktig", "its structure is malformed"),
    "encrypted": ("filen är krypterad", "it is encrypted"),
    "too_complex": ("filen har för många sidor", "it has too many pages"),
    "fonts": ("alla typsnitt är inte inbäddade", "not every font is embedded in it"),
    "cmyk": ("filen använder tryckfärger (CMYK)", "it uses printing colours (CMYK)"),
    "layers": ("filen har lager som kan döljas", "it has layers that can be hidden"),
    "foreign": ("filen innehåller sådant som PDF/A förbjuder", "it holds what PDF/A forbids"),
    "too_heavy": (
        "filen kunde inte läsas inom tids- och minnesgränserna",
        "it could not be read within the limits of time and memory",
    ),
}


class BindingFailed(Exception):
    """The parts could not be bound: the process that did it was lost."""


@dataclass(frozen=True)
class Surveyed:
    """What a file is as a PDF. `fault` is a key of `WHY`: then its pages cannot be shown.

    `archival`: it says of itself that it is PDF/A. `places`: named destination → page,
    counted from 0.
    """

    pages: int
    archival: bool
    fault: str | None
    places: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Bookmark:
    """A part by its number, under the heading of its group; `pages` is its file, if shown."""

    number: int
    title: str
    group: str
    pages: Path | None = None


@dataclass(frozen=True)
class Embedded:
    """A file that lies in the bundle as it is (PDF/A-3, associated with the document)."""

    file: Path
    name: str
    media_type: str
    about: str
    modified: datetime
    relationship: str = "Source"


@dataclass(frozen=True)
class Binding:
    """What to bind. `contents` is the bookmark of the index."""

    title: str
    lang: Lang
    contents: str
    front: Path
    parts: Sequence[Bookmark]
    embedded: Sequence[Embedded] = ()


def survey(files: Sequence[Path]) -> list[Surveyed]:
    """Each file as a PDF, in order. One that the child did not survive is `too_heavy`."""
    found: list[Surveyed] = []
    while left := files[len(found) :]:
        told = _answers({"survey": [str(file) for file in left]})
        found += [Surveyed(**said) for said in told]
        if len(told) < len(left):
            found.append(Surveyed(0, False, "too_heavy"))
    return found


def bind(binding: Binding, to: Path) -> int:
    """Write the bound PDF; returns its number of pages. The same files give the same bytes."""
    told = _answers({"bind": _plain(asdict(binding)), "to": str(to)})
    if not told:
        raise BindingFailed("The parts of the case file could not be bound into one PDF.")
    return int(told[0]["pages"])


def _plain(value: Any) -> Any:
    """As JSON has it: paths and instants as text."""
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(each) for each in value]
    if isinstance(value, Path):
        return str(value)
    return value.isoformat() if isinstance(value, datetime) else value


def _answers(job: Mapping[str, Any]) -> list[dict[str, Any]]:
    """A line of JSON each; as many as the child lived to say."""
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "documents.binding_worker"],
            input=json.dumps(job).encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=child_environment(),
            cwd="/",
            timeout=WALL_SECONDS,
            check=False,
        )
        said = done.stdout
    except subprocess.TimeoutExpired as late:
        said = late.stdout or b""
    return [json.loads(line) for line in said.splitlines(keepends=True) if line.endswith(b"\n")]
