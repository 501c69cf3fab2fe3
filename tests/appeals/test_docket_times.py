"""When a matter can be brought, by its table."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from appeals.docket.times import Attacked, times
from law.bar import Bar
from law.days import STOCKHOLM
from law.notices import Notice
from law.rulebook import Rulebook
from law.validity import Information, Told
from models.review import MatterKind

ROWS = yaml.safe_load((Path(__file__).parent / "matter_times.yaml").read_text())
IN_TIME = {True: True, False: False, "unknown": None}


@pytest.mark.parametrize("row", ROWS, ids=[row["name"] for row in ROWS])
def test_the_time_of_a_matter_is_the_laws(row: dict[str, Any]) -> None:
    attacked, rulebook = _attacked(row), Rulebook(row.get("rulebook", "SE-LOU"))
    found = times(MatterKind(row["matter"]), row["came_in"], attacked, rulebook)
    assert (found.in_time, found.first_day, found.last_day) == (
        IN_TIME[row["in_time"]],
        row.get("first_day"),
        row.get("last_day"),
    )
    assert set(row.get("codes", ())) <= {reason.code for reason in found.reasons}


def _attacked(row: dict[str, Any]) -> Attacked:
    last, published = row.get("standstill"), row.get("published")
    return Attacked(
        row.get("started", date(2020, 1, 1)),
        bar=Bar(True, last, last + timedelta(days=1), ()) if last else None,
        notices=tuple(_notice(each) for each in row.get("notices", ())),
        concluded=row.get("concluded"),
        information=Information(Told.AWARD_PUBLISHED, published) if published else None,
        known=row.get("known"),
        ineffective_final=row.get("final"),
        stands_final=row.get("stands"),
        replaced=row.get("replaced", False),
    )


def _notice(written: date | str) -> Notice:
    day = date.fromisoformat(written[:10]) if isinstance(written, str) else written
    at = datetime(day.year, day.month, day.day, 9, tzinfo=STOCKHOLM)
    return Notice(at, electronic=not isinstance(written, str))
