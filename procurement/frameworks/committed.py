"""What of a framework's ceiling is taken up, lot by lot (C-216/17, C-23/20).

Call-offs that are placed or still open count, and mini-competitions from when they are
called until they are cancelled, with their estimated value. So two calls at the same time
cannot both be promised the same room.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlmodel import col, select

from appeals.in_force import cancelled_lots
from law.amounts import Currency
from law.framework_ceiling import CallOff as Judged
from law.framework_ceiling import call_off
from law.rulebook import Rulebook
from models.frameworks import CallOff, FrameworkTerms
from models.stages import TenderBasis
from models.store import Work
from models.tender import Lot, Publication, Tender
from procurement.frameworks.call_off_order import CallOffState, standing_of
from procurement.tenders.lawful_facts import lawful


@dataclass(frozen=True)
class Committed:
    """A call-off by its id, or a mini-competition by its tender's; `value` in minor units."""

    id: str
    value: int


def committed(work: Work, framework_id: str, code: str) -> tuple[Committed, ...]:
    """By the framework's lot: call-offs in the order of their numbers, then competitions."""
    return (*_called_off(work, f"{framework_id}/{code}"), *_competed(work, framework_id, code))


def _called_off(work: Work, lot_id: str) -> Iterator[Committed]:
    found = select(CallOff).where(col(CallOff.lot_id) == lot_id).order_by(col(CallOff.number))
    for row in work.session.exec(found):
        if standing_of(work, row).state is not CallOffState.EXHAUSTED:
            yield Committed(row.id, row.value)


def _competed(work: Work, framework_id: str, code: str) -> Iterator[Committed]:
    rows = work.session.exec(
        select(Lot)
        .join(TenderBasis, col(TenderBasis.tender_id) == col(Lot.tender_id))
        .join(Publication, col(Publication.tender_id) == col(Lot.tender_id))
        .where(col(TenderBasis.under_id) == framework_id, col(Lot.code) == code)
        .order_by(col(Lot.id))
    )
    for lot in rows:
        if lot.id not in cancelled_lots(work, lot.tender_id):
            yield Committed(lot.tender_id, lot.estimated_value)


def judged(
    work: Work, framework: Tender, terms: FrameworkTerms, code: str, asked: int, but: str = ""
) -> Judged:
    """Whether `asked` more fits in the lot beside all else; `but` is what is asked for itself.

    Raises `ActRefused` for a value that is not positive.
    """
    earlier = [each.value for each in committed(work, framework.id, code) if each.id != but]
    return lawful(
        lambda: call_off(
            terms.ceiling,
            earlier,
            asked,
            Currency(framework.currency),
            rulebook=Rulebook(framework.rulebook),
        ),
        "call_off.value",
    )
