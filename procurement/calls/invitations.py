"""Who may send something in for a lot: anyone, or those whom the call invites by name."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import col, select

from law.procedures import Who
from law.reasons import ActRefused, refuse
from models.letters import LetterKind, Outgoing
from models.parties import Organisation
from models.stages import Invited, SelectedCandidate, Selection
from models.store import Work
from models.tender import Lot, Tender
from procurement.tenders.lots import lots_of
from procurement.tenders.steps import basis_of, step_of_tender

Places = Iterable[tuple[str, str]]


@dataclass(frozen=True)
class Named:
    """Whom the officer named, by organisation id: needed where the step asks suppliers."""

    organisations: Collection[str] = ()


def places_invited(work: Work, tender: Tender, named: Named) -> list[tuple[str, str]]:
    """(lot id, organisation id) of all that the call invites; empty where anyone may answer.

    Raises `ActRefused` where a call by name has nobody to invite.
    """
    who = step_of_tender(tender).who
    if who is not Who.ASKED and named.organisations:
        raise _not_by_name(tender)
    if who is Who.ANYONE:
        return []
    found = sorted(set(_INVITED[who](work, tender, named)))
    if not found:
        raise refuse(
            "invitation.nobody",
            sv=f"Det finns ingen att bjuda in till {tender.id}",
            en=f"There is nobody to invite to {tender.id}",
            todo_sv="Gör det steg som avgör vilka som bjuds in",
            todo_en="Do the step that decides who is invited",
        )
    return found


def _not_by_name(tender: Tender) -> ActRefused:
    return refuse(
        "invitation.by_name",
        sv=f"Vilka som bjuds in till {tender.id} väljs inte vid annonseringen",
        en=f"Who is invited to {tender.id} is not chosen when it is published",
        todo_sv="Låt bli att namnge någon",
        todo_en="Name nobody",
    )


def _asked(work: Work, tender: Tender, named: Named) -> Places:
    for organisation_id in named.organisations:
        if work.session.get(Organisation, organisation_id) is None:
            raise refuse(
                "invitation.unknown",
                sv=f"Det finns ingen leverantör {organisation_id} här",
                en=f"There is no supplier {organisation_id} here",
                todo_sv="Lägg upp leverantören, eller kontrollera beteckningen",
                todo_en="Enrol the supplier, or check the id",
            )
        yield from ((lot.id, organisation_id) for lot in lots_of(work, tender.id))


def _selected(work: Work, tender: Tender, _: Named) -> Places:
    """Those whom the newest selection of the step before lets go on, lot by lot."""
    under = basis_of(work, tender.id)
    if under is None:
        return
    rows = going_on(work, under.id)
    for lot, before in _same_lots(work, tender, under):
        yield from ((lot.id, each) for lot_id, each in rows if lot_id == before)


def going_on(work: Work, tender_id: str) -> Sequence[tuple[str, str]]:
    """(lot id, organisation id) that the tender's newest selection lets go on."""
    newest = select(Selection).where(col(Selection.tender_id) == tender_id)
    selection = work.session.exec(newest.order_by(col(Selection.number).desc())).first()
    if selection is None:
        return ()
    rows = select(SelectedCandidate).where(
        col(SelectedCandidate.selection_id) == selection.id, col(SelectedCandidate.selected)
    )
    return [(row.lot_id, row.organisation_id) for row in work.session.exec(rows)]


def _tenderers(work: Work, tender: Tender, named: Named) -> Places:
    """Those invited to the step before, unless a selection there has left them out."""
    under = basis_of(work, tender.id)
    if under is None:
        return
    if work.session.exec(select(Selection.id).where(col(Selection.tender_id) == under.id)).first():
        yield from _selected(work, tender, named)
        return
    rows = invited_to(work, under.id)
    for lot, before in _same_lots(work, tender, under):
        yield from ((lot.id, each) for lot_id, each in rows if lot_id == before)


def _same_lots(work: Work, tender: Tender, under: Tender) -> Iterable[tuple[Lot, str]]:
    """Each lot of the call with the id of the same lot in the tender it rests on."""
    for lot in lots_of(work, tender.id):
        yield lot, f"{under.id}/{lot.code}"


_INVITED: Mapping[Who, Callable[[Work, Tender, Named], Places]] = {
    Who.ASKED: _asked,
    Who.SELECTED: _selected,
    Who.TENDERERS: _tenderers,
}


def invited_to(work: Work, tender_id: str) -> Sequence[tuple[str, str]]:
    """(lot id, organisation id) of those invited to a call that has been sent."""
    found = select(Invited).where(col(Invited.tender_id) == tender_id)
    ordered = found.order_by(col(Invited.lot_id), col(Invited.organisation_id))
    return [(row.lot_id, row.organisation_id) for row in work.session.exec(ordered)]


def check_may_send(work: Work, tender: Tender, lot_id: str, organisation_id: str) -> None:
    """Raises `ActRefused` for somebody who is not invited to a call by invitation."""
    if step_of_tender(tender).who is Who.ANYONE:
        return
    if work.session.get(Invited, (tender.id, lot_id, organisation_id)) is None:
        raise refuse(
            "bid.not_invited",
            sv=f"Er organisation är inte inbjuden att lämna anbud i {tender.id}",
            en=f"Your organisation is not invited to tender in {tender.id}",
            todo_sv="Vänd dig till upphandlaren om ni borde vara det",
            todo_en="Turn to the procurement officer if you should be",
        )


def write_invitations(work: Work, tender: Tender, places: Sequence[tuple[str, str]]) -> None:
    """The rows of those invited, and the letter that each of them is owed (LOU 10:9)."""
    for lot_id, organisation_id in places:
        work.session.add(
            Invited(tender_id=tender.id, lot_id=lot_id, organisation_id=organisation_id)
        )
    for organisation_id in sorted({each for _, each in places}):
        work.session.add(
            Outgoing(
                id=f"{tender.id}:{organisation_id}",
                tender_id=tender.id,
                kind=LetterKind.INVITATION,
                invitation_id=tender.id,
                organisation_id=organisation_id,
                owed_since=work.now,
            )
        )
