"""The time for requests or tenders: the law's least, the staff's margin, questions and answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from law.answering import answers
from law.days import STOCKHOLM, closed_day, roll, spoken
from law.procedures import Call as Called
from law.procedures import Sends, Step
from law.reasons import Basis, Cite, Reason, Text, refuse
from law.rulebook import Rulebook
from law.tender_call import SELECTIVE
from law.tender_period import Agreement, Call, Stage, TenderPeriod, tender_period
from procurement.schedule.milestones import By, Milestone, MilestoneKind, Stretch
from procurement.schedule.plan import Plan

# The last day is given in full.
LAST_MINUTE = time(23, 59)
_NO_QUESTIONS = frozenset({Rulebook.SE_LOU_19A, Rulebook.SE_LOV})


@dataclass(frozen=True)
class Time:
    """``least`` is the law's last day, where it has one; ``last`` the one that the plan sets."""

    sent: date
    least: date | None
    last: date
    reasons: tuple[Reason, ...]
    warnings: tuple[Reason, ...] = ()


def time_to_send(plan: Plan, step: Step, sent: date, notice: date) -> Time:
    """From the day ``sent`` that the step is called; ``notice`` is the first step's day.

    Raises `ActRefused` where the law names no number of days and the plan has none either.
    """
    tenders = step.sends is Sends.TENDERS
    margin = plan.margins.tenders if tenders else plan.margins.requests
    if step.period is None:
        return _chosen(step, sent, margin, plan)
    call = _call(plan, step, sent, notice)
    found = tender_period(call, rulebook=plan.rulebook)
    if found.last_day is None:
        own = _chosen(step, sent, margin, plan)
        return replace(own, reasons=(*found.reasons, *own.reasons), warnings=found.warnings)
    if not margin:
        return Time(sent, found.last_day, found.last_day, found.reasons, found.warnings)
    return _longer(found, found.last_day, margin, sent, plan)


def _call(plan: Plan, step: Step, sent: date, notice: date) -> Call:
    period = step.period
    assert period is not None
    invited = step.call is Called.INVITATION
    agreed = plan.agreed_days if invited and period.stage is Stage.TENDERS else None
    return Call(
        procedure=period.procedure,
        stage=period.stage,
        dispatched=sent,
        electronic=plan.electronic,
        prior_notice=None if period.stage is Stage.REQUESTS else plan.prior_notice,
        notice=notice if invited and period.procedure in SELECTIVE else None,
        urgent=plan.urgent,
        documents_open=plan.documents_open,
        agreed=None if agreed is None else Agreement(agreed, True),
        buyer=plan.bought_by,
        country=plan.country if plan.rulebook is Rulebook.EU else None,
    )


def _longer(found: TenderPeriod, least: date, margin: int, sent: date, plan: Plan) -> Time:
    last, skipped = moved(least + timedelta(days=margin), plan)
    when = spoken(last)
    text = Text(
        f"Marginal: {days(margin).sv} utöver den minsta tiden, till {when.sv}",
        f"Margin: {days(margin).en} beyond the least time, to {when.en}",
    )
    return Time(sent, least, last, (*found.reasons, chosen(text), *skipped), found.warnings)


def _chosen(step: Step, sent: date, margin: int, plan: Plan) -> Time:
    if not margin:
        stretch = "requests" if step.sends is Sends.REQUESTS else "tenders"
        raise refuse(
            "schedule.time",
            sv=f"Lagen anger inget antal dagar för steget {step.id} ({step.name.sv})",
            en=f"The law names no number of days for the step {step.id} ({step.name.en})",
            todo_sv=f"Ange hur många dagar ni ger, som marginalen {stretch}",
            todo_en=f"State how many days you give, as the margin {stretch}",
        )
    last, skipped = moved(sent + timedelta(days=margin), plan)
    when = spoken(last)
    text = Text(
        f"Vald tid: {days(margin).sv}, till {when.sv}; lagen anger inget antal dagar",
        f"Time chosen: {days(margin).en}, to {when.en}; the law names no number of days",
    )
    return Time(sent, None, last, (chosen(text), *skipped))


