from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from documents.signing.validating import Validator
from tests.contracts.signed_worlds import SignedWorld
from tests.procurement.framework_fixtures import framework, framework_at, framework_stages
from tests.procurement.small_tender import World
from tests.procurement.stage_fixtures import stages, world_at

__all__ = ["framework", "framework_at", "framework_stages", "stages", "world_at"]


@pytest.fixture(scope="module")
def validator() -> Iterator[Validator]:
    with Validator() as shared:
        yield shared


@pytest.fixture
def desk(world_at: Callable[[str], World], validator: Validator) -> SignedWorld:
    """The contracts are drawn up, as real PDFs, and nobody has signed."""
    made = SignedWorld(world_at("checked"), validator)
    made.draw_up()
    return made
