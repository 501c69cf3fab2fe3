"""Until when the parties may invoke new grounds in a matter, and appeal from a ruling. Pure."""

from __future__ import annotations

from datetime import date

from appeals.award_kind import started_on
from law.appealing import (
    appeal_from_authority,
    appeal_from_court_of_appeal,
    appeal_from_district_court,
)
from law.dated import NoValue
from law.days import swedish_day
from law.deadline import Deadline
from law.refusals import ImpossibleFacts
from law.review import ReviewKind, appeal, new_grounds
from law.rulebook import Rulebook
from models.review import CourtName, Matter
from models.tender import Tender

# Beyond these nobody can appeal.
LAST = frozenset({CourtName.HFD, CourtName.HD})


def new_grounds_by(tender: Tender, matter: Matter) -> Deadline | None:
    """LOU 20:5b: for the applicant, in FR. None where the rulebook has no such time."""
    lodged = swedish_day(matter.lodged_at)
    try:
        return new_grounds(
            lodged,
            ReviewKind.REVIEW,
            rulebook=Rulebook(tender.rulebook),
            started=started_on(tender, lodged),
        )
    except (ImpossibleFacts, NoValue):
        return None


def buyer_appeals_by(court: CourtName, decided: date) -> Deadline | None:
    """For the buyer, whose time counts from the ruling (FPL 6a, FL 44, RB 50:1, 55:1).

    None where nobody can appeal, and for a ruling older than the rule.
    """
    try:
        match court:
            case CourtName.HFD | CourtName.HD:
                return None
            case CourtName.TR:
                return appeal_from_district_court(decided)
            case CourtName.HOVR:
                return appeal_from_court_of_appeal(decided)
            case CourtName.KKV:
                return appeal_from_authority(decided, public_party=True)
            case CourtName.FR | CourtName.KR:
                return appeal(decided, public_party=True)
    except NoValue:
        return None


def other_party_appeals_by(
    court: CourtName, decided: date, dispatched: date | None
) -> Deadline | None:
    """For the other party: in the administrative courts from when it received the ruling.

    That is the day on which it was sent at the earliest. In the general courts the time is the
    same for both. None where there is none, and of Konkurrensverket, which is its own party.
    """
    if court is CourtName.KKV:
        return None
    if court not in (CourtName.FR, CourtName.KR):
        return buyer_appeals_by(court, decided)
    try:
        return appeal(dispatched or decided, public_party=False)
    except NoValue:
        return None


def last_days(
    court: CourtName, decided: date, dispatched: date | None
) -> tuple[date | None, date | None]:
    """Of the buyer, and of the other party, as far as each can appeal."""
    own = buyer_appeals_by(court, decided)
    other = other_party_appeals_by(court, decided, dispatched)
    return (own.last_day if own else None), (other.last_day if other else None)
