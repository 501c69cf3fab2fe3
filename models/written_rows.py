"""What a transaction has written so far, row by row, for the journal to answer for."""

from __future__ import annotations

from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import Session, SessionTransaction, UOWTransaction, object_mapper

# Table and primary key → the row's columns, or None for a row that was deleted.
WrittenRows = dict[tuple[str, tuple[Any, ...]], dict[str, Any] | None]
WRITTEN_ROWS = "written_rows"


@event.listens_for(Session, "after_flush")
def _remember(session: Session, _: UOWTransaction) -> None:
    written: WrittenRows = session.info.setdefault(WRITTEN_ROWS, {})
    for row in session.new:
        written[_place(row)] = _columns(row)
    for row in session.dirty:
        if session.is_modified(row):
            written[_place(row)] = _columns(row)
    for row in session.deleted:
        written[_place(row)] = None


@event.listens_for(Session, "after_soft_rollback")
def _forget(session: Session, _: SessionTransaction) -> None:
    session.info.pop(WRITTEN_ROWS, None)


def take_written_rows(session: Session) -> WrittenRows:
    """Flush, and give what was written since this was last asked in the session."""
    session.flush()
    written: WrittenRows = session.info.pop(WRITTEN_ROWS, {})
    return written


def _place(row: Any) -> tuple[str, tuple[Any, ...]]:
    mapper = object_mapper(row)
    return str(mapper.class_.__tablename__), tuple(mapper.primary_key_from_instance(row))


def _columns(row: Any) -> dict[str, Any]:
    return {column.key: getattr(row, column.key) for column in object_mapper(row).column_attrs}
