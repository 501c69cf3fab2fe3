"""Rules for the templates themselves, read as text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import get_args

import pytest
from jinja2 import UndefinedError, nodes
from jinja2.environment import Template

from documents import library
from documents.contexts import DocumentContext, DocumentName
from documents.parts import Lang
from documents.typesetting import environment
from tests.acceptance_words import ACCEPTANCE

Sample = Callable[[DocumentName, Lang], DocumentContext]

APPLICABLE = {"1", "2", "3", "5", "19", "20", "21"}
# Of LOV, in what is written in a system of choice.
IN_CHOICE = {"1", "4", "7", "8", "9", "10"}
OF_CHOICE = ("admission/", "choice_contract/")
CHAPTERS = re.compile(
    r"(\d+\w?)(?:\s|&nbsp;)kap\.|chapters?\s(\d+\w?)|\bLOU\s(\d+\w?)(?::|\b)", re.IGNORECASE
)
LETTERS: tuple[DocumentName, ...] = (
    "letter",
    "withdrawal",
    "cancellation",
    "inquiry",
    "exclusion",
    "invitation",
    "selection",
    "answer",
    "information",
    "validity",
    "completion",
    "admission",
    "call_off",
)
ATTRIBUTE = re.compile(r"\s(style|href|src|xlink:href|class|id)\s*=\s*(\"[^\"]*\"|'[^']*'|\S+)")
# A part's number is a number: it leads nowhere but within the document.
TO_OWN_PARTS = {'"#part-{{ part.number }}"'}
NAMES = sorted(library.sources())


def cited_chapters(source: str) -> set[str]:
    return {next(filter(None, match)) for match in CHAPTERS.findall(source)}


@pytest.mark.parametrize("name", NAMES)
def test_no_template_switches_escaping_off(name: str) -> None:
    source = library.sources()[name]
    assert re.findall(r"\|\s*safe|autoescape|Markup|<script|<style|<link", source) == []


@pytest.mark.parametrize("name", NAMES)
def test_no_variable_reaches_a_style_or_an_address(name: str) -> None:
    found = ATTRIBUTE.findall(library.sources()[name])
    risky = [value for attribute, value in found if attribute in {"style", "href", "src"}]
    assert [value for value in risky if "{" in value and value not in TO_OWN_PARTS] == []
    assert [value for _, value in found if value[0] not in "\"'"] == []


@pytest.mark.parametrize("name", NAMES)
def test_no_template_cites_a_chapter_that_does_not_apply(name: str) -> None:
    applicable = IN_CHOICE if name.startswith(OF_CHOICE) else APPLICABLE
    assert cited_chapters(library.sources()[name]) - applicable == set()


def test_the_chapter_rule_sees_every_way_of_citing() -> None:
    text = "17&nbsp;kap. 8 §, LOU chapter 13, LOU 12:12, 19 kap. LOU, 19a kap."
    assert cited_chapters(text) == {"17", "13", "12", "19", "19a"}


@pytest.mark.parametrize("lang", get_args(Lang))
@pytest.mark.parametrize("document", LETTERS)
def test_a_letter_is_never_worded_as_an_acceptance(document: DocumentName, lang: Lang) -> None:
    source = library.sources()[f"{document}/{lang}.html"]
    assert ACCEPTANCE.findall(source) == []


def test_the_words_of_an_acceptance_are_found() -> None:
    for said in (
        "Vi antar ert anbud",
        "Ert anbud har antagits",
        "Anbudet accepteras",
        "Avtal har ingåtts",
        "avtal är därmed slutet",
        "Välkommen som leverantör",
        "We accept your bid",
        "a contract has been concluded",
        "we hereby order",
    ):
        assert ACCEPTANCE.findall(said) != [], said


@pytest.mark.parametrize(
    ("lang", "own", "others"),
    [
        ("sv", "ett eget avtal", "Avtal för andra anbudsområden hindras bara om kapacitetsregeln"),
        ("en", "a contract of its own", "Contracts for other lots have to wait only where"),
    ],
)
def test_a_letter_promises_separate_contracts_only_where_the_tender_does(
    sample: Sample, lang: Lang, own: str, others: str
) -> None:
    template = environment(lang).get_template(f"letter/{lang}.html")
    letter = sample("letter", lang)
    together = letter.model_copy(update={"lots_are_separate_contracts": False})
    said = [template.render(doc=each) for each in (letter, together)]
    assert [(own in text, others in text) for text in said] == [(True, True), (False, False)]


@pytest.mark.parametrize("document", library.DOCUMENTS)
def test_both_languages_use_the_same_fields(document: DocumentName) -> None:
    swedish, english = (fields(library.sources()[page]) for page in library.pages(document))
    assert swedish == english


def fields(source: str) -> dict[str, int]:
    """Every ``x.y`` of a template and how often it is used."""
    counts: dict[str, int] = {}
    for found in _attributes(source):
        counts[found] = counts.get(found, 0) + 1
    return counts


def _attributes(source: str) -> Iterator[str]:
    tree = environment("sv").parse(source)
    for node in tree.find_all(nodes.Getattr):
        if isinstance(node.node, nodes.Name):
            yield f"{node.node.name}.{node.attr}"


def test_a_field_that_does_not_exist_stops_the_rendering(sample: Sample) -> None:
    template: Template = environment("sv").from_string("{{ doc.no_such_field }}")
    with pytest.raises(UndefinedError):
        template.render(doc=sample("letter", "sv"))


def test_the_style_sheet_loads_only_bundled_assets_and_no_columns() -> None:
    css = library.read("print.css").decode()
    addresses = re.findall(r"url\(\"([^\"]*)\"\)", css)
    assert {address.removeprefix("asset:") for address in addresses} == set(library.assets())
    assert re.findall(r"columns|column-count|column-width|@import", css) == []


def test_the_template_version_follows_the_document() -> None:
    versions = {document: library.template_version(document) for document in library.DOCUMENTS}
    assert len(set(versions.values())) == len(library.DOCUMENTS)
    assert all(re.fullmatch(r"[0-9a-f]{12}", version) for version in versions.values())
