"""The product's own samples as contexts, and one renderer for all tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
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


@pytest.fixture(scope="session")
def every_pdf(renderer: ProcessRenderer) -> dict[tuple[str, Lang], bytes]:
    """Every sample in both languages, set once for all slow tests that want them."""
    keys = [(each.name, lang) for each in SAMPLES for lang in get_args(Lang)]
    pdfs = renderer.render_all([sample_context(*key) for key in keys])
    return dict(zip(keys, pdfs, strict=True))
