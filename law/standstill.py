"""The standstill after an award decision (avtalsspärr), LOU 20:1.

A contract may not be concluded until 10 days have passed since the last notice
was sent, or 15 when any notice went by other than electronic means. The day of
dispatch is day 0; the last day rolls (lag 1930:173 2 §, by LOU 20:18); the
contract may be concluded the day after.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from law.bar import ENDING, STANDSTILL, Bar, Counted, count, earliest_contract, end
from law.dated import DatedValue, latest, value
from law.days import spoken, swedish_day
from law.reasons import Cite, Reason, Text
from law.rulebook import Rulebook

__all__ = ["Bar", "Extension", "Notice", "standstill"]


@dataclass(frozen=True)
class Notice:
    """One dispatch of the award decision, to one recipient or to many.

    ``sent`` is a Swedish civil date or an aware instant; a naive instant is a
    ValueError. ``electronic`` is the meaning of LOU 1:13: e-mail, a message in
    the tendering tool, fax. Publication on a web site is no dispatch.
    """

    sent: date | datetime
    electronic: bool = True

    def __post_init__(self) -> None:
        _ = self.day

    @property
    def day(self) -> date:
        return swedish_day(self.sent) if isinstance(self.sent, datetime) else self.sent


@dataclass(frozen=True)
class Extension:
    """A standstill made longer after its notice: through ``until``, told on ``sent``.

    It has effect only when told to every candidate and tenderer while the
    standstill still runs (HFD 2019 ref. 58).
    """

    until: date
    sent: date
    to_all: bool


@dataclass(frozen=True)
class _Running:
    """A standstill as counted so far, each step adding what it did."""

    last_day: date
    cite: Cite
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
) -> Bar:
    """The standstill after an award decision, with the reasons for each day.

    ``notices`` hold every dispatch to candidates and tenderers; without any, the
    standstill has not begun and the bar has no last day. ``stated_end`` is the
    last day the notice itself states. ``tenderers`` counts those of the whole
    procurement, not of one lot: with exactly one, and no candidate still
    concerned, there is no duty to notify and no bar. A later, corrected decision
    has notices and a standstill of its own.

    Raises ValueError for fewer than one tenderer, and law.dated.NoValue for a
    notice older than the rulebook.
    """
    if tenderers is not None and tenderers < 1:
        raise ValueError(f"an award decision needs at least one tenderer, not {tenderers}")
    start = max((notice.day for notice in notices), default=None)
    if tenderers == 1:
        return _sole_tenderer(rulebook, start, promised=bool(stated_end or extension))
    if start is None:
        return _not_begun(rulebook)
    running = _minimum(notices, start, rulebook)
    if stated_end is not None:
        running = _stated(running, stated_end)
    if extension is not None:
        running = _extended(running, extension)
    return _bar(running)


def _in_force(name: str, on: date | None) -> DatedValue:
    return latest(name) if on is None else value(name, on)


def _duty(rulebook: Rulebook, on: date | None) -> Reason:
    return Reason(
        "notice-duty",
        Text(
            "Alla anbudssökande och anbudsgivare ska underrättas skriftligen om"
            " tilldelningsbeslutet, skälen för det och avtalsspärren",
            "Every candidate and tenderer must be told in writing of the award decision,"
            " the reasons for it and the standstill",
        ),
        _in_force(f"notice_duty_{rulebook.value}", on).cite,
    )


def _minimum(notices: Sequence[Notice], start: date, rulebook: Rulebook) -> _Running:
    electronic = all(notice.electronic for notice in notices)
    means = "electronic" if electronic else "other_means"
    days = value(f"standstill_days_{means}", start)
    steps = (
        _duty(rulebook, start),
        _day_zero(start, days.cite),
        _number_of_days(days, electronic),
    )
    counted = count(STANDSTILL, start, days)
    return _Running(
        counted.last_day,
        days.cite,
        (*steps, *counted.reasons),
        tuple(_letter_before_the_last(notices, start, days.cite)),
    )


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
    counted = end(STANDSTILL, stated_end, running.cite)
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


def _extended(running: _Running, extension: Extension) -> _Running:
    void = _void(running, extension)
    if void is not None:
        return running.noting(void).warning(void)
    counted = end(STANDSTILL, extension.until, running.cite)
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
    return running.ending(counted, Reason("extension-binds", text, running.cite))


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
    earliest, why = earliest_contract(STANDSTILL, running.last_day, running.cite)
    return Bar(True, running.last_day, earliest, (*running.reasons, why), running.warnings)


def _not_begun(rulebook: Rulebook) -> Bar:
    text = Text(
        "Ingen underrättelse har skickats: avtalsspärren har inte börjat löpa och avtal får"
        " inte ingås",
        "No notice has been sent: the standstill has not begun to run and no contract may be"
        " concluded",
    )
    cite = latest("standstill_days_electronic").cite
    return Bar(True, None, None, (_duty(rulebook, None), Reason("no-notice", text, cite)))


def _sole_tenderer(rulebook: Rulebook, on: date | None, *, promised: bool) -> Bar:
    """Not in the statute's words: prop. 2015/16:195 pp. 670–671."""
    cite = _in_force("standstill_days_electronic", on).cite
    text = Text(
        "Det finns bara en anbudsgivare och ingen annan berörd anbudssökande. Då finns ingen"
        " skyldighet att underrätta och därmed ingen avtalsspärr"
        " (prop. 2015/16:195 s. 670–671)",
        "There is one tenderer and no other candidate concerned. Then there is no duty to"
        " give notice and hence no standstill (Government Bill 2015/16:195 pp. 670–671)",
    )
    warnings = (_promised(cite),) if promised else ()
    return Bar(False, None, None, (Reason("sole-tenderer", text, cite),), warnings)


def _promised(cite: Cite) -> Reason:
    return Reason(
        "voluntary-standstill",
        Text(
            "Myndigheten har angett en avtalsspärr som lagen inte kräver; den bör hålla vad"
            " den har angett",
            "The authority has stated a standstill that the law does not require; it should"
            " keep to what it stated",
        ),
        cite,
    )
