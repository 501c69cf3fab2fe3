"""The worked cases on secrecy and on who opens (G08, G11), against a stored tender."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from law.reasons import ActRefused, Basis, Cite
from law.rulebook import Rulebook
from models.letters import InformationKind
from models.tender import Tender
from procurement.bids.opening_pairs import require_two
from procurement.letters.information import receive_request
from registry.disclosure import Wanted, sealed_tenders, shown
from tests.procurement.small_papers import TENDER
from tests.procurement.small_tender import World

WorldAt = Callable[[str], World]


@pytest.mark.parametrize("kind", list(InformationKind))
def test_g08_nobody_learns_on_the_day_after_the_opening_who_or_how_many_bid(
    world_at: WorldAt, kind: InformationKind
) -> None:
    """Stated by U16: the number of tenders is under absolute secrecy too (OSL 19:3)."""
    world = world_at("opened")
    world.clock.at += timedelta(days=1)
    refusal = world.refusal_of(
        lambda: receive_request(
            world.store, world.actor("officer"), world.lot("L1"), "stranger", kind, world.clock.at
        )
    )
    assert (refusal.reason.code, refusal.reason.cite) == (
        "information.secret", Cite("OSL", 19, "3"),
    )  # fmt: skip
    with world.store.read() as work:
        sealed = sealed_tenders(work)
        assert sealed is not None
        told = [each.entry.kind for each in shown(work, Wanted(limit=1000), sealed)]
    # The bids that came in and the opening lie behind the publication: not even counted.
    assert told[-1] == "tender.published"


@pytest.mark.parametrize(
    ("rulebook", "cite", "basis"),
    [
        (Rulebook.SE_LOU, Cite("LOU", 12, "10"), Basis.STATUTE),
        (Rulebook.SE_LOU_19, None, Basis.HOUSE_RULE),
    ],
)
def test_g11_one_person_opens_nothing_by_statute_above_and_by_house_rule_below(
    world_at: WorldAt, rulebook: Rulebook, cite: Cite | None, basis: Basis
) -> None:
    world = world_at("received")
    officer = world.actor("officer")
    with world.store.read() as work:
        stored = work.session.get_one(Tender, TENDER)
        tender = Tender(**(stored.model_dump() | {"rulebook": rulebook.value}))
        with pytest.raises(ActRefused) as refusal:
            require_two(work, tender, officer, replace(officer))
    reason = refusal.value.reason
    assert (reason.code, reason.cite, reason.basis) == ("actor.second_person", cite, basis)
