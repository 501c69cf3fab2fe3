"""One thing in the way of a contract, and what the courts are called when it is told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from law.reasons import Reason, Text
from models.review import CourtName

# In chapter 20, which LOU and LUF number alike.
REMEDIES, EXTENDED, INTERIM, TEN_DAYS = "6", "8", "9", "10"

COURT_NAMES = {
    CourtName.FR: Text("förvaltningsrätten", "the administrative court (FR)"),
    CourtName.KR: Text("kammarrätten", "the administrative court of appeal (KR)"),
    CourtName.HFD: Text("Högsta förvaltningsdomstolen", "the Supreme Administrative Court (HFD)"),
}


@dataclass(frozen=True)
class Obstacle:
    """`until`: the first day without it, when the law itself says which."""

    reason: Reason
    lifted_by: Text
    until: date | None = None
