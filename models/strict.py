"""Tables that keep to their columns' types, on SQLite as PostgreSQL does by itself.

A STRICT table of SQLite refuses what is not of the column's type, and in turn
takes five names of types only (https://www.sqlite.org/stricttables.html, section 2).
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import BIGINT, Engine
from sqlalchemy.dialects.sqlite.base import SQLiteDialect, SQLiteTypeCompiler


class StrictTypes(SQLiteTypeCompiler):
    """The columns' types by the names that STRICT allows; how values are stored is the same."""

    def visit_VARCHAR(self, type_: Any, **kw: Any) -> str:
        return "TEXT"

    def visit_DATE(self, type_: Any, **kw: Any) -> str:
        return "TEXT"

    def visit_DATETIME(self, type_: Any, **kw: Any) -> str:
        return "TEXT"

    def visit_JSON(self, type_: Any, **kw: Any) -> str:
        return "TEXT"

    def visit_BOOLEAN(self, type_: Any, **kw: Any) -> str:
        return "INTEGER"

    def visit_BIGINT(self, type_: Any, **kw: Any) -> str:
        # A lone key of type INTEGER would be numbered by SQLite itself when left out.
        return "INT"


def use_strict_types(engine: Engine) -> None:
    """Only this engine: others in the same process (Prefect's) keep their own names."""
    dialect = engine.dialect
    assert isinstance(dialect, SQLiteDialect)
    dialect.type_compiler_instance = dialect.type_compiler = StrictTypes(dialect)
    # Migrations compare with what is read back.
    dialect.ischema_names = {**dialect.ischema_names, "INT": BIGINT}
