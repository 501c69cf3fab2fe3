from __future__ import annotations

import pytest

from law.reasons import Text
from performance.kpi import Colour
from performance.rating import Rated, rate

G, Y, R, N = Colour.GREEN, Colour.YELLOW, Colour.RED, Colour.NONE


@pytest.mark.parametrize(
    ("results", "stars"),
    [
        ([G] * 9, 4),
        ([G] * 8 + [N], 4),
        ([G] * 8 + [Y], 3),
        ([Y] * 9, 3),
        ([G] * 9 + [R], 2),
        ([G] * 8 + [Y] + [R], 2),
        ([G] * 8 + [R], 1),
        # What was not measured neither helps nor harms.
        ([G] * 8 + [N] * 10 + [R], 1),
        ([R], 1),
        ([N, N], None),
        ([], None),
    ],
)
def test_stars_follow_the_colours(results: list[Colour], stars: int | None) -> None:
    assert rate(results, 18).stars == stars


def test_fewer_than_eighteen_participants_are_not_rated() -> None:
    why = Text(
        "Deltagare i perioden: 17. För betyg krävs minst 18.",
        "Participants in the period: 17. A rating takes at least 18.",
    )
    assert rate([G] * 9, 17) == Rated(None, (why,))


def test_the_reason_counts_the_measurements() -> None:
    why = Text(
        "Mätningar: 4. Gröna: 2. Gula: 1. Röda: 1.",
        "Measurements: 4. Green: 2. Yellow: 1. Red: 1.",
    )
    assert rate([G, G, Y, R, N], 18) == Rated(1, (why,))
