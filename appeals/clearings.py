"""Whether a lawyer's finding about a tied lot still speaks of all that is on the docket."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy.orm import object_mapper
from sqlmodel import SQLModel, col, func, select

from appeals.docketed import HOLDING, court_acts, lots_of_matter
from models.decision import WithdrawnLot
from models.journal import JournalFact
from models.lawyers import Clearing, ClearingKind
from models.review import CourtCheck, DocketCorrection, Matter
from models.store import Work
from models.tender import Lot
from registry.facts import row_key_of


def tie_cleared(work: Work, lot: Lot, decision_id: str, tied: Lot) -> bool:
    """By a finding about the decision, with no entry in the journal about the tied lot since."""
    found = work.session.exec(
        select(Clearing)
        .where(
            col(Clearing.lot_id) == lot.id,
            col(Clearing.decision_id) == decision_id,
            col(Clearing.kind) == ClearingKind.TIE,
            col(Clearing.tied_lot_id) == tied.id,
        )
        .order_by(col(Clearing.number).desc())
    ).first()
    if found is None:
        return False
    cleared_in = _entry_of(work, found)
    if cleared_in is None:
        return False
    entries = (_entry_of(work, row) for row in _facts_about(work, tied))
    return all(each is not None and each <= cleared_in for each in entries)


def _entry_of(work: Work, row: SQLModel) -> int | None:
    """The number of the journal's entry that wrote the row; None before it is written.

    Entries have an order where two instants may be the same.
    """
    mapper = object_mapper(row)
    key = row_key_of(mapper.primary_key_from_instance(row))
    return work.session.exec(
        select(func.max(JournalFact.seq)).where(
            col(JournalFact.table_name) == mapper.class_.__tablename__,
            col(JournalFact.row_key) == key,
        )
    ).one()


def _facts_about(work: Work, lot: Lot) -> Iterator[SQLModel]:
    """What has been entered about the lot's review, struck or not, and its withdrawals."""
    yield from work.session.exec(
        select(WithdrawnLot).where(col(WithdrawnLot.lot_id) == lot.id)
    ).all()
    yield from work.session.exec(
        select(CourtCheck).where(
            col(CourtCheck.lot_id) == lot.id, col(CourtCheck.answer) == "pending"
        )
    ).all()
    matters = work.session.exec(
        select(Matter).where(col(Matter.tender_id) == lot.tender_id, col(Matter.kind).in_(HOLDING))
    ).all()
    about = [each for each in matters if _is_about(work, each, lot)]
    if about:
        yield from work.session.exec(
            select(DocketCorrection).where(col(DocketCorrection.tender_id) == lot.tender_id)
        ).all()
    for matter in about:
        yield matter
        yield from lots_of_matter(work, matter.id)
        yield from court_acts(work, matter.id)


def _is_about(work: Work, matter: Matter, lot: Lot) -> bool:
    if not matter.limited:
        return True
    named = {row.lot_id for row in lots_of_matter(work, matter.id)}
    return lot.id in named
