"""What answers before any bar is asked about: no decision in force, a contract, a cancellation."""

from __future__ import annotations

from datetime import date

from appeals.obstacles.obstacle import Obstacle
from appeals.places import CANCELLED
from law.reasons import Basis, Reason, Text
from law.rulebook import Rulebook

UNDECIDED = Obstacle(
    Reason(
        "undecided",
        Text("Inget tilldelningsbeslut gäller för området", "No award decision is in force"),
        basis=Basis.HOUSE_RULE,
    ),
    Text("Ett tilldelningsbeslut", "An award decision"),
)
WITHDRAWN = Obstacle(
    Reason(
        "withdrawn",
        Text(
            "Tilldelningsbeslutet för området är återkallat, och dess avtalsspärr gäller inte",
            "The award decision for the lot has been withdrawn, and its standstill is void",
        ),
        basis=Basis.HOUSE_RULE,
    ),
    Text(
        "Ett nytt beslut, nya underrättelser och en ny avtalsspärr",
        "A new decision, letters and standstill",
    ),
)
CONCLUDED = Obstacle(
    Reason(
        "concluded",
        Text("Avtalet är redan ingånget", "The contract has already been concluded"),
        basis=Basis.HOUSE_RULE,
    ),
    Text("Inget: avtalet finns", "Nothing: the contract exists"),
)


def cancelled(on: date, rulebook: Rulebook) -> Obstacle:
    """The lot's procurement has ended without a contract."""
    return Obstacle(
        Reason(
            "cancelled",
            Text(
                f"Upphandlingen av området avbröts {on.isoformat()}",
                f"The procurement of the lot was cancelled on {on.isoformat()}",
            ),
            CANCELLED.get(rulebook),
            Basis.STATUTE if rulebook in CANCELLED else Basis.HOUSE_RULE,
        ),
        Text("En ny upphandling", "A new procurement"),
    )
