"""What is supposed: applications that may come, and what the courts may decide in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from law.reasons import ActRefused, refuse
from models.review import CourtActKind, CourtName, ReturnTo


class Outcome(StrEnum):
    """What a court may decide. ``LIFTED``: the bar that holds there while the case goes on."""

    REJECTED = "rejected"
    DISMISSED = "dismissed"
    STRUCK_OUT = "struck-out"
    CORRECTION = "correction"
    REDO = "redo"
    UPHELD = "upheld"
    LEAVE_REFUSED = "leave-refused"
    REMANDED = "remanded"
    LIFTED = "lifted"

    @property
    def act(self) -> CourtActKind:
        if self is Outcome.LIFTED:
            return CourtActKind.INTERIM_LIFTED
        return CourtActKind(self.value.replace("-", "_"))


def order(court: CourtName) -> int:
    """The first instance first."""
    return list(CourtName).index(court)


OF_HIGHER_COURTS = frozenset({Outcome.UPHELD, Outcome.LEAVE_REFUSED, Outcome.REMANDED})


@dataclass(frozen=True)
class Ruling:
    """One supposed decision.

    ``interim``: the court had forbidden the contract meanwhile (LOU 20:9); ``waived``: it
    decided that no ten days apply (20:10); ``dispatched`` is the ruling's own day unless
    another is stated. ``case`` is a case on the docket by its number, or a supposed
    application by its place among them (``1``); None is each of those that are open.
    """

    court: CourtName
    day: date
    outcome: Outcome
    interim: bool = False
    waived: bool = False
    dispatched: date | None = None
    case: str | None = None

    @property
    def sent(self) -> date:
        return self.dispatched or self.day


@dataclass(frozen=True)
class AssumedDays:
    """Calendar days that nobody can know and the law does not set, each ending on an open day.

    After a correction: controls, where the court's order begins there; the evaluation; the
    decision with its letters. After an order to begin anew: the documents of the new one.
    """

    control: int = 14
    evaluation: int = 14
    decision: int = 7
    documents: int = 30

    def after_correction(self, returns_to: ReturnTo) -> tuple[int, ...]:
        steps = (self.control, self.evaluation, self.decision)
        return steps[list(ReturnTo).index(returns_to) :]


@dataclass(frozen=True)
class Hypothesis:
    """``applied``: the day that each supposed application comes in.

    None stated, and no open case on the docket: with a ruling, one in time, on the last day
    of the standstill.
    """

    applied: tuple[date, ...] = ()
    rulings: tuple[Ruling, ...] = ()
    returns_to: ReturnTo = ReturnTo.EVALUATION
    assumed: AssumedDays = field(default_factory=AssumedDays)

    def of(self, case: str, *, named: bool = False) -> Iterator[Ruling]:
        """The rulings in the case, oldest first; only those that name it where `named`."""
        chosen = (
            each for each in self.rulings if each.case == case or (each.case is None and not named)
        )
        yield from sorted(chosen, key=lambda each: (each.day, order(each.court)))


def check_rulings(lodged: date, rulings: tuple[Ruling, ...]) -> None:
    """Raises `ActRefused` for what no court can have done, in that order, on those days."""
    ended: dict[CourtName, date] = {}
    for ruling in rulings:
        if ruling.day < lodged or ruling.sent < ruling.day:
            raise _before(ruling, lodged)
        if ruling.court is CourtName.FR and ruling.outcome in OF_HIGHER_COURTS:
            raise _not_in_first_instance(ruling)
        lower = {CourtName.KR: CourtName.FR, CourtName.HFD: CourtName.KR}.get(ruling.court)
        if lower is not None and ruling.outcome is not Outcome.LIFTED and lower not in ended:
            raise _lower_court_first(ruling, lower)
        if ruling.outcome is not Outcome.LIFTED:
            ended[ruling.court] = ruling.day


def _before(ruling: Ruling, lodged: date) -> ActRefused:
    day, came = ruling.day.isoformat(), lodged.isoformat()
    return refuse(
        "what_if.before_application",
        sv=f"Ett avgörande {day}, skickat {ruling.sent.isoformat()}, kan inte komma före ansökan"
        f" {came}, eller skickas innan det har meddelats",
        en=f"A ruling of {day}, sent on {ruling.sent.isoformat()}, cannot come before the"
        f" application of {came}, or be sent before it was made",
        todo_sv="Rätta dagarna, eller ange när ansökan kommer in med --applied",
        todo_en="Correct the days, or state with --applied when the application comes in",
    )


def _not_in_first_instance(ruling: Ruling) -> ActRefused:
    return refuse(
        "what_if.first_instance",
        sv=f"Förvaltningsrätten är första instans, och utgången {ruling.outcome} finns inte där",
        en=f"FR is the first instance, and has no outcome {ruling.outcome}",
        todo_sv="Ange rätt domstol eller en annan utgång",
        todo_en="Name the right court, or another outcome",
    )


def _lower_court_first(ruling: Ruling, lower: CourtName) -> ActRefused:
    return refuse(
        "what_if.lower_court_first",
        sv=f"{ruling.court} avgör ingenting som {lower} inte har avgjort först",
        en=f"{ruling.court} decides nothing that {lower} has not decided first",
        todo_sv=f"Ange också ett avgörande av {lower}, tidigare eller samma dag",
        todo_en=f"State a ruling of {lower} too, earlier or on the same day",
    )
