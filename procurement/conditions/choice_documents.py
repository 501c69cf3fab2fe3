"""What the documents of a system of choice must state (LOV 4:1–4)."""

from __future__ import annotations

from collections.abc import Iterator

from law.reasons import Cite, Reason, Text
from models.admissions import SystemTerms
from models.store import Work
from models.tender import Tender
from procurement.conditions.unmet import Unmet


def choice_documents(work: Work, tender: Tender) -> Iterator[Unmet]:
    """The grounds of the remuneration, how to apply, and within what time it is decided.

    The notice runs until further notice, without a last day (LOV 2:4, 3:2).
    """
    terms = work.session.get(SystemTerms, tender.id)
    if terms is None or not (terms.remuneration_sv.strip() and terms.remuneration_en.strip()):
        yield _unmet(tender, _REMUNERATION, Cite("LOV", 4, "1"))
    if terms is None or not (terms.how_to_apply_sv.strip() and terms.how_to_apply_en.strip()):
        yield _unmet(tender, _HOW, Cite("LOV", 4, "3"))
    if terms is None:
        yield _unmet(tender, _DECISION, Cite("LOV", 4, "4"))
    elif terms.ends_on is not None:
        yield _unmet(tender, _LAST_DAY, Cite("LOV", 2, "4"))


_REMUNERATION = Text(
    "anger inte grunderna för ersättningen", "do not state the grounds of the remuneration"
)
_HOW = Text("anger inte hur en ansökan ges in", "do not state how to apply")
_DECISION = Text(
    "anger inte inom vilken tid ansökningar avgörs",
    "do not state within what time applications are decided",
)
_LAST_DAY = Text(
    "anger en sista dag, men ansökningar begärs in löpande och tills vidare",
    "state a last day, but applications are taken in continuously and until further notice",
)


def _unmet(tender: Tender, what: Text, cite: Cite) -> Unmet:
    text = Text(f"Villkoren för {tender.id} {what.sv}", f"The terms of {tender.id} {what.en}")
    todo = Text("Lägg upp systemet med rätt villkor", "Draft the system with the right terms")
    return Unmet(Reason("condition.choice_documents", text, cite), todo)
