from __future__ import annotations

import pytest

from law.dated import parameters
from law.days import SWEDEN, UNKNOWN_STATE
from law.reasons import Cite, Text
from law.refusals import ImpossibleFacts
from law.remedies import in_act, least_time, place, section
from law.rulebook import Rulebook

WHAT = Text("en tid", "a time")
CITE = Cite("direktiv 89/665/EEG", None, "2c")
REMEDIES = ("cancellation_", "damages_", "new_grounds_", "penalty_fee_", "ten_day_", "validity_")
OF_LOU = [
    name
    for name in sorted(parameters())
    if name.startswith(REMEDIES) and not name.endswith(("_SE-LUF", "_EU"))
]


@pytest.mark.parametrize("name", OF_LOU)
@pytest.mark.parametrize("rulebook", [Rulebook.SE_LOU, Rulebook.SE_LOU_19, Rulebook.SE_LOU_19A])
def test_the_chapters_of_lou_share_their_remedies(name: str, rulebook: Rulebook) -> None:
    assert in_act(name, rulebook, WHAT) == name


@pytest.mark.parametrize("name", OF_LOU)
def test_luf_has_every_remedy_of_lou_with_the_same_values_in_its_own_paragraphs(name: str) -> None:
    lou, luf = parameters()[name], parameters()[in_act(name, Rulebook.SE_LUF, WHAT)]

    theirs = [(each.since, each.value, each.cite) for each in luf.values]
    since = min(each.since for each in luf.values)
    assert theirs == [
        (each.since, each.value, Cite("LUF", each.cite.chapter, each.cite.section))
        for each in lou.values
        if each.since >= since
    ]
    assert (luf.unit, luf.connected_by) == (lou.unit, lou.connected_by)


@pytest.mark.parametrize("name", OF_LOU)
def test_a_system_of_choice_has_none_of_them(name: str) -> None:
    with pytest.raises(ImpossibleFacts) as refusal:
        in_act(name, Rulebook.SE_LOV, WHAT)

    assert refusal.value.text == Text(
        "SE-LOV har ingen regel om en tid: LOV ger bara rättelse och skadestånd (10 kap. LOV)",
        "SE-LOV has no rule on a time: LOV gives rectification and damages only (LOV chapter 10)",
    )


def test_chapter_20_is_cited_by_the_act_that_governs() -> None:
    assert section(Rulebook.SE_LUF, "8") == Cite("LUF", 20, "8")
    assert section(Rulebook.SE_LOU_19A, "8") == Cite("LOU", 20, "8")


def test_swedish_rules_count_by_swedish_days_and_the_directive_by_those_of_a_state() -> None:
    assert place(Rulebook.SE_LUF, None) == place(Rulebook.SE_LOU, "SE") == SWEDEN
    assert place(Rulebook.EU, "de") == "DE"
    assert place(Rulebook.EU, None) == UNKNOWN_STATE
    with pytest.raises(ImpossibleFacts) as refusal:
        place(Rulebook.SE_LOU, "DE")

    assert refusal.value.text == Text(
        "SE-LOU räknar efter svenska dagar; ett annat land hör till EU",
        "SE-LOU counts by Swedish days; another country goes with EU",
    )


def test_only_the_directives_times_are_least_times() -> None:
    codes = [
        [warning.code for warning in least_time(rulebook, country, CITE)]
        for rulebook, country in (
            (Rulebook.SE_LOU, SWEDEN),
            (Rulebook.EU, "DE"),
            (Rulebook.EU, UNKNOWN_STATE),
        )
    ]

    assert codes == [[], ["least-time"], ["least-time", "country-unknown"]]
