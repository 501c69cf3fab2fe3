"""What is wrong with a clause file, told so that the one who wrote it finds the place."""

from __future__ import annotations

from documents.parts import Lang


class ClauseFault(Exception):
    """One sentence: the file, the clause, and what to change."""

    def __init__(self, file: str, clause: str | None, what: str, sv: str | None = None) -> None:
        self.file = file
        self.clause = clause
        self.what = what
        self.sv = sv or what
        super().__init__(f"{file}: {f'clause {clause}: ' if clause else ''}{what}")

    def in_(self, lang: Lang) -> str:
        if lang == "en":
            return str(self)
        return f"{self.file}: {f'klausul {self.clause}: ' if self.clause else ''}{self.sv}"
