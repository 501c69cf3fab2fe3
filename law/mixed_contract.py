"""Which kind a mixed contract is procured as: LOU 2:2, LUF 2:10."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from law.amounts import Currency, spoken
from law.dated import value
from law.reasons import Cite, Reason, Text
from law.refusals import ImpossibleFacts, RulesDisagree
from law.thresholds import Buyer, Kind


@dataclass(frozen=True)
class MainSubject:
    """The kind whose rules govern the whole contract, and why."""

    kind: Kind
    reasons: tuple[Reason, ...]


def main_subject(
    parts: Mapping[Kind, int],
    *,
    buyer: Buyer,
    currency: Currency,
    on: date,
    works_are_main: bool | None = None,
) -> MainSubject:
    """The main subject of a contract of several kinds, each with its estimated value.

    Goods against all services, then annex 2 services against other services, by the
    highest value. Where works are part, ``works_are_main`` is the judgement of what
    the contract is for, which its values alone do not decide. ``on`` is the day the
    call is sent or the procedure begun. Raises ImpossibleFacts
    where that is missing or there is nothing to compare, and RulesDisagree for
    values that are equal.
    """
    if not parts or min(parts.values()) <= 0:
        raise ImpossibleFacts(
            sv="varje del av kontraktet ska ha ett värde större än noll",
            en="each part of the contract must have a value of more than zero",
        )
    suffix = "_utility" if buyer is Buyer.UTILITY else ""
    cite = value(f"main_subject{suffix}", on).cite
    if len(parts) == 1:
        (only,) = parts
        return MainSubject(only, (_unmixed(only, cite),))
    judged = _works(parts, works_are_main, cite)
    if works_are_main and judged:
        return MainSubject(Kind.WORKS, judged)
    rest: dict[Kind, int] = {kind: worth for kind, worth in parts.items() if kind is not Kind.WORKS}
    found = _by_value(rest, currency, cite)
    return MainSubject(found.kind, (*judged, *found.reasons))


def _by_value(parts: Mapping[Kind, int], currency: Currency, cite: Cite) -> MainSubject:
    """Goods against all services, then the services against each other."""
    services = {kind: worth for kind, worth in parts.items() if kind is not Kind.GOODS}
    steps: tuple[Reason, ...] = ()
    if Kind.GOODS in parts and services:
        goods = _higher(parts[Kind.GOODS], sum(services.values()), _GOODS, currency, cite)
        if goods.first:
            return MainSubject(Kind.GOODS, (goods.reason,))
        steps = (goods.reason,)
    if len(services) > 1:
        special = _higher(services[Kind.SOCIAL], services[Kind.SERVICES], _SERVICES, currency, cite)
        kind = Kind.SOCIAL if special.first else Kind.SERVICES
        return MainSubject(kind, (*steps, special.reason))
    (only,) = services or parts
    return MainSubject(only, steps)


def _works(
    parts: Mapping[Kind, int], works_are_main: bool | None, cite: Cite
) -> tuple[Reason, ...]:
    if Kind.WORKS not in parts:
        return ()
    if works_are_main is None:
        raise ImpossibleFacts(
            sv="om byggentreprenaden är huvudföremålet avgörs inte av värdet; ange bedömningen",
            en="whether the works are the main subject is not decided by value; state the"
            " judgement",
        )
    verb = Text("är", "are") if works_are_main else Text("är inte", "are not")
    text = Text(
        f"Byggentreprenaden {verb.sv} kontraktets huvudföremål, bedömt efter dess syfte",
        f"The works {verb.en} the main subject of the contract, judged by its purpose",
    )
    return (Reason("works-judged", text, cite),)


_GOODS = (Text("varorna", "the goods"), Text("tjänsterna", "the services"))
_SERVICES = (
    Text("tjänsterna enligt bilaga 2", "the annex 2 services"),
    Text("de andra tjänsterna", "the other services"),
)


@dataclass(frozen=True)
class _Higher:
    first: bool
    reason: Reason


def _higher(
    first: int, second: int, names: tuple[Text, Text], currency: Currency, cite: Cite
) -> _Higher:
    one, other = spoken(first, currency), spoken(second, currency)
    if first == second:
        raise RulesDisagree(
            sv=f"{names[0].sv} och {names[1].sv} har samma värde, {one.sv}; lagen säger inte vilket"
            " som då är huvudföremålet",
            en=f"{names[0].en} and {names[1].en} have the same value, {one.en}; the statute does"
            " not say which is then the main subject",
        )
    main = names[0] if first > second else names[1]
    text = Text(
        f"Huvudföremålet är det med högst värde, {main.sv}: {names[0].sv} {one.sv},"
        f" {names[1].sv} {other.sv}",
        f"The main subject is the one of the highest value, {main.en}: {names[0].en} {one.en},"
        f" {names[1].en} {other.en}",
    )
    return _Higher(first > second, Reason("highest-value", text, cite))


def _unmixed(kind: Kind, cite: Cite) -> Reason:
    return Reason(
        "one-kind",
        Text(f"Kontraktet är inte blandat ({kind})", f"The contract is not mixed ({kind})"),
        cite,
    )
