"""The shortest period the law allows a call, in days: LOU 8:8, 8:11, 11:2–10.

Each reduction is a number of its own, never a subtraction: five days for
electronic tenders come off the ordinary period, not off one already shortened
(LOU 11:6 refers to 11:2 and 11:3 only).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from law.dated import DatedValue, value
from law.days import months_after, spoken
from law.reasons import Reason, Text
from law.tender_call import Act, Call, Procedure, Stage, of_utilities


@dataclass(frozen=True)
class Minimum:
    """``days`` a call must at least stay open, the steps there, and what to look out for.

    ``rule`` is the value the number rests on; its paragraph is cited for the day.
    """

    days: int
    rule: DatedValue
    reasons: tuple[Reason, ...]
    warnings: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class _Possible:
    """One period the act allows this call: ``extra`` days where documents are restricted."""

    rule: DatedValue
    why: Reason
    extra: DatedValue | None = None
    warnings: tuple[Reason, ...] = field(default=())

    @property
    def days(self) -> int:
        return self.rule.value + (self.extra.value if self.extra else 0)


def minimum(call: Call, act: Act) -> Minimum | None:
    """The shortest period allowed, or None where the act fixes no number of days.

    Raises law.dated.NoValue for a dispatch older than the act.
    """
    without_effect = tuple(_without_effect(call, act))
    if call.agreed is not None and call.agreed.by_all:
        return _agreed(call, act, call.agreed.days, without_effect)
    possible = list(_possible(call, act))
    if not possible:
        return None
    shortest = min(possible, key=lambda each: each.days)
    ordinary = (possible[0].why,) if shortest is not possible[0] else ()
    longer = (_documents(shortest.extra),) if shortest.extra else ()
    return Minimum(
        shortest.days,
        shortest.rule,
        (*ordinary, shortest.why, *longer),
        (*shortest.warnings, *without_effect),
    )


def _number(call: Call, act: Act, name: str) -> DatedValue:
    """The entry of the day the procurement was called, an invitation sent later included."""
    return value(f"tender_period_{act.key}_{name}", call.dated_notice)


def _possible(call: Call, act: Act) -> Iterator[_Possible]:
    """Every period open to this call, the ordinary one first."""
    if call.procedure is Procedure.DPS:
        name = "dps_requests" if call.stage is Stage.REQUESTS else "dps_tenders"
        yield _ordinary(call, act, name)
    elif call.stage is Stage.REQUESTS:
        yield _ordinary(call, act, "requests")
        if call.urgent:
            yield _urgent(_number(call, act, "requests_urgent"))
    elif call.procedure is Procedure.OPEN:
        yield from _ordinary_and_shorter(call, act, "open")
    elif call.to_selected and of_utilities(act):
        yield _unagreed(call, act)
    elif call.to_selected:
        yield from _ordinary_and_shorter(call, act, "tenders")
        if call.agreed is not None:
            yield _unagreed(call, act)


def _ordinary_and_shorter(call: Call, act: Act, name: str) -> Iterator[_Possible]:
    yield _ordinary(call, act, name)
    if call.electronic:
        yield _electronic(call, act, _number(call, act, f"{name}_electronic"))
    sent = call.prior_notice
    if sent is not None and _in_window(sent, call, act):
        rule = _number(call, act, f"{name}_prior_notice")
        yield _after_prior_notice(sent, call, act, rule)
    if call.urgent:
        yield _urgent(_number(call, act, f"{name}_urgent"))


def _extra(call: Call, act: Act) -> DatedValue | None:
    """Tenders only: who asks to take part has no use for the documents yet (LOU 11:9)."""
    if call.documents_open or call.stage is Stage.REQUESTS:
        return None
    return _number(call, act, "documents_extension")


def _ordinary(call: Call, act: Act, name: str) -> _Possible:
    rule = _number(call, act, name)
    text = Text(
        f"Den ordinarie tiden är minst {rule.value} dagar",
        f"The ordinary period is at least {rule.value} days",
    )
    return _Possible(rule, Reason("ordinary-period", text, rule.cite), _extra(call, act))


def _electronic(call: Call, act: Act, rule: DatedValue) -> _Possible:
    text = Text(
        f"Anbuden får lämnas elektroniskt: minst {rule.value} dagar",
        f"Tenders may be sent electronically: at least {rule.value} days",
    )
    return _Possible(rule, Reason("electronic-tenders", text, rule.cite), _extra(call, act))


def _after_prior_notice(sent: date, call: Call, act: Act, rule: DatedValue) -> _Possible:
    when = spoken(sent)
    text = Text(
        f"En förhandsannons skickades {when.sv}, i rätt tid före annonsen: minst {rule.value}"
        " dagar, om den innehöll de uppgifter som krävs",
        f"A prior information notice was sent on {when.en}, in due time before the contract"
        f" notice: at least {rule.value} days, if it held the information required",
    )
    return _Possible(
        rule,
        Reason("prior-notice", text, rule.cite),
        _extra(call, act),
        tuple(_unknown_notice(call, act)),
    )


def _urgent(rule: DatedValue) -> _Possible:
    text = Text(
        f"Påskyndat förfarande: minst {rule.value} dagar",
        f"Accelerated procedure: at least {rule.value} days",
    )
    warning = Text(
        "Tidsbristen måste göra de vanliga tiderna omöjliga att tillämpa; skälen bör dokumenteras",
        "The urgency must make the ordinary periods impossible to apply; put the reasons on record",
    )
    return _Possible(
        rule,
        Reason("accelerated", text, rule.cite),
        warnings=(Reason("urgency-must-be-shown", warning, rule.cite),),
    )


def _unagreed(call: Call, act: Act) -> _Possible:
    rule = _number(call, act, "tenders_no_agreement")
    text = Text(
        "Ingen gemensam tid har överenskommits med alla utvalda anbudssökande: minst"
        f" {rule.value} dagar",
        f"No common period has been agreed with all selected candidates: at least {rule.value}"
        " days",
    )
    return _Possible(rule, Reason("no-agreement", text, rule.cite), _extra(call, act))


def _agreed(call: Call, act: Act, days: int, warnings: tuple[Reason, ...]) -> Minimum:
    """What all have agreed replaces every minimum and is not extended (LOU 11:9)."""
    rule = _number(call, act, "tenders_no_agreement")
    cite = act.dps if call.procedure is Procedure.DPS else act.agreement
    period = spoken_days(days)
    text = Text(
        f"En gemensam tid på {period.sv} har överenskommits med alla utvalda anbudssökande",
        f"A common period of {period.en} has been agreed with all selected candidates",
    )
    return Minimum(days, rule, (Reason("agreed-by-all", text, cite),), warnings)


def spoken_days(days: int) -> Text:
    """A number of days as a person says it."""
    return Text("1 dag", "1 day") if days == 1 else Text(f"{days} dagar", f"{days} days")


def _documents(extra: DatedValue) -> Reason:
    text = Text(
        "Upphandlingsdokumenten är inte fritt tillgängliga elektroniskt från början: tiden"
        f" förlängs med {extra.value} dagar",
        "The procurement documents are not freely available electronically from the start: the"
        f" period is extended by {extra.value} days",
    )
    return Reason("documents-restricted", text, extra.cite)


def _window(call: Call, act: Act) -> tuple[date, date]:
    """The first and last day a prior information notice may have been sent."""
    oldest = _number(call, act, "prior_notice_earliest_months")
    youngest = _number(call, act, "prior_notice_latest_days")
    notice = call.dated_notice
    return months_after(notice, -oldest.value), notice - timedelta(days=youngest.value)


def _in_window(sent: date, call: Call, act: Act) -> bool:
    first, last = _window(call, act)
    return first <= sent <= last


def _without_effect(call: Call, act: Act) -> Iterator[Reason]:
    """A prior notice is a fact and cannot be refused; it may help nothing."""
    if call.prior_notice is None:
        return
    if call.procedure is not Procedure.OPEN and (of_utilities(act) or not call.to_selected):
        cite = act.dps if call.procedure is Procedure.DPS else act.prior_notice
        text = Text(
            "En förhandsannons förkortar inte tiden i detta förfarande och skede",
            "A prior information notice does not shorten the period in this procedure and stage",
        )
        yield Reason("prior-notice-without-effect", text, cite)
    elif not _in_window(call.prior_notice, call, act):
        first, last = (spoken(day) for day in _window(call, act))
        text = Text(
            "Förhandsannonsen förkortar inte tiden: den skulle ha skickats tidigast"
            f" {first.sv} och senast {last.sv}",
            "The prior information notice does not shorten the period: it had to be sent on"
            f" {first.en} at the earliest and {last.en} at the latest",
        )
        yield Reason("prior-notice-outside-window", text, act.prior_notice)


def _unknown_notice(call: Call, act: Act) -> Iterator[Reason]:
    if call.to_selected and call.notice is None:
        text = Text(
            "Annonsens dag är inte angiven; förhandsannonsens ålder är räknad till inbjudans dag",
            "The day of the contract notice is not given; the age of the prior information"
            " notice is counted to the day of the invitation",
        )
        yield Reason("notice-day-unknown", text, act.prior_notice)
