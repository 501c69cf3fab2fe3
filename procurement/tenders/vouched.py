"""Act on nothing that no act has written: the rows that an opening and its keys rest on.

Whoever can write in the database, but not in the journal's name, could otherwise name
keys of their own, move a deadline, or take a bid away.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.exc import DatabaseError
from sqlmodel import SQLModel, col, func, select

from law.reasons import ActRefused, Basis, Reason, Text
from models.journal import JournalFact
from models.store import Work
from registry.checkpoints import verify_signed
from registry.facts import FactsMeddled, require_facts, row_key_of


class RecordMeddled(ActRefused):
    """The journal or the tables are not as the installation's own acts left them."""

    def __init__(self, fault: str) -> None:
        text = Text(
            f"Databasen har ändrats på annat sätt än genom programmet ({fault.rstrip('.')})",
            f"The database has been changed by other means than the program ({fault.rstrip('.')})",
        )
        todo = Text(
            "Avbryt, spara en kopia av datakatalogen, och jämför den med säkerhetskopian och"
            " anbudsgivarnas mottagningsbevis",
            "Stop, keep a copy of the data directory, and compare it with the backup and the"
            " tenderers' receipts",
        )
        super().__init__(Reason("record.meddled", text, None, Basis.HOUSE_RULE), todo)


def require_sound_record(work: Work) -> None:
    """Check the whole journal, each root that was signed, and every row. Raises `RecordMeddled`."""
    try:
        faults = verify_signed(work)[0].faults
    except (DatabaseError, ValueError, TypeError, LookupError) as unreadable:
        # A column that holds what no act ever wrote, or a table that is not there.
        raise RecordMeddled(f"{type(unreadable).__name__} when it was read") from unreadable
    if faults:
        raise RecordMeddled(faults[0])


def require_vouched(work: Work, rows: Sequence[SQLModel]) -> None:
    """Raises `RecordMeddled` unless each row is as its newest entry left it."""
    try:
        require_facts(work, rows)
    except FactsMeddled as meddled:
        raise RecordMeddled(meddled.faults[0]) from meddled


def require_all_there(
    work: Work, kind: type[SQLModel], begins: tuple[str | int, ...], found: int
) -> None:
    """Raises `RecordMeddled` when more rows whose key begins so were written than are found.

    For tables from which nothing is ever removed.
    """
    table = str(kind.__tablename__)
    key = row_key_of(begins).removesuffix("]") + ","
    written = select(func.count(func.distinct(JournalFact.row_key))).where(
        col(JournalFact.table_name) == table,
        col(JournalFact.row_key).startswith(key, autoescape=True),
    )
    if work.session.exec(written).one() > found:
        raise RecordMeddled(f"a row of {table} is gone")
