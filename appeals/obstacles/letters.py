"""What has not been told yet: letters to the tenderers, a notice of the intention."""

from __future__ import annotations

from collections.abc import Iterator

from appeals.bars import Bars
from appeals.facts import Decision
from appeals.obstacles.obstacle import Obstacle
from appeals.places import standstill_place
from law.reasons import Cite, Reason, Text
from law.rulebook import Rulebook


def letters_missing(decision: Decision, bars: Bars, notice: Cite) -> Iterator[Obstacle]:
    if decision.told:
        return
    from_letters = bars.standstill.barred and decision.announced is None
    so = (
        Text("så avtalsspärren har inte börjat löpa", "so the standstill has not begun to run")
        if from_letters
        else Text("och avtal ingås först därefter", "and no contract is concluded before that")
    )
    yield Obstacle(
        Reason(
            "letters-missing",
            Text(
                f"Alla anbudsgivare har inte fått underrättelse, {so.sv}",
                f"Not every tenderer has been sent its notice, {so.en}",
            ),
            notice,
        ),
        Text("Underrättelser till alla anbudsgivare", "Notices to all tenderers"),
    )


def not_announced(decision: Decision, rulebook: Rulebook) -> Iterator[Obstacle]:
    """Ten days count from the publication of a notice of intent (LOU 20:3): it must be known."""
    if decision.announced is None or decision.announced.published_on is not None:
        return
    yield Obstacle(
        Reason(
            "not-announced",
            Text(
                "Annonsen om avsikten att tilldela kontraktet är inte publicerad, så"
                " avtalsspärren har inte börjat löpa",
                "The notice of the intention to award the contract is not published, so the"
                " standstill has not begun to run",
            ),
            standstill_place(rulebook, announced=True),
        ),
        Text("Att annonsen publiceras", "The publication of the notice"),
    )
