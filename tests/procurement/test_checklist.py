"""The checklist: per bid what was declared, checked, asked and decided, by whom and when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from law.reasons import ActRefused, Basis, Cite
from models.correspondence import InquiryKind
from procurement.qualification.asked import InquiryState
from procurement.qualification.checklist import CaseRow, InquiryRow, Outcome, checklist
from tests.procurement.qualifying import (
    IN_A_WEEK,
    alleged,
    answered,
    declared,
    excluded,
    failed,
    heard,
    owned,
    priced,
    put,
    question,
)
from tests.procurement.small_papers import BIDS, TENDER, at
from tests.procurement.small_tender import World

WorldAt = Callable[[str], World]


def test_a_row_says_who_checked_what_when_and_on_what(world_at: WorldAt) -> None:
    world = world_at("controlled")
    declared(world, "n1", TAX=True)
    (bid,) = checklist(world.store, TENDER, bid_id="n1").bids
    therapist, tax = bid.rows
    assert (tax.code, tax.basis, tax.cite) == ("TAX", Basis.STATUTE, Cite("LOU", "19", "17"))
    assert (therapist.basis, therapist.cite) == (Basis.TENDER_DOCUMENTS, None)
    assert (tax.declared, therapist.declared) == (True, None)
    assert (tax.outcome, tax.checked_by, tax.checked_at, tax.evidence_id) == (
        Outcome.PASSED,
        "officer",
        at(2, 19),
        "tax-north-2026-02-01",
    )
    assert (bid.winner, bid.kept_by, bid.out) == (True, (), None)


def test_outcomes_are_as_of_today(world_at: WorldAt) -> None:
    world = world_at("controlled")
    world.go(at(4, 3))
    failed(world, "n1", "AT")
    found = {bid.bid_id: bid for bid in checklist(world.store, TENDER).bids}
    assert list(found) == ["e1", "n1", "s1", "n2", "s2", "w2", "e3", "s3"]
    assert [row.outcome for row in found["n1"].rows] == [Outcome.FAILED, Outcome.LAPSED]
    assert {row.outcome for row in found["s1"].rows} == {Outcome.UNCHECKED}
    why = found["n1"].out
    assert why is not None
    assert why.en == "The requirement “Named therapist” is not met: reasons"


def test_cases_questions_prices_and_owners_are_told(world_at: WorldAt) -> None:
    world = world_at("controlled")
    case = alleged(world)
    hearing = heard(world, case)
    explain = put(world, question("n1", InquiryKind.PRICE_EXPLANATION))
    answered(world, explain)
    priced(world, "n1", True)
    owned(world, "north")
    (first,) = checklist(world.store, TENDER, bid_id="n1").bids
    undecided = CaseRow(case, "misconduct", "13:3 p. 5", date(2025, 6, 1), None)
    asked_at = at(2, 19)
    told = InquiryRow(hearing, InquiryKind.HEARING, None, asked_at, IN_A_WEEK, InquiryState.OPEN)
    price = InquiryRow(
        explain, InquiryKind.PRICE_EXPLANATION, None, asked_at, IN_A_WEEK, InquiryState.ANSWERED
    )
    assert (first.cases, first.inquiries) == ((undecided,), (told, price))
    assert (first.price_accepted, first.declared_ownership, first.forbidden) == (True, True, False)
    answered(world, hearing)
    excluded(world, case)
    (second,) = checklist(world.store, TENDER, bid_id="n2").bids
    assert [each.excluded for each in second.cases] == [True]
    assert [each.id for each in second.inquiries] == [hearing], "n1's price is not n2's"


def test_a_lot_can_be_shown_alone(world_at: WorldAt) -> None:
    world = world_at("opened")
    found = checklist(world.store, TENDER, lot_code="L3")
    assert [bid.bid_id for bid in found.bids] == ["e3", "s3"]
    assert not any(bid.winner for bid in found.bids)
    assert len(checklist(world.store, TENDER).bids) == len(BIDS)


def test_nothing_is_shown_of_a_tender_that_is_not_there(world_at: WorldAt) -> None:
    world = world_at("opened")
    with pytest.raises(ActRefused) as refusal:
        checklist(world.store, "NONE")
    assert refusal.value.reason.code == "tender.unknown"
