"""One process that checks signed files, for all tests of them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from documents.signing.demo_time_stamps import serve_time_stamps
from documents.signing.time_stamps import TimeStampService
from documents.signing.validating import Validator
from models.clock import FixedClock
from tests.documents.signing.signing_desk import AT, desk


@pytest.fixture(scope="session")
def validator() -> Iterator[Validator]:
    with Validator() as shared:
        yield shared


@pytest.fixture(scope="session")
def time_stamps() -> Iterator[TimeStampService]:
    """A service that stands at the time of signing."""
    with serve_time_stamps(desk().stamping, FixedClock(AT)) as url:
        yield TimeStampService(url)
