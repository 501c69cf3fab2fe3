"""Which paragraph an act cites, over every rulebook and every provision."""

from __future__ import annotations

from itertools import product

import pytest

from law.procedures import ConditionKind
from law.reasons import Cite, Reason, Text
from law.rulebook import Rulebook, applies
from procurement.award_models.refusals import BEST_BID, PRINCIPLES, WEIGHTS
from procurement.conditions.step_conditions import CONDITIONS
from procurement.evaluation.criteria import CRITERIA
from procurement.qualification.exclusion_rules import exclusion_ground_cited, place_of
from procurement.tenders.provisions import (
    UNDER_DIRECTIVES,
    Provision,
    own_provision,
    provision,
    reason_under,
)
from procurement.tenders.terms_refusals import LOTS

# What the rulebook has no words of its own on; its principles are cited in their place.
SILENT = {
    # Chapter 19 refers to the grounds of chapter 13 alone (19:17), and chapter 15 does not apply.
    Rulebook.SE_LOU_19: {
        Provision.SELF_CLEANING, Provision.EXCLUSION_NOTICE, Provision.DECLARATION,
    },
    # A direct award has principles, a notice and documentation, and hardly more (19a:8, 10, 11).
    Rulebook.SE_LOU_19A: {
        Provision.COMPLETION, Provision.HEARING, Provision.SELF_CLEANING,
        Provision.EXCLUSION_NOTICE, Provision.EVIDENCE, Provision.DECLARATION,
        Provision.ABNORMALLY_LOW, Provision.CANCELLATION_NOTICE, Provision.INFORMATION,
    },
    # Whoever meets the requirements is admitted: nothing is compared, and no file is described.
    Rulebook.SE_LOV: {
        Provision.HEARING, Provision.SELF_CLEANING, Provision.DECLARATION,
        Provision.ABNORMALLY_LOW, Provision.INFORMATION, Provision.DOCUMENTATION,
        Provision.INDIVIDUAL_REPORT,
    },
}  # fmt: skip


@pytest.mark.parametrize(("rulebook", "what"), list(product(Rulebook, Provision)))
def test_every_provision_has_a_place_in_every_rulebook_and_it_applies(
    rulebook: Rulebook, what: Provision
) -> None:
    own = own_provision(rulebook, what)
    assert (own is None) == (what in SILENT.get(rulebook, set()))
    cited = provision(rulebook, what)
    assert cited == (own or provision(rulebook, Provision.PRINCIPLES))
    assert applies(rulebook, cited)


@pytest.mark.parametrize(
    ("rulebook", "cite"), list(product(Rulebook, (PRINCIPLES, LOTS, BEST_BID, CRITERIA, WEIGHTS)))
)
def test_what_is_said_of_award_terms_is_cited_where_the_rulebook_says_it(
    rulebook: Rulebook, cite: Cite
) -> None:
    found = reason_under(rulebook, Reason("code", Text("skäl", "why"), cite)).cite
    assert found is not None
    assert applies(rulebook, found)


def test_a_reason_without_a_paragraph_stays_without() -> None:
    bare = Reason("code", Text("skäl", "why"))
    assert reason_under(Rulebook.SE_LUF, bare) is bare


def test_the_directives_govern_in_full_under_these() -> None:
    assert {Rulebook.SE_LOU, Rulebook.SE_LUF, Rulebook.EU} == UNDER_DIRECTIVES


def test_every_condition_has_its_rule() -> None:
    assert set(CONDITIONS) == set(ConditionKind)


@pytest.mark.parametrize(
    ("point", "rulebook", "place"),
    [
        ("13:3 p. 5", Rulebook.SE_LOU, "13 kap. 3 § 5 LOU"),
        ("13:4 p. 5", Rulebook.SE_LUF, "13 kap. 4 § 5 LUF"),
        ("13:1", Rulebook.SE_LOU_19, "19 kap. 17 § LOU och 13 kap. 1 § LOU"),
        ("19:17", Rulebook.SE_LOU_19, "19 kap. 17 § LOU"),
    ],
)
def test_a_ground_is_printed_where_its_own_act_has_it(
    point: str, rulebook: Rulebook, place: str
) -> None:
    assert place_of(point, rulebook).sv == place


@pytest.mark.parametrize(
    ("cite", "ground"),
    [
        (Cite("LUF", 13, "4"), True),
        (Cite("LUF", "13", "3"), True),
        (Cite("LUF", 13, "4 a"), False),
        (Cite("LOU", 13, "4"), False),
        (Cite("LUF", 19, "17"), False),
    ],
)
def test_a_requirement_of_luf_may_be_a_ground_for_exclusion_too(cite: Cite, ground: bool) -> None:
    assert exclusion_ground_cited(cite) is ground
