"""The demo contract's clauses as acts under it cite them: numbers and names of today's files."""

from __future__ import annotations

from documents.clauses.files import clause_files
from documents.clauses.numbering import number_of
from documents.contract_act_parts import Clause
from documents.samples.demo import Demo


def at(*clauses: str) -> str:
    """ "4.1, 4.4" of ``start.therapists`` and ``start.replacement``."""
    return ", ".join(number_of(clause) for clause in clauses)


def annex(demo: Demo, clause: str) -> str:
    return f"{demo.say('bilaga', 'annex')} {number_of(clause).removeprefix('A')}"


def clause_name(demo: Demo, clause: str) -> str:
    """The name of the section that the clause stands in."""
    wanted = clause.partition(".")[0]
    sections = (section for _, file in clause_files() for section in file.sections)
    return next(each.title.in_(demo.lang) for each in sections if each.id == wanted)


def cited(demo: Demo, clause: str) -> str:
    """ "4.2 Bemanning och driftstart"."""
    return f"{at(clause)} {clause_name(demo, clause)}"


def clause_says(demo: Demo, text: str, *clauses: str) -> Clause:
    return Clause(number=at(*clauses), name=clause_name(demo, clauses[0]), text=text)
