"""docs/law-index.md is the law as it stands in the repository."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from law.dated import parameters

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def index() -> ModuleType:
    path = ROOT / "script" / "pages" / "law_index.py"
    spec = importlib.util.spec_from_file_location("law_index", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_index_is_as_fresh_as_the_values_and_the_tables(index: ModuleType) -> None:
    written = index.PAGE.read_text(encoding="utf-8")

    assert written == index.page(index.said_of_tests(written)), "run script/law-index"


def test_every_value_is_in_the_index_and_rests_on_a_test(index: ModuleType) -> None:
    said = index.said_of_tests(index.PAGE.read_text(encoding="utf-8"))

    assert sorted(said) == sorted(parameters())
    assert [name for name, tests in said.items() if tests == "none"] == []


def test_every_row_the_index_names_is_in_its_table(index: ModuleType) -> None:
    said = index.said_of_tests(index.PAGE.read_text(encoding="utf-8"))
    for tests in said.values():
        for part in tests.split("; "):
            table, colon, _ = part.partition(": ")
            assert not colon or (index.TABLES / table).is_file(), part
