from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from law.rulebook import Rulebook
from procurement.frameworks.call_off_order import CallOffStanding, CallOffState, standing
from procurement.frameworks.framework_rules import COMPETED, EITHER, PARTIES, RANKED
from procurement.frameworks.parties import FrameworkParty

TODAY = date(2027, 6, 1)
PATH = Path(__file__).with_name("call_off_order.yaml")
ROWS: list[dict[str, Any]] = yaml.safe_load(PATH.read_text(encoding="utf-8"))


def party(place: int, *, ended: bool) -> FrameworkParty:
    last = date(2027, 5, 31) if ended else TODAY
    then = datetime(2026, 3, 13, tzinfo=UTC)
    return FrameworkParty("lot", place, f"p{place}", f"c{place}", then, date(2026, 5, 1), last)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_a_call_off_goes_down_the_ranking(row: dict[str, Any]) -> None:
    parties = [party(place, ended=place in row.get("ended", [])) for place in (1, 2, 3)]
    found = standing(
        parties, row.get("offered", []), row.get("answers", {}), row.get("decided"), TODAY
    )
    wanted = row["is"]
    assert found == CallOffStanding(CallOffState(wanted["state"]), wanted.get("place"))


@pytest.mark.parametrize(
    ("day", "bound"),
    [
        (date(2026, 4, 30), False),
        (date(2026, 5, 1), True),
        (TODAY, True),
        (date(2027, 6, 2), False),
    ],
)
def test_a_party_is_bound_from_its_first_day_through_its_last(day: date, bound: bool) -> None:
    assert party(1, ended=False).bound_on(day) is bound


@pytest.mark.parametrize(
    ("rulebook", "cites"),
    [
        (Rulebook.SE_LOU, ("LOU 7:6", "LOU 7:9", "LOU 7:3")),
        (Rulebook.SE_LUF, ("LUF 7:3", "LUF 7:4", "LUF 7:3")),
        # Chapter 7 does not apply in chapter 19 (19:1): the documents' rule binds by principle.
        (Rulebook.SE_LOU_19, ("LOU 19:2", "LOU 19:2", "LOU 19:2")),
        (
            Rulebook.EU,
            tuple(f"Directive 2014/24/EU art. 33.{part}" for part in (4, 5, 2)),
        ),
    ],
)
def test_each_rulebook_has_its_own_place(rulebook: Rulebook, cites: tuple[str, ...]) -> None:
    assert tuple(each[rulebook].in_("en") for each in (RANKED, COMPETED, PARTIES)) == cites
    assert EITHER.keys() == RANKED.keys() == COMPETED.keys() == PARTIES.keys()