def milestones_of(plan: Plan, step: Step, time_: Time) -> Iterator[Milestone]:
    """The deadline; for tenders also until when questions are asked and answered."""
    if step.sends is Sends.TENDERS and plan.rulebook not in _NO_QUESTIONS:
        yield from _questions(plan, step, time_)
    at = datetime.combine(time_.last, LAST_MINUTE, STOCKHOLM)
    by = By.LAW if time_.last == time_.least else By.MARGIN
    swedish = plan.rulebook is not Rulebook.EU
    yield Milestone(
        MilestoneKind.DEADLINE, step, time_.last, by, time_.reasons, time_.warnings,
        at if swedish else None,
    )  # fmt: skip


def _questions(plan: Plan, step: Step, time_: Time) -> Iterator[Milestone]:
    found = answers(
        time_.last,
        rulebook=plan.rulebook,
        accelerated=plan.urgent and plan.rulebook is not Rulebook.SE_LOU_19,
        country=plan.country if plan.rulebook is Rulebook.EU else None,
    )
    assert found.last_day is not None
    asked = earlier(found.last_day - timedelta(days=plan.margins.questions), plan)
    when = spoken(asked)
    text = Text(
        f"Frågor ska ha kommit in {when.sv}, så att svaren hinner bli klara i tid",
        f"Questions must have come in on {when.en}, so that the answers can be given in time",
    )
    warnings = tuple(_no_room(asked, time_.sent))
    reasons = (chosen(text),)
    yield Milestone(MilestoneKind.QUESTIONS, step, asked, By.MARGIN, reasons, warnings)
    yield Milestone(
        MilestoneKind.ANSWERS, step, found.last_day, By.LAW, found.reasons, found.warnings
    )


def _no_room(asked: date, sent: date) -> Iterator[Reason]:
    if asked <= sent:
        when = spoken(asked)
        text = Text(
            f"Planen har inget utrymme för frågor: de skulle ha kommit in {when.sv}, innan"
            " leverantörerna har hunnit läsa dokumenten",
            f"The plan has no room for questions: they would have been due on {when.en}, before"
            " suppliers have had time to read the documents",
        )
        yield Reason("no-room-for-questions", text, None, Basis.HOUSE_RULE)


def stretches_of(step: Step, time_: Time) -> Iterator[Stretch]:
    name = Text(f"Tid för {step.name.sv}", f"Time for {step.name.en}")
    if time_.least is not None:
        yield Stretch(name, step, time_.sent, time_.least, By.LAW)
    begun = time_.sent if time_.least is None else time_.least
    if time_.last > begun:
        yield Stretch(name, step, begun, time_.last, By.MARGIN)


def chosen(text: Text, cite: Cite | None = None) -> Reason:
    return Reason("margin", text, cite, Basis.HOUSE_RULE)


def days(number: int) -> Text:
    return Text("1 dag", "1 day") if number == 1 else Text(f"{number} dagar", f"{number} days")


def moved(day: date, plan: Plan) -> tuple[date, tuple[Reason, ...]]:
    """The first open day on or after it: nobody plans an act for a closed day."""
    rolled = roll(day, plan.holidays_of)
    return rolled.day, tuple(_passed_over(day, name) for day, name in rolled.skipped)


def _passed_over(day: date, name: Text) -> Reason:
    return Reason("closed-day", no_working_day(day, name), None, Basis.HOUSE_RULE)


def no_working_day(day: date, name: Text) -> Text:
    """`name`: of the holiday, or of the day of the week."""
    when = spoken(day)
    return Text(
        f"{when.sv[0].upper()}{when.sv[1:]} är ingen arbetsdag ({name.sv})",
        f"{when.en} is no working day ({name.en})",
    )


def earlier(day: date, plan: Plan) -> date:
    """The last open day on or before it."""
    while closed_day(day, plan.holidays_of):
        day -= timedelta(days=1)
    return day
