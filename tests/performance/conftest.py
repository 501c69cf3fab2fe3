from __future__ import annotations

from pathlib import Path

import pytest

from tests.performance.followed_contracts import World, followed_contracts


@pytest.fixture
def world(tmp_path: Path) -> World:
    return followed_contracts(tmp_path)
