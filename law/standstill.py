"""The standstill after an award decision (avtalsspärr), LOU 20:1–20:3.

A contract may not be concluded until 10 days have passed since the last notice
was sent, or 15 when any notice went by other than electronic means. The day of
dispatch is day 0; the last day rolls (lag 1930:173 2 §, by LOU 20:18); the
contract may be concluded the day after. LUF 20:1 says the same; directive
89/665/EEC article 2a counts alike, by the holidays of the member state.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from law.bar import ENDING, STANDSTILL, Bar, Counted, count, earliest_contract, end
from law.dated import DatedValue, in_force, value
from law.days import spoken
from law.ex_ante import announced
from law.exemptions import (
    WITHIN,
    Award,
    Effect,
    Ground,
    agreed,
    exempt_ground,
    settle,
    sole_tenderer_ground,
)
from law.notices import Extension, Notice, Procedure, check_order
from law.reasons import Cite, Reason, Text
from law.refusals import ImpossibleFacts
from law.remedies import least_time, place
from law.rulebook import Rulebook
from law.voluntary import exempt_bar

__all__ = ["Bar", "Extension", "Notice", "Procedure", "standstill"]


@dataclass(frozen=True)
class _Running:
    """A standstill as counted so far, each step adding what it did."""

    last_day: date
    cite: Cite
    country: str
    reasons: tuple[Reason, ...]
    warnings: tuple[Reason, ...] = ()

    def ending(self, counted: Counted, why: Reason) -> _Running:
        """A later last day replaces the earlier one and the closed days before it."""
        kept = (reason for reason in self.reasons if reason.code not in ENDING)
        return replace(self, last_day=counted.last_day, reasons=(*kept, why, *counted.reasons))

    def noting(self, reason: Reason) -> _Running:
        return replace(self, reasons=(*self.reasons, reason))

    def warning(self, warning: Reason) -> _Running:
        return replace(self, warnings=(*self.warnings, warning))


def standstill(
    notices: Sequence[Notice],
    *,
    rulebook: Rulebook,
    stated_end: date | None = None,
    extension: Extension | None = None,
    tenderers: int | None = None,
    candidates_pending: bool = False,
    procedure: Procedure | None = None,
    ex_ante_notice: date | None = None,
    country: str | None = None,
    started: date | None = None,
) -> Bar:
    """The standstill after an award decision, with the reasons for each day.

    ``notices`` hold every dispatch to candidates and tenderers; without any, the
    standstill has not begun and the bar has no last day. ``stated_end`` is the
    last day the notice itself states. ``tenderers`` counts those of the whole
    procurement, not of one lot: with exactly one, and no candidate still
    concerned (``candidates_pending``), there is no duty to notify and no bar.
    ``ex_ante_notice`` is the day a notice of intent to award without competition
    was published. ``country`` is the member state under ``Rulebook.EU``, two
    letters. ``started``, the start of the procurement, connects the case to the
    rules in force; unknown, the last dispatch does. A later, corrected decision
    has notices and a standstill of its own.

    Raises ImpossibleFacts (a ValueError) for fewer than one tenderer, days in an
    order they cannot have come in, a procedure the rulebook does not have or a
    country that is no member state;
    law.refusals.RulesDisagree where two exceptions contradict each other; and
    law.dated.NoValue for a case older than the rulebook.
    """
    if tenderers is not None and tenderers < 1:
        raise ImpossibleFacts(
            sv=f"ett tilldelningsbeslut förutsätter minst en anbudsgivare, inte {tenderers}",
            en=f"an award decision needs at least one tenderer, not {tenderers}",
        )
    check_order(notices, stated_end, extension, started, ex_ante_notice)
    announced_only = ex_ante_notice is not None and not notices
    award = settle(rulebook, procedure, ex_ante=announced_only)
    where = place(rulebook, country)
    alone = tenderers == 1 and not candidates_pending
    start = max((notice.day for notice in notices), default=None)
    on = started or start or ex_ante_notice
    if ex_ante_notice is not None:
        connected = started or ex_ante_notice
        return announced(
            award, ex_ante_notice, connected, where, lambda: _rule(award, on), alone=alone
        )
    sole = sole_tenderer_ground(award, on) if alone else None
    grounds = [ground for ground in (exempt_ground(award, on), sole) if ground is not None]
    if agreed(grounds) is not None:
        promised = bool(stated_end or extension)
        return exempt_bar(award, grounds, notices, on, where, promised=promised)
    if start is None:
        return _not_begun(award, on)
    running = _minimum(notices, start, award, on or start, where)
    if stated_end is not None:
        running = _stated(running, stated_end)
    if extension is not None:
        running = _extended(running, extension, start)
    return _bar(running)


def _rule(award: Award, on: date | None) -> Ground:
    """What holds for the award without an ex-ante notice."""
    return exempt_ground(award, on) or Ground(Effect.USUAL_BAR, _duty(award, on))


def _duty(award: Award, on: date | None) -> Reason:
    return Reason(
        "notice-duty",
        Text(
            "Alla anbudssökande och anbudsgivare ska underrättas skriftligen om"
            " tilldelningsbeslutet, skälen för det och avtalsspärren",
            "Every candidate and tenderer must be told in writing of the award decision,"
            " the reasons for it and the standstill",
        ),
        in_force(award.duty, on).cite,
    )


def _minimum(
    notices: Sequence[Notice], start: date, award: Award, on: date, country: str
) -> _Running:
    electronic = all(notice.electronic for notice in notices)
    means = "electronic" if electronic else "other_means"
    days = value(award.in_act(f"standstill_days_{means}"), on)
    steps = (
        _duty(award, on),
        _day_zero(start, days.cite),
        _number_of_days(days, electronic),
    )
    counted = count(STANDSTILL, start, days, country)
    special = (*_within_a_framework(award), *_receipt(award, electronic, days.cite))
    reasons = (*steps, *special, *counted.reasons)
    least = least_time(award.rulebook, country, days.cite)
    warnings = (*least, *_letter_before_the_last(notices, start, days.cite))
    return _Running(counted.last_day, days.cite, country, reasons, warnings)


def _within_a_framework(award: Award) -> Iterator[Reason]:
    if award.rulebook is Rulebook.SE_LUF and award.procedure in WITHIN:
        text = Text(
            "LUF undantar, till skillnad från LOU, inte tilldelning inom ett ramavtal från"
            " avtalsspärr",
            "Unlike LOU, LUF does not exempt awards within a framework from the standstill",
        )
        yield Reason("framework-not-exempt", text, Cite("LUF", 20, "2"))


def _receipt(award: Award, electronic: bool, cite: Cite) -> Iterator[Reason]:
    if award.rulebook is Rulebook.EU and not electronic:
        text = Text(
            "Medlemsstaten får i stället räkna minst 10 dagar från dagen efter mottagandet;"
            " här räknas från utskickandet",
            "The member state may instead count at least 10 days from the day after receipt;"
            " here the count is from dispatch",
        )
        yield Reason("receipt-alternative", text, cite)


def _day_zero(start: date, cite: Cite) -> Reason:
    when = spoken(start)
    return Reason(
        "day-zero",
        Text(
            f"Dag 0 är {when.sv}, den dag då den sista underrättelsen skickades",
            f"Day 0 is {when.en}, the day the last notice was sent",
        ),
        cite,
    )


def _number_of_days(days: DatedValue, electronic: bool) -> Reason:
    text = Text(
        f"Alla underrättelser skickades med elektroniskt medel: avtalsspärren är {days.value}"
        " dagar",
        f"Every notice was sent by electronic means: the standstill is {days.value} days",
    )
    if not electronic:
        text = Text(
            "Minst en underrättelse skickades på annat sätt än med elektroniskt medel:"
            f" avtalsspärren är {days.value} dagar i förhållande till alla",
            "At least one notice was sent by other than electronic means:"
            f" the standstill is {days.value} days for everyone",
        )
    return Reason("number-of-days", text, days.cite)


def _letter_before_the_last(notices: Sequence[Notice], start: date, cite: Cite) -> Iterator[Reason]:
    """The statute counts 15 days "från utskickandet" and is silent on several."""
    letters = [notice.day for notice in notices if not notice.electronic]
    if letters and max(letters) < start:
        letter, last = spoken(max(letters)), spoken(start)
        yield Reason(
            "counted-from-the-last-dispatch",
            Text(
                f"Den sista underrättelsen på annat sätt skickades {letter.sv}, men den sista"
                f" av alla {last.sv}; dagarna räknas försiktigtvis från den senare",
                f"The last notice by other means was sent on {letter.en}, but the last of all"
                f" on {last.en}; to be on the safe side the days are counted from the later",
            ),
            cite,
        )


def _stated(running: _Running, stated_end: date) -> _Running:
    """A longer period in the notice binds (20:1 third paragraph); a shorter is void."""
    counted = end(STANDSTILL, stated_end, running.cite, running.country)
    if counted.last_day < running.last_day:
        return running.warning(_stated_too_short(stated_end, running))
    when = spoken(stated_end)
    if counted.last_day == running.last_day:
        text = Text(
            f"Underrättelsen anger {when.sv}, vilket leder till samma sista dag",
            f"The notice states {when.en}, which leads to the same last day",
        )
        return running.noting(Reason("stated-end-agrees", text, running.cite))
    text = Text(
        f"Underrättelsen anger en längre avtalsspärr, till och med {when.sv}, och den gäller",
        f"The notice states a longer standstill, through {when.en}, and that one binds",
    )
    return running.ending(counted, Reason("stated-end-binds", text, running.cite))


def _stated_too_short(stated_end: date, running: _Running) -> Reason:
    when, last = spoken(stated_end), spoken(running.last_day)
    return Reason(
        "stated-end-too-short",
        Text(
            f"Underrättelsen anger {when.sv}, som är kortare än vad lagen kräver;"
            f" avtalsspärren löper ändå till och med {last.sv}",
            f"The notice states {when.en}, which is shorter than the law requires;"
            f" the standstill still runs through {last.en}",
        ),
        running.cite,
    )


def _extended(running: _Running, extension: Extension, day_zero: date) -> _Running:
    void = _void(running, extension)
    if void is not None:
        return running.noting(void).warning(void)
    counted = end(STANDSTILL, extension.until, running.cite, running.country)
    until, sent = spoken(extension.until), spoken(extension.sent)
    if counted.last_day <= running.last_day:
        text = Text(
            f"Förlängningen till och med {until.sv} gör inte avtalsspärren längre",
            f"The extension through {until.en} does not make the standstill longer",
        )
        return running.noting(Reason("extension-not-longer", text, running.cite))
    text = Text(
        f"Alla underrättades {sent.sv} om en förlängning till och med {until.sv}, medan"
        " avtalsspärren löpte; den gäller (HFD 2019 ref. 58)",
        f"Everyone was told on {sent.en} of an extension through {until.en} while the"
        " standstill ran; it binds (HFD 2019 ref. 58)",
    )
    if extension.sent < day_zero:
        running = running.warning(_told_before_day_zero(extension, running.cite))
        text = Text(
            f"Alla underrättades {sent.sv} om en förlängning till och med {until.sv}, och den"
            " räknas",
            f"Everyone was told on {sent.en} of an extension through {until.en}, and it counts",
        )
    return running.ending(counted, Reason("extension-binds", text, running.cite))


def _told_before_day_zero(extension: Extension, cite: Cite) -> Reason:
    """HFD 2019 ref. 58 speaks of a standstill that runs; the longer time is the safe one."""
    sent = spoken(extension.sent)
    return Reason(
        "extension-before-day-zero",
        Text(
            f"Förlängningen meddelades {sent.sv}, innan alla hade underrättats och"
            " avtalsspärren börjat löpa; om den har verkan är inte prövat, men den räknas"
            " försiktigtvis",
            f"The extension was told on {sent.en}, before everyone had been given notice and"
            " the standstill had begun to run; whether it has effect has not been tried, but"
            " it is counted to be on the safe side",
        ),
        cite,
    )


def _void(running: _Running, extension: Extension) -> Reason | None:
    if not extension.to_all:
        text = Text(
            "Förlängningen meddelades inte alla anbudssökande och anbudsgivare och saknar"
            " därför verkan (HFD 2019 ref. 58)",
            "The extension was not told to every candidate and tenderer and so has no"
            " effect (HFD 2019 ref. 58)",
        )
        return Reason("extension-not-to-all", text, running.cite)
    if extension.sent > running.last_day:
        sent = spoken(extension.sent)
        text = Text(
            f"Förlängningen meddelades {sent.sv}, när avtalsspärren redan hade löpt ut, och"
            " saknar därför verkan (HFD 2019 ref. 58)",
            f"The extension was told on {sent.en}, when the standstill had already ended,"
            " and so has no effect (HFD 2019 ref. 58)",
        )
        return Reason("extension-too-late", text, running.cite)
    return None


def _bar(running: _Running) -> Bar:
    cite, country = running.cite, running.country
    earliest, why = earliest_contract(STANDSTILL, running.last_day, cite, country)
    return Bar(True, running.last_day, earliest, (*running.reasons, why), running.warnings)


def _not_begun(award: Award, on: date | None) -> Bar:
    text = Text(
        "Ingen underrättelse har skickats: avtalsspärren har inte börjat löpa och avtal får"
        " inte ingås",
        "No notice has been sent: the standstill has not begun to run and no contract may be"
        " concluded",
    )
    cite = in_force(award.in_act("standstill_days_electronic"), on).cite
    return Bar(True, None, None, (_duty(award, on), Reason("no-notice", text, cite)))
