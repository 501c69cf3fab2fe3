"""Which clauses a contract has, where each stands, and where it comes from."""

from __future__ import annotations

from dataclasses import dataclass

from documents.admission_contexts import ChoiceContractContext
from documents.clauses.agreement import applying, numbered
from documents.clauses.files import clause_files
from documents.clauses.texts import held_together, reference
from documents.clauses.values import facts_of
from documents.contexts import ContractContext


@dataclass(frozen=True)
class OutlineRow:
    """One clause as it is written, its braces not filled in; ``number`` as others point to it."""

    number: str
    id: str
    file: str
    text: str
    source: str | None


def outline(context: ContractContext | ChoiceContractContext) -> list[OutlineRow]:
    """The clauses that apply, in order; a table stands under the number of its section."""
    files = clause_files()
    chosen = applying(facts_of(context), files)
    numbers = numbered(chosen)
    where = {section.id: name for name, file in files for section in file.sections}
    return [
        OutlineRow(
            reference(numbers.get(f"{section.id}.{clause.id}", numbers[section.id]), context.lang),
            f"{section.id}.{clause.id}",
            where[section.id],
            held_together(clause.in_(context.lang)),
            clause.source,
        )
        for section, clauses in chosen
        for clause in clauses
    ]
