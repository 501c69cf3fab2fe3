"""A framework as its officer sees it: the ceiling, what is left, its parties and call-offs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlmodel import col, select

from contracts.call_off_refusals import no_framework
from law.days import swedish_day
from law.reasons import Text
from models.frameworks import CallOff, CallOffWay, FrameworkTerms
from models.store import Store, Work
from models.tender import Lot, Tender
from people.actors import organisation_names
from procurement.frameworks.call_off_order import CallOffState, standing_of
from procurement.frameworks.committed import committed
from procurement.frameworks.framework_rules import framework_terms
from procurement.frameworks.parties import parties_of
from procurement.tenders.lots import lots_of
from procurement.tenders.named import tender_or_refusal


@dataclass(frozen=True)
class PartyLine:
    """`bound`: its contract runs today."""

    place: int
    organisation_id: str
    name: str
    contract_id: str
    starts_on: date
    ends_on: date
    bound: bool


@dataclass(frozen=True)
class CallOffLine:
    """`place` is of the party whose turn it is, or that took it."""

    id: str
    value: int
    what: Text
    state: CallOffState
    place: int | None


@dataclass(frozen=True)
class FrameworkLot:
    """Amounts in minor units; `competitions` are tenders and what each takes of the ceiling."""

    code: str
    ceiling: int
    used: int
    parties: tuple[PartyLine, ...]
    call_offs: tuple[CallOffLine, ...]
    competitions: tuple[tuple[str, int], ...]

    @property
    def left(self) -> int:
        return self.ceiling - self.used


@dataclass(frozen=True)
class FrameworkOverview:
    framework_id: str
    currency: str
    way: CallOffWay
    lots: tuple[FrameworkLot, ...]


def framework_overview(store: Store, framework_id: str) -> FrameworkOverview:
    """Raises `ActRefused` for a tender that leads to no framework."""
    with store.read() as work:
        framework = tender_or_refusal(work, framework_id)
        terms = framework_terms(work, framework_id)
        if terms is None:
            raise no_framework(framework)
        lots = lots_of(work, framework_id)
        return FrameworkOverview(
            framework_id,
            framework.currency,
            CallOffWay(terms.way),
            tuple(_lot(work, framework, terms, lot) for lot in lots),
        )


def _lot(work: Work, framework: Tender, terms: FrameworkTerms, lot: Lot) -> FrameworkLot:
    taken = committed(work, framework.id, lot.code)
    rows = select(CallOff).where(col(CallOff.lot_id) == lot.id).order_by(col(CallOff.number))
    call_offs = tuple(_call_off(work, row) for row in work.session.exec(rows).all())
    own = {each.id for each in call_offs}
    return FrameworkLot(
        code=lot.code,
        ceiling=terms.ceiling,
        used=sum(each.value for each in taken),
        parties=_parties(work, framework, lot),
        call_offs=call_offs,
        competitions=tuple((each.id, each.value) for each in taken if each.id not in own),
    )


def _parties(work: Work, framework: Tender, lot: Lot) -> tuple[PartyLine, ...]:
    names, today = organisation_names(work), swedish_day(work.now)
    return tuple(
        PartyLine(
            each.place,
            each.organisation_id,
            names[each.organisation_id],
            each.contract_id,
            each.starts_on,
            each.ends_on,
            each.bound_on(today),
        )
        for each in parties_of(work, framework.id)
        if each.lot_id == lot.id
    )


def _call_off(work: Work, row: CallOff) -> CallOffLine:
    now = standing_of(work, row)
    return CallOffLine(row.id, row.value, Text(row.what_sv, row.what_en), now.state, now.place)
