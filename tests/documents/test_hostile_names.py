"""A thousand hostile names through every template: printed as they are, and nothing else.

What the parser makes of a page with them must be what it makes of the same page
with harmless words, those words exchanged: no tag, attribute, link or attachment more.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice, zip_longest
from typing import Final, get_args

import pytest

from documents.contexts import DocumentContext
from documents.parts import Lang
from documents.printable import printable_text
from documents.samples.registry import SAMPLES, sample_context
from tests.documents.free_text import filled, free_texts, rewritten, shortened
from tests.documents.hostile_names import EACH, KINDS, NAMES
from tests.documents.page_tree import page, parsed, unescaped

HARMLESS: Final = re.compile("Q[0-9]{5}Z")
# A digest of the facts changes with them.
DIGEST: Final = re.compile("[0-9a-f]{4}(?:\N{NO-BREAK SPACE}[0-9a-f]{4}){3,}")
A_LOOK: Final = 4
BETWEEN: Final = "\n\N{ASTERISM}\n"
Page = Callable[[DocumentContext], str]


def test_there_are_a_thousand_names_of_twenty_kinds() -> None:
    assert len(KINDS) == 20
    assert {len(names) for names in KINDS.values()} == {EACH}
    assert len(set(NAMES)) == len(NAMES) == 1_000


class Fields:
    """One page, and how it is when each of its free texts is exchanged for another."""

    def __init__(self, context: DocumentContext, made_by: Page = page) -> None:
        self.context = context
        self.texts = free_texts(context)
        self._page = made_by
        self._harmless = {text: f"Q{at:05}Z" for at, text in enumerate(self.texts)}
        self._tree = self.tree(self._harmless)

    def tree(self, instead: dict[str, str]) -> str:
        changed = rewritten(self.context, instead.__getitem__)
        return DIGEST.sub("DIGEST", BETWEEN.join(parsed(self._page(changed))))

    def difference(self, names: list[str]) -> str | None:
        """Where anything else than the texts has changed, or a text is not as given."""
        instead = dict(zip(self.texts, names, strict=True))
        printed = {self._harmless[text]: printable_text(name) for text, name in instead.items()}
        expected = HARMLESS.sub(lambda found: printed[found[0]], self._tree)
        found = self.tree(instead)
        if found == expected:
            return None
        # Groups come in the order of their names.
        marks, due = sorted(found.split(BETWEEN)), sorted(expected.split(BETWEEN))
        return next((ascii(pair) for pair in zip_longest(marks, due) if pair[0] != pair[1]), None)


def rounds(fields: int, often: int) -> Iterator[list[str]]:
    """``often`` times each kind for each field; every name, as soon as there are places."""
    kinds = list(KINDS.values())
    used = [0] * len(kinds)
    for turn in range(len(kinds) * often):
        names = []
        for at in range(fields):
            kind = (at + turn) % len(kinds)
            names.append(kinds[kind][used[kind] % EACH])
            used[kind] += 1
        yield names


def test_every_field_meets_every_kind_and_every_name_has_a_place() -> None:
    turns = list(rounds(25, 2))
    assert {name for names in turns for name in names} == set(NAMES)
    for at in range(25):
        met = {kind for kind, all_of in KINDS.items() if {names[at] for names in turns} & {*all_of}}
        assert met == set(KINDS)


def hostile_pages(context: DocumentContext, made_by: Page = page) -> Iterator[str | None]:
    """Of each page where it differs, if it does. Together the pages hold every name."""
    whole, short = filled(shortened(context)), shortened(context)
    of_whole, of_short = Fields(whole, made_by), Fields(short, made_by)
    for names in rounds(len(of_whole.texts), 1):
        yield of_whole.difference(names)
    missing = max(0, EACH - len(of_whole.texts))
    often = -(-missing // len(of_short.texts))
    # Where the fields were enough for every name, a look at what empty ones change.
    turns = rounds(len(of_short.texts), max(1, often))
    for names in turns if often else islice(turns, A_LOOK):
        yield of_short.difference(names)


@pytest.mark.parametrize("lang", get_args(Lang))
@pytest.mark.parametrize("name", [sample.name for sample in SAMPLES])
def test_a_hostile_name_is_printed_as_it_is_and_changes_nothing_else(name: str, lang: Lang) -> None:
    differences = list(hostile_pages(sample_context(name, lang)))
    assert [found for found in differences if found is not None] == []
    assert len(differences) >= len(KINDS) + A_LOOK


def test_the_proof_fails_where_a_template_escapes_nothing() -> None:
    """A control: the same names and the same comparison, with escaping switched off."""
    differences = list(hostile_pages(sample_context("call_off", "sv"), unescaped))
    assert len([found for found in differences if found is None]) < len(differences) / 10
