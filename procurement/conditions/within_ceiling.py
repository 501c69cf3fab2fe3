"""What is called off stays within the framework's ceiling (C-216/17, C-23/20)."""

from __future__ import annotations

from collections.abc import Iterator

from law.framework_ceiling import CallOff
from law.reasons import Reason, Text
from models.store import Work
from models.tender import Tender
from procurement.conditions.unmet import Unmet
from procurement.frameworks.committed import judged
from procurement.frameworks.framework_rules import framework_terms
from procurement.tenders.lots import lots_of
from procurement.tenders.steps import basis_of


def within_ceiling(work: Work, tender: Tender) -> Iterator[Unmet]:
    """By the estimated value of each lot, beside everything else in the same lot."""
    under = basis_of(work, tender.id)
    terms = None if under is None else framework_terms(work, under.id)
    if under is None or terms is None:
        return
    for lot in lots_of(work, tender.id):
        answer = judged(work, under, terms, lot.code, lot.estimated_value, but=tender.id)
        if not answer.allowed:
            yield over(lot.code, answer)


def over(code: str, answer: CallOff) -> Unmet:
    """Why it does not fit, with the way out that the law leaves."""
    why, way_out = answer.reasons[-2:]
    reason = Reason(
        "condition.within_ceiling",
        Text(f"{code}: {why.text.sv}", f"{code}: {why.text.en}"),
        way_out.cite,
        way_out.basis,
    )
    return Unmet(reason, way_out.text)
