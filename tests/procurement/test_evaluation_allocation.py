"""Lots to bidders under limits, from a file: the worked cases, and what is refused."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml

from law.reasons import ActRefused
from procurement.allotting.allocation_file import Allocated, allocate_file


def table(name: str) -> list[dict[str, Any]]:
    read = yaml.safe_load(Path(__file__).with_name(name).read_text(encoding="utf-8"))
    return list(read)


TABLE = table("evaluation_allocation.yaml")
REFUSALS = table("evaluation_allocation_refusals.yaml")


def allocated(text: str, tmp_path: Path) -> Allocated:
    file = tmp_path / "lots.yaml"
    file.write_text(text, encoding="utf-8")
    return allocate_file(file)


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row['id']}: {row['claim']}")
def test_the_table_holds(row: dict[str, Any], tmp_path: Path) -> None:
    found = allocated(row["file"], tmp_path)
    assert (found.awards, found.total) == (row["awards"], Fraction(str(row["total"])))
    assert list(found.awards) == list(row["awards"])
    assert found.combined == row.get("combined", {})


def test_lots_awarded_come_before_any_cost(tmp_path: Path) -> None:
    dear = "1" + "0" * 39
    prices = f"{{M: {{A: 1, B: {dear}}}, L: {{A: 1}}}}"
    text = f"rule: lowest_total\ncap: 1\nlots: [M, L]\nprices: {prices}"
    assert allocated(text, tmp_path).awards == {"M": "B", "L": "A"}


@pytest.mark.parametrize("row", REFUSALS, ids=lambda row: str(row["id"]))
def test_a_file_that_states_no_award_is_refused(row: dict[str, Any], tmp_path: Path) -> None:
    with pytest.raises(ActRefused) as refused:
        allocated(row["file"], tmp_path)
    assert refused.value.in_("sv") == row["sv"]
