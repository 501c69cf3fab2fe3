"""The standstill after a notice of intent to award without competition, LOU 20:3.

The bar counts from the day the notice was published. A contract concluded after
it cannot be declared ineffective for want of a prior notice (20:15).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from law.bar import STANDSTILL, Bar, count, earliest_contract
from law.dated import DatedValue, value
from law.days import spoken
from law.exemptions import Award, Effect, Ground, agreed
from law.notices import Procedure
from law.reasons import Cite, Reason, Text
from law.remedies import least_time
from law.rulebook import Rulebook


def announced(
    award: Award,
    published: date,
    on: date,
    country: str,
    rival: Callable[[], Ground],
    *,
    alone: bool = False,
) -> Bar:
    """The bar from an ex-ante notice published on a day.

    Takes the place of every exemption of a direct award; ``alone`` says that there is
    but one tenderer, which a reason tells does not matter here. Raises RulesDisagree for
    any other award, where ``rival`` names the rule that contradicts the notice, and
    law.dated.NoValue before the first entry.
    """
    days = value(award.in_act("ex_ante_days"), on)
    ground = _ground(days, published)
    if award.procedure is not Procedure.DIRECT_AWARD:
        agreed([rival(), ground])
    when = spoken(published)
    zero = Text(
        f"Dag 0 är {when.sv}, den dag då annonsen publicerades",
        f"Day 0 is {when.en}, the day the notice was published",
    )
    counted = count(STANDSTILL, published, days, country)
    earliest, why = earliest_contract(STANDSTILL, counted.last_day, days.cite, country)
    first = (ground.reason, *((_special(days.cite),) if alone else ()))
    steps = (*first, Reason("day-zero", zero, days.cite), *counted.reasons, why)
    least = tuple(least_time(award.rulebook, country, days.cite))
    return Bar(True, counted.last_day, earliest, (*steps, _protects(award)), least)


def _ground(days: DatedValue, published: date) -> Ground:
    when = spoken(published)
    text = Text(
        "En annons om avsikten att tilldela kontraktet utan konkurrens publicerades"
        f" {when.sv}: avtal får inte ingås förrän {days.value} dagar har gått från publiceringen",
        f"A notice of intent to award the contract without competition was published on {when.en}:"
        f" no contract may be concluded until {days.value} days have passed since publication",
    )
    return Ground(Effect.EX_ANTE_BAR, Reason("ex-ante-notice", text, days.cite))


def _special(cite: Cite) -> Reason:
    """The rule on a published notice is lex specialis to the one on a sole tenderer."""
    return Reason(
        "sole-tenderer-barred-too",
        Text(
            "Att det bara finns en anbudsgivare ändrar inte det: den som har publicerat en sådan"
            " annons är bunden av den särskilda regeln",
            "That there is only one tenderer does not change it: whoever has published such a"
            " notice is bound by the special rule",
        ),
        cite,
    )


def _protects(award: Award) -> Reason:
    cite = {
        Rulebook.SE_LUF: Cite("LUF", 20, "15"),
        Rulebook.EU: Cite("direktiv 89/665/EEG", None, "2d.4"),
    }.get(award.rulebook, Cite("LOU", 20, "15"))
    return Reason(
        "ineffectiveness-excluded",
        Text(
            "Har avtalsspärren iakttagits kan avtalet inte förklaras ogiltigt för att det"
            " tilldelades utan föregående annonsering",
            "Once the standstill has been kept, the contract cannot be declared ineffective for"
            " having been awarded without a prior notice",
        ),
        cite,
    )
