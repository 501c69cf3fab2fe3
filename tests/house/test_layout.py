"""The house rules that no tool checks for us."""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

import models

ROOT = Path(__file__).resolve().parents[2]
PYPROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
IMPORTS: dict[str, Any] = PYPROJECT["tool"]["importlinter"]
ROOMS: list[str] = IMPORTS["root_packages"]
MAX_LINES = 400
VAGUE = re.compile(r"(^|_)(utils?|helpers?|managers?|misc|common)$")


def our_python() -> list[Path]:
    rooms = [path for room in [*ROOMS, "tests"] for path in (ROOT / room).rglob("*.py")]
    # What Alembic wrote is a list of columns, and is never edited afterwards.
    written = ROOT / "models" / "migrations" / "versions"
    return sorted(path for path in rooms if not path.is_relative_to(written))


def our_text() -> list[Path]:
    folders = [*ROOMS, "tests", "templates", "docs", "script", ".ci", "examples"]
    suffixes = {".py", ".md", ".yaml", ".yml", ".toml", ".html", ".css", ".csv", ".txt", ""}
    inside = [path for folder in folders for path in (ROOT / folder).rglob("*")]
    named = [path for path in [*inside, *ROOT.glob("*.*")] if path.suffix in suffixes]
    return [path for path in named if path.is_file()]


def contract(kind: str) -> list[dict[str, Any]]:
    return [found for found in IMPORTS["contracts"] if found["type"] == kind]


def test_every_package_has_its_step_in_the_staircase() -> None:
    # templates/ is data, which rooms read as resources: it takes no step.
    on_disk = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"templates"}
    layers = contract("layers")[0]["layers"]
    wheel = PYPROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
    assert set(ROOMS) == on_disk
    assert layers == ROOMS[::-1]
    assert wheel == [*ROOMS, "templates"]


@pytest.mark.parametrize(("library", "room"), [("prefect", "flows"), ("weasyprint", "documents")])
def test_one_room_alone_may_import(library: str, room: str) -> None:
    (only,) = (found for found in contract("forbidden") if library in found["forbidden_modules"])
    assert set(only["source_modules"]) == set(ROOMS) - {room}


def test_the_rooms_imported_are_those_of_this_checkout() -> None:
    assert models.__file__ is not None
    assert Path(models.__file__).resolve() == ROOT / "models" / "__init__.py"


def test_tests_are_no_packages() -> None:
    assert list((ROOT / "tests").rglob("__init__.py")) == []


def test_no_file_is_too_long_to_read() -> None:
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines())
        for path in our_python()
    }
    assert {name: lines for name, lines in lengths.items() if lines > MAX_LINES} == {}


def test_every_module_is_named_for_what_it_holds() -> None:
    vague = [path for path in our_python() if VAGUE.search(path.stem)]
    vague += [path.parent for path in our_python() if VAGUE.search(path.parent.name)]
    assert vague == []


def test_nothing_names_a_machine_it_was_written_on() -> None:
    machine = re.compile(r"(?<![\w.*/~])/(work|root|home)/\w")
    named = [path for path in our_text() if machine.search(path.read_text(encoding="utf-8"))]
    assert named == []


@pytest.mark.parametrize(
    "script",
    [
        ".ci/run",
        "script/bootstrap",
        "script/check",
        "script/demo",
        "script/lock",
        "script/pictures",
        "script/test",
    ],
)
def test_every_script_can_be_started(script: str) -> None:
    path = ROOT / script
    assert os.access(path, os.X_OK)
    assert path.read_text(encoding="utf-8").startswith("#!/usr/bin/env bash\n")
    assert "\nset -euo pipefail\n" in path.read_text(encoding="utf-8")


def test_the_docs_name_only_scripts_that_exist() -> None:
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    named = {
        (page.name, found)
        for page in pages
        for found in re.findall(
            r"(?<![\w/])((?:script|\.ci)/[a-z_-]+(?:\.py)?)", page.read_text(encoding="utf-8")
        )
    }
    assert {(page, found) for page, found in named if not (ROOT / found).is_file()} == set()
