"""Conditions that no amount and no date can decide: a person says what has been shown.

A rule that rests on them is met when every condition is, is not when one is
not, and is left open while one is still to be judged.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from law.reasons import Cite, Reason, Text
from law.refusals import ImpossibleFacts


@dataclass(frozen=True)
class Condition:
    """One condition of a rule: ``text`` is a whole sentence without its stop."""

    code: str
    text: Text
    cite: Cite


@dataclass(frozen=True)
class Judged:
    """Whether the conditions are met together; None while one is still open."""

    met: bool | None
    reasons: tuple[Reason, ...]


def judge(conditions: Sequence[Condition], shown: Mapping[str, bool]) -> Judged:
    """Hold what has been shown, by the code of each condition, against all of them.

    Raises ImpossibleFacts for a code that is none of the rule's.
    """
    known = [each.code for each in conditions]
    for code in shown:
        if code not in known:
            raise ImpossibleFacts(
                sv=f"{code} är inget villkor för den här grunden; villkoren är {', '.join(known)}",
                en=f"{code} is no condition of this ground; its conditions are {', '.join(known)}",
            )
    answers = [shown.get(code) for code in known]
    met = False if False in answers else None if None in answers else True
    return Judged(met, tuple(_told(each, shown.get(each.code)) for each in conditions))


_STATUS = {
    True: ("met", Text("Uppfyllt", "Met")),
    False: ("unmet", Text("Inte uppfyllt", "Not met")),
    None: ("open", Text("Återstår att bedöma", "Still to be judged")),
}


def _told(condition: Condition, answer: bool | None) -> Reason:
    code, status = _STATUS[answer]
    return Reason(
        f"{code}-{condition.code}",
        Text(f"{status.sv}: {condition.text.sv}", f"{status.en}: {condition.text.en}"),
        condition.cite,
    )
