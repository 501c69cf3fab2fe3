"""Upphandlingsförordningen 12 a and 14 c §§."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from law.notice_contents import names_tenderers
from law.rulebook import Rulebook

TABLE: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("notice_contents.yaml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row['id']}: {row['claim']}")
def test_the_table_holds(row: dict[str, Any]) -> None:
    found = names_tenderers(Rulebook(row["given"]["rulebook"]), row["given"]["sent"])

    assert (found and found.cite and found.cite.in_("sv")) == row["expect"]
