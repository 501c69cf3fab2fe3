"""Where the law knows no standstill, and where it knows another than the usual one.

The usual rule (LOU 20:1) gives way to an exception. Exceptions stand beside
each other: two that apply and disagree raise RulesDisagree.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from law.dated import DatedValue, in_force, parameters
from law.notices import Procedure
from law.reasons import Reason, Text
from law.refusals import ImpossibleFacts, RulesDisagree
from law.rulebook import Rulebook


class Effect(StrEnum):
    """What a rule makes of the standstill."""

    USUAL_BAR = "the usual bar"
    NO_BAR = "no bar"
    EX_ANTE_BAR = "a bar from the ex-ante notice"


@dataclass(frozen=True)
class Ground:
    """One rule that applies, and why."""

    effect: Effect
    reason: Reason


@dataclass(frozen=True)
class Award:
    """A procedure under the rulebook that governs it, once the two have been settled."""

    rulebook: Rulebook
    procedure: Procedure

    @property
    def exemption(self) -> str:
        """The name of the dated value that exempts it, whether or not there is one."""
        return f"no_standstill_{self.procedure.value}_{self.rulebook.value}"

    @property
    def duty(self) -> str:
        """The name of the dated duty to give notice of the award decision."""
        chapter_19 = self.procedure in BELOW and self.rulebook is Rulebook.SE_LUF
        return f"notice_duty_{self.rulebook.value}{'-19' if chapter_19 else ''}"

    def in_act(self, name: str) -> str:
        """The name of a value that LUF and the directives have of their own."""
        own = self.rulebook in (Rulebook.SE_LUF, Rulebook.EU)
        return f"{name}_{self.rulebook.value}" if own else name


SOLE_TENDERER = "sole-tenderer"
BELOW = frozenset({Procedure.CHAPTER_19, Procedure.CHAPTER_19_FRAMEWORK})
WITHIN = frozenset({Procedure.MINI_COMPETITION, Procedure.DPS, Procedure.CALL_OFF})

_WHY = {
    Procedure.MINI_COMPETITION: Text(
        "Vid förnyad konkurrensutsättning inom ett ramavtal gäller ingen avtalsspärr; avtal får"
        " ingås när underrättelsen har skickats",
        "No standstill applies to a mini-competition within a framework; the contract may be"
        " concluded once the notice has been sent",
    ),
    Procedure.DPS: Text(
        "Vid tilldelning enligt ett dynamiskt inköpssystem gäller ingen avtalsspärr; avtal får"
        " ingås när underrättelsen har skickats",
        "No standstill applies to an award under a dynamic purchasing system; the contract may"
        " be concluded once the notice has been sent",
    ),
    Procedure.CALL_OFF: Text(
        "Vid ett direkt avrop från ett ramavtal finns inga konkurrerande anbudsgivare att"
        " underrätta och därmed ingen avtalsspärr",
        "A direct call-off from a framework has no competing tenderers to give notice to, and"
        " hence no standstill",
    ),
    Procedure.DIRECT_AWARD: Text(
        "Vid tilldelning utan föregående annonsering gäller ingen avtalsspärr; en underrättelse"
        " om beslutet utlöser ingen",
        "No standstill applies to an award without a prior notice; telling of the decision does"
        " not start one",
    ),
    Procedure.CHAPTER_19_FRAMEWORK: Text(
        "Vid tilldelning inom ett ramavtal eller annan löpande tilldelning enligt 19 kap. ska"
        " anbudsgivarna underrättas, men avtalsspärren är frivillig",
        "For an award within a framework or another continuous award under chapter 19 the"
        " tenderers must be told, but the standstill is voluntary",
    ),
}


_CHOICE = Text(
    "I ett valfrihetssystem godkänns alla som uppfyller kraven och kontrakt tecknas utan"
    " dröjsmål; ingen avtalsspärr gäller",
    "In a system of choice everyone who meets the requirements is approved and contracts are"
    " concluded without delay; no standstill applies",
)


def settle(rulebook: Rulebook, procedure: Procedure | None, *, ex_ante: bool) -> Award:
    """Which rules govern this award; raises ImpossibleFacts where none can.

    Under chapter 19 every award within a framework is ``chapter-19-framework``,
    for chapters 7 and 8 do not apply there, and a direct award is chapter 19a's.
    """
    if procedure is None:
        direct = ex_ante or rulebook is Rulebook.SE_LOU_19A
        procedure = Procedure.DIRECT_AWARD if direct else _USUAL.get(rulebook, Procedure.OPEN)
    elif rulebook is Rulebook.SE_LOV:
        raise _no_such(rulebook, procedure)
    if rulebook is Rulebook.SE_LOU_19:
        if procedure is Procedure.DIRECT_AWARD:
            return Award(Rulebook.SE_LOU_19A, procedure)
        return Award(rulebook, _chapter_19(procedure))
    if rulebook is Rulebook.SE_LOU_19A and procedure is not Procedure.DIRECT_AWARD:
        raise _no_such(rulebook, procedure)
    if procedure in BELOW and rulebook is not Rulebook.SE_LUF:
        raise _no_such(rulebook, procedure)
    return Award(rulebook, procedure)


_USUAL = {Rulebook.SE_LOU_19: Procedure.CHAPTER_19}


def _chapter_19(procedure: Procedure) -> Procedure:
    if procedure in WITHIN:
        return Procedure.CHAPTER_19_FRAMEWORK
    return procedure if procedure in BELOW else Procedure.CHAPTER_19


def _no_such(rulebook: Rulebook, procedure: Procedure) -> ImpossibleFacts:
    return ImpossibleFacts(
        sv=f"{procedure.value} finns inte under {rulebook.value}",
        en=f"there is no {procedure.value} under {rulebook.value}",
    )


def exemption(award: Award, on: date | None) -> DatedValue | None:
    """The dated exemption of this award, if the rulebook has one."""
    known = award.exemption in parameters()
    return in_force(award.exemption, on) if known else None


def exempt_ground(award: Award, on: date | None) -> Ground | None:
    found = exemption(award, on)
    if found is None:
        return None
    why = _CHOICE if award.rulebook is Rulebook.SE_LOV else _WHY[award.procedure]
    return Ground(Effect.NO_BAR, Reason("exempt", why, found.cite))


def sole_tenderer_ground(award: Award, on: date | None) -> Ground:
    """Not in the statute's words: prop. 2015/16:195 pp. 670–671."""
    text = Text(
        "Det finns bara en anbudsgivare och ingen annan berörd anbudssökande. Då finns ingen"
        " skyldighet att underrätta och därmed ingen avtalsspärr"
        " (prop. 2015/16:195 s. 670–671)",
        "There is one tenderer and no other candidate concerned. Then there is no duty to"
        " give notice and hence no standstill (Government Bill 2015/16:195 pp. 670–671)",
    )
    if award.rulebook is Rulebook.EU:
        text = Text(
            "Den enda anbudsgivaren är den som tilldelas kontraktet och ingen anbudssökande är"
            " berörd; då behövs ingen avtalsspärr",
            "The only tenderer is the one awarded the contract and no candidate is concerned;"
            " then no standstill is needed",
        )
    cite = in_force(award.in_act("sole_tenderer_exemption"), on).cite
    return Ground(Effect.NO_BAR, Reason(SOLE_TENDERER, text, cite))


def agreed(grounds: Sequence[Ground]) -> Effect | None:
    """The one effect of every exception that applies, or None without any."""
    effects = {ground.effect for ground in grounds}
    if len(effects) > 1:
        because = [ground.reason.text for ground in grounds]
        raise RulesDisagree(
            sv="två regler är tillämpliga och säger olika: "
            + "; ".join(text.sv for text in because)
            + ". Ange förfarandet så att bara en av dem gäller",
            en="two rules apply and disagree: "
            + "; ".join(text.en for text in because)
            + ". Give the procedure so that only one of them does",
        )
    return next(iter(effects), None)
