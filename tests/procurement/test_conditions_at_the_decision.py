"""What had to hold for the call to be sent must hold when its award is decided."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from law.reasons import ActRefused
from law.rulebook import Rulebook
from law.thresholds import Kind
from models.tender import Publication, Tender
from procurement.conditions.step_conditions import unmet_conditions
from procurement.decisions.award_status import award_status
from procurement.tenders.draft import TenderDraft
from procurement.tenders.drafting import draft_tender, value_row
from tests.procurement.direct_awards import direct_draft
from tests.procurement.small_papers import DEADLINE, TENDER, VALUE, both, tender_draft
from tests.procurement.small_tender import World

WorldAt = Callable[[str], World]
PRICE_ALONE = {"model": "price", "unit": both("öre", "öre"), "tie_rule": both("lott", "lot")}


def worth_more(world: World) -> None:
    """As if somebody had estimated it anew, as goods far above the threshold."""
    value = VALUE.model_copy(update={"kind": Kind.GOODS, "similar": (10_000_000_00,)})
    with world.store.write() as work:
        work.session.add(value_row(work, world.actor("officer"), TENDER, 2, value))


def test_a_tender_under_the_wrong_rules_keeps_every_lot(world_at: WorldAt) -> None:
    world = world_at("controlled")
    worth_more(world)
    lots = award_status(world.store, TENDER)
    assert [[each.code for each in lot.kept_by] for lot in lots] == [["condition.regime"]] * 3
    refusal = world.refusal_of(world.decide)
    assert (refusal.reason.code, str(refusal.reason.cite)) == (
        "condition.regime", "1 kap. 4 § LOU",
    )  # fmt: skip
    assert refusal.todo.en == "Draft it anew under SE-LOU, or correct the estimate of its value"


def test_a_draft_is_not_decided_once_a_condition_has_failed(world_at: WorldAt) -> None:
    world = world_at("controlled")
    draft = world.draft_decision()
    assert draft is not None
    worth_more(world)
    refusal = world.refusal_of(lambda: world.decide_on(draft.id, draft.pdf_sha256))
    assert refusal.reason.code == "decision.changed"
    assert "is drafted under SE-LOU-19, but by its value and kind it follows" in str(refusal)


def test_a_time_that_was_too_short_is_found_again(world_at: WorldAt) -> None:
    world = world_at("enrolled")
    value = VALUE.model_copy(update={"kind": Kind.GOODS, "similar": (10_000_000_00,)})
    world.call(
        tender_draft(rulebook=Rulebook.SE_LOU, procedure="open", requirements=(), value=value)
    )
    with world.store.write() as work:
        tender = work.session.get_one(Tender, TENDER)
        assert unmet_conditions(work, tender) == ()
        work.session.get_one(Publication, TENDER).published_at = DEADLINE - timedelta(days=20)
        [unmet] = unmet_conditions(work, tender)
    assert (unmet.reason.code, str(unmet.reason.cite)) == ("condition.time", "11 kap. 6 § LOU")


def test_a_step_that_leads_to_no_award_is_neither_drafted_nor_decided(world_at: WorldAt) -> None:
    world = world_at("controlled")
    draft = world.draft_decision()
    assert draft is not None
    with world.store.write() as work:
        tender = work.session.get_one(Tender, TENDER)
        tender.procedure, tender.step = "chapter_19_selective", "requests"
    for act in (world.draft_decision, lambda: world.decide_on(draft.id, draft.pdf_sha256)):
        assert world.refusal_of(act).reason.code == "step.no_award"


def drafted(world: World, draft: TenderDraft) -> ActRefused:
    officer = world.actor("officer")
    return world.refusal_of(lambda: draft_tender(world.store, officer, draft))


def test_a_procurement_is_not_drafted_under_the_directives_alone(world_at: WorldAt) -> None:
    """Exclusion, review and bars on the contract stand in a state's own act."""
    world = world_at("enrolled")
    refusal = drafted(world, tender_draft(rulebook=Rulebook.EU, procedure="open", requirements=()))
    assert refusal.reason.code == "tender.rulebook_not_carried_out"


@pytest.mark.parametrize(
    ("rulebook", "cite"),
    [(Rulebook.SE_LOU, "6 kap. 27 § LOU"), (Rulebook.SE_LUF, "6 kap. 20 § LUF")],
)
def test_a_dialogue_is_not_decided_on_price_alone(
    world_at: WorldAt, rulebook: Rulebook, cite: str
) -> None:
    world = world_at("enrolled")
    draft = tender_draft(
        rulebook=rulebook, procedure="dialogue", step="requests", award_terms=PRICE_ALONE,
        requirements=(),
    )  # fmt: skip
    refusal = drafted(world, draft)
    assert (refusal.reason.code, str(refusal.reason.cite)) == ("tender.award_basis", cite)
    with_quality = tender_draft(
        rulebook=rulebook, procedure="dialogue", step="requests", requirements=()
    )
    assert draft_tender(world.store, world.actor("officer"), with_quality) == TENDER


def test_other_procedures_may_be_decided_on_price_alone(world_at: WorldAt) -> None:
    world = world_at("enrolled")
    draft = direct_draft(award_terms=PRICE_ALONE)
    assert draft_tender(world.store, world.actor("officer"), draft) == draft.id
