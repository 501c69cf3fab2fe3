"""Clause files: what is wrong with one is told by file, clause and word."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from documents.clauses.checking import check
from documents.clauses.faults import ClauseFault
from documents.clauses.files import ClauseFile, clause_files, parse
from documents.clauses.texts import fill, held_together, reference
from documents.clauses.values import all_values, facts_of, known, values_of
from documents.clauses.vocabulary import CONDITIONS, REGIMES, Facts, holds, worlds
from documents.contexts import DocumentContext
from documents.parts import Lang
from documents.samples.registry import SAMPLES

Sample = Callable[[str, Lang], DocumentContext]

WRITTEN = """
sections:
- id: parties
  title: {{sv: Parter, en: Parties}}
  clauses:
  - id: who
    when: [{when}]
    sv: "{sv}"
    en: "{en}"
"""


def told(sv: str = "x", en: str = "x", when: str = "") -> str:
    """The fault of a file of one clause."""
    with pytest.raises(ClauseFault) as fault:
        check([("a.yaml", written(sv, en, when))])
    return str(fault.value)


def written(sv: str = "x", en: str = "x", when: str = "") -> ClauseFile:
    return parse("a.yaml", WRITTEN.format(sv=sv, en=en, when=when).encode())


def test_the_installed_clause_files_are_in_order() -> None:
    check(clause_files())


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        (
            {"sv": "{buyr}", "en": "{buyr}"},
            "there is no value 'buyr'; do you mean 'buyer'?",
        ),
        ({"when": "optons"}, "there is no condition 'optons'; do you mean 'options'?"),
        (
            {"sv": "{buyer}", "en": "x"},
            "{buyer} does not stand as often in Swedish as in English",
        ),
        ({"sv": "{buyer", "en": "{buyer"}, "a brace is not closed, or closed twice"),
        (
            {"sv": "{ref:end}", "en": "{ref:end}"},
            "{ref:end} is missing where the contract is: choice",
        ),
        (
            {"sv": "{ceiling}", "en": "{ceiling}", "when": "not choice"},
            "{ceiling} is missing where the contract is: lou",
        ),
    ],
)
def test_a_fault_is_told_with_its_clause(fault: dict[str, str], sentence: str) -> None:
    assert told(**fault) == f"a.yaml: clause parties.who: {sentence}"


def test_a_value_may_be_used_where_its_condition_holds() -> None:
    check([("a.yaml", written("{ceiling}", "{ceiling}", "framework"))])


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("sections: {", "a.yaml: line 2: not YAML: "),
        ("sections: []", "a.yaml: sections: "),
        ("- 1", "a.yaml: input should be"),
        (
            WRITTEN.format(sv="x", en="x", when="").replace("en: Parties", "de: x"),
            "a.yaml: clause parties: sections.0.title.en: field required",
        ),
        (
            WRITTEN.format(sv="x", en="x", when="") + "    tabel: price\n",
            "a.yaml: clause who: sections.0.clauses.0.tabel: extra inputs are not permitted",
        ),
    ],
)
def test_a_file_that_cannot_be_read_says_where(text: str, sentence: str) -> None:
    with pytest.raises(ClauseFault, match=re.escape(sentence)):
        parse("a.yaml", text.encode())


def test_an_id_is_used_once() -> None:
    with pytest.raises(ClauseFault, match="the id is taken by another clause"):
        check([("a.yaml", written()), ("b.yaml", written())])


def test_every_condition_and_value_there_is_is_used() -> None:
    """A word that no clause uses would only be one more to read past."""
    texts = [
        text
        for _, file in clause_files()
        for section in file.sections
        for wording in [section.title, *(each for c in section.clauses for each in c.wordings)]
        for text in [wording.sv]
    ]
    asked = set(re.findall(r"\{([a-z_]+)\}", " ".join(texts)))
    assert set(all_values()) - asked == {"lawful_from", "tender"}, "beside two for own wordings"
    assert {word for world in worlds() for word in world} == set(CONDITIONS)
    assert set(REGIMES.values()) < set(CONDITIONS)


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize(
    "name", [each.name for each in SAMPLES if each.document in ("contract", "choice_contract")]
)
def test_a_contract_has_just_the_values_that_its_facts_promise(
    sample: Sample, name: str, lang: Lang
) -> None:
    context = sample(name, lang)
    assert context.document in ("contract", "choice_contract")
    facts = facts_of(context)
    assert facts in set(worlds())
    assert known(facts) <= set(values_of(context))


@pytest.mark.parametrize(
    ("when", "facts", "holding"),
    [
        ([], set(), True),
        (["options"], {"options"}, True),
        (["options"], set(), False),
        (["not options"], set(), True),
        (["lou or luf"], {"luf"}, True),
        (["lou or luf", "not options"], {"luf", "options"}, False),
    ],
)
def test_a_clause_applies_where_all_its_lines_hold(
    when: list[str], facts: Facts, holding: bool
) -> None:
    assert holds(when, frozenset(facts)) is holding


def test_braces_in_a_value_are_text() -> None:
    assert fill("A {buyer} B", {"buyer": "{provider} {{ 7*7 }}"}) == "A {provider} {{ 7*7 }} B"


def test_no_line_ends_between_a_number_and_what_it_counts() -> None:
    assert held_together("enligt 17 kap. 9 § LOU,\n 3 procent") == (
        "enligt 17\N{NO-BREAK SPACE}kap.\N{NO-BREAK SPACE}9\N{NO-BREAK SPACE}§"
        "\N{NO-BREAK SPACE}LOU, 3\N{NO-BREAK SPACE}procent"
    )


@pytest.mark.parametrize(
    ("number", "sv", "en"),
    [
        ("4", "punkt 4", "clause 4"),
        ("4.2", "punkt 4.2", "clause 4.2"),
        ("A6", "bilaga 6", "annex 6"),
        ("A6/3", "bilaga 6 punkt 3", "annex 6 clause 3"),
    ],
)
def test_a_clause_is_pointed_to_by_its_number(number: str, sv: str, en: str) -> None:
    said = [reference(number, lang).replace("\N{NO-BREAK SPACE}", " ") for lang in ("sv", "en")]
    assert said == [sv, en]
