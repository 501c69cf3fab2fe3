"""Every document has a sample in each language, marked as a demo, which is one of its kind."""

from __future__ import annotations

from typing import get_args

import pytest

from documents.library import DOCUMENTS
from documents.parts import Lang
from documents.samples.registry import SAMPLES, sample, sample_context


def test_every_document_has_a_sample_under_its_own_name() -> None:
    named = [each.document for each in SAMPLES if each.name == each.document]
    assert sorted(named) == sorted(DOCUMENTS)


def test_no_two_samples_have_the_same_name_or_description() -> None:
    assert len({each.name for each in SAMPLES}) == len(SAMPLES)
    assert len({each.what for each in SAMPLES}) == len(SAMPLES)


@pytest.mark.parametrize("lang", get_args(Lang))
@pytest.mark.parametrize("name", [each.name for each in SAMPLES])
def test_a_sample_is_a_demo_in_the_language_asked_for(name: str, lang: Lang) -> None:
    context = sample_context(name, lang)
    assert context.is_demo
    assert context.lang == lang
    assert context.document == sample(name).document


def test_an_unknown_name_is_no_sample() -> None:
    with pytest.raises(KeyError):
        sample("no such document")
