from __future__ import annotations

from datetime import date, timedelta

import pytest

from law.connected import Connected, agreeing, connected, held
from law.dated import NoValue, latest, parameter, value
from law.reasons import Text
from law.refusals import ImpossibleFacts, RulesDisagree

CEILING = "penalty_fee_highest"
NEW_YEAR, EVE = date(2024, 1, 1), date(2023, 12, 31)


@pytest.mark.parametrize("started", [EVE, NEW_YEAR])
def test_the_start_of_the_procurement_decides_which_entry_a_case_gets(started: date) -> None:
    assert connected(CEILING, date(2026, 3, 2), started).entry == value(CEILING, started)


def test_that_the_day_of_the_act_has_another_entry_is_a_reason() -> None:
    found = connected(CEILING, date(2026, 3, 2), EVE)

    assert [(each.code, each.cite) for each in found.reasons] == [
        ("keeps-its-rules", value(CEILING, EVE).cite)
    ]
    assert (found.older, found.warnings) == (None, ())
    assert connected(CEILING, date(2026, 3, 2), NEW_YEAR) == Connected(latest(CEILING))


def test_without_a_start_the_day_of_the_act_decides() -> None:
    assert connected(CEILING, EVE, None).entry == value(CEILING, EVE)
    assert connected(CEILING, None, None).entry == latest(CEILING)


def test_without_a_start_another_older_value_is_a_warning() -> None:
    found = connected(CEILING, NEW_YEAR, None)

    assert found.older == value(CEILING, EVE)
    assert [(each.code, each.cite) for each in found.warnings] == [
        ("start-unknown", value(CEILING, EVE).cite)
    ]
    assert connected(CEILING, EVE, None).warnings == ()


def test_a_value_that_only_moved_to_another_paragraph_is_no_warning() -> None:
    assert connected("ten_day_bar_days", date(2017, 1, 2), None).warnings == ()


def test_a_start_on_the_day_of_the_act_is_possible_and_a_day_later_is_not() -> None:
    assert connected(CEILING, EVE, EVE).entry == value(CEILING, EVE)
    with pytest.raises(ImpossibleFacts) as refusal:
        connected(CEILING, EVE, NEW_YEAR)

    assert refusal.value.text.sv == (
        "upphandlingen kan inte ha påbörjats 2024-01-01, efter 2023-12-31"
    )


def test_a_start_before_the_first_entry_is_refused() -> None:
    with pytest.raises(NoValue, match=f"{CEILING} has no value on 2016-12-31"):
        connected(CEILING, EVE, date(2016, 12, 31))


def test_a_rule_is_held_from_its_first_day() -> None:
    name = "penalty_fee_by_authority"

    assert (held(name, EVE), held(name, NEW_YEAR)) == (None, latest(name))


def test_two_entries_that_both_apply_must_give_the_same_value() -> None:
    lou, luf = latest(CEILING), latest(f"{CEILING}_SE-LUF")

    assert agreeing([lou, luf]) == lou
    with pytest.raises(RulesDisagree) as refusal:
        agreeing([lou, value(CEILING, EVE)])

    assert refusal.value.text == Text(
        "två regler är tillämpliga och säger olika: 21 kap. 9 § LOU säger 20 000 000;"
        " 21 kap. 4 § LOU säger 10 000 000",
        "two rules apply and disagree: LOU 21:9 says 20 000 000; LOU 21:4 says 10 000 000",
    )


def test_the_older_value_is_the_one_just_before() -> None:
    found = connected("direct_award_limit", date(2022, 3, 1), None)

    assert found.older == value("direct_award_limit", date(2022, 1, 31))


def test_a_rule_is_held_from_its_first_entry_on() -> None:
    since = parameter(CEILING).values[0].since

    assert held(CEILING, since) == value(CEILING, since)
    assert held(CEILING, since - timedelta(days=1)) is None
