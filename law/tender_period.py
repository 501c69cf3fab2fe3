"""How long suppliers have to tender or to ask to take part: LOU 8:8, 8:11, 11:1–10, 19:11.

Regulation (EEC, Euratom) 1182/71 counts the minimum: the day of dispatch is not
counted, a last day that is closed moves to the next working day, and a period
of two days or more holds at least two working days. In Sweden
Upphandlingsmyndigheten adds midsommarafton, julafton and nyårsafton to the
closed days. A later last day that the buyer has chosen itself does not move.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from law.bar import passed_over
from law.dated import value
from law.days import EU_DAY_RULE, SWEDEN, UNKNOWN_STATE, closed_day, roll, spoken
from law.reasons import Cite, Reason, Text
from law.rulebook import Rulebook
from law.tender_call import (
    Act,
    Agreement,
    Call,
    Procedure,
    Stage,
    check,
    check_days,
    governing,
)
from law.tender_minimum import Minimum, minimum
from law.thresholds import Buyer

__all__ = ["Agreement", "Buyer", "Call", "Procedure", "Stage", "TenderPeriod", "tender_period"]

NOT_THE_FIRST_DAY = Cite(EU_DAY_RULE.act, None, "3.1")
TWO_WORKING_DAYS = Cite(EU_DAY_RULE.act, None, "3.5")
WORKING_DAYS = 2


@dataclass(frozen=True)
class TenderPeriod:
    """The least number of days, the last day for tenders or requests, and why.

    ``days`` is None where no number is fixed by law. ``last_day`` is the whole
    day, in Sweden or the state concerned; it is the buyer's own when that is
    lawful and was given, and None where neither law nor buyer has set one.
    """

    days: int | None
    last_day: date | None
    reasons: tuple[Reason, ...]
    warnings: tuple[Reason, ...] = ()


def tender_period(call: Call, *, rulebook: Rulebook) -> TenderPeriod:
    """The shortest lawful period for a call, with the reasons for each day.

    Raises law.refusals.ImpossibleFacts for days that cannot be, ActRefused for
    a combination the act does not know, and law.dated.NoValue for a dispatch
    older than the rulebook.
    """
    check_days(call, rulebook)
    if rulebook is Rulebook.SE_LOU_19:
        return _reasonable_time(call)
    act = governing(call, rulebook)
    check(call, act)
    least = minimum(call, act)
    if least is None:
        return _no_number(call, act)
    return _counted(call, act, least, _country(call, rulebook))


def _country(call: Call, rulebook: Rulebook) -> str:
    return (call.country or UNKNOWN_STATE) if rulebook is Rulebook.EU else SWEDEN


def _counted(call: Call, act: Act, least: Minimum, country: str) -> TenderPeriod:
    nominal = call.dispatched + timedelta(days=least.days)
    rolled = roll(nominal, country)
    last_day, added = _with_two_working_days(call, least, rolled.day, country)
    steps = (
        _day_zero(call),
        *least.reasons,
        _nominal(least, nominal),
        *(passed_over(day, name, EU_DAY_RULE) for day, name in rolled.skipped),
        *added,
        _last_day(last_day, least.rule.cite if last_day == nominal else EU_DAY_RULE),
        *_enough_time(act),
    )
    warnings = (*least.warnings, *_holidays_unknown(country))
    answer = TenderPeriod(least.days, last_day, steps, warnings)
    if call.chosen is None or call.chosen == last_day:
        return answer
    if call.chosen < last_day:
        return _too_early(answer, call.chosen, last_day, act)
    return _later(answer, call.chosen, country)


def _day_zero(call: Call) -> Reason:
    when = spoken(call.dispatched)
    invited = call.stage is Stage.TENDERS and call.procedure is not Procedure.OPEN
    what = (
        Text("inbjudan att lämna anbud skickades", "the invitation to tender was sent")
        if invited
        else Text(
            "annonsen skickades för publicering", "the contract notice was sent for publication"
        )
    )
    return Reason(
        "day-zero",
        Text(
            f"Dag 0 är {when.sv}, den dag då {what.sv}; den räknas inte",
            f"Day 0 is {when.en}, the day {what.en}; it is not counted",
        ),
        NOT_THE_FIRST_DAY,
    )


def _nominal(least: Minimum, nominal: date) -> Reason:
    when = spoken(nominal)
    return Reason(
        "nominal-last-day",
        Text(f"Dag {least.days} är {when.sv}", f"Day {least.days} is {when.en}"),
        least.rule.cite,
    )


def _with_two_working_days(
    call: Call, least: Minimum, last_day: date, country: str
) -> tuple[date, tuple[Reason, ...]]:
    """Only an agreed period can be so short that weekends and holidays fill it."""
    if least.days < WORKING_DAYS:
        return last_day, ()
    working, end = _working_days(call.dispatched, last_day, country), last_day
    while working < WORKING_DAYS:
        end += timedelta(days=1)
        working += closed_day(end, country) is None
    if end == last_day:
        return last_day, ()
    when = spoken(end)
    text = Text(
        f"Tiden måste innehålla minst två arbetsdagar och sträcks därför ut till {when.sv}",
        f"The period must hold at least two working days and so reaches {when.en}",
    )
    return end, (Reason("two-working-days", text, TWO_WORKING_DAYS),)


def _working_days(start: date, last_day: date, country: str) -> int:
    length = (last_day - start).days
    days = (start + timedelta(days=n) for n in range(1, length + 1))
    return sum(closed_day(day, country) is None for day in days)


def _last_day(last_day: date, cite: Cite) -> Reason:
    when = spoken(last_day)
    return Reason(
        "last-day",
        Text(
            f"Tiden löper till och med hela {when.sv}",
            f"The period runs through the whole of {when.en}",
        ),
        cite,
    )


def _enough_time(act: Act) -> Iterator[Reason]:
    text = Text(
        "Detta är det minsta; tiden måste också räcka med hänsyn till hur komplicerad"
        " upphandlingen är, och till besök på plats",
        "This is the least; the period must also be enough for the complexity of the"
        " procurement, and for visits to the site",
    )
    yield Reason("enough-time", text, act.enough_time)


def _too_early(answer: TenderPeriod, chosen: date, last_day: date, act: Act) -> TenderPeriod:
    """The statute's last day stands: a shorter period is no period."""
    when, least = spoken(chosen), spoken(last_day)
    text = Text(
        f"Den valda sista dagen, {when.sv}, är för tidig: lagen kräver till och med {least.sv}",
        f"The chosen last day, {when.en}, is too early: the law requires through {least.en}",
    )
    warning = Reason("chosen-day-too-early", text, act.enough_time)
    return replace(answer, warnings=(*answer.warnings, warning))


