"""Other lots whose outcome may change this one's."""

from __future__ import annotations

from collections.abc import Iterator

from appeals.facts import LotFacts, Tie
from appeals.obstacles.obstacle import Obstacle
from law.reasons import Basis, Reason, Text


def tied(facts: LotFacts) -> Iterator[Obstacle]:
    for tie in facts.ties:
        if tie.cleared:
            continue
        if tie.withdrawn:
            yield _obstacle("tied-withdrawn", tie, *_WITHDRAWN)
        if tie.held:
            yield _obstacle("tied", tie, *_HELD)


_WITHDRAWN = (
    Text("vars beslut är återkallat", "whose decision has been withdrawn"),
    Text("Ett nytt beslut för", "A new decision for"),
)
_HELD = (
    Text("som är under överprövning", "which is under review"),
    Text("Att överprövningen avslutas av", "The end of the review of"),
)


def _obstacle(code: str, tie: Tie, why: Text, ends: Text) -> Obstacle:
    """Until the other lot is free, or a lawyer finds that it can change nothing here."""
    other = tie.lot_code
    return Obstacle(
        Reason(
            code,
            Text(
                f"Utgången för {other}, {why.sv}, kan ge området en annan vinnare: de är knutna"
                " till varandra genom kapacitetsregeln eller ett gemensamt anbud",
                f"The outcome for {other}, {why.en}, can give the lot another winner: they are"
                " tied by the capacity rule or a combined bid",
            ),
            basis=Basis.TENDER_DOCUMENTS,
        ),
        Text(
            f"{ends.sv} {other}, eller en jurists antecknade skäl att områdena inte påverkar"
            " varandra",
            f"{ends.en} {other}, or a lawyer's recorded ground that the lots do not affect each"
            " other",
        ),
    )
