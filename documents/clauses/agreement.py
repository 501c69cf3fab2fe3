"""The clauses that apply to one contract, numbered and with their values filled in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from documents.admission_contexts import ChoiceContractContext
from documents.clauses.files import Clause, ClauseFile, Section, Wording, clause_files
from documents.clauses.texts import REFERENCE, fill, reference
from documents.clauses.values import facts_of, values_of
from documents.clauses.vocabulary import Facts, holds
from documents.contexts import ContractContext
from documents.parts import Lang
from documents.printable import printable_text

Say = Callable[[Wording], str]


@dataclass(frozen=True)
class Paragraph:
    """``number`` "4.2", or "" for a table, whose caption is ``text``.

    ``table`` names one that the contract's facts fill; else it is written in ``rows``.
    """

    number: str
    text: str
    points: tuple[str, ...]
    table: str
    columns: tuple[tuple[str, int], ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Division:
    """A section, whose ``number`` is "4", or an annex: "A6"."""

    number: str
    title: str
    paragraphs: tuple[Paragraph, ...]
    apart: bool
    """It begins a page."""

    @property
    def ordinal(self) -> str:
        """Without the letter: the sixth annex is "6"."""
        return self.number.removeprefix("A")


@dataclass(frozen=True)
class Agreement:
    sections: tuple[Division, ...]
    annexes: tuple[Division, ...]


def agreement(context: ContractContext | ChoiceContractContext) -> Agreement:
    """What the contract says beside its facts. Its order and numbers follow the clause files."""
    chosen = applying(facts_of(context), clause_files())
    numbers = numbered(chosen)
    lang = context.lang
    given = {name: printable_text(value) for name, value in values_of(context).items()}
    values = {**given, **_references(numbers, lang)}

    def say(wording: Wording) -> str:
        return fill(wording.in_(lang), values)

    divisions = [_division(section, clauses, numbers, say) for section, clauses in chosen]
    return Agreement(
        tuple(each for each in divisions if not each.number.startswith("A")),
        tuple(each for each in divisions if each.number.startswith("A")),
    )


Chosen = list[tuple[Section, list[Clause]]]


def applying(facts: Facts, files: Sequence[tuple[str, ClauseFile]]) -> Chosen:
    """The sections and clauses whose conditions hold, in the order of the files."""
    sections = [section for _, file in files for section in file.sections]
    found = [(each, _clauses(each, facts)) for each in sections if holds(each.when, facts)]
    return [(section, clauses) for section, clauses in found if clauses]


def _clauses(section: Section, facts: Facts) -> list[Clause]:
    return [_with_points(each, facts) for each in section.clauses if holds(each.when, facts)]


def _with_points(clause: Clause, facts: Facts) -> Clause:
    if not any(point.when for point in clause.points):
        return clause
    kept = [point for point in clause.points if holds(point.when, facts)]
    return clause.model_copy(update={"points": kept})


def numbered(chosen: Chosen) -> dict[str, str]:
    """By id: "4" and "4.2" of sections, "A6" and "A6/3" of annexes."""
    numbers: dict[str, str] = {}
    counts = {False: 0, True: 0}
    for section, clauses in chosen:
        counts[section.annex] += 1
        own = f"{'A' if section.annex else ''}{counts[section.annex]}"
        numbers[section.id] = own
        said = [clause for clause in clauses if not clause.is_table]
        for at, clause in enumerate(said, start=1):
            numbers[f"{section.id}.{clause.id}"] = f"{own}{'/' if section.annex else '.'}{at}"
    return numbers


def _references(numbers: Mapping[str, str], lang: Lang) -> dict[str, str]:
    return {REFERENCE + name: reference(number, lang) for name, number in numbers.items()}


def _division(
    section: Section, clauses: list[Clause], numbers: Mapping[str, str], say: Say
) -> Division:
    return Division(
        numbers[section.id],
        say(section.title),
        tuple(
            _paragraph(each, numbers.get(f"{section.id}.{each.id}", ""), say) for each in clauses
        ),
        section.new_page,
    )


def _paragraph(clause: Clause, number: str, say: Say) -> Paragraph:
    return Paragraph(
        number.rpartition("/")[2],
        say(clause),
        tuple(say(point) for point in clause.points),
        clause.table or "",
        tuple((say(column), column.width) for column in clause.columns),
        tuple(tuple(say(cell) for cell in row) for row in clause.rows),
    )
