"""How long a framework agreement may run: LOU 7:2, LUF 7:2, directive 2014/24/EU art. 33.1."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from law.dated import DatedValue, value
from law.days import months_after, spoken
from law.reasons import Cite, Reason, Text
from law.refusals import ImpossibleFacts
from law.rulebook import Rulebook

MONTHS = 12


@dataclass(frozen=True)
class Term:
    """Whether a framework may run so long, and the last day it may without reasons.

    ``longest`` is None where the rulebook sets no limit.
    """

    allowed: bool
    longest: date | None
    reasons: tuple[Reason, ...]


def framework_term(
    first: date,
    last: date,
    *,
    rulebook: Rulebook,
    special_reasons: bool = False,
    started: date | None = None,
) -> Term:
    """Whether a framework may run from its first day through its last, extensions included.

    ``started`` is the day its procurement began, whose rules apply; unknown, its first
    day is taken. Raises ImpossibleFacts for days in the wrong order or a rulebook
    without frameworks, NoValue for a procurement begun before the rules.
    """
    if not (started or first) <= first <= last:
        raise ImpossibleFacts(
            sv=f"ett ramavtal från {first} till och med {last} kan inte ha löpt så",
            en=f"a framework from {first} through {last} cannot have run so",
        )
    if rulebook is Rulebook.SE_LOU_19:
        return Term(True, None, (_no_limit(),))
    if rulebook not in (Rulebook.SE_LOU, Rulebook.SE_LUF, Rulebook.EU):
        raise ImpossibleFacts(
            sv=f"{rulebook} har inga bestämmelser om ramavtal",
            en=f"{rulebook} has no rules on frameworks",
        )
    years = value(f"framework_years_{rulebook}", started or first)
    longest = months_after(first, MONTHS * years.value) - timedelta(days=1)
    if last <= longest:
        return Term(True, longest, (_within(longest, years),))
    over = _over(last, longest, years)
    reasons = (over, _special(years) if special_reasons else _shorten(years))
    return Term(special_reasons, longest, reasons)


def _within(longest: date, years: DatedValue) -> Reason:
    when = spoken(longest)
    text = Text(
        f"Ramavtalet löper högst {years.value} år och får löpa till och med {when.sv}",
        f"The framework runs for at most {years.value} years and may run through {when.en}",
    )
    return Reason("within-the-term", text, years.cite)


def _over(last: date, longest: date, years: DatedValue) -> Reason:
    when, most = spoken(last), spoken(longest)
    text = Text(
        f"Ramavtalet löper till och med {when.sv}, längre än {years.value} år, som tar slut"
        f" {most.sv}",
        f"The framework runs through {when.en}, longer than {years.value} years, which end on"
        f" {most.en}",
    )
    return Reason("over-the-term", text, years.cite)


def _special(years: DatedValue) -> Reason:
    text = Text(
        "Det finns särskilda skäl för en längre löptid; de ska kunna visas",
        "There are special reasons for a longer term; they must be capable of being shown",
    )
    return Reason("special-reasons", text, years.cite)


def _shorten(years: DatedValue) -> Reason:
    text = Text("En längre löptid kräver särskilda skäl", "A longer term requires special reasons")
    return Reason("special-reasons-needed", text, years.cite)


def _no_limit() -> Reason:
    text = Text(
        "I en upphandling enligt 19 kap. gäller inte 7 kap.: ingen längsta löptid är bestämd, men"
        " den ska vara proportionerlig",
        "In a procurement under chapter 19 chapter 7 does not apply: no longest term is fixed, but"
        " it must be proportionate",
    )
    return Reason("no-longest-term", text, Cite("LOU", 19, "1"))
