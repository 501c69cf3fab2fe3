"""The product's own samples as contexts, and one renderer for all tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import get_args

import pytest

from documents.contexts import DocumentContext
from documents.parts import Lang
from documents.rendering import ProcessRenderer
from documents.samples.registry import SAMPLES, sample_context

Sample = Callable[[str, Lang], DocumentContext]


@pytest.fixture(scope="session")
def sample() -> Sample:
    """``sample("letter", "sv")`` is a whole context with plausible demo values."""
    return sample_context


@pytest.fixture(scope="session")
def renderer() -> Iterator[ProcessRenderer]:
    # A machine that runs tests is busy: what is tested of the limit has a renderer of its own.
    with ProcessRenderer(workers=2, wall_seconds=120) as shared:
        yield shared


class Rendered:
    """Samples as PDFs, each set when it is first asked for, and then kept for all tests."""

    def __init__(self, renderer: ProcessRenderer) -> None:
        self._renderer = renderer
        self._pdfs: dict[tuple[str, Lang], bytes] = {}

    def __getitem__(self, key: tuple[str, Lang]) -> bytes:
        return self.all_of([key])[key]

    def all_of(self, keys: Sequence[tuple[str, Lang]]) -> dict[tuple[str, Lang], bytes]:
        missing = [key for key in keys if key not in self._pdfs]
        pdfs = self._renderer.render_all([sample_context(*key) for key in missing])
        self._pdfs |= zip(missing, pdfs, strict=True)
        return {key: self._pdfs[key] for key in keys}


@pytest.fixture(scope="session")
def rendered(renderer: ProcessRenderer) -> Rendered:
    """``rendered["letter", "sv"]`` is that sample's PDF."""
    return Rendered(renderer)


@pytest.fixture(scope="session")
def every_pdf(rendered: Rendered) -> dict[tuple[str, Lang], bytes]:
    """Every sample in both languages, for slow tests."""
    return rendered.all_of([(each.name, lang) for each in SAMPLES for lang in get_args(Lang)])
