"""Who takes part in a step, and who of them goes on to the next."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import col, select

from models.stages import Invited, SelectedCandidate, Selection
from models.store import Work
from models.tender import Bid, Tender
from procurement.tenders.excluded import excluded_from
from procurement.tenders.steps import step_of_tender

Place = tuple[str, str]


def invited_to(work: Work, tender_id: str) -> Sequence[Place]:
    """(lot id, organisation id) of those invited to a call that has been sent."""
    found = select(Invited).where(col(Invited.tender_id) == tender_id)
    ordered = found.order_by(col(Invited.lot_id), col(Invited.organisation_id))
    return [(row.lot_id, row.organisation_id) for row in work.session.exec(ordered)]


def invited_lots(work: Work, tender_id: str, organisation_id: str) -> frozenset[str]:
    """The lots that the organisation is invited for."""
    return frozenset(lot for lot, each in invited_to(work, tender_id) if each == organisation_id)


def taking_part(work: Work, tender: Tender) -> Sequence[Place]:
    """(lot id, organisation id) of those whose request or tender was opened.

    In a step where nothing is sent in, those invited. Whoever is excluded is there still:
    a selection tells why they do not go on.
    """
    if not step_of_tender(tender).sealed:
        return invited_to(work, tender.id)
    found = select(Bid).where(col(Bid.tender_id) == tender.id)
    ordered = found.order_by(col(Bid.lot_id), col(Bid.organisation_id))
    return [(row.lot_id, row.organisation_id) for row in work.session.exec(ordered)]


def newest_selection(work: Work, tender_id: str) -> Selection | None:
    """The one in force: each replaces the one before."""
    found = select(Selection).where(col(Selection.tender_id) == tender_id)
    return work.session.exec(found.order_by(col(Selection.number).desc())).first()


def candidates_of(work: Work, selection: Selection) -> Sequence[SelectedCandidate]:
    """By lot and organisation."""
    found = select(SelectedCandidate).where(col(SelectedCandidate.selection_id) == selection.id)
    ordered = found.order_by(col(SelectedCandidate.lot_id), col(SelectedCandidate.organisation_id))
    return work.session.exec(ordered).all()


def going_on(work: Work, tender: Tender) -> frozenset[Place] | None:
    """(lot id, organisation id) that the tender's newest selection lets go on; None without one.

    Nobody who has been excluded since.
    """
    selection = newest_selection(work, tender.id)
    if selection is None:
        return None
    out = excluded_from(work, tender)
    return frozenset(
        (row.lot_id, row.organisation_id)
        for row in candidates_of(work, selection)
        if row.selected and row.organisation_id not in out
    )


def still_in(work: Work, tender: Tender) -> frozenset[Place]:
    """(lot id, organisation id) of those who take part and whom nothing has left out."""
    selected = going_on(work, tender)
    if selected is not None:
        return selected
    out = excluded_from(work, tender)
    return frozenset(place for place in taking_part(work, tender) if place[1] not in out)
