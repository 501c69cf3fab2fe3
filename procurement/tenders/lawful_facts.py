"""Ask a rule of the law from a service, where impossible facts are a refusal."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from law.dated import NoValue
from law.reasons import ActRefused, Basis, Reason, Text
from law.refusals import ImpossibleFacts

T = TypeVar("T")
CORRECT = Text("Rätta uppgifterna", "Correct the facts")


def lawful(rule: Callable[[], T], code: str) -> T:
    """The rule's answer. Raises `ActRefused` with the rule's own sentence where it has none."""
    try:
        return rule()
    except (ImpossibleFacts, NoValue) as impossible:
        raise ActRefused(Reason(code, impossible.text, None, Basis.STATUTE), CORRECT) from None
