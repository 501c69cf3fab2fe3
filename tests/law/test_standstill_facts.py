"""Which fact decides, where the caller gives few or several."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from law.dated import NoValue
from law.reasons import Cite
from law.refusals import ImpossibleFacts
from law.rulebook import Rulebook
from law.standstill import Extension, Notice, Procedure, standstill

NOTICE = Notice(date(2026, 3, 2))


def test_a_single_tenderer_has_no_bar_unless_candidates_are_said_to_wait() -> None:
    assert not standstill([NOTICE], rulebook=Rulebook.SE_LOU, tenderers=1).barred
    assert standstill(
        [NOTICE], rulebook=Rulebook.SE_LOU, tenderers=1, candidates_pending=True
    ).barred


def test_the_last_dispatch_connects_a_case_whose_start_is_not_known() -> None:
    older = standstill([Notice(date(2016, 12, 30))], rulebook=Rulebook.SE_LOU)
    newer = standstill([Notice(date(2017, 1, 2))], rulebook=Rulebook.SE_LOU)

    assert [bar.reasons[0].cite for bar in (older, newer)] == [
        Cite("lag 2007:1091", 9, "9"),
        Cite("LOU", 12, "12"),
    ]


def test_the_start_of_the_procurement_connects_a_notice_of_intent() -> None:
    def announced(started: date | None) -> date | None:
        return standstill(
            [],
            rulebook=Rulebook.SE_LOU,
            procedure=Procedure.DIRECT_AWARD,
            ex_ante_notice=date(2017, 3, 1),
            started=started,
        ).last_day

    assert announced(None) == announced(date(2017, 1, 1)) == date(2017, 3, 13)
    with pytest.raises(NoValue, match="ex_ante_days has no value on 2016-12-31"):
        announced(date(2016, 12, 31))


def test_a_country_outside_the_union_is_refused_before_anything_is_sent() -> None:
    with pytest.raises(ImpossibleFacts, match="ZZ is no member state"):
        standstill([], rulebook=Rulebook.EU, country="ZZ")


@pytest.mark.parametrize(("electronic", "said"), [(True, False), (False, True)])
def test_only_a_letter_lets_a_member_state_count_from_receipt(electronic: bool, said: bool) -> None:
    bar = standstill([Notice(date(2026, 3, 2), electronic)], rulebook=Rulebook.EU, country="DE")

    assert ("receipt-alternative" in [reason.code for reason in bar.reasons]) is said


def test_an_eve_that_is_closed_in_sweden_alone_is_an_ordinary_day_elsewhere() -> None:
    # Day 10 is Wednesday 23 December.
    notices = [Notice(date(2026, 12, 13))]
    at_home = standstill(notices, rulebook=Rulebook.SE_LOU)
    in_germany = standstill(notices, rulebook=Rulebook.EU, country="DE")

    assert at_home.earliest_contract == in_germany.earliest_contract == date(2026, 12, 24)
    assert "closed one (Christmas Eve)" in at_home.reasons[-1].text.en
    assert "closed one" not in in_germany.reasons[-1].text.en


def _order(notices: list[Notice], **facts: Any) -> str:
    with pytest.raises(ImpossibleFacts) as refused:
        standstill(notices, rulebook=Rulebook.SE_LOU, **facts)
    return refused.value.text.sv


TWO = [NOTICE, Notice(date(2026, 3, 4))]


def test_days_that_cannot_have_come_in_that_order_are_refused() -> None:
    day = date(2026, 3, 1)
    told = Extension(date(2026, 3, 20), day, True)

    assert _order(TWO, extension=told) == (
        "förlängningen kan inte ha meddelats 2026-03-01, före den första underrättelsen 2026-03-02"
    )
    assert _order(TWO, stated_end=day) == (
        "underrättelsen skickades 2026-03-02 och kan inte ange en sista dag dessförinnan,"
        " 2026-03-01"
    )
    assert _order(TWO, started=date(2026, 3, 3)) == (
        "upphandlingen kan inte ha påbörjats 2026-03-03, efter 2026-03-02"
    )
    assert _order([], ex_ante_notice=day, started=date(2026, 3, 2)) == (
        "upphandlingen kan inte ha påbörjats 2026-03-02, efter 2026-03-01"
    )


def test_a_procurement_may_start_on_the_day_of_its_notice() -> None:
    first = date(2026, 3, 2)

    assert standstill(TWO, rulebook=Rulebook.SE_LOU, started=first, stated_end=first) == (
        standstill(TWO, rulebook=Rulebook.SE_LOU, stated_end=first)
    )