def _later(answer: TenderPeriod, chosen: date, country: str) -> TenderPeriod:
    return replace(
        answer,
        last_day=chosen,
        reasons=(*answer.reasons, _own_choice(chosen)),
        warnings=(*answer.warnings, *_chosen_closed(chosen, country)),
    )


def _own_choice(chosen: date) -> Reason:
    when = spoken(chosen)
    text = Text(
        f"Myndigheten har själv valt en senare sista dag, {when.sv}; en sådan dag flyttas inte",
        f"The buyer has itself chosen a later last day, {when.en}; such a day does not move",
    )
    return Reason("chosen-day", text, EU_DAY_RULE)


def _chosen_closed(chosen: date, country: str) -> Iterator[Reason]:
    name = closed_day(chosen, country)
    if name is not None:
        when = spoken(chosen)
        text = Text(
            f"Den valda sista dagen, {when.sv}, är ingen arbetsdag ({name.sv}) och flyttas ändå"
            " inte",
            f"The chosen last day, {when.en}, is no working day ({name.en}) and still does not"
            " move",
        )
        yield Reason("chosen-day-closed", text, EU_DAY_RULE)


def _reasonable_time(call: Call) -> TenderPeriod:
    """Chapter 19 asks for reasonable time and names no number (LOU 19:11)."""
    cite = value("tender_period_SE-LOU-19", call.dispatched).cite
    text = Text(
        "Anbudssökande och anbudsgivare ska ges skälig tid; 19 kap. anger inget antal dagar",
        "Candidates and tenderers must be given reasonable time; chapter 19 names no number of"
        " days",
    )
    warning = Text(
        "Bedöm om tiden är skälig med hänsyn till vad som ska anskaffas; lagen ger inget svar i"
        " dagar",
        "Judge whether the time is reasonable (skälig tid) for what is to be bought; the law"
        " gives no answer in days",
    )
    return _without_number(
        call, Reason("reasonable-time", text, cite), Reason("judge-the-time", warning, cite)
    )


def _no_number(call: Call, act: Act) -> TenderPeriod:
    text = Text(
        "Ingen minsta anbudstid är bestämd för konkurrenspräglad dialog och innovationspartnerskap",
        "No minimum tender period is fixed for competitive dialogue and innovation partnership",
    )
    warning = Text(
        "Bestäm tiden efter hur komplicerad upphandlingen är och vad anbuden kräver",
        "Set the period by the complexity of the procurement and what the tenders need",
    )
    return _without_number(
        call,
        Reason("no-fixed-period", text, act.enough_time),
        Reason("judge-the-time", warning, act.enough_time),
    )


def _without_number(call: Call, why: Reason, warning: Reason) -> TenderPeriod:
    if call.chosen is None:
        return TenderPeriod(None, None, (why,), (warning,))
    when, days = spoken(call.chosen), (call.chosen - call.dispatched).days
    text = Text(
        f"Myndigheten har valt {when.sv}, {days} dagar efter avsändandet",
        f"The buyer has chosen {when.en}, {days} days after the dispatch",
    )
    chosen = Reason("chosen-day", text, why.cite)
    return TenderPeriod(None, call.chosen, (why, chosen), (warning,))


def _holidays_unknown(country: str) -> Iterator[Reason]:
    if country == UNKNOWN_STATE:
        text = Text(
            "Inget land är angivet: bara lördagar och söndagar har räknats som stängda dagar;"
            " kontrollera medlemsstatens helgdagar",
            "No country is given: only Saturdays and Sundays were counted as closed; check the"
            " member state's public holidays",
        )
        yield Reason("holidays-unknown", text, EU_DAY_RULE)
