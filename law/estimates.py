"""The value of what has no single price: paid by the month, recurring, called off in parts.

LOU 5:4, 5:9–5:14 and LUF 5:3, 5:8–5:13. An estimate is the ``value`` of a
``law.valuation.Procurement``; its reasons come before those of the regime.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from law.amounts import Currency, listed, spoken
from law.dated import DatedValue, value
from law.days import months_after
from law.reasons import Cite, Reason, Text
from law.refusals import ImpossibleFacts, RulesDisagree
from law.thresholds import Buyer, Kind

__all__ = ["Estimate", "Purchase", "Setting", "by_month", "planned", "recurring", "units", "works"]


@dataclass(frozen=True)
class Setting:
    """Who buys, in which currency, and the day the call is sent or the procedure begun."""

    buyer: Buyer
    currency: Currency
    on: date

    def rule(self, name: str) -> DatedValue:
        return value(f"{name}_utility" if self.buyer is Buyer.UTILITY else name, self.on)


@dataclass(frozen=True)
class Estimate:
    """A value in öre or cents excluding VAT, and the steps to it."""

    value: int
    reasons: tuple[Reason, ...]
    warnings: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class Purchase:
    """A similar contract of goods or services: the day of it and its value."""

    on: date
    value: int


def by_month(
    kind: Kind, monthly: int, months: int | None, where: Setting, *, residual: int | None = None
) -> Estimate:
    """A service without a stated total (5:13), or goods leased or hired (5:10).

    ``months`` is None for a term that is open-ended or unknown. ``residual`` is the
    value of the goods at the end of a lease. Raises ImpossibleFacts for works, a
    residual value of a service, or amounts and terms that are not positive.
    """
    _check_positive(where.currency, monthly, *(() if residual is None else (residual,)))
    if months is not None and months < 1:
        raise ImpossibleFacts(
            sv=f"löptiden är minst en månad, inte {months}",
            en=f"the term is at least one month, not {months}",
        )
    if kind is Kind.WORKS or (residual is not None and kind is not Kind.GOODS):
        raise ImpossibleFacts(
            sv="månadsvärde finns för varor och tjänster, och restvärde bara för varor",
            en="a value by the month is for goods and services, a residual value for goods only",
        )
    if kind is Kind.GOODS:
        return _leased(monthly, months, residual, where)
    return _service(monthly, months, where)


def _service(monthly: int, months: int | None, where: Setting) -> Estimate:
    most = where.rule("service_longest_months")
    if months is not None and months <= most.value:
        return _times("service-whole-term", monthly, months, where, most)
    return _times("service-open-ended", monthly, most.value, where, most)


def _leased(monthly: int, months: int | None, residual: int | None, where: Setting) -> Estimate:
    if months is None:
        count = where.rule("lease_open_ended_months")
        return _times("lease-open-ended", monthly, count.value, where, count)
    short = where.rule("lease_whole_term_months")
    term = _times("lease-whole-term", monthly, months, where, short)
    if months <= short.value:
        return term
    if residual is None:
        return Estimate(term.value, term.reasons, (_residual_unknown(short),))
    total = term.value + residual
    return Estimate(total, (*term.reasons, _with_residual(residual, total, short, where)))


_TERMS = {
    "service-whole-term": Text(
        "En tjänst utan angivet totalbelopp värderas till det som betalas under löptiden",
        "A service without a stated total is valued at what is paid over its term",
    ),
    "service-open-ended": Text(
        "En tjänst utan angivet totalbelopp vars löptid är obestämd eller längre än så värderas"
        " till månadsvärdet gånger antalet månader",
        "A service without a stated total whose term is open-ended or longer is valued at its"
        " monthly value times the number of months",
    ),
    "lease-whole-term": Text(
        "Leasing, hyra eller hyrköp värderas till kostnaden under löptiden",
        "A lease, hire or hire purchase is valued at its cost over the term",
    ),
    "lease-open-ended": Text(
        "Leasing, hyra eller hyrköp på obestämd tid värderas till månadsvärdet gånger antalet"
        " månader",
        "An open-ended lease, hire or hire purchase is valued at its monthly value times the"
        " number of months",
    ),
}


def _times(code: str, monthly: int, months: int, where: Setting, rule: DatedValue) -> Estimate:
    total = monthly * months
    each, whole = spoken(monthly, where.currency), spoken(total, where.currency)
    why = _TERMS[code]
    text = Text(
        f"{why.sv}: {months} × {each.sv} = {whole.sv}",
        f"{why.en}: {months} × {each.en} = {whole.en}",
    )
    return Estimate(total, (Reason(code, text, rule.cite),))


def _with_residual(residual: int, total: int, rule: DatedValue, where: Setting) -> Reason:
    left, whole = spoken(residual, where.currency), spoken(total, where.currency)
    return Reason(
        "residual-counted",
        Text(
            f"Löptiden är längre än {rule.value} månader, så varans restvärde {left.sv} läggs"
            f" till: {whole.sv}",
            f"The term is longer than {rule.value} months, so the residual value of the goods,"
            f" {left.en}, is added: {whole.en}",
        ),
        rule.cite,
    )


def _residual_unknown(rule: DatedValue) -> Reason:
    return Reason(
        "residual-unknown",
        Text(
            f"Löptiden är längre än {rule.value} månader: varans restvärde ska räknas in men är"
            " inte angivet",
            f"The term is longer than {rule.value} months: the residual value of the goods is to"
            " be counted but is not given",
        ),
        rule.cite,
    )


def recurring(
    where: Setting,
    *,
    previous: Sequence[Purchase] = (),
    foreseen: int = 0,
    coming: Sequence[Purchase] = (),
) -> Estimate:
    """Goods or services that come back or are to be renewed (5:11).

    By what was bought in the twelve months before ``where.on``, adjusted by a
    ``foreseen`` change, or by what will be in the twelve months that begin with the
    first of ``coming``. Purchases outside the period are left out. Raises
    RulesDisagree where both are given and lead to different values, and
    ImpossibleFacts without any purchase in the period.
    """
    _check_positive(where.currency, *(each.value for each in (*previous, *coming)))
    rule = where.rule("recurring_months")
    first = min((each.on for each in coming), default=where.on)
    ways = (
        _in_period("recurring-before", previous, months_after(where.on, -rule.value), rule, where),
        _in_period("recurring-ahead", coming, first, rule, where),
    )
    found = [way for way in (_adjusted(ways[0], foreseen, rule, where), ways[1]) if way]
    if not found:
        raise ImpossibleFacts(
            sv="det finns inget liknande kontrakt under perioden att räkna med",
            en="there is no similar contract within the period to count with",
        )
    if len({way.value for way in found}) > 1:
        raise _two_values(found, where)
    return Estimate(found[0].value, tuple(reason for way in found for reason in way.reasons))


_PERIODS = {
    "recurring-before": Text(
        "Liknande kontrakt under de föregående tolv månaderna",
        "Similar contracts of the previous twelve months",
    ),
    "recurring-ahead": Text(
        "Kontrakt som upphandlas under de tolv månaderna från den första leveransen",
        "Contracts to be procured in the twelve months from the first delivery",
    ),
}


def _in_period(
    code: str, purchases: Sequence[Purchase], first: date, rule: DatedValue, where: Setting
) -> Estimate | None:
    last = months_after(first, rule.value) - timedelta(days=1)
    counted = [each.value for each in purchases if first <= each.on <= last]
    if not counted:
        return None
    each, total = listed(counted, where.currency), spoken(sum(counted), where.currency)
    period, why = f"{first.isoformat()}–{last.isoformat()}", _PERIODS[code]
    text = Text(
        f"{why.sv} ({period}) läggs samman: {each.sv} = {total.sv}",
        f"{why.en} ({period}) are added: {each.en} = {total.en}",
    )
    return Estimate(sum(counted), (Reason(code, text, rule.cite),))


def _adjusted(
    found: Estimate | None, foreseen: int, rule: DatedValue, where: Setting
) -> Estimate | None:
    if found is None or not foreseen:
        return found
    total = found.value + foreseen
    _check_positive(where.currency, total)
    change, whole = spoken(foreseen, where.currency), spoken(total, where.currency)
    text = Text(
        f"Justerat med förutsebara ändringar under de kommande tolv månaderna, {change.sv}:"
        f" {whole.sv}",
        f"Adjusted for foreseeable changes in the coming twelve months, {change.en}: {whole.en}",
    )
    reason = Reason("recurring-adjusted", text, rule.cite)
    return Estimate(total, (*found.reasons, reason))


def _two_values(found: Sequence[Estimate], where: Setting) -> RulesDisagree:
    before, ahead = (spoken(way.value, where.currency) for way in found)
    cite = where.rule("one_method").cite
    return RulesDisagree(
        sv=f"det som köpts ger värdet {before.sv} och det som ska köpas {ahead.sv}; välj ett av"
        f" sätten, men inte för att undgå tröskelvärdet ({cite.in_('sv')})",
        en=f"what was bought gives the value {before.en} and what will be bought {ahead.en};"
        f" choose one of the ways, but not to avoid the threshold ({cite.in_('en')})",
    )


def planned(contracts: Sequence[int], where: Setting) -> Estimate:
    """A framework or dynamic purchasing system: every contract planned, at its most (5:14)."""
    _check_positive(where.currency, *contracts)
    text = Text(
        "Ramavtal och dynamiska inköpssystem värderas till det högsta sammanlagda värdet av alla"
        " kontrakt som planeras under löptiden",
        "Frameworks and dynamic purchasing systems are valued at the highest total of all"
        " contracts planned for their term",
    )
    return _summed(
        "planned-contracts", text, contracts, where, where.rule("planned_contracts").cite
    )


def works(contract: int, provided: Sequence[int], where: Setting) -> Estimate:
    """Works: goods and services the authority provides for them count too (5:9)."""
    _check_positive(where.currency, contract, *provided)
    text = Text(
        "I värdet av en byggentreprenad ingår de varor och tjänster som myndigheten tillhandahåller"
        " entreprenören",
        "The value of works includes the goods and services the authority provides to the"
        " contractor",
    )
    return _summed(
        "works-provided", text, (contract, *provided), where, where.rule("works_with_supplies").cite
    )


def units(own: int, others: Sequence[int], where: Setting, *, independent: bool) -> Estimate:
    """What one operational unit buys, and the other units of the same authority (5:4).

    ``independent`` says that the unit is itself responsible for its procurement, or
    for this category of it; then it may be valued alone.
    """
    _check_positive(where.currency, own, *others)
    cite = where.rule("units_together").cite
    if not independent:
        text = Text(
            "Värdet uppskattas till det samlade värdet för alla operativa enheter",
            "The value is that of all operational units together",
        )
        return _summed("units-together", text, (own, *others), where, cite)
    amount = spoken(own, where.currency)
    text = Text(
        f"Enheten ansvarar självständigt för upphandlingen och får värderas särskilt: {amount.sv}",
        f"The unit is itself responsible for the procurement and may be valued alone: {amount.en}",
    )
    return Estimate(own, (Reason("unit-alone", text, cite),))


def _summed(code: str, text: Text, amounts: Sequence[int], where: Setting, cite: Cite) -> Estimate:
    total = sum(amounts)
    each, whole = listed(amounts, where.currency), spoken(total, where.currency)
    added = Text(f"{text.sv}: {each.sv} = {whole.sv}", f"{text.en}: {each.en} = {whole.en}")
    return Estimate(total, (Reason(code, added, cite),))


def _check_positive(currency: Currency, *amounts: int) -> None:
    if not amounts:
        raise ImpossibleFacts(sv="det finns inget värde att räkna", en="there is no value to count")
    for amount in amounts:
        if amount <= 0:
            raise ImpossibleFacts(
                sv=f"ett värde ska vara större än noll, inte {spoken(amount, currency).sv}",
                en=f"a value must be more than zero, not {spoken(amount, currency).en}",
            )
