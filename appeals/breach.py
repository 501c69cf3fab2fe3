"""What follows when a contract was concluded while the law barred it: its validity, and a fee."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from law.days import spoken
from law.penalty_fee import PenaltyFee, penalty_fee
from law.reasons import Basis, Cite, Reason, Text
from law.refusals import ImpossibleFacts
from law.remedies import section
from law.rulebook import Rulebook
from law.validity import Information, validity

# What `appeals.obstacles` calls a bar of LOU 20:1, 20:3, 20:8–10, and a letter or a notice
# that had to come first (20:13b p. 2).
OF_STANDSTILL = frozenset(
    {"bar-running", "extended-standstill", "interim-order", "letters-missing", "not-announced"}
)
SEK = "SEK"


@dataclass(frozen=True)
class Concluded:
    """A contract that is signed. `value` in minor units of `currency`; `begun`: the procurement."""

    on: date
    begun: date
    value: int
    currency: str
    told: Information | None = None


@dataclass(frozen=True)
class Consequences:
    """`review_until`: the last day to apply for review of its validity; `fee`: its bounds.

    Both are None where the law has neither, or no standstill was breached.
    """

    review_until: date | None = None
    fee: PenaltyFee | None = None
    reasons: tuple[Reason, ...] = ()


def by_statute(reason: Reason) -> bool:
    """The rest are house rules and the tender's own: what they hold, they do not make unlawful."""
    return reason.basis is Basis.STATUTE


def consequences(
    reasons: Iterable[Reason], contract: Concluded, rulebook: Rulebook
) -> Consequences:
    """Of having concluded the contract in spite of these (LOU and LUF 20:13b, 20:17, 21:6)."""
    if not any(by_statute(each) and each.code in OF_STANDSTILL for each in reasons):
        return Consequences()
    try:
        time = validity(contract.on, contract.told, rulebook=rulebook, started=contract.begun)
    except ImpossibleFacts:
        return Consequences()
    fee = _fee(contract, rulebook)
    told = (_may_be_ineffective(time.last_day, rulebook), *time.reasons)
    return Consequences(
        time.last_day,
        fee,
        (*told, *(() if fee is None else (_must_be_fined(rulebook), *fee.reasons))),
    )


def _fee(contract: Concluded, rulebook: Rulebook) -> PenaltyFee | None:
    """Swedish law states it in kronor, and the directive leaves it to each state."""
    if contract.currency != SEK:
        return None
    try:
        return penalty_fee(contract.value, begun=contract.begun, rulebook=rulebook)
    except ImpossibleFacts:
        return None


def _may_be_ineffective(last: date | None, rulebook: Rulebook) -> Reason:
    until_sv = "" if last is None else f", senast {spoken(last).sv},"
    until_en = "" if last is None else f" by {spoken(last).en}"
    text = Text(
        f"En leverantör kan ansöka{until_sv} om att avtalet ska förklaras ogiltigt; det förklaras"
        " ogiltigt om också en annan bestämmelse har åsidosatts till skada för leverantören",
        f"A supplier may apply{until_en} for the contract to be declared ineffective; it is, if"
        " another provision has been breached as well, to the supplier's harm",
    )
    return Reason("may-be-ineffective", text, section(rulebook, "13b"))


def _must_be_fined(rulebook: Rulebook) -> Reason:
    text = Text(
        "Låter domstolen genom ett slutligt avgörande avtalet bestå ska Konkurrensverket besluta"
        " om upphandlingsskadeavgift",
        "If the court by a final ruling lets the contract stand, Konkurrensverket must impose a"
        " procurement damage fee",
    )
    act = "LUF" if rulebook is Rulebook.SE_LUF else "LOU"
    return Reason("fee-if-it-stands", text, Cite(act, 21, "6"))
