"""From the first notice to the start of the contract, forward, a milestone at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from law import working_days
from law.bar import Bar
from law.days import closed_day, spoken
from law.notices import Notice
from law.procedures import Call, LeadsTo, ProcedurePlan, Sends, Step, procedures
from law.reasons import Basis, Reason, Text
from law.rulebook import Rulebook
from law.standstill import standstill
from procurement.schedule.milestones import By, Milestone, MilestoneKind, Stretch
from procurement.schedule.plan import Plan
from procurement.schedule.time_to_send import (
    chosen,
    days,
    earlier,
    milestones_of,
    moved,
    no_working_day,
    stretches_of,
    time_to_send,
)

_MADE = {
    "selection": Text("Urvalet", "The selection"),
    "meetings": Text("Förhandlingen eller dialogen", "The negotiation or dialogue"),
    "evaluation": Text("Utvärderingen", "The evaluation"),
    "examination": Text("Prövningen", "The examination"),
    "decision": Text("Beslutet", "The decision"),
    "signing": Text("Undertecknandet", "The signing"),
    "start_up": Text("Uppstarten", "The start-up"),
}
_TOLD = Text(
    "Beslutet underrättas samma dag som det fattas", "The decision is told on the day it is made"
)


@dataclass
class Course:
    """`day` is how far it has come; each stretch begins on the day that the last one ended."""

    plan: Plan
    notice: date
    day: date
    milestones: list[Milestone] = field(default_factory=list)
    stretches: list[Stretch] = field(default_factory=list)

    @property
    def earliest_start(self) -> date:
        return self.day

    @property
    def _procedure(self) -> ProcedurePlan:
        return procedures()[self.plan.procedure]

    def go(self) -> Course:
        self._documents()
        steps = self._procedure.steps
        for step in steps:
            self._called(step)
            if step.sealed:
                self._sent_in(step)
            elif step.sends is Sends.APPLICATIONS:
                self._applications(step)
            self._followed(step, last=step is steps[-1])
        return self

    def _documents(self) -> None:
        margin = self.plan.margins.documents
        if not margin:
            return
        begun = earlier(self.notice - timedelta(days=margin), self.plan)
        text = Text(
            f"Marginal: {days(margin).sv} till dokumenten före annonsen",
            f"Margin: {days(margin).en} for the documents before the notice",
        )
        self._mark(MilestoneKind.DOCUMENTS, None, begun, By.MARGIN, (chosen(text),))
        name = Text("Dokumenten", "The documents")
        self.stretches.append(Stretch(name, None, begun, self.notice, By.MARGIN))

    def _called(self, step: Step) -> None:
        notice = step.call is Call.CONTRACT_NOTICE
        kind = MilestoneKind.NOTICE if notice else MilestoneKind.INVITATION
        by = By.WISH if step.first and self.plan.notice is not None else By.MARGIN
        cite = self._procedure.cites[self.plan.rulebook]
        when = spoken(self.day)
        text = Text(
            f"{self._procedure.name.sv[0].upper()}{self._procedure.name.sv[1:]}, steget"
            f" {step.name.sv}: dag 0 är {when.sv}",
            f"{self._procedure.name.en[0].upper()}{self._procedure.name.en[1:]}, the step"
            f" {step.name.en}: day 0 is {when.en}",
        )
        why = Reason("called", text, cite)
        self._mark(kind, step, self.day, by, (why,), tuple(self._closed(self.day)))

    def _closed(self, day: date) -> Iterator[Reason]:
        name = closed_day(day, self.plan.holidays_of)
        if name is not None:
            yield Reason("called-on-closed-day", no_working_day(day, name), None, Basis.HOUSE_RULE)

    def _sent_in(self, step: Step) -> None:
        time = time_to_send(self.plan, step, self.day, self.notice)
        self.milestones += milestones_of(self.plan, step, time)
        self.stretches += stretches_of(step, time)
        self.day, skipped = moved(time.last + timedelta(days=1), self.plan)
        text = Text(
            "Öppningen sker nästa arbetsdag efter sista dagen",
            "The opening is on the next working day after the deadline",
        )
        reasons = (chosen(text), *skipped)
        self._mark(MilestoneKind.OPENING, step, self.day, By.MARGIN, reasons)

    def _applications(self, step: Step) -> None:
        """Continuous: the time runs on; what follows is for those who apply at once."""
        text = Text(
            "Ansökningar tas emot löpande, så länge systemet är i kraft; dagarna härefter gäller"
            " den som ansöker först",
            "Applications are received continuously, as long as the system is in force; the days"
            " from here on are those of whoever applies first",
        )
        cite = self._procedure.cites[self.plan.rulebook]
        why, sent = Reason("continuous", text, cite), self.day
        if step.period is None:
            self._mark(MilestoneKind.APPLICATIONS, step, sent, By.LAW, (why,))
            return
        time = time_to_send(self.plan, step, sent, self.notice)
        self.stretches += stretches_of(step, time)
        by = By.LAW if time.last == time.least else By.MARGIN
        reasons = (why, *time.reasons)
        self._mark(MilestoneKind.APPLICATIONS, step, time.last, by, reasons, time.warnings)
        self.day = time.last

    def _followed(self, step: Step, *, last: bool) -> None:
        if LeadsTo.MEETINGS in step.leads_to:
            self._after(MilestoneKind.MEETINGS, step, "meetings", skip=True)
        if LeadsTo.SELECTION in step.leads_to:
            self._after(MilestoneKind.SELECTION, step, "selection")
        if LeadsTo.ADMISSION in step.leads_to:
            self._examined(step)
        if LeadsTo.AWARD in step.leads_to or last:
            self._awarded()

    def _examined(self, step: Step) -> None:
        """Within ten working days in a dynamic purchasing system (LOU 8:7)."""
        if step.period is None:
            return
        rulebook, country = self.plan.rulebook, self.plan.country
        where = country if rulebook is Rulebook.EU else None
        found = working_days.admission(self.day, rulebook=rulebook, country=where)
        self._stretch(Text("Prövning av ansökan", "Examination"), step, found.day, By.LAW)
        self.day = found.day
        self._mark(MilestoneKind.EXAMINED, step, self.day, By.LAW, found.reasons)

    def _awarded(self) -> None:
        # In a system of choice nobody is compared with others.
        compared = self._procedure.standstill is not None
        done = MilestoneKind.EVALUATED if compared else MilestoneKind.EXAMINED
        self._after(done, None, "evaluation" if compared else "examination")
        self._after(MilestoneKind.DECISION, None, "decision")
        self._mark(MilestoneKind.LETTERS, None, self.day, By.MARGIN, (chosen(_TOLD),))
        self._barred(self._bar())
        self._after(MilestoneKind.CONTRACT, None, "signing")
        self._start()

    def _bar(self) -> Bar:
        """As if all letters went by electronic means, to several tenderers."""
        rulebook = self.plan.rulebook
        return standstill(
            [Notice(self.day)],
            rulebook=rulebook,
            procedure=self._procedure.standstill,
            country=self.plan.country if rulebook is Rulebook.EU else None,
            started=self.notice,
        )

    def _barred(self, bar: Bar) -> None:
        if bar.last_day is not None and bar.earliest_contract is not None:
            kind = MilestoneKind.STANDSTILL
            self._mark(kind, None, bar.last_day, By.LAW, bar.reasons, bar.warnings)
            name = Text("Avtalsspärr", "Standstill")
            self._stretch(name, None, bar.last_day, By.LAW)
            self.day = bar.earliest_contract
        reasons, warnings = (bar.reasons[-1:], ()) if bar.last_day else (bar.reasons, bar.warnings)
        self._mark(MilestoneKind.EARLIEST_CONTRACT, None, self.day, By.LAW, reasons, warnings)

    def _start(self) -> None:
        margin = self.plan.margins.start_up
        earliest = self.day + timedelta(days=margin)
        if margin:
            self._stretch(_MADE["start_up"], None, earliest, By.MARGIN)
        self.day = earliest
        when, wished = spoken(earliest), self.plan.start
        text = Text(
            f"Marginal: {days(margin).sv} till uppstarten; avtalet kan börja {when.sv}",
            f"Margin: {days(margin).en} for the start-up; the contract can start on {when.en}",
        )
        by = By.MARGIN if wished is None or wished < earliest else By.WISH
        start = wished if by is By.WISH and wished is not None else earliest
        self._mark(MilestoneKind.START, None, start, by, (chosen(text),))

    def _after(
        self, kind: MilestoneKind, step: Step | None, stretch: str, *, skip: bool = False
    ) -> None:
        """The staff's own stretch, to an open day. ``skip``: left out where it takes no days."""
        own = "evaluation" if stretch == "examination" else stretch
        margin = getattr(self.plan.margins, own)
        if skip and not margin:
            return
        until, skipped = moved(self.day + timedelta(days=margin), self.plan)
        name, when = _MADE[stretch], spoken(until)
        text = Text(
            f"Marginal: {days(margin).sv} till {name.sv[0].lower()}{name.sv[1:]}, till {when.sv}",
            f"Margin: {days(margin).en} for {name.en[0].lower()}{name.en[1:]}, to {when.en}",
        )
        self._stretch(name, step, until, By.MARGIN)
        self.day = until
        self._mark(kind, step, until, By.MARGIN, (*skipped, chosen(text)))

    def _stretch(self, name: Text, step: Step | None, until: date, by: By) -> None:
        if until > self.day:
            self.stretches.append(Stretch(name, step, self.day, until, by))

    def _mark(
        self,
        kind: MilestoneKind,
        step: Step | None,
        day: date,
        by: By,
        reasons: tuple[Reason, ...],
        warnings: tuple[Reason, ...] = (),
    ) -> None:
        self.milestones.append(Milestone(kind, step, day, by, reasons, warnings))


def course_from(plan: Plan, notice: date) -> Course:
    """Raises `ActRefused`, ImpossibleFacts or NoValue where a rule has no answer."""
    return Course(plan, notice, notice).go()
