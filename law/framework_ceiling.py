"""The ceiling (takvolym) of a framework agreement: at the ceiling it has no more effect.

Court of Justice C-216/17 and C-23/20: a framework states its largest quantity or
value, and once that is used up the framework has lost its effect.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from law.amounts import Currency, spoken
from law.reasons import Cite, Reason, Text
from law.refusals import ImpossibleFacts


@dataclass(frozen=True)
class CallOff:
    """Whether a call-off fits under the ceiling, and what is left before it (minor units)."""

    allowed: bool
    left: int
    reasons: tuple[Reason, ...]


def call_off(ceiling: int, earlier: Sequence[int], asked: int, currency: Currency) -> CallOff:
    """Judge a new call-off against the largest value stated for the framework.

    Amounts are öre or cents. A ceiling that has been changed lawfully (LOU 17:8–14)
    is the ceiling to give. Raises ImpossibleFacts for amounts that are not positive.
    """
    for amount in (ceiling, *earlier, asked):
        if amount <= 0:
            raise ImpossibleFacts(
                sv=f"ett värde ska vara större än noll, inte {spoken(amount, currency).sv}",
                en=f"a value must be more than zero, not {spoken(amount, currency).en}",
            )
    left = ceiling - sum(earlier)
    if asked <= left:
        return CallOff(True, left, (_used(ceiling, earlier, currency), _fits(left, currency)))
    return CallOff(
        False,
        left,
        (_used(ceiling, earlier, currency), _over(asked, left, currency), _WAY_OUT),
    )


def _used(ceiling: int, earlier: Sequence[int], currency: Currency) -> Reason:
    used, most = spoken(sum(earlier), currency), spoken(ceiling, currency)
    return Reason(
        "called-off",
        Text(
            f"Ramavtalets högsta värde är {most.sv}, varav {used.sv} har avropats",
            f"The largest value of the framework is {most.en}, of which {used.en} is called off",
        ),
    )


def _fits(left: int, currency: Currency) -> Reason:
    amount = spoken(left, currency)
    return Reason(
        "within-ceiling",
        Text(f"Avropet ryms: {amount.sv} återstår", f"The call-off fits: {amount.en} is left"),
    )


def _over(asked: int, left: int, currency: Currency) -> Reason:
    new, rest = spoken(asked, currency), spoken(left, currency)
    return Reason(
        "over-ceiling",
        Text(
            f"Avropet på {new.sv} överskrider takvolymen; {rest.sv} återstår. När taket är nått har"
            " ramavtalet inte längre någon verkan (EU-domstolen, mål C-23/20)",
            f"The call-off of {new.en} exceeds the ceiling; {rest.en} is left. Once the ceiling is"
            " reached the framework has no more effect (Court of Justice, case C-23/20)",
        ),
    )


_WAY_OUT = Reason(
    "change-the-framework",
    Text(
        "Ramavtalet får ändras utan ny upphandling endast med stöd av en av bestämmelserna om"
        " ändringar",
        "The framework may be changed without a new procurement only under one of the rules on"
        " changes",
    ),
    Cite("LOU", 17, "8"),
)
