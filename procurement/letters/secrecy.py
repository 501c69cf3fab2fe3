"""What an answer to a tenderer leaves out, tested for that request (OSL 31:16)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import col, select

from law.reasons import ActRefused, Cite, Text, refuse
from law.rulebook import Rulebook
from models.letters import (
    InformationKind,
    InformationRequest,
    LetterKind,
    MaskedField,
    Outgoing,
    SecrecyTest,
)
from models.store import Store, Work
from models.tender import Tender
from people.actors import Actor
from people.permissions import Act, require
from procurement.letters.information import placed_or_refusal, request_or_refusal
from procurement.tenders.lots import lock_lots_of
from procurement.tenders.provisions import Provision, provision
from procurement.tenders.terms import AwardTerms, award_terms
from registry.journal import append

PRICE = "price"
COMPARISON = "comparison"
WINNER = "winner"
BUSINESS_SECRECY = Cite("OSL", 31, "16")
# By what the table keeps of it: what a single request may be refused on.
GROUNDS: Mapping[str, Cite] = {
    cite.in_("sv"): cite for cite in (BUSINESS_SECRECY, Cite("OSL", 31, "17"), Cite("OSL", 19, "3"))
}


@dataclass(frozen=True)
class Mask:
    """A figure of the chosen bid that harms somebody if told, and why.

    `field` is "price", "comparison" or "criterion:<id>".
    """

    field: str
    reason: Text
    cite: Cite = BUSINESS_SECRECY


def test_secrecy(
    store: Store, actor: Actor, request_id: str, masks: Sequence[Mask], reason: Text
) -> None:
    """Decide what the answer leaves out; from then on the answer is owed.

    A test is made once for a request. The winner's name is never left out. Raises
    `ActRefused` also for a single mask, since what it hides follows from the rest. What the
    notice of the award has told (the chosen bid's price and comparison) no mask takes back.
    """
    with store.write() as work:
        request = request_or_refusal(work, request_id)
        tender = work.session.get_one(Tender, request.tender_id)
        require(work, actor, Act.TEST_SECRECY, tender.buyer_id)
        lock_lots_of(work, tender.id)
        if work.session.get(SecrecyTest, request_id) is not None:
            _check_same(work, request_id, masks)
            return
        _check_masks(tender, request, masks)
        _check_reasons(masks, reason)
        placed_or_refusal(work, request)
        _write(work, actor, request, masks, reason)
        masked = {mask.field: mask.cite.in_("sv") for mask in masks}
        append(work, actor.id, "secrecy.tested", request_id, {"masked": masked})


def masked_fields(work: Work, request_id: str) -> dict[str, MaskedField]:
    rows = work.session.exec(select(MaskedField).where(col(MaskedField.request_id) == request_id))
    return {row.field: row for row in rows}


def fields_compared(terms: AwardTerms) -> tuple[str, ...]:
    """What an answer on relative advantages tells of the chosen bid, in its order."""
    return (PRICE, *(f"criterion:{each.id}" for each in terms.criteria), COMPARISON)


def _check_masks(tender: Tender, request: InformationRequest, masks: Sequence[Mask]) -> None:
    known: tuple[str, ...] = ()
    if request.kind == InformationKind.RELATIVE_ADVANTAGES:
        known = fields_compared(award_terms(tender.award_terms))
    fields = [mask.field for mask in masks]
    if WINNER in fields:
        raise _name_is_told(tender)
    unknown = sorted(set(fields) - set(known))
    if unknown:
        raise _unknown_field(unknown[0], known)
    if len(fields) != len(set(fields)):
        raise _twice(fields)
    for mask in masks:
        if mask.cite.in_("sv") not in GROUNDS:
            raise _no_ground(mask.cite)
    if len(fields) == 1:
        raise _follows_from_the_rest(fields[0], known)


def _check_reasons(masks: Sequence[Mask], reason: Text) -> None:
    said = [reason, *(mask.reason for mask in masks)]
    if not all(each.sv.strip() and each.en.strip() for each in said):
        raise refuse(
            "secrecy.reason",
            sv="Ett skäl för sekretessprövningen saknas",
            en="A reason of the secrecy test is missing",
            todo_sv="Ange vilken skada uppgiften kan ge, eller varför inget hålls hemligt",
            todo_en="State what harm the figure can do, or why nothing is kept secret",
        )


def _write(
    work: Work, actor: Actor, request: InformationRequest, masks: Sequence[Mask], reason: Text
) -> None:
    work.session.add(
        SecrecyTest(
            request_id=request.id,
            tested_at=work.now,
            reason_sv=reason.sv,
            reason_en=reason.en,
            **work.recorded(actor.id),
        )
    )
    work.session.flush()
    work.session.add_all(
        MaskedField(
            request_id=request.id,
            field=mask.field,
            cite=mask.cite.in_("sv"),
            reason_sv=mask.reason.sv,
            reason_en=mask.reason.en,
        )
        for mask in masks
    )
    work.session.add(
        Outgoing(
            id=f"{request.id}:{request.organisation_id}",
            tender_id=request.tender_id,
            kind=LetterKind.INFORMATION,
            request_id=request.id,
            organisation_id=request.organisation_id,
            owed_since=work.now,
        )
    )
    work.session.flush()


def _check_same(work: Work, request_id: str, masks: Sequence[Mask]) -> None:
    if set(masked_fields(work, request_id)) != {mask.field for mask in masks}:
        raise refuse(
            "secrecy.tested",
            sv=f"Sekretessen för {request_id} är redan prövad, med ett annat utfall",
            en=f"Secrecy has already been tested for {request_id}, with another outcome",
            todo_sv="En ny prövning kräver en ny begäran",
            todo_en="Another test takes another request",
        )


def _name_is_told(tender: Tender) -> ActRefused:
    return refuse(
        "secrecy.winner",
        sv="Namnet på den som tilldelas området ska alltid lämnas ut",
        en="The name of whoever is awarded the lot is always told",
        todo_sv="Ta bort masken",
        todo_en="Leave that mask out",
        cite=provision(Rulebook(tender.rulebook), Provision.INFORMATION),
    )


def _unknown_field(field: str, known: Sequence[str]) -> ActRefused:
    listed = ", ".join(known)
    return refuse(
        "secrecy.field",
        sv=f"Svaret innehåller ingen uppgift {field} om det valda anbudet",
        en=f"The answer has no figure {field} of the chosen bid",
        todo_sv=f"Ange någon av {listed}" if known else "Pröva utan masker",
        todo_en=f"Name one of {listed}" if known else "Test without masks",
    )


def _twice(fields: Sequence[str]) -> ActRefused:
    field = next(each for each in fields if fields.count(each) > 1)
    return refuse(
        "secrecy.twice",
        sv=f"Uppgiften {field} är angiven två gånger",
        en=f"The figure {field} is named twice",
        todo_sv="Ange den en gång, med ett skäl",
        todo_en="Name it once, with one reason",
    )


def _no_ground(cite: Cite) -> ActRefused:
    sv, en = ", ".join(GROUNDS), ", ".join(each.in_("en") for each in GROUNDS.values())
    return refuse(
        "secrecy.cite",
        sv=f"{cite.in_('sv')} är inget lagrum som en uppgift i svaret hålls hemlig enligt",
        en=f"{cite.in_('en')} is no paragraph by which a figure of the answer is kept secret",
        todo_sv=f"Ange något av {sv}",
        todo_en=f"Name one of {en}",
    )


def _follows_from_the_rest(field: str, known: Sequence[str]) -> ActRefused:
    others = ", ".join(each for each in known if each != field)
    return refuse(
        "secrecy.follows",
        sv=f"Om bara {field} utelämnas kan den räknas fram ur de andra uppgifterna",
        en=f"If {field} alone is left out, it can be worked out from the other figures",
        todo_sv=f"Utelämna även någon av {others}, eller lämna ut alla; det valda anbudets pris och"
        " jämförelsetal står redan i underrättelsen om beslutet",
        todo_en=f"Leave out one of {others} too, or tell them all; the chosen bid's price and"
        " comparison stand in the notice of the decision already",
    )
