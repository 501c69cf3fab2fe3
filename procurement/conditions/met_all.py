"""Before final tenders every participant has been met, and all of them equally often.

LOU 4:1 (equal treatment), 6:8 and 6:11 (negotiation), 6:24–25 (dialogue); art. 29–30.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from sqlmodel import col, select

from law.reasons import Basis, Reason, Text
from models.stages import Meeting
from models.store import Work
from models.tender import Tender
from procurement.conditions.participants import invited_to
from procurement.conditions.unmet import Unmet
from procurement.tenders.steps import basis_of

_TODO = Text(
    "Håll de möten som återstår och anteckna dem med tilldela stage meet, eller gör ett urval",
    "Hold the meetings that remain and record them with tilldela stage meet, or make a selection",
)


def met_all(work: Work, tender: Tender) -> Iterator[Unmet]:
    """Of those whom the call invites, by the meetings of the step before."""
    under = basis_of(work, tender.id)
    if under is None:
        return
    held = meetings_held(work, under.id)
    rounds = {held[each] for _, each in invited_to(work, tender.id)}
    if 0 in rounds:
        yield _unmet("met_all", _MISSED, under)
    elif len(rounds) > 1:
        yield _unmet("met_equally", _UNEQUAL, under)


def meetings_held(work: Work, tender_id: str) -> Counter[str]:
    """How often each organisation was met in the tender."""
    found = select(Meeting.organisation_id).where(col(Meeting.tender_id) == tender_id)
    return Counter(work.session.exec(found))


_MISSED = Text(
    "alla som är kvar har inte fått förhandla eller delta i dialogen",
    "not all who are still in have negotiated or taken part in the dialogue",
)
_UNEQUAL = Text(
    "de som är kvar har inte fått lika många möten",
    "those who are still in have not had equally many meetings",
)


def _unmet(code: str, what: Text, under: Tender) -> Unmet:
    # Not who, nor how many: that is secret until the award (OSL 19:3).
    text = Text(f"I {under.id} gäller: {what.sv}", f"In {under.id}: {what.en}")
    return Unmet(Reason(f"condition.{code}", text, basis=Basis.HOUSE_RULE), _TODO)
