"""Shapes that the tables share: who recorded a fact and when, closed word lists."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, MetaData, Table, event
from sqlmodel import Field, SQLModel

# Constraint names are part of the schema: a migration can only drop what has a
# name, and a refusal by the database must say which rule refused.
SQLModel.metadata.naming_convention = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
).naming_convention


@event.listens_for(Table, "after_parent_attach")
def _make_strict(table: Table, metadata: MetaData) -> None:
    """SQLite refuses what is not of the column's type, as PostgreSQL does by itself."""
    if metadata is SQLModel.metadata:
        table.dialect_kwargs["sqlite_strict"] = True


class Recorded(SQLModel):
    """Every fact says who recorded it, at what clock time, and at what real time.

    When the thing itself happened is a column of its own on each table: the two
    differ whenever a fact becomes known late.
    """

    actor_id: str = Field(foreign_key="person.id")
    recorded_at: datetime
    recorded_real_at: datetime


def one_of(column: str, words: type[StrEnum]) -> CheckConstraint:
    """The database's own list of allowed words (stored by value, never by member name)."""
    allowed = ", ".join(f"'{word.value}'" for word in words)
    return CheckConstraint(f"{column} IN ({allowed})", name=column)


def sha256_hex(column: str) -> CheckConstraint:
    return CheckConstraint(f"length({column}) = 64", name=column)
