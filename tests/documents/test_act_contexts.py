"""Acts under a contract: figures that do not add up, and decisions that do not fit, are refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from documents.contexts import DocumentContext
from documents.decision_context import DecisionContext
from documents.parts import Lang

Sample = Callable[[str, Lang], DocumentContext]
ANY: TypeAdapter[DocumentContext] = TypeAdapter(DocumentContext)

ALONE = [{"name": "Karin Demo", "role": "chef"}]
HEARING = {"asked_on": "2026-09-10", "answer_by": "2026-09-24", "assessment": ["Nej."]}
CAP = {"base_ore": 1_000, "base_is": "x", "percent": 10, "cap_ore": 100, "earlier_ore": 0}
ROW = {"what": "x", "unit": "vecka", "count": 4, "each_ore": 25, "amount_ore": 100}


@pytest.mark.parametrize(
    ("name", "changes", "complaint"),
    [
        ("penalty", {"deciders": ALONE}, "at least 2"),
        ("penalty", {"deciders": ALONE * 2}, "two different persons"),
        ("penalty", {"hearing": HEARING | {"said": ["Vi protesterar."]}}, "belong together"),
        ("penalty", {"rows": [ROW | {"amount_ore": 99}]}, "count times"),
        ("penalty", {"cap": CAP | {"cap_ore": 101}}, "percentage of the base"),
        ("penalty", {"rows": [ROW], "decided_ore": 101}, "more than was counted"),
        ("penalty", {"rows": [ROW], "cap": CAP | {"earlier_ore": 1}, "decided_ore": 100}, "room"),
        ("penalty", {"clauses": []}, "at least 1"),
        ("termination", {"faults": []}, "only with the faults"),
        ("termination", {"extent": "part"}, "which part ends"),
        ("termination", {"part": "Boden"}, "which part ends"),
        ("termination", {"last_referral_on": "2027-02-01"}, "referrals end before"),
        ("termination", {"run_off_until": "2026-12-30"}, "the run-off after"),
        ("start_record", {"outcome": "approved", "conditions": []}, "something is missing"),
        ("start_record", {"conditions": []}, "conditions belong"),
        ("start_record", {"starts_on": None}, "a day of start"),
        ("start_refused", {"starts_on": "2026-05-04"}, "a day of start"),
        ("rating", {"outcome": None}, "no stars without"),
        ("rating", {"rules": []}, "at least 1"),
        ("rating_none", {"rules": [{"stars": 4, "rule": "x", "providers": 1}]}, "the rules say"),
        ("rating", {"published_from": "2027-06-15"}, "after the last day to object"),
        ("audit_sampled", {"audit_number": 7}, "valid string"),
    ],
)
def test_an_act_that_does_not_fit_together_is_refused(
    sample: Sample, name: str, changes: dict[str, Any], complaint: str
) -> None:
    whole = sample(name, "sv").model_dump() | changes
    with pytest.raises(ValidationError, match=complaint):
        ANY.validate_python(whole)


def test_a_licence_is_confirmed_only_by_a_dated_look(sample: Sample) -> None:
    whole = sample("start_record", "sv").model_dump()
    undated = [each | {"checked_at": None} for each in whole["named"]]
    with pytest.raises(ValidationError, match="dated look"):
        ANY.validate_python(whole | {"named": undated})


def test_a_start_without_shortcomings_is_approved_without_conditions(sample: Sample) -> None:
    whole = sample("start_record", "sv").model_dump()
    staff = [row | {"found": row["promised"]} for row in whole["staff"]]
    checks = [check | {"outcome": "met"} for check in whole["checks"]]
    changes = {"staff": staff, "checks": checks, "outcome": "approved", "conditions": []}
    assert ANY.validate_python(whole | changes).document == "start_record"


def test_an_amended_clause_says_something_new(sample: Sample) -> None:
    whole = sample("amendment", "sv").model_dump()
    same = [clause | {"was": "x", "now": "x"} for clause in whole["clauses"]]
    with pytest.raises(ValidationError, match="stays as it was"):
        ANY.validate_python(whole | {"clauses": same})


def test_an_interval_holds_its_value_and_a_sample_its_deviations(sample: Sample) -> None:
    rated = sample("rating", "sv").model_dump()
    outside = rated["outcome"]["interval"] | {"value": "1.4"}
    audited = sample("audit_sampled", "sv").model_dump()
    more = audited["samples"][0] | {"deviations": 60}
    with pytest.raises(ValidationError, match="within its interval"):
        ANY.validate_python(rated | {"outcome": rated["outcome"] | {"interval": outside}})
    with pytest.raises(ValidationError, match="those in the population"):
        ANY.validate_python(audited | {"samples": [more]})


def test_controls_of_one_requirement_stand_together_in_the_order_they_came(sample: Sample) -> None:
    decision = sample("decision", "sv")
    assert isinstance(decision, DecisionContext)
    one, other, *_ = decision.requirements
    asked = other.model_copy(update={"requirement": "Referenser", "cite": None})
    apart = decision.model_copy(update={"requirements": [one, asked, other]})
    assert apart.by_requirement == [[one, other], [asked]]
