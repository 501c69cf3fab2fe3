"""Changes of a contract that no amount decides: LOU 17:10, 17:13, 17:14.

Likewise LUF 16:10, 16:13, 16:14 and directive 2014/24/EU article 72. A clause of
the contract, another supplier, and what is not substantial: each has conditions
that a person judges. Chapter 19 has no such rules; there the principles decide.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from law.change_reasons import no_rule
from law.conditions import Condition, judge
from law.dated import in_force, parameters
from law.reasons import Reason, Text
from law.refusals import ImpossibleFacts
from law.rulebook import Rulebook
from law.thresholds import Buyer, Kind


class Ground(StrEnum):
    """``SUCCESSION`` is another supplier after a restructuring or insolvency.

    ``SUBCONTRACTOR`` is a subcontractor that steps in by agreement of all three.
    """

    CLAUSE = "clause"
    SUCCESSION = "succession"
    SUBCONTRACTOR = "subcontractor"
    NOT_SUBSTANTIAL = "not-substantial"


@dataclass(frozen=True)
class JudgedChange:
    """Whether the change is allowed on its ground.

    None while a condition is open, or where no rule says.
    """

    allowed: bool | None
    reasons: tuple[Reason, ...]


_ACTS = frozenset({Rulebook.SE_LOU, Rulebook.SE_LUF, Rulebook.EU})
_CONDITIONS: Mapping[Ground, tuple[tuple[str, Text], ...]] = {
    Ground.CLAUSE: (
        (
            "in-the-documents",
            Text(
                "klausulen fanns i den ursprungliga upphandlingens dokument",
                "the clause was in the documents of the original procurement",
            ),
        ),
        (
            "clear-when",
            Text(
                "klausulen beskriver klart, exakt och entydigt när den kan tillämpas",
                "the clause says clearly, precisely and unequivocally when it can be applied",
            ),
        ),
        (
            "states-extent-and-nature",
            Text(
                "klausulen anger ändringarnas omfattning och art",
                "the clause states the extent and the nature of the changes",
            ),
        ),
        (
            "nature-kept",
            Text(
                "den övergripande karaktären ändras inte",
                "the overall nature is not altered",
            ),
        ),
    ),
    Ground.SUCCESSION: (
        (
            "restructured",
            Text(
                "den nya leverantören inträder helt eller delvis till följd av omstrukturering,"
                " uppköp, sammanslagning, förvärv eller insolvens",
                "the new supplier succeeds in whole or in part after a restructuring, takeover,"
                " merger, acquisition or insolvency",
            ),
        ),
        (
            "nothing-else-substantial",
            Text(
                "bytet medför inga andra väsentliga ändringar",
                "the replacement entails no other substantial changes",
            ),
        ),
        (
            "not-to-be-excluded",
            Text(
                "den nya leverantören ska inte uteslutas för brott eller fastställda skatteskulder",
                "the new supplier is not to be excluded for crime or established tax debts",
            ),
        ),
        (
            "qualified",
            Text(
                "den nya leverantören uppfyller kvalificeringskraven i den ursprungliga"
                " upphandlingen",
                "the new supplier meets the selection requirements of the original procurement",
            ),
        ),
    ),
    Ground.SUBCONTRACTOR: (
        (
            "is-a-subcontractor",
            Text(
                "den som inträder är leverantörens underleverantör",
                "the one who steps in is a subcontractor of the supplier",
            ),
        ),
        (
            "all-three-agreed",
            Text(
                "leverantören, myndigheten och underleverantören har kommit överens om det",
                "the supplier, the authority and the subcontractor have agreed on it",
            ),
        ),
    ),
    Ground.NOT_SUBSTANTIAL: (
        (
            "same-competition",
            Text(
                "de nya villkoren hade inte gett andra anbudssökande, andra anbud eller fler"
                " leverantörer i den ursprungliga upphandlingen",
                "the new terms would not have brought other candidates, other tenders or more"
                " suppliers into the original procurement",
            ),
        ),
        (
            "balance-kept",
            Text(
                "den ekonomiska jämvikten ändras inte till leverantörens förmån",
                "the economic balance is not changed in the supplier's favour",
            ),
        ),
        (
            "scope-kept",
            Text(
                "omfattningen utvidgas inte betydligt",
                "the scope is not extended considerably",
            ),
        ),
        (
            "supplier-kept",
            Text("leverantören byts inte", "the supplier is not replaced"),
        ),
        (
            "not-substantial-otherwise",
            Text(
                "ändringen är inte heller av annat skäl väsentlig; uppräkningen är inte uttömmande",
                "the change is not substantial for another reason either; the list is not complete",
            ),
        ),
    ),
}


def judged_change(
    kind: Kind,
    buyer: Buyer,
    rulebook: Rulebook,
    ground: Ground,
    shown: Mapping[str, bool],
    *,
    started: date | None = None,
) -> JudgedChange:
    """Judge a change on a ground without amounts, by what has been shown.

    ``shown`` says of each condition, by its code, whether it is met; one left out is
    open. ``rulebook`` is the one the contract was procured under and ``started`` the day
    that procurement began; unknown, the newest rules are taken. Raises ImpossibleFacts
    for a code or a ground that the act does not know, or a utility under LOU, and
    NoValue for a procurement begun before the rules.
    """
    if rulebook not in _ACTS or kind is Kind.SOCIAL:
        luf = rulebook is Rulebook.SE_LUF or buyer is Buyer.UTILITY
        return JudgedChange(None, (no_rule("LUF" if luf else "LOU", rulebook),))
    if buyer is Buyer.UTILITY and rulebook is not Rulebook.SE_LUF:
        raise ImpossibleFacts(
            sv=f"en enhet i försörjningssektorerna följer SE-LUF, inte {rulebook}",
            en=f"an entity in the utilities sectors follows SE-LUF, not {rulebook}",
        )
    found = judge(conditions(rulebook, ground, started), shown)
    return JudgedChange(found.met, found.reasons)


def conditions(
    rulebook: Rulebook, ground: Ground, started: date | None = None
) -> tuple[Condition, ...]:
    """What must be shown on a ground under a rulebook with rules on changes.

    Raises ImpossibleFacts where the rulebook has no such ground.
    """
    name = f"change_{ground}_{rulebook}"
    if name not in parameters():
        raise ImpossibleFacts(
            sv=f"{rulebook} har ingen sådan grund för ändring",
            en=f"{rulebook} has no such ground for a change",
        )
    cite = in_force(name, started).cite
    return tuple(Condition(code, text, cite) for code, text in _CONDITIONS[ground])
