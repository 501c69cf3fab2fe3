"""What a schedule consists of: dated milestones, and the stretches between them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from law.procedures import Step
from law.reasons import Reason, Text
from procurement.schedule.plan import Plan


class By(StrEnum):
    """What a day rests on: the law's own count, the staff's margin, or the day wished for."""

    LAW = "law"
    MARGIN = "margin"
    WISH = "wish"


class MilestoneKind(StrEnum):
    DOCUMENTS = "documents"
    NOTICE = "notice"
    INVITATION = "invitation"
    QUESTIONS = "questions"
    ANSWERS = "answers"
    DEADLINE = "deadline"
    APPLICATIONS = "applications"
    OPENING = "opening"
    EXAMINED = "examined"
    SELECTION = "selection"
    MEETINGS = "meetings"
    EVALUATED = "evaluated"
    DECISION = "decision"
    LETTERS = "letters"
    STANDSTILL = "standstill"
    EARLIEST_CONTRACT = "earliest_contract"
    CONTRACT = "contract"
    START = "start"


@dataclass(frozen=True)
class Milestone:
    """A whole day in Sweden or the state concerned; ``at`` is an instant where there is one."""

    kind: MilestoneKind
    step: Step | None
    day: date
    by: By
    reasons: tuple[Reason, ...]
    warnings: tuple[Reason, ...] = ()
    at: datetime | None = None

    @property
    def id(self) -> str:
        """Unlike every other milestone's of the same schedule: ``tenders.deadline``."""
        return self.kind.value if self.step is None else f"{self.step.id}.{self.kind.value}"


@dataclass(frozen=True)
class Stretch:
    """From ``first`` to ``last``, as a bar is drawn; ``by`` the law or the staff's margin."""

    name: Text
    step: Step | None
    first: date
    last: date
    by: By


@dataclass(frozen=True)
class Schedule:
    """The milestones in the order of their days.

    ``latest_notice`` is the last day for the notice if the contract is to start on the day
    wished for; None without such a day. ``room`` is how many days that start lies after the
    earliest one, below zero where the plan has no room for it.
    """

    plan: Plan
    milestones: tuple[Milestone, ...]
    stretches: tuple[Stretch, ...]
    warnings: tuple[Reason, ...]
    latest_notice: date | None = None
    room: int | None = None


_NAMES = {
    MilestoneKind.DOCUMENTS: Text("Arbetet med dokumenten börjar", "Work on the documents begins"),
    MilestoneKind.NOTICE: Text("Annonsen skickas", "The notice is sent"),
    MilestoneKind.INVITATION: Text("Inbjudan skickas", "The invitation is sent"),
    MilestoneKind.QUESTIONS: Text("Sista dag för frågor", "Last day for questions"),
    MilestoneKind.ANSWERS: Text("Sista dag för svar", "Last day for answers"),
    MilestoneKind.DEADLINE: Text("Sista dag", "Deadline"),
    MilestoneKind.APPLICATIONS: Text("Ansökningar tas emot", "Applications are received"),
    MilestoneKind.OPENING: Text("Öppning", "Opening"),
    MilestoneKind.EXAMINED: Text("Ansökan prövad", "Application examined"),
    MilestoneKind.SELECTION: Text("Urval", "Selection"),
    MilestoneKind.MEETINGS: Text("Förhandling eller dialog klar", "Negotiation or dialogue done"),
    MilestoneKind.EVALUATED: Text("Utvärdering klar", "Evaluation done"),
    MilestoneKind.DECISION: Text("Beslut", "Decision"),
    MilestoneKind.LETTERS: Text("Underrättelser skickas", "Notice letters are sent"),
    MilestoneKind.STANDSTILL: Text("Avtalsspärrens sista dag", "Last day of the standstill"),
    MilestoneKind.EARLIEST_CONTRACT: Text("Avtal tidigast", "Contract at the earliest"),
    MilestoneKind.CONTRACT: Text("Avtal tecknas", "Contract signed"),
    MilestoneKind.START: Text("Avtalet börjar", "The contract starts"),
}


def name_of(milestone: Milestone) -> Text:
    """With the step's name where there are several: "Sista dag: anbudsansökningar"."""
    name = _NAMES[milestone.kind]
    if milestone.step is None:
        return name
    return Text(f"{name.sv}: {milestone.step.name.sv}", f"{name.en}: {milestone.step.name.en}")
