"""The pinned sets: complete, hashed, of one mind, and saying nothing of their origin."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
PYPROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
GROUPS: dict[str, list[str]] = PYPROJECT["dependency-groups"]
DEPENDENCIES: list[str] = PYPROJECT["project"]["dependencies"]
WANTED = {
    "run": [*DEPENDENCIES, *GROUPS["build"]],
    "dev": [*DEPENDENCIES, *GROUPS["build"], *GROUPS["test"], *GROUPS["check"]],
    "tools": GROUPS["tools"],
}
SETS = sorted(WANTED)


def text_of(name: str) -> str:
    return (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")


def pinned(name: str) -> dict[str, set[str]]:
    """Versions by package; a marker may give a platform a version of its own."""
    pins: dict[str, set[str]] = {}
    for package, version in re.findall(
        r"^([\w.-]+)(?:\[[^\]]*\])?==([^\s;]+)", text_of(name), re.M
    ):
        pins.setdefault(canonicalize_name(package), set()).add(version)
    return pins


@pytest.mark.parametrize("name", SETS)
def test_the_pinned_set_is_what_the_project_asks_for(name: str) -> None:
    pins = pinned(name)
    for asked in map(Requirement, WANTED[name]):
        versions = pins.get(canonicalize_name(asked.name), set())
        assert versions, f"{asked} is not pinned: run script/lock"
        outside = {version for version in versions if not asked.specifier.contains(version)}
        assert outside == set(), f"{asked} is pinned outside its range: run script/lock"


@pytest.mark.parametrize("name", SETS)
def test_every_pin_is_held_by_a_hash(name: str) -> None:
    entries = re.split(r"^(?=[A-Za-z])", text_of(name), flags=re.M)[1:]
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize("name", SETS)
def test_a_pinned_set_says_nothing_of_where_it_was_made(name: str) -> None:
    origin = re.compile(r"://|^-|(^|\s)/\w|@ file", re.M)
    assert origin.search(text_of(name)) is None


def test_what_runs_is_what_was_tested() -> None:
    run, dev = pinned("run"), pinned("dev")
    assert {name: dev.get(name) for name in run} == run
