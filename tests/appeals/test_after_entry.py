"""What a lawyer is told when a ruling is entered: until when it may be appealed."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from appeals.docket.after_entry import warnings_of
from appeals.docket.court_entry import CourtEntry
from appeals.docket.party_times import last_days
from law.reasons import Text
from models.review import CourtActKind, CourtName, Matter, MatterKind
from models.tender import Tender

RULED, SENT = date(2026, 6, 12), date(2026, 6, 15)
# By court: the buyer's last day, the other party's (the earliest), and the paragraph.
DAYS = {
    CourtName.FR: (date(2026, 7, 3), date(2026, 7, 6), "6 a § FPL"),
    CourtName.KR: (date(2026, 7, 3), date(2026, 7, 6), "6 a § FPL"),
    CourtName.TR: (date(2026, 7, 3), date(2026, 7, 3), "50 kap. 1 § RB"),
    CourtName.HOVR: (date(2026, 7, 10), date(2026, 7, 10), "55 kap. 1 § RB"),
    CourtName.KKV: (date(2026, 7, 3), None, "44 § FL"),
}


def told(court: CourtName, kind: CourtActKind) -> dict[str, str]:
    """The paragraph of each warning, by its code."""
    entry = CourtEntry("T/1-26", "1-26", court, kind, RULED, SENT, Text("avgörande", "ruling"))
    tender: dict[str, Any] = {"rulebook": "SE-LOU", "starts_on": date(2026, 1, 12)}
    matter: dict[str, Any] = {
        "kind": MatterKind.DAMAGES,
        "lodged_at": datetime(2026, 3, 2, 9, tzinfo=UTC),
    }
    found = warnings_of(Tender(**tender), Matter(**matter), entry)
    return {each.code: each.cite.in_("sv") if each.cite else "" for each in found}


@pytest.mark.parametrize("court", DAYS)
def test_a_ruling_that_grants_may_be_appealed_through_the_days_of_its_court(
    court: CourtName,
) -> None:
    buyer, other, cite = DAYS[court]

    assert last_days(court, RULED, SENT) == (buyer, other)
    assert told(court, CourtActKind.GRANTED) == {"may-be-appealed": cite}


@pytest.mark.parametrize("court", [CourtName.HFD, CourtName.HD])
def test_nobody_appeals_from_the_last_instance(court: CourtName) -> None:
    assert last_days(court, RULED, SENT) == (None, None)
    assert told(court, CourtActKind.GRANTED) == {}


def test_a_ruling_that_grants_nothing_warns_of_nothing() -> None:
    assert told(CourtName.TR, CourtActKind.REJECTED) == {}


def test_a_case_withdrawn_goes_on_until_the_court_strikes_it_out() -> None:
    assert told(CourtName.TR, CourtActKind.WITHDRAWN) == {"not-ended-yet": ""}
