"""A call goes to everybody admitted to the system in its lots, and to no others (LOU 8:10)."""

from __future__ import annotations

from collections.abc import Iterator

from law.days import swedish_day
from law.reasons import Reason, Text
from models.store import Work
from models.tender import Publication, Tender
from procurement.conditions.admitted import admitted_to
from procurement.conditions.participants import invited_to
from procurement.conditions.system_in_force import system_cite
from procurement.conditions.unmet import Unmet
from procurement.tenders.lots import lots_of
from procurement.tenders.steps import basis_of


def all_admitted(work: Work, tender: Tender) -> Iterator[Unmet]:
    """Held against who was admitted when the call was sent: whoever came later waits for the next.

    The refusal names and counts nobody: who takes part is secret until the award.
    """
    under = basis_of(work, tender.id)
    if under is None:
        return
    if set(invited_to(work, tender.id)) == _wanted(work, tender, under):
        return
    text = Text(
        f"Inbjudan till {tender.id} går inte till just dem som är godkända i {under.id}",
        f"The invitation to {tender.id} does not go to those admitted to {under.id}, and them only",
    )
    todo = Text(
        "Bjud in alla som är godkända, och inga andra", "Invite all who are admitted, no others"
    )
    yield Unmet(Reason("condition.all_admitted", text, system_cite(tender)), todo)


def _wanted(work: Work, tender: Tender, under: Tender) -> set[tuple[str, str]]:
    sent = work.session.get(Publication, tender.id)
    at = sent.published_at if sent else work.now
    rows = admitted_to(work, under.id, swedish_day(at), decided_by=at)
    lots = {f"{under.id}/{lot.code}": lot.id for lot in lots_of(work, tender.id)}
    return {(lots[row.lot_id], row.organisation_id) for row in rows if row.lot_id in lots}
