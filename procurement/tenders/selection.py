"""Financial and professional requirements that are a number: how much is enough, and allowed.

A turnover demanded may be at most twice the estimated value where chapter 14 of LOU applies
(14:4); elsewhere it must be proportionate (19:2). What may be asked for goes back three
financial years for turnover (15:10), three years for references, five for works (15:11).
"""

from __future__ import annotations

from collections.abc import Sequence

from law.reasons import Basis, Cite, Reason, Text
from law.rulebook import Rulebook
from procurement.tenders.provisions import UNDER_DIRECTIVES, Provision, provision

TURNOVER = "annual_turnover"
TIMES_THE_VALUE = 2
# LUF 14:2 applies LOU 14:1–5 to what is demanded of suppliers.
_TWICE_AT_MOST = {
    Rulebook.SE_LOU: Cite("LOU", 14, "4"),
    Rulebook.SE_LUF: Cite("LUF", 14, "2"),
    Rulebook.EU: Cite("direktiv 2014/24/EU", None, "58.3"),
}


def falls_short(at_least: int | None, number: int | None) -> Text | None:
    """Why the number that the evidence shows is not enough, or None when it is."""
    if at_least is None:
        return None
    if number is None:
        return Text("beviset anger inget tal", "the evidence states no number")
    if number < at_least:
        return Text(
            f"beviset visar {number}, minst {at_least} krävs",
            f"the evidence shows {number}, at least {at_least} is required",
        )
    return None


def turnover_demand(
    rulebook: Rulebook, evidence_kind: str, at_least: int | None, lot_values: Sequence[int]
) -> Reason | None:
    """What is wrong with a demand for turnover over twice the estimated value, if anything.

    `lot_values` are those of the lots that one tenderer may be awarded. LOU 14:4 forbids the
    demand, also where LUF 14:2 refers to it (the caller refuses); under chapters 19 and 19a
    the same yardstick only warns.
    """
    limit = TIMES_THE_VALUE * sum(lot_values)
    if evidence_kind != TURNOVER or at_least is None or at_least <= limit:
        return None
    if rulebook in UNDER_DIRECTIVES:
        text = Text(
            "Den omsättning som krävs är mer än två gånger upphandlingens uppskattade värde",
            "The turnover required is more than twice the estimated value of the procurement",
        )
        return Reason("turnover-over-twice", text, _TWICE_AT_MOST[rulebook])
    chapter = "19 a" if rulebook is Rulebook.SE_LOU_19A else "19"
    text = Text(
        "Den omsättning som krävs är mer än två gånger upphandlingens uppskattade värde."
        f" {chapter} kap. har ingen sådan gräns, men kravet måste vara proportionerligt",
        "The turnover required is more than twice the estimated value of the procurement."
        f" Chapter {chapter.replace(' ', '')} has no such limit, but the requirement must be"
        " proportionate",
    )
    cite = provision(rulebook, Provision.PRINCIPLES)
    return Reason("turnover-disproportionate", text, cite, Basis.STATUTE)
