"""The closed vocabulary of clause files: what a clause may depend on, and its tables of facts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Final

Facts = frozenset[str]
"""The conditions that hold for one contract."""

REGIMES: Final[Mapping[str, str]] = {
    "SE-LOU": "lou",
    "SE-LOU-19": "chapter_19",
    "SE-LOU-19a": "chapter_19a",
    "SE-LUF": "luf",
    "EU": "eu",
}
"""By rulebook, as ``Document.rulebook`` has it."""
CONDITIONS: Final[Mapping[str, str]] = {
    "lou": "procured under LOU chapters 4–17",
    "chapter_19": "procured under LOU chapter 19",
    "chapter_19a": "a direct award under LOU chapter 19a",
    "luf": "procured under LUF",
    "eu": "procured under Directive 2014/24/EU",
    "choice": "concluded in a system of choice (LOV)",
    "framework": "a framework agreement",
    "sole_party": "a framework with one party",
    "several_parties": "a framework with more parties",
    "ranked": "call-offs may go by the ranking",
    "competed": "call-offs may go by renewed competition",
    "long_term": "a framework whose term needs special reasons",
    "options": "the buyer may extend the term",
    "index": "the price follows an index",
    "commitments": "the bid won a deduction with commitments",
}
TABLES: Final = frozenset({"parts", "commitments", "price", "volume", "kpis", "requirements"})
"""Those whose rows are the contract's facts; any other table is written out in the clause."""


def worlds() -> Iterator[Facts]:
    """Every combination of conditions that a contract can have."""
    yield frozenset({"choice"})
    free = ("options", "index", "commitments")
    for regime, framework in product(REGIMES.values(), _frameworks()):
        for chosen in product((False, True), repeat=len(free)):
            held = {name for name, holds in zip(free, chosen, strict=True) if holds}
            yield frozenset({regime, *held}) | framework


def _frameworks() -> list[Facts]:
    found: list[Facts] = [frozenset()]
    ways = (("ranked",), ("competed",), ("ranked", "competed"))
    for parties, way, long_term in product(
        ("sole_party", "several_parties"), ways, ((), ("long_term",))
    ):
        found.append(frozenset({"framework", parties, *way, *long_term}))
    return found


def holds(when: list[str], facts: Facts) -> bool:
    """Whether each line of a ``when`` holds: ``options``, ``not index``, ``lou or luf``."""
    return all(any(_term(term, facts) for term in line.split(" or ")) for line in when)


def _term(term: str, facts: Facts) -> bool:
    return term.removeprefix("not ") not in facts if term.startswith("not ") else term in facts


def unknown(when: list[str]) -> list[str]:
    """The words of a ``when`` that are no conditions."""
    terms = [term.removeprefix("not ") for line in when for term in line.split(" or ")]
    return [term for term in terms if term not in CONDITIONS]
