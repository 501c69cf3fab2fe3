"""The ceiling (takvolym) of a framework agreement: at the ceiling it has no more effect.

Court of Justice C-216/17 and C-23/20: a framework states its largest quantity or
value, and once that is used up the framework has lost its effect.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from law.amounts import Currency, spoken
from law.change_reasons import no_rule
from law.reasons import Cite, Reason, Text
from law.refusals import ImpossibleFacts
from law.rulebook import Rulebook


@dataclass(frozen=True)
class CallOff:
    """Whether a call-off fits under the ceiling, and what is left before it (minor units).

    Without a stated ceiling both are None: no amount decides.
    """

    allowed: bool | None
    left: int | None
    reasons: tuple[Reason, ...]


def call_off(
    ceiling: int | None,
    earlier: Sequence[int],
    asked: int,
    currency: Currency,
    *,
    rulebook: Rulebook = Rulebook.SE_LOU,
) -> CallOff:
    """Judge a new call-off against the largest value stated for the framework.

    Amounts are öre or cents. A ceiling that has been changed lawfully (LOU 17:8–14)
    is the ceiling to give; None is one that was never stated. Raises ImpossibleFacts
    for amounts that are not positive.
    """
    for amount in (*earlier, asked, *(() if ceiling is None else (ceiling,))):
        if amount <= 0:
            raise ImpossibleFacts(
                sv=f"ett värde ska vara större än noll, inte {spoken(amount, currency).sv}",
                en=f"a value must be more than zero, not {spoken(amount, currency).en}",
            )
    if ceiling is None:
        return CallOff(None, None, (_UNSTATED,))
    left = ceiling - sum(earlier)
    if asked <= left:
        return CallOff(True, left, (_used(ceiling, earlier, currency), _fits(left, currency)))
    return CallOff(
        False,
        left,
        (_used(ceiling, earlier, currency), _over(asked, left, currency), _way_out(rulebook)),
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


_CHANGES = {
    Rulebook.SE_LOU: Cite("LOU", 17, "8"),
    Rulebook.SE_LUF: Cite("LUF", 16, "8"),
    Rulebook.EU: Cite("direktiv 2014/24/EU", None, "72.1"),
}


def _way_out(rulebook: Rulebook) -> Reason:
    """Below the thresholds there are no rules on changes, so the principles decide (19:2)."""
    if rulebook not in _CHANGES:
        return no_rule("LOU", rulebook)
    return Reason(
        "change-the-framework",
        Text(
            "Ramavtalet får ändras utan ny upphandling endast med stöd av en av bestämmelserna om"
            " ändringar",
            "The framework may be changed without a new procurement only under one of the rules on"
            " changes",
        ),
        _CHANGES[rulebook],
    )


_UNSTATED = Reason(
    "ceiling-not-stated",
    Text(
        "Ingen takvolym är angiven, vilket är en brist i upphandlingen (EU-domstolen, mål C-23/20);"
        " i en överprövning prövas om leverantören har lidit skada av den (HFD 2022 ref. 4)",
        "No ceiling is stated, which is a fault of the procurement (Court of Justice, case"
        " C-23/20); a review tries whether the supplier was harmed by it (HFD 2022 ref. 4)",
    ),
)
