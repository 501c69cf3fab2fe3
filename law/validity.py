"""Until when the validity of a contract can be challenged, LOU 20:17."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from law.dated import value
from law.deadline import Deadline, days_after, earlier_of, months_from
from law.reasons import Text
from law.refusals import ImpossibleFacts
from law.review import APPLICATION


class Told(StrEnum):
    """What shortens the time: a published award notice, or a letter to all (20:17)."""

    AWARD_PUBLISHED = "award-published"
    WRITTEN_NOTICE = "written-notice"


@dataclass(frozen=True)
class Information:
    """How and when the conclusion of the contract was made known.

    An award notice counts from its publication by the Commission (10:4) or in a
    registered database (19:7, 19a:13); a written notice must have gone to every
    candidate and tenderer with the summary of 12:13.
    """

    told: Told
    on: date


_EVENT = {
    Told.AWARD_PUBLISHED: Text(
        "den dag då efterannonsen publicerades", "the day the award notice was published"
    ),
    Told.WRITTEN_NOTICE: Text(
        "den dag då anbudssökandena och anbudsgivarna skriftligen underrättades om avtalet",
        "the day the candidates and tenderers were told of the contract in writing",
    ),
}


def validity(concluded: date, information: Information | None = None) -> Deadline:
    """The earlier of six months from the contract and thirty days from being told.

    Raises ImpossibleFacts where the conclusion was made known before it happened.
    """
    event = Text("den dag då avtalet slöts", "the day the contract was concluded")
    months = value("validity_months", concluded)
    longest = months_from(APPLICATION, event, concluded, months)
    if information is None:
        return longest
    if information.on < concluded:
        raise ImpossibleFacts(
            sv=f"ett avtal som slöts {concluded.isoformat()} kan inte ha gjorts känt dessförinnan,"
            f" {information.on.isoformat()}",
            en=f"a contract concluded on {concluded.isoformat()} cannot have been made known"
            f" before that, on {information.on.isoformat()}",
        )
    days = value("validity_days_after_notice", concluded)
    shorter = days_after(APPLICATION, _EVENT[information.told], information.on, days)
    return earlier_of((longest, shorter), days.cite)
