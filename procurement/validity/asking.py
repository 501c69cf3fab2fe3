"""Ask every tenderer whose bid still binds to let it bind longer.

All are asked, on the same day and until the same day, also those whose bids have been
rejected: equal treatment (LOU 4:1, 19:2), and a court may bring a bid back. Nobody can be
asked about a bid that has lapsed: it is no bid any more (LOU 10:10).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from law.days import swedish_day
from law.reasons import ActRefused, Text, refuse
from law.rulebook import Rulebook
from models.letters import LetterKind, Outgoing
from models.store import Store, Work
from models.tender import Opening, Tender
from models.validity import ValidityRequest
from people.actors import Actor
from people.permissions import Act, require
from procurement.tenders.lots import lock_lots_of
from procurement.tenders.lots_by_code import check_reason
from procurement.tenders.named import tender_or_refusal
from procurement.tenders.provisions import Provision, provision
from procurement.validity.asked_bids import StandingBid, binding, requests_of, standing_bids
from registry.journal import append


def ask_to_extend(
    store: Store, actor: Actor, tender_id: str, until: date, answer_by: date, reason: Text
) -> str:
    """The request's id; the same request made again is the one that was made.

    Bids of lots without a contract are to bind through `until`. Each of their tenderers is
    owed a letter. Raises `ActRefused` when no bid binds any more, and for days that the
    bids would not live to see.
    """
    check_reason(reason)
    with store.write() as work:
        tender = tender_or_refusal(work, tender_id)
        require(work, actor, Act.ASK_VALIDITY, tender.buyer_id)
        lock_lots_of(work, tender_id)
        earlier = requests_of(work, tender_id)
        for each in earlier:
            if (each.until, each.answer_by, _reason_of(each)) == (until, answer_by, reason):
                return each.id
        asked = _asked(work, tender)
        _check_days(tender, asked, until, answer_by, swedish_day(work.now))
        row = ValidityRequest(
            id=f"{tender_id}/V{len(earlier) + 1}",
            tender_id=tender_id,
            number=len(earlier) + 1,
            asked_at=work.now,
            answer_by=answer_by,
            until=until,
            reason_sv=reason.sv,
            reason_en=reason.en,
            **work.recorded(actor.id),
        )
        work.session.add(row)
        work.session.flush()
        _owe_letters(work, row, asked)
        said = {"until": until.isoformat(), "answer_by": answer_by.isoformat()}
        append(work, actor.id, "validity.asked", row.id, said)
        return row.id


def _reason_of(request: ValidityRequest) -> Text:
    return Text(request.reason_sv, request.reason_en)


def _asked(work: Work, tender: Tender) -> tuple[StandingBid, ...]:
    if work.session.get(Opening, tender.id) is None:
        raise refuse(
            "validity.not_opened",
            sv=f"Anbuden i {tender.id} är inte öppnade, så ingen vet vilka som ska tillfrågas",
            en=f"The bids of {tender.id} have not been opened, so nobody knows whom to ask",
            todo_sv="Öppna anbuden först",
            todo_en="Open the bids first",
        )
    standing = standing_bids(work, tender)
    asked = binding(standing, work)
    if standing and not asked:
        raise _all_lapsed(tender)
    if not asked:
        raise refuse(
            "validity.nobody",
            sv=f"I {tender.id} finns inga anbud som kan upphöra att vara bindande",
            en=f"There are no bids in {tender.id} that could cease to bind",
            todo_sv="Ingen behöver tillfrågas",
            todo_en="Nobody needs to be asked",
        )
    return asked


def _all_lapsed(tender: Tender) -> ActRefused:
    return refuse(
        "validity.lapsed",
        sv=f"Inget anbud i {tender.id} är längre bindande, och ett sådant kan inte förlängas",
        en=f"No bid in {tender.id} binds any longer, and one that does not cannot be extended",
        todo_sv="Avbryt de områden som saknar avtal, och upphandla dem på nytt",
        todo_en="Cancel the lots without a contract, and procure them anew",
        cite=provision(Rulebook(tender.rulebook), Provision.PRINCIPLES),
    )


def _check_days(
    tender: Tender, asked: Sequence[StandingBid], until: date, answer_by: date, today: date
) -> None:
    last, first = max(each.until for each in asked), min(each.until for each in asked)
    if until <= last:
        raise refuse(
            "validity.until",
            sv=f"Anbud i {tender.id} är redan bindande till och med {last.isoformat()}",
            en=f"Bids in {tender.id} already bind through {last.isoformat()}",
            todo_sv="Ange en senare dag, samma för alla",
            todo_en="State a later day, the same for all",
        )
    if not today < answer_by <= first:
        raise refuse(
            "validity.answer_by",
            sv=f"Svar behövs efter i dag och senast {first.isoformat()}, då det första anbudet"
            " upphör att vara bindande",
            en=f"Answers are needed after today and by {first.isoformat()}, when the first bid"
            " ceases to bind",
            todo_sv="Ange en dag däremellan",
            todo_en="State a day in between",
        )


def _owe_letters(work: Work, request: ValidityRequest, asked: Sequence[StandingBid]) -> None:
    for organisation_id in sorted({each.bid.organisation_id for each in asked}):
        work.session.add(
            Outgoing(
                id=f"{request.id}:{organisation_id}",
                tender_id=request.tender_id,
                kind=LetterKind.VALIDITY,
                validity_id=request.id,
                organisation_id=organisation_id,
                owed_since=work.now,
            )
        )
    work.session.flush()
