"""A mini-competition goes to every party to the framework that can be called on (LOU 7:9)."""

from __future__ import annotations

from collections.abc import Iterator

from law.days import STOCKHOLM, swedish_day
from law.reasons import Reason, Text
from models.store import Work
from models.tender import Publication, Tender
from procurement.conditions.participants import invited_to
from procurement.conditions.unmet import Unmet
from procurement.frameworks.framework_rules import COMPETED, placed_by
from procurement.frameworks.parties import parties_on
from procurement.tenders.deadlines import deadline_of
from procurement.tenders.lots import lots_of
from procurement.tenders.steps import basis_of


def all_parties(work: Work, tender: Tender) -> Iterator[Unmet]:
    """As the framework was when the call was sent: whoever became party later waits for the next.

    How much time is enough the law leaves to the buyer; a deadline already past is none.
    """
    under, sent = basis_of(work, tender.id), work.session.get(Publication, tender.id)
    if under is None or sent is None:
        return
    if set(invited_to(work, tender.id)) != _wanted(work, tender, under, sent):
        yield _not_all(tender, under)
    if deadline_of(work, tender) <= sent.published_at:
        yield _no_time(work, tender)


def _wanted(work: Work, tender: Tender, under: Tender, sent: Publication) -> set[tuple[str, str]]:
    parties = [
        each
        for each in parties_on(work, under.id, swedish_day(sent.published_at))
        if each.concluded_at <= sent.published_at
    ]
    return {
        (lot.id, each.organisation_id)
        for lot in lots_of(work, tender.id)
        for each in parties
        if each.lot_id == f"{under.id}/{lot.code}"
    }


def _not_all(tender: Tender, under: Tender) -> Unmet:
    text = Text(
        f"Inbjudan till {tender.id} går inte till just dem som är parter i ramavtalet {under.id}",
        f"The invitation to {tender.id} does not go to the parties to {under.id}, and them only",
    )
    todo = Text("Bjud in alla parter, och inga andra", "Invite all parties, and no others")
    return Unmet(Reason("condition.all_parties", text, placed_by(COMPETED, tender)), todo)


def _no_time(work: Work, tender: Tender) -> Unmet:
    ended = f"{deadline_of(work, tender).astimezone(STOCKHOLM):%Y-%m-%d %H:%M}"
    text = Text(
        f"Tiden att lämna anbud i {tender.id} gick ut redan {ended}",
        f"The time for bids in {tender.id} ended already on {ended}",
    )
    todo = Text(
        "Ge parterna en tid som räcker för att lämna anbud",
        "Give the parties time enough to submit bids",
    )
    return Unmet(Reason("condition.all_parties", text, placed_by(COMPETED, tender)), todo)
