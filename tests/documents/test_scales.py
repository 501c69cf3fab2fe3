"""The small pictures in a table's rows: lengths and places on one scale."""

from __future__ import annotations

from decimal import Decimal

from documents.rating_contexts import Interval
from documents.scales import BAR, EDGE, bar_length, scale_of

CUTS = (Decimal("0.8"), Decimal("1.2"))


def test_a_bar_is_its_share_of_the_longest() -> None:
    assert [bar_length(each, 8) for each in (8, 4, 1)] == [BAR, Decimal(100), Decimal(25)]


def test_nothing_has_no_bar_and_little_has_one_that_is_seen() -> None:
    assert [bar_length(0, 8), bar_length(0, 0), bar_length(1, 10_000)] == [0, 0, Decimal(2)]


def test_a_scale_holds_every_interval_the_cuts_and_one() -> None:
    wide = Interval(low=Decimal("0.31"), value=Decimal("0.9"), high=Decimal("1.66"))
    scale = scale_of([wide], CUTS)
    assert (scale.low, scale.high) == (Decimal("0.2"), Decimal("1.8"))
    assert scale.x(scale.low) == EDGE
    assert scale.x(scale.high) == scale.width - EDGE
    assert scale.x(Decimal(1)) == Decimal(scale.width) / 2


def test_ticks_are_few_enough_to_read() -> None:
    far = Interval(low=Decimal(0), value=Decimal(2), high=Decimal("7.9"))
    assert scale_of([], CUTS).ticks == [Decimal("0.8"), Decimal("1.0"), Decimal("1.2")]
    assert len(scale_of([far], CUTS).ticks) <= 8
