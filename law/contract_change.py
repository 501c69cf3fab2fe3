"""Changing a contract without a new procurement: minor, additional, unforeseen.

LOU 17:9, 17:11–12, 17:15–16; LUF 16:9, 16:11–12, 16:15–16; directive 2014/24/EU
article 72. Below the thresholds, and for annex 2 services, there are no such
rules: the principles of procurement decide, and the answer is neither yes nor no.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate

from law.amounts import Currency, first_not_below, last_within, spoken
from law.change_reasons import (
    Ground,
    conditions,
    earlier_over,
    indexed_value,
    minor_judged,
    net_of,
    no_cap,
    no_rule,
    notice,
    original_below_threshold,
    other_grounds,
    over_the_cap_together,
    share_judged,
    threshold_given,
)
from law.dated import DatedValue, NoValue, parameters, value
from law.reasons import Cite, Reason
from law.refusals import ImpossibleFacts
from law.rulebook import Rulebook
from law.thresholds import THRESHOLD, Buyer, Kind, Limit, rate_ignored, threshold, unsure

__all__ = ["Change", "ChangeAnswer", "Contract", "Ground", "change"]


INDEXED, NOTICE = "indexed", "notice"
DIRECTIVE = "direktiv 2014/24/EU"
_EU_THRESHOLDS = Cite(DIRECTIVE, None, "4")

# Which paragraph says what, in each act that has rules on changes.
PARAGRAPHS: Mapping[Rulebook, Mapping[str, Cite]] = {
    Rulebook.SE_LOU: {
        Ground.MINOR: Cite("LOU", 17, "9"),
        Ground.ADDITIONAL: Cite("LOU", 17, "11"),
        Ground.UNFORESEEN: Cite("LOU", 17, "12"),
        INDEXED: Cite("LOU", 17, "15"),
        NOTICE: Cite("LOU", 17, "16"),
    },
    Rulebook.SE_LUF: {
        Ground.MINOR: Cite("LUF", 16, "9"),
        Ground.ADDITIONAL: Cite("LUF", 16, "11"),
        Ground.UNFORESEEN: Cite("LUF", 16, "12"),
        INDEXED: Cite("LUF", 16, "15"),
        NOTICE: Cite("LUF", 16, "16"),
    },
    Rulebook.EU: {
        Ground.MINOR: Cite(DIRECTIVE, None, "72.2"),
        Ground.ADDITIONAL: Cite(DIRECTIVE, None, "72.1 b"),
        Ground.UNFORESEEN: Cite(DIRECTIVE, None, "72.1 c"),
        INDEXED: Cite(DIRECTIVE, None, "72.3"),
        NOTICE: Cite(DIRECTIVE, None, "72.1"),
    },
}


@dataclass(frozen=True)
class Contract:
    """What was bought, by whom, and for how much (öre or cents, excluding VAT).

    ``rulebook`` is the one the contract was procured under. ``indexed`` is the
    value after the contract's own index clause, where it has one. ``threshold``
    takes the place of the table's; ``rate`` is kronor per euro where the
    threshold in kronor is not known. ``started`` is the day the procurement of the
    contract began, whose shares apply; unknown, those of the change do. Raises
    ImpossibleFacts for facts that cannot all be true.
    """

    kind: Kind
    buyer: Buyer
    rulebook: Rulebook
    currency: Currency
    original: int
    indexed: int | None = None
    threshold: int | None = None
    rate: Decimal | None = None
    started: date | None = None

    def __post_init__(self) -> None:
        for amount in (self.original, self.indexed, self.threshold):
            if amount is not None and amount <= 0:
                raise _not_positive(self, amount)
        if self.buyer is Buyer.UTILITY and self.rulebook in (Rulebook.SE_LOU, Rulebook.EU):
            raise ImpossibleFacts(
                sv=f"en enhet i försörjningssektorerna följer SE-LUF, inte {self.rulebook}",
                en=f"an entity in the utilities sectors follows SE-LUF, not {self.rulebook}",
            )

    @property
    def base(self) -> int:
        return self.original if self.indexed is None else self.indexed


@dataclass(frozen=True)
class Change:
    """Changes made one after another, the last one being the question.

    Each is what it adds to the value of the contract, or takes away when negative;
    all rely on ``ground``. ``on`` is the day of the last change, whose threshold applies.
    """

    ground: Ground
    amounts: Sequence[int]
    on: date

    def __post_init__(self) -> None:
        if not self.amounts:
            raise ImpossibleFacts(sv="det finns ingen ändring att pröva", en="there is no change")
        if self.ground is Ground.ADDITIONAL and min(self.amounts) <= 0:
            raise ImpossibleFacts(
                sv="en kompletterande beställning ska öka kontraktets värde",
                en="an additional order must add to the value of the contract",
            )


@dataclass(frozen=True)
class ChangeAnswer:
    """Whether the last change is allowed on its ground; None where no rule says.

    ``net`` is the net sum of all changes; ``limit`` what was held against (strictly
    below for a minor change, at most for the others), None without a limit. Both in
    minor units. ``notice_required`` says whether the change must be advertised.
    """

    allowed: bool | None
    net: int
    limit: int | None
    notice_required: bool
    reasons: tuple[Reason, ...]
    warnings: tuple[Reason, ...] = ()


def change(contract: Contract, made: Change) -> ChangeAnswer:
    """Judge the last of ``made`` against the rules the contract was procured under.

    Raises ImpossibleFacts where the threshold of the day is unknown and none is
    given, or the change comes before the procurement of its contract;
    law.dated.NoValue for a procurement begun before the rules.
    """
    if contract.started is not None and contract.started > made.on:
        raise _changed_too_early(contract.started, made.on)
    if _no_rules(contract):
        net = sum(made.amounts)
        why = (net_of(made.amounts, contract.currency), no_rule(_act(contract), contract.rulebook))
        return ChangeAnswer(None, net, None, False, why)
    if made.ground is Ground.MINOR:
        return _minor(contract, made)
    return _capped(contract, made)


def _no_rules(contract: Contract) -> bool:
    outside = contract.rulebook not in (Rulebook.SE_LOU, Rulebook.SE_LUF, Rulebook.EU)
    return outside or contract.kind is Kind.SOCIAL


def _act(contract: Contract) -> str:
    luf = contract.rulebook is Rulebook.SE_LUF or contract.buyer is Buyer.UTILITY
    return "LUF" if luf else "LOU"


def _minor(contract: Contract, made: Change) -> ChangeAnswer:
    works = "_works" if contract.kind is Kind.WORKS else ""
    share = value(f"minor_change_share{works}_{contract.rulebook}", contract.started or made.on)
    by_share = Fraction(contract.base * share.value, 100)
    by_threshold = _threshold(contract, made.on)
    limit = min(first_not_below(by_share), by_threshold.minor)
    nets = tuple(accumulate(made.amounts))
    allowed = abs(nets[-1]) < limit
    reasons = (
        *_base(contract, PARAGRAPHS[contract.rulebook][INDEXED]),
        by_threshold.reason,
        net_of(made.amounts, contract.currency, share.cite),
        minor_judged(nets[-1], limit, share, contract.currency, allowed),
        conditions(Ground.MINOR, share.cite) if allowed else other_grounds(share.cite),
    )
    over = [number for number, net in enumerate(nets[:-1], 1) if abs(net) >= limit]
    warnings = (
        *_near(contract, by_threshold, by_share, abs(nets[-1]), made.on),
        *_below_threshold(contract, by_threshold),
        *(earlier_over(number, share.cite) for number in over),
    )
    return ChangeAnswer(allowed, nets[-1], limit, False, reasons, warnings)


def _capped(contract: Contract, made: Change) -> ChangeAnswer:
    """The grounds whose cap holds for each change on its own."""
    cite = PARAGRAPHS[contract.rulebook][made.ground]
    share = _cap(contract, made)
    limit = None if share is None else last_within(Fraction(contract.base * share.value, 100))
    asked, earlier = made.amounts[-1], made.amounts[:-1]
    allowed = limit is None or asked <= limit
    judged = (
        no_cap(cite)
        if limit is None or share is None
        else share_judged(asked, limit, share, contract.currency, allowed)
    )
    reasons = (
        *(_base(contract, PARAGRAPHS[contract.rulebook][INDEXED]) if share is not None else ()),
        net_of(made.amounts, contract.currency),
        judged,
        conditions(made.ground, cite) if allowed else other_grounds(cite),
        notice(PARAGRAPHS[contract.rulebook][NOTICE]),
    )
    warnings = (
        *_below_threshold(contract, _known_threshold(contract, made.on)),
        *_over_cap(earlier, limit, cite),
        *_together(made.amounts, limit, cite),
    )
    return ChangeAnswer(allowed, sum(made.amounts), limit, True, reasons, warnings)


def _cap(contract: Contract, made: Change) -> DatedValue | None:
    """The share one change may add, or None where the act has no such cap (LUF)."""
    ground = {Ground.ADDITIONAL: "additional_order", Ground.UNFORESEEN: "unforeseen_change"}
    name = f"{ground[made.ground]}_share_{contract.rulebook}"
    if name not in parameters():
        return None
    return value(name, contract.started or made.on)


def _threshold(contract: Contract, on: date) -> Limit:
    buyer = Buyer.UTILITY if contract.rulebook is Rulebook.SE_LUF else contract.buyer
    if contract.threshold is None:
        found = threshold(buyer, contract.kind, contract.currency, on, contract.rate)
        if contract.rulebook is not Rulebook.EU:
            return found
        return replace(found, reason=replace(found.reason, cite=_EU_THRESHOLDS))
    cite = PARAGRAPHS[contract.rulebook][Ground.MINOR]
    return Limit(
        contract.threshold,
        contract.currency,
        threshold_given(contract.threshold, contract.currency, cite),
    )


def _over_cap(earlier: Sequence[int], limit: int | None, cite: Cite) -> Iterator[Reason]:
    for number, amount in enumerate(earlier, 1):
        if limit is not None and amount > limit:
            yield earlier_over(number, cite)


def _together(amounts: Sequence[int], limit: int | None, cite: Cite) -> Iterator[Reason]:
    if limit is not None and len(amounts) > 1 and sum(amounts) > limit:
        yield over_the_cap_together(cite)


def _near(
    contract: Contract, by_threshold: Limit, by_share: Fraction, net: int, on: date
) -> Iterator[Reason]:
    """That a threshold rests on an assumed rate, unless the share alone has decided."""
    warning = unsure(by_threshold, net, THRESHOLD)
    if warning is not None and net < by_share:
        yield warning
    if contract.threshold is None:
        yield from rate_ignored(contract.rate, on)


def _below_threshold(contract: Contract, known: Limit | None) -> Iterator[Reason]:
    if known is not None and contract.original < known.minor:
        yield original_below_threshold(
            known.minor, contract.currency, known.reason.cite, contract.rulebook
        )


def _base(contract: Contract, cite: Cite) -> Iterator[Reason]:
    if contract.indexed is not None:
        yield indexed_value(contract.original, contract.indexed, contract.currency, cite)


def _known_threshold(contract: Contract, on: date) -> Limit | None:
    """For a warning only: these grounds need no threshold, so an unknown one is no bar."""
    try:
        return _threshold(contract, on)
    except (ImpossibleFacts, NoValue):
        return None


def _changed_too_early(started: date, changed: date) -> ImpossibleFacts:
    return ImpossibleFacts(
        sv=f"kontraktet ändrades {changed} men upphandlingen av det påbörjades först {started}",
        en=f"the contract was changed on {changed} but its procurement began only on {started}",
    )


def _not_positive(contract: Contract, amount: int) -> ImpossibleFacts:
    text = spoken(amount, contract.currency)
    return ImpossibleFacts(
        sv=f"ett värde ska vara större än noll, inte {text.sv}",
        en=f"a value must be more than zero, not {text.en}",
    )
