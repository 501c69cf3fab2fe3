from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from law.reasons import Reason
from law.review import in_time
from law.rulebook import Rulebook
from law.standstill import Extension, Notice, standstill

TABLE: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("applications.yaml").read_text(encoding="utf-8")
)


def _answer(given: dict[str, Any]) -> tuple[bool, Reason]:
    rulebook = Rulebook(given.get("rules", "SE-LOU"))
    bar = standstill(
        [Notice(day) for day in given["notices"]],
        rulebook=rulebook,
        stated_end=given.get("stated_end"),
        extension=Extension(**given["extension"]) if "extension" in given else None,
    )
    return in_time(bar, given["came_in"], rulebook=rulebook)


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row['id']}: {row['claim']}")
def test_the_table_holds(row: dict[str, Any]) -> None:
    timely, reason = _answer(row["given"])

    assert (timely, reason.code) == (row["expect"] == "in-time", row["expect"])
    assert reason.cite is not None
    assert reason.cite.in_("en") == f"{row['given'].get('rules', 'SE-LOU')[3:]} 20:11"
    assert row.get("says", reason.text.sv) == reason.text.sv
    assert reason.text.en != reason.text.sv
