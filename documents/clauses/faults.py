"""What is wrong with a clause file, told so that the one who wrote it finds the place."""

from __future__ import annotations


class ClauseFault(Exception):
    """One sentence: the file, the clause, and what to change."""

    def __init__(self, file: str, clause: str | None, what: str) -> None:
        self.file = file
        self.clause = clause
        self.what = what
        super().__init__(f"{file}: {f'clause {clause}: ' if clause else ''}{what}")
