"""Whether clause files can be used: tried for every combination of conditions there is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches

from documents.clauses.agreement import applying, numbered
from documents.clauses.faults import ClauseFault
from documents.clauses.files import Clause, ClauseFile, Section, Wording, clause_files
from documents.clauses.texts import REFERENCE, names
from documents.clauses.values import all_values, known
from documents.clauses.vocabulary import CONDITIONS, TABLES, Facts, unknown, worlds

Files = Sequence[tuple[str, ClauseFile]]


def check(files: Files) -> None:
    """Raises the first ``ClauseFault``: what a word, a value or a reference gets wrong."""
    for name, file in files:
        for section in file.sections:
            _check_words(name, section)
    _check_ids(files)
    for facts in worlds():
        _check_world(files, facts)


def installed_fault() -> ClauseFault | None:
    """What is wrong with the clause files that are here; None when nothing is."""
    try:
        check(clause_files())
    except ClauseFault as fault:
        return fault
    return None


def _check_words(file: str, section: Section) -> None:
    _check_conditions(file, section.id, section.when)
    _check_names(file, section.id, section.title)
    for clause in section.clauses:
        place = f"{section.id}.{clause.id}"
        if clause.table is not None and clause.table not in TABLES:
            raise _unknown(file, place, ("table", "någon tabell"), clause.table, TABLES)
        for wording in clause.wordings:
            _check_conditions(file, place, wording.when)
            _check_names(file, place, wording)


def _check_conditions(file: str, place: str, when: list[str]) -> None:
    for word in unknown(when):
        raise _unknown(file, place, ("condition", "något villkor"), word, CONDITIONS)


def _check_names(file: str, place: str, wording: Wording) -> None:
    asked = [sorted(names(text)) for text in (wording.sv, wording.en)]
    if "" in {*asked[0], *asked[1]}:
        raise ClauseFault(
            file,
            place,
            "a brace is not closed, or closed twice",
            "en klammer är inte stängd, eller stängd två gånger",
        )
    for name in {*asked[0], *asked[1]}:
        if not name.startswith(REFERENCE) and name not in all_values():
            raise _unknown(file, place, ("value", "något värde"), name, all_values())
    if asked[0] != asked[1]:
        only = sorted(set(asked[0]) ^ set(asked[1])) or asked[0]
        raise ClauseFault(
            file,
            place,
            f"{{{only[0]}}} does not stand as often in Swedish as in English",
            f"{{{only[0]}}} står inte lika ofta på svenska som på engelska",
        )


def _check_ids(files: Files) -> None:
    seen: set[str] = set()
    for file, section, clause in _clauses(files):
        place = f"{section.id}.{clause.id}"
        if place in seen:
            raise ClauseFault(
                file, place, "the id is taken by another clause", "en annan klausul har samma id"
            )
        seen.add(place)
    sections = [(name, each.id) for name, file in files for each in file.sections]
    ids = [each for _, each in sections]
    for name, each in sections:
        if ids.count(each) > 1:
            raise ClauseFault(
                name, each, "the id is taken by another section", "ett annat avsnitt har samma id"
            )


def _clauses(files: Files) -> Iterator[tuple[str, Section, Clause]]:
    for name, file in files:
        for section in file.sections:
            for clause in section.clauses:
                yield name, section, clause


def _check_world(files: Files, facts: Facts) -> None:
    """Each name that a clause uses must be there whenever the clause is."""
    chosen = applying(facts, files)
    there = known(facts) | {REFERENCE + name for name in numbered(chosen)}
    for section, clauses in chosen:
        for clause in clauses:
            asked = {name for text in clause.wordings for name in names(text.sv)}
            for name in sorted(asked - there):
                file = next(file for file, body in files if section in body.sections)
                raise ClauseFault(
                    file,
                    f"{section.id}.{clause.id}",
                    f"{{{name}}} is missing where the contract is: {', '.join(sorted(facts))}",
                    f"{{{name}}} saknas där avtalet är: {', '.join(sorted(facts))}",
                )


def _unknown(
    file: str, place: str, kind: tuple[str, str], word: str, words: Iterable[str]
) -> ClauseFault:
    near = get_close_matches(word, sorted(words), 1)
    en, sv = (f"{asks} {near[0]!r}?" if near else "" for asks in ("; do you mean", "; menar du"))
    return ClauseFault(
        file,
        place,
        f"there is no {kind[0]} {word!r}{en}",
        f"det finns inte {kind[1]} {word!r}{sv}",
    )
