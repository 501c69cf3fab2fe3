"""What is quicker is the same: every document has the bytes that WeasyPrint gives by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import get_args

import pytest
from weasyprint.layout import percent

from documents import quick_layout
from documents.contexts import DocumentContext
from documents.parts import Lang
from documents.rendering import ProcessRenderer
from documents.samples.registry import SAMPLES

pytestmark = pytest.mark.render

Sample = Callable[[str, Lang], DocumentContext]


@pytest.fixture(scope="module")
def by_itself() -> Iterator[ProcessRenderer]:
    """Nothing is replaced in its workers."""
    with ProcessRenderer(workers=2, worker="tests.documents.unhurried_worker") as shared:
        yield shared


@pytest.mark.parametrize("name", ["letter", "performance"])
def test_a_document_is_the_same_the_quick_way_and_once_more(
    renderer: ProcessRenderer, sample: Sample, by_itself: ProcessRenderer, name: str
) -> None:
    context = sample(name, "sv")
    assert renderer.render_all([context] * 2) == by_itself.render_all([context]) * 2


@pytest.mark.slow
@pytest.mark.parametrize("lang", get_args(Lang))
def test_every_document_is_the_same_the_quick_way(
    renderer: ProcessRenderer, sample: Sample, by_itself: ProcessRenderer, lang: Lang
) -> None:
    contexts = [sample(each.name, lang) for each in SAMPLES]
    quick = renderer.render_all(contexts)
    plain = by_itself.render_all(contexts)
    pairs = zip(SAMPLES, quick, plain, strict=True)
    assert [each.name for each, one, other in pairs if one != other] == []


def test_beside_another_release_nothing_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quick_layout, "WRITTEN_FOR", ("69.0", "0.13.0"))
    assert not quick_layout.install()
    assert percent.resolve_percentages is quick_layout._resolve_percentages


def test_it_was_written_for_what_is_installed() -> None:
    import pydyf
    import weasyprint

    assert (weasyprint.__version__, pydyf.__version__) == quick_layout.WRITTEN_FOR
