"""What a forecast is made of: where each lot stands, what waits for it, and what is assumed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from appeals.forecast.court_course import Rounds
from appeals.forecast.statistics import Statistic
from law.reasons import Text
from law.rulebook import Rulebook


class Stage(StrEnum):
    """Where a lot stands; `LotStart.since` is the day that belongs to it.

    The letters are planned for, or went, that day; the application came in; KR's order has
    held since FR's ruling; the correction or the redo was ordered; the contract was signed, or
    is free to be signed, from that day.
    """

    OPEN_TO_REVIEW = "open_to_review"
    IN_FR = "in_fr"
    HELD_IN_KR = "held_in_kr"
    CORRECTING = "correcting"
    REDOING = "redoing"
    RULED = "ruled"
    FREE = "free"
    SIGNED = "signed"


STAGES = {
    Stage.OPEN_TO_REVIEW: Text("kan överprövas", "open to review"),
    Stage.IN_FR: Text("i förvaltningsrätten", "in FR"),
    Stage.HELD_IN_KR: Text("förbud i kammarrätten", "held by KR"),
    Stage.CORRECTING: Text("ska rättas", "to be corrected"),
    Stage.REDOING: Text("ska göras om", "to be made anew"),
    Stage.RULED: Text("avgjort i förvaltningsrätten", "ruled by FR"),
    Stage.FREE: Text("inget hinder kvar", "no bar left"),
    Stage.SIGNED: Text("avtal ingånget", "signed"),
}


@dataclass(frozen=True)
class Waiting:
    """What one month of delay means for a lot: the buyer's own figures.

    `participants` who would have been in the service; `appropriation` in minor units that is
    not used; `old_contract_ends`: the last day that somebody else provides it.
    """

    participants: int = 0
    appropriation: int = 0
    old_contract_ends: date | None = None


@dataclass(frozen=True)
class LotStart:
    """`case`: lots with the same one share its course. `planned`: when the lot should start.

    `bids_valid_until`: the last day that the chosen bid binds.
    """

    code: str
    name: str
    stage: Stage
    since: date
    planned: date
    case: str = ""
    bids_valid_until: date | None = None
    waiting: Waiting = field(default_factory=Waiting)


@dataclass(frozen=True)
class ForecastInputs:
    """All that a forecast is a function of, beside the number of runs and the seed.

    `start_up_days`: calendar days from signing to the start. `separate`: whether a case about one
    lot leaves the others be. `together`: no lot starts before all can. `reviewed`: somebody is
    sure to apply, where that can still happen.
    """

    name: Text
    today: date
    rulebook: Rulebook
    currency: str
    lots: tuple[LotStart, ...]
    statistics: Mapping[str, Statistic]
    start_up_days: int = 30
    rounds: Rounds = field(default_factory=lambda: Rounds(correction=35, redo=210))
    separate: bool = True
    together: bool = False
    reviewed: bool = False
