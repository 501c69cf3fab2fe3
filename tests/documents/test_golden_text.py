"""Every document says what it said when somebody last read it: script/golden renews the files."""

from __future__ import annotations

from typing import get_args

import pytest

from documents.parts import Lang
from documents.samples.registry import SAMPLES, sample_context
from tests.documents.golden_text import GOLDEN, golden_path, text_of_page

NAMES = [sample.name for sample in SAMPLES]


@pytest.mark.parametrize("lang", get_args(Lang))
@pytest.mark.parametrize("name", NAMES)
def test_a_document_says_what_its_golden_text_says(name: str, lang: Lang) -> None:
    """Where the change is meant: ``script/golden``, and read the diff."""
    said = text_of_page(sample_context(name, lang))
    assert said.splitlines() == golden_path(name, lang).read_text(encoding="utf-8").splitlines()


def test_no_golden_text_is_of_a_document_that_is_no_more() -> None:
    due = {golden_path(name, lang) for name in NAMES for lang in get_args(Lang)}
    assert set(GOLDEN.iterdir()) == due
