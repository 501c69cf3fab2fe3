"""The tender follows the rules that its value and its kind call for (LOU 1:4, LUF 1:4)."""

from __future__ import annotations

from collections.abc import Iterator

from law.days import swedish_day
from law.reasons import Cite, Reason, Text
from law.regime import Regime
from law.rulebook import Rulebook
from law.thresholds import Buyer
from models.store import Work
from models.tender import Publication, Tender
from procurement.conditions.unmet import Unmet
from procurement.planning.values import newest_estimate, regime_of, valued
from procurement.tenders.steps import first_step_of

# What is bought may always be advertised, also where it might be awarded directly.
_GOVERNING = {
    Regime.DIRECTIVE: (Rulebook.SE_LOU,),
    Regime.CHAPTER_19: (Rulebook.SE_LOU_19,),
    Regime.DIRECT_AWARD: (Rulebook.SE_LOU_19A, Rulebook.SE_LOU_19),
}


def regime_kept(work: Work, tender: Tender) -> Iterator[Unmet]:
    """By the value on the day that the first notice is sent, or today (LOU 5:5)."""
    estimate = newest_estimate(work, tender)
    if estimate is None:
        return
    first = first_step_of(work, tender)
    sent = work.session.get(Publication, first.id)
    on = swedish_day(sent.published_at if sent else work.now)
    case = valued(work, tender, estimate, on)
    stated, utility = Rulebook(tender.rulebook), case.buyer is Buyer.UTILITY
    found = regime_of(case).regime
    if utility and found is not Regime.DIRECTIVE:
        yield _not_carried_out(tender)
        return
    governing = (Rulebook.SE_LUF,) if utility else _GOVERNING[found]
    if stated not in governing:
        yield _other_rules(tender, stated, governing[0], case.act)


def _not_carried_out(tender: Tender) -> Unmet:
    text = Text(
        f"{tender.id} ligger under LUF:s tröskelvärden eller avser en tjänst enligt dess bilaga 2,"
        " och följer 19 eller 19 a kap. LUF, som inte kan genomföras här",
        f"{tender.id} is below the thresholds of LUF or buys a service of its annex 2, and follows"
        " LUF chapter 19 or 19a, which cannot be carried out here",
    )
    todo = Text(
        "Genomför upphandlingen på annat sätt, eller rätta värderingen",
        "Carry the procurement out by other means, or correct the estimate of its value",
    )
    return Unmet(Reason("condition.regime", text, Cite("LUF", 1, "4")), todo)


def _other_rules(tender: Tender, stated: Rulebook, governing: Rulebook, act: str) -> Unmet:
    text = Text(
        f"{tender.id} är upplagd enligt {stated.value}, men med sitt värde och sitt slag följer"
        f" den {governing.value}",
        f"{tender.id} is drafted under {stated.value}, but by its value and kind it follows"
        f" {governing.value}",
    )
    todo = Text(
        f"Lägg upp den på nytt enligt {governing.value}, eller rätta värderingen",
        f"Draft it anew under {governing.value}, or correct the estimate of its value",
    )
    return Unmet(Reason("condition.regime", text, Cite(act, 1, "4")), todo)
