"""The number of a clause, for what cites a contract instead of being one."""

from __future__ import annotations

from functools import cache
from typing import Final

from documents.clauses.agreement import applying, numbered
from documents.clauses.files import clause_files
from documents.clauses.vocabulary import Facts

PLAIN: Final[Facts] = frozenset({"chapter_19"})
"""A contract with nothing that a contract may be without."""


def number_of(clause: str, facts: Facts = PLAIN) -> str:
    """``start.visit`` is "4.2". Raises `KeyError` where such a contract lacks the clause."""
    return _numbers(facts)[clause]


@cache
def _numbers(facts: Facts) -> dict[str, str]:
    return numbered(applying(facts, clause_files()))
