"""Which entry of a dated value a case gets, where the start of the procurement decides.

The procurement acts leave a procurement that has begun to the rules of that day
(the transitional provisions of LOU and LUF 2016, of lag 2021:1110 and lag 2023:815).
Where the start is not known, the day of the act itself serves.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from law.dated import DatedValue, in_force, parameter, value
from law.days import spoken
from law.reasons import Reason, Text
from law.refusals import ImpossibleFacts, RulesDisagree


@dataclass(frozen=True)
class Connected:
    """The entry that governs; ``reasons`` say so where the day of the act has another.

    ``older`` is what an earlier start would give instead, where the start is not
    known and the value has been another; ``warnings`` tell of it.
    """

    entry: DatedValue
    reasons: tuple[Reason, ...] = ()
    older: DatedValue | None = None

    @property
    def warnings(self) -> tuple[Reason, ...]:
        return () if self.older is None else (_start_unknown(self.entry, self.older),)


def connected(name: str, own: date | None, started: date | None) -> Connected:
    """The entry of ``name`` for a case, by ``started`` or else by its ``own`` day.

    Without either, the newest. Raises ImpossibleFacts for a procurement that
    started after the act, and law.dated.NoValue before the first entry.
    """
    if started is None:
        entry = in_force(name, own)
        return Connected(entry, (), _older(entry))
    if own is not None:
        check_started(started, own)
    entry = value(name, started)
    if own is None or value(name, own) == entry:
        return Connected(entry)
    return Connected(entry, (_keeps(entry, started),))


def check_started(started: date, own: date) -> None:
    """Raise ImpossibleFacts for a procurement that started after an act within it."""
    if own < started:
        raise ImpossibleFacts(
            sv=f"upphandlingen kan inte ha påbörjats {started}, efter {own}",
            en=f"the procurement cannot have started on {started}, after {own}",
        )


def held(name: str, on: date) -> DatedValue | None:
    """The entry in force on a day, or None where there was no such rule yet."""
    return value(name, on) if parameter(name).values[0].since <= on else None


def agreeing(entries: Sequence[DatedValue]) -> DatedValue:
    """The first of several entries that apply to one case and give the same value.

    Raises RulesDisagree where they give different ones.
    """
    if len({entry.value for entry in entries}) > 1:
        said = [(entry.cite, f"{entry.value:,}".replace(",", " ")) for entry in entries]
        raise RulesDisagree(
            sv="två regler är tillämpliga och säger olika: "
            + "; ".join(f"{cite.in_('sv')} säger {number}" for cite, number in said),
            en="two rules apply and disagree: "
            + "; ".join(f"{cite.in_('en')} says {number}" for cite, number in said),
        )
    return entries[0]


def _keeps(entry: DatedValue, started: date) -> Reason:
    when = spoken(started)
    text = Text(
        f"Upphandlingen påbörjades {when.sv} och följer de regler som gällde då",
        f"The procurement began on {when.en} and follows the rules in force then",
    )
    return Reason("keeps-its-rules", text, entry.cite)


def _older(entry: DatedValue) -> DatedValue | None:
    """The entry before this one; none where it only has another paragraph."""
    before = [each for each in parameter(entry.name).values if each.since < entry.since]
    return before[-1] if before and before[-1].value != entry.value else None


def _start_unknown(entry: DatedValue, older: DatedValue) -> Reason:
    since, title = spoken(entry.since), parameter(entry.name).title
    number = f"{older.value:,}"
    text = Text(
        f"Har upphandlingen påbörjats före {since.sv} gäller äldre regler"
        f" ({_small(title.sv)}: {number.replace(',', ' ')}); ange när den påbörjades",
        f"If the procurement began before {since.en}, older rules apply"
        f" ({_small(title.en)}: {number}); say when it began",
    )
    return Reason("start-unknown", text, older.cite)


def _small(title: str) -> str:
    return title[0].lower() + title[1:]
