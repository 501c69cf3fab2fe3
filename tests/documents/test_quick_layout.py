"""What is quicker is the same: every document has the bytes that WeasyPrint gives by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import get_args

import pytest
from weasyprint.text import line_break

from documents import quick_layout, quick_lines
from documents.contexts import DocumentContext
from documents.parts import Lang
from documents.rendering import ProcessRenderer
from documents.samples.registry import SAMPLES

pytestmark = pytest.mark.render

Sample = Callable[[str, Lang], DocumentContext]


@pytest.fixture(scope="module")
def by_itself() -> Iterator[ProcessRenderer]:
    """Nothing is replaced in its workers."""
    with ProcessRenderer(workers=1, worker="tests.documents.unhurried_worker") as shared:
        yield shared


@pytest.mark.parametrize("name", ["letter", pytest.param("performance", marks=pytest.mark.slow)])
def test_a_document_is_the_same_the_quick_way_and_once_more(
    renderer: ProcessRenderer, sample: Sample, by_itself: ProcessRenderer, name: str
) -> None:
    context = sample(name, "sv")
    quick = [renderer.render(context) for _ in range(2)]
    assert quick == [by_itself.render(context)] * 2


@pytest.mark.slow
@pytest.mark.parametrize("lang", get_args(Lang))
def test_every_document_is_the_same_the_quick_way(
    every_pdf: dict[tuple[str, Lang], bytes],
    sample: Sample,
    by_itself: ProcessRenderer,
    lang: Lang,
) -> None:
    plain = by_itself.render_all([sample(each.name, lang) for each in SAMPLES])
    pairs = zip(SAMPLES, plain, strict=True)
    assert [each.name for each, pdf in pairs if pdf != every_pdf[each.name, lang]] == []


@pytest.mark.slow
def test_the_next_contract_is_the_same_from_remembered_lines(
    renderer: ProcessRenderer, sample: Sample, by_itself: ProcessRenderer
) -> None:
    contract = sample("contract", "sv")
    others = [contract.model_copy(update={"contract_number": f"B-{each}"}) for each in range(3)]
    assert [renderer.render(each) for each in others] == by_itself.render_all(others)


def test_what_is_called_in_another_way_is_not_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    assert quick_layout.fits()
    other = {quick_lines._split_first_line: quick_layout.computed}
    monkeypatch.setattr(quick_layout, "FUNCTIONS", other)
    assert not quick_layout.install()


def test_beside_another_release_nothing_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quick_layout, "WRITTEN_FOR", ("69.0", "0.13.0"))
    assert not quick_layout.install()
    assert line_break.split_first_line is quick_lines._split_first_line


def test_it_was_written_for_what_is_installed() -> None:
    import pydyf
    import weasyprint

    assert (weasyprint.__version__, pydyf.__version__) == quick_layout.WRITTEN_FOR
