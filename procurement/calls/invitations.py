"""Who may send something in for a lot: anyone, or those whom the call invites by name."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from law.procedures import Who
from law.reasons import ActRefused, refuse
from models.letters import LetterKind, Outgoing
from models.stages import Invited
from models.store import Work
from models.tender import Tender
from procurement.conditions.admitted import places_admitted
from procurement.conditions.participants import going_on, invited_to, still_in
from procurement.frameworks.parties import places_of_parties
from procurement.tenders.lots import lots_of
from procurement.tenders.named import supplier_or_refusal
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
            todo_sv="Namnge dem med --ask, eller gör först det steg som avgör vilka som bjuds in",
            todo_en="Name them with --ask, or first do the step that decides who is invited",
        )
    return found


def check_same_asked(work: Work, tender: Tender, asked: Collection[str]) -> None:
    """Raises `ActRefused` where a call that has been sent would now be to others."""
    invited = {each for _, each in invited_to(work, tender.id)}
    if asked and invited != set(asked):
        raise refuse(
            "invitation.sent",
            sv=f"Inbjudan till {tender.id} har redan skickats, till andra",
            en=f"The invitation to {tender.id} has already been sent, to others",
            todo_sv="Avbryt upphandlingen och börja om, om fler ska tillfrågas",
            todo_en="Cancel the procurement and begin anew if more are to be asked",
        )


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
        supplier_or_refusal(work, organisation_id)
        yield from ((lot.id, organisation_id) for lot in lots_of(work, tender.id))


def _selected(work: Work, tender: Tender, _: Named) -> Places:
    """Those whom the newest selection of the step before lets go on, lot by lot."""
    under = basis_of(work, tender.id)
    if under is not None:
        yield from _same_lots(work, tender, under, going_on(work, under) or ())


def _tenderers(work: Work, tender: Tender, _: Named) -> Places:
    """Those who took part in the step before, unless a selection there has left them out."""
    under = basis_of(work, tender.id)
    if under is not None:
        yield from _same_lots(work, tender, under, still_in(work, under))


def _same_lots(
    work: Work, tender: Tender, under: Tender, rows: Collection[tuple[str, str]]
) -> Places:
    """The rows, of lots of `under`, as rows of the call's lots of the same codes."""
    for lot in lots_of(work, tender.id):
        before = f"{under.id}/{lot.code}"
        yield from ((lot.id, each) for lot_id, each in rows if lot_id == before)


_INVITED: Mapping[Who, Callable[[Work, Tender, Named], Places]] = {
    Who.ASKED: _asked,
    Who.SELECTED: _selected,
    Who.TENDERERS: _tenderers,
    Who.PARTIES: lambda work, tender, _: places_of_parties(work, tender),
    Who.ADMITTED: lambda work, tender, _: places_admitted(work, tender),
}


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
