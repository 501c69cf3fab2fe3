"""R7.2: Court of Justice C-216/17 and C-23/20."""

from __future__ import annotations

import pytest

from law.amounts import Currency
from law.framework_ceiling import call_off
from law.reasons import Cite
from law.refusals import ImpossibleFacts

MILLION = 100_000_000


def test_e11_a_call_off_over_the_ceiling_is_blocked() -> None:
    found = call_off(
        10 * MILLION, [9 * MILLION, 8 * MILLION // 10], 3 * MILLION // 10, Currency.SEK
    )

    assert (found.allowed, found.left) == (False, 20_000_000)
    assert [reason.text.sv for reason in found.reasons] == [
        "Ramavtalets högsta värde är 10 000 000 kronor, varav 9 800 000 kronor har avropats",
        (
            "Avropet på 300 000 kronor överskrider takvolymen; 200 000 kronor återstår. När taket"
            " är nått har ramavtalet inte längre någon verkan (EU-domstolen, mål C-23/20)"
        ),
        (
            "Ramavtalet får ändras utan ny upphandling endast med stöd av en av bestämmelserna om"
            " ändringar"
        ),
    ]
    assert [(reason.code, reason.cite) for reason in found.reasons] == [
        ("called-off", None),
        ("over-ceiling", None),
        ("change-the-framework", Cite("LOU", 17, "8")),
    ]


def test_a_call_off_that_uses_up_the_ceiling_is_allowed() -> None:
    found = call_off(10 * MILLION, [98 * MILLION // 10], 20_000_000, Currency.SEK)

    assert (found.allowed, found.left) == (True, 20_000_000)
    assert [reason.text.en for reason in found.reasons] == [
        (
            "The largest value of the framework is SEK 10,000,000, of which SEK 9,800,000 is called"
            " off"
        ),
        "The call-off fits: SEK 200,000 is left",
    ]


def test_one_ore_more_is_not() -> None:
    assert not call_off(10 * MILLION, [98 * MILLION // 10], 20_000_001, Currency.SEK).allowed


def test_the_first_call_off_has_the_whole_ceiling() -> None:
    assert call_off(10 * MILLION, [], 10 * MILLION, Currency.EUR).allowed
    assert call_off(10 * MILLION, [], 10 * MILLION, Currency.EUR).left == 10 * MILLION


@pytest.mark.parametrize(("ceiling", "earlier", "asked"), [(0, [], 1), (1, [0], 1), (1, [], 0)])
def test_amounts_that_are_not_positive_are_refused(
    ceiling: int, earlier: list[int], asked: int
) -> None:
    with pytest.raises(ImpossibleFacts, match="a value must be more than zero, not SEK 0"):
        call_off(ceiling, earlier, asked, Currency.SEK)
