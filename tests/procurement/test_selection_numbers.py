"""Requirements that are a number: judged exactly, and not demanded beyond measure."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from law.reasons import ActRefused, Basis, Cite, Text
from law.rulebook import Rulebook
from models.tender import Evidence, Requirement
from procurement.qualification.controls import judge
from procurement.tenders.draft import RequirementDraft
from procurement.tenders.drafting import draft_tender, draft_warnings
from procurement.tenders.selection import TURNOVER, falls_short, turnover_demand
from tests.procurement.small_papers import TAX, tender_draft

REFERENCES = Requirement(
    id="DEMO-1/REF", tender_id="DEMO-1", code="REF", title_sv="Två referenser",
    title_en="Two references", basis=Basis.TENDER_DOCUMENTS, stage="winner_evidence",
    evidence_kind="references", at_least=2,
)  # fmt: skip


def _evidence(number: int | None, **changes: Any) -> Evidence:
    values: dict[str, Any] = {
        "id": "e", "tender_id": "DEMO-1", "organisation_id": "north", "kind": "references",
        "issued_on": date(2026, 2, 1), "summary": "lista", "number": number,
    }  # fmt: skip
    return Evidence(**(values | changes))


@pytest.mark.parametrize(
    ("number", "short"),
    [
        (None, "the evidence states no number"),
        (0, "the evidence shows 0, at least 2 is required"),
        (1, "the evidence shows 1, at least 2 is required"),
        (2, None),
        (3, None),
    ],
)
def test_the_number_shown_is_held_against_the_least(number: int | None, short: str | None) -> None:
    found, why = judge(REFERENCES, [_evidence(number)], date(2026, 3, 1))
    assert (found is None, why.en) == (short is not None, short or "lista")


def test_a_requirement_without_a_number_asks_for_none() -> None:
    assert falls_short(None, None) is None


@pytest.mark.parametrize(
    ("rulebook", "at_least", "code"),
    [
        (Rulebook.SE_LOU, 1200, None),
        (Rulebook.SE_LOU, 1201, "turnover-over-twice"),
        (Rulebook.SE_LOU_19, 1200, None),
        (Rulebook.SE_LOU_19, 1201, "turnover-disproportionate"),
    ],
)
def test_twice_the_value_is_the_most_turnover(
    rulebook: Rulebook, at_least: int, code: str | None
) -> None:
    found = turnover_demand(rulebook, TURNOVER, at_least, [300, 200, 100])
    assert (found.code if found else None) == code


def test_the_limit_concerns_turnover_alone() -> None:
    assert turnover_demand(Rulebook.SE_LOU, "references", 10**9, [1]) is None
    assert turnover_demand(Rulebook.SE_LOU, TURNOVER, None, [1]) is None


def test_a_draft_under_chapter_19_is_warned_of_a_disproportionate_demand() -> None:
    demand = RequirementDraft(
        "OMS", Text("Omsättning", "Turnover"), Basis.TENDER_DOCUMENTS, None, "winner_evidence",
        TURNOVER, 400, False, 1201,
    )  # fmt: skip
    warnings = draft_warnings(tender_draft(requirements=(TAX, demand)))
    assert [(each.code, each.cite) for each in warnings] == [
        ("turnover-disproportionate", Cite("LOU", 19, "2"))
    ]
    assert draft_warnings(tender_draft()) == ()


def test_a_price_screen_of_no_percentage_is_refused_in_a_draft() -> None:
    terms = {**tender_draft().award_terms, "price_screen": {"below_median_percent": 0}}
    with pytest.raises(ActRefused):
        draft_tender(None, None, tender_draft(award_terms=terms))  # type: ignore[arg-type]
