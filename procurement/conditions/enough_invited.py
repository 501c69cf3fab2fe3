"""Enough candidates are invited, all of them qualified (LOU 4:6–7, LUF 4:6, art. 65)."""

from __future__ import annotations

from collections.abc import Iterator

from law.days import swedish_day
from law.invited import Invited, Selection, enough_invited
from law.reasons import Reason, Text
from law.rulebook import Rulebook
from models.store import Work
from models.tender import Lot, Publication, Tender
from procurement.conditions.participants import candidates_of, invited_to, newest_selection
from procurement.conditions.unmet import Unmet
from procurement.tenders.excluded import excluded_from
from procurement.tenders.lawful_facts import lawful
from procurement.tenders.lots import lots_of
from procurement.tenders.steps import basis_of, first_step_of, step_of_tender

_TODO = Text(
    "Bjud in fler genom ett nytt urval, eller ta bort området",
    "Invite more by another selection, or leave the lot out",
)


def enough_are_invited(work: Work, tender: Tender) -> Iterator[Unmet]:
    """Lot by lot: fewer than the least number only where fewer are qualified and all come."""
    under = basis_of(work, tender.id)
    if under is None:
        return
    qualified, invited = _qualified(work, under), invited_to(work, tender.id)
    for lot in lots_of(work, tender.id):
        asked = sum(lot_id == lot.id for lot_id, _ in invited)
        known = sum(lot_id == f"{under.id}/{lot.code}" for lot_id, _ in qualified)
        if asked == 0:
            yield _nobody(lot)
            continue
        found = _judged(work, tender, known, asked)
        if found.allowed is False:
            yield _too_few(lot, found.reasons[0])


def _qualified(work: Work, under: Tender) -> frozenset[tuple[str, str]]:
    selection = newest_selection(work, under.id)
    if selection is None:
        return frozenset()
    out = excluded_from(work, under)
    return frozenset(
        (row.lot_id, row.organisation_id)
        for row in candidates_of(work, selection)
        if row.qualified and row.organisation_id not in out
    )


def _judged(work: Work, tender: Tender, qualified: int, invited: int) -> Invited:
    """By the numbers of the procedure that the first notice named, on the day it was sent."""
    first = first_step_of(work, tender)
    period, sent = step_of_tender(first).period, work.session.get_one(Publication, first.id)
    if period is None:
        raise AssertionError("a procedure with a selection has a time for requests")
    return lawful(
        lambda: enough_invited(
            Selection(
                procedure=period.procedure,
                notice=swedish_day(sent.published_at),
                # Whoever has been excluded since the invitations went out was qualified then.
                qualified=max(qualified, invited),
                invited=invited,
            ),
            rulebook=Rulebook(tender.rulebook),
        ),
        "invitation.numbers",
    )


def _too_few(lot: Lot, reason: Reason) -> Unmet:
    text = Text(f"{lot.code}: {reason.text.sv}", f"{lot.code}: {reason.text.en}")
    return Unmet(Reason("condition.enough_invited", text, reason.cite), _TODO)


def _nobody(lot: Lot) -> Unmet:
    text = Text(f"Ingen är inbjuden i område {lot.code}", f"Nobody is invited to lot {lot.code}")
    return Unmet(Reason("condition.nobody_invited", text), _TODO)
