"""What lawyers have found not to hold a lot, told with a clear answer."""

from __future__ import annotations

from collections.abc import Iterator

from appeals.facts import LotFacts
from law.reasons import Basis, Reason, Text


def cleared(facts: LotFacts) -> Iterator[Reason]:
    for case in facts.cases:
        if any(act.cleared for act in case.remands):
            number = case.case_number
            yield _found(
                "remand-cleared",
                Text(
                    f"att det återförvisade målet {number} inte hindrar avtal",
                    f"that the remanded case {number} bars no contract",
                ),
            )
    for tie in facts.ties:
        if tie.cleared and (tie.held or tie.withdrawn):
            yield _found(
                "tie-cleared",
                Text(
                    f"att utgången för {tie.lot_code} inte påverkar området",
                    f"that the outcome for {tie.lot_code} does not affect the lot",
                ),
            )


def _found(code: str, what: Text) -> Reason:
    text = Text(
        f"En jurist har antecknat skälen till {what.sv}",
        f"A lawyer has recorded the grounds on which it was found {what.en}",
    )
    return Reason(code, text, basis=Basis.HOUSE_RULE)
