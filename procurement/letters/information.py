"""Tenderers ask why they did not win a lot, and are entitled to an answer (LOU 12:13, 19:20)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import col, func, select

from appeals.in_force import AwardInForce, award_in_force, cancelled_lots
from law.answering import answer_reasons
from law.days import swedish_day
from law.reasons import ActRefused, Cite, refuse
from law.rulebook import Rulebook
from models.evaluation import EvaluatedBid, Standing
from models.letters import (
    Dispatch,
    InformationKind,
    InformationRequest,
    Outgoing,
    SecrecyTest,
)
from models.store import Store, Work
from models.tender import Bid, Lot, Tender
from people.actors import Actor
from people.permissions import Act, require
from procurement.tenders.lots import lock_lots_of
from procurement.tenders.provisions import Provision, own_provision, provision
from registry.journal import append

ABSOLUTE_SECRECY = Cite("OSL", 19, "3")


@dataclass(frozen=True)
class RequestState:
    """A request, the last day for answering it, and how far the answer has come."""

    request: InformationRequest
    due: date
    tested: bool
    answered_on: date | None

    def late(self, today: date) -> bool:
        return (self.answered_on or today) > self.due


@dataclass(frozen=True)
class Placed:
    """What the decision in force made of the asker's bid, and whose bid it chose."""

    award: AwardInForce
    own: EvaluatedBid
    bid: Bid
    chosen: Bid


def receive_request(
    store: Store,
    actor: Actor,
    lot_id: str,
    organisation_id: str,
    kind: InformationKind,
    received_at: datetime,
) -> str:
    """Record a written request; returns its id, and the same one for the same request again.

    Raises `ActRefused` for whoever is not entitled to that information: before the
    award decision nobody is (OSL 19:3), and after it a tenderer of the lot alone.
    """
    with store.write() as work:
        lot = _lot_or_refusal(work, lot_id)
        tender = work.session.get_one(Tender, lot.tender_id)
        require(work, actor, Act.RECEIVE_REQUEST, tender.buyer_id)
        lock_lots_of(work, tender.id)
        known = _same_request(work, lot_id, organisation_id, kind, received_at)
        if known is not None:
            return known.id
        _check_entitled(work, tender, lot, organisation_id, kind)
        _check_received(work, lot_id, received_at)
        request = _request(work, actor, tender, lot, (organisation_id, kind, received_at))
        said = {"lot": lot_id, "from": organisation_id, "kind": kind.value}
        append(work, actor.id, "information.requested", request.id, said)
        return request.id


def placed(work: Work, lot_id: str, organisation_id: str) -> Placed | None:
    """None where no decision is in force, or the organisation has no bid that it was about."""
    award = award_in_force(work, lot_id)
    own_bid = work.session.exec(
        select(Bid).where(col(Bid.lot_id) == lot_id, col(Bid.organisation_id) == organisation_id)
    ).first()
    if award is None or own_bid is None:
        return None
    own = work.session.get(EvaluatedBid, (award.awarded.evaluation_id, own_bid.id))
    chosen = work.session.get_one(Bid, award.awarded.bid_id)
    return Placed(award, own, own_bid, chosen) if own else None


def placed_or_refusal(work: Work, request: InformationRequest) -> Placed:
    """Raises `ActRefused` once the decision is withdrawn: then absolute secrecy is back."""
    _check_not_cancelled(work, work.session.get_one(Lot, request.lot_id))
    found = placed(work, request.lot_id, request.organisation_id)
    if found is None:
        raise refuse(
            "information.no_decision",
            sv=f"Det finns inte längre något beslut i kraft att svara om på begäran {request.id}",
            en=f"There is no longer a decision in force to answer about in request {request.id}",
            todo_sv="Vänta på det nya beslutet, och meddela den som begärt upplysningarna",
            todo_en="Wait for the new decision, and tell the one who asked",
            cite=ABSOLUTE_SECRECY,
        )
    return found


def request_states(work: Work, tender_id: str) -> list[RequestState]:
    """Every request of the tender, by its number."""
    rows = work.session.exec(
        select(InformationRequest, SecrecyTest, Dispatch)
        .outerjoin(SecrecyTest, col(SecrecyTest.request_id) == col(InformationRequest.id))
        .outerjoin(Outgoing, col(Outgoing.request_id) == col(InformationRequest.id))
        .outerjoin(Dispatch, col(Dispatch.outgoing_id) == col(Outgoing.id))
        .where(col(InformationRequest.tender_id) == tender_id)
        .order_by(col(InformationRequest.received_at), col(InformationRequest.id))
    ).all()
    return [_state(work, *row) for row in rows]


def _state(
    work: Work,
    request: InformationRequest,
    test: SecrecyTest | None,
    dispatch: Dispatch | None,
) -> RequestState:
    answered = None if dispatch is None else swedish_day(dispatch.dispatched_at)
    return RequestState(request, due_day(work, request), test is not None, answered)


def due_day(work: Work, request: InformationRequest) -> date:
    tender = work.session.get_one(Tender, request.tender_id)
    day = swedish_day(request.received_at)
    rulebook = Rulebook(tender.rulebook)
    answered = answer_reasons(day, rulebook=rulebook, started=tender.starts_on)
    if answered.last_day is None:
        raise AssertionError("a request that has come in always has a last day")
    return answered.last_day


def request_or_refusal(work: Work, request_id: str) -> InformationRequest:
    request = work.session.get(InformationRequest, request_id)
    if request is None:
        raise refuse(
            "information.unknown",
            sv=f"Det finns ingen begäran {request_id}",
            en=f"There is no request {request_id}",
            todo_sv="Ange en begäran som tilldela letters list visar",
            todo_en="Name one that tilldela letters list shows",
        )
    return request


def _lot_or_refusal(work: Work, lot_id: str) -> Lot:
    lot = work.session.get(Lot, lot_id)
    if lot is None:
        raise refuse(
            "lot.unknown",
            sv=f"Det finns inget anbudsområde {lot_id}",
            en=f"There is no lot {lot_id}",
            todo_sv="Ange upphandling och område, som STA-2025/A01",
            todo_en="Name tender and lot, as STA-2025/A01",
        )
    return lot


def _same_request(
    work: Work, lot_id: str, organisation_id: str, kind: InformationKind, received_at: datetime
) -> InformationRequest | None:
    return work.session.exec(
        select(InformationRequest).where(
            col(InformationRequest.lot_id) == lot_id,
            col(InformationRequest.organisation_id) == organisation_id,
            col(InformationRequest.kind) == kind,
            col(InformationRequest.received_at) == received_at,
        )
    ).first()


def _check_received(work: Work, lot_id: str, received_at: datetime) -> None:
    award = award_in_force(work, lot_id)
    if award is not None and received_at < award.decision.decided_at:
        raise refuse(
            "information.before_decision",
            sv="Begäran kom in innan tilldelningsbeslutet fattades, och då kunde inget lämnas ut",
            en="The request came in before the award decision was made, when nothing could be told",
            todo_sv="Svara att beslut nu finns, och anteckna begäran om den görs på nytt",
            todo_en="Answer that there is a decision now, and record it if it is made anew",
            cite=ABSOLUTE_SECRECY,
        )
    if received_at > work.now:
        raise refuse(
            "information.future",
            sv="Begäran kan inte ha kommit in senare än nu",
            en="The request cannot have come in later than now",
            todo_sv="Ange när den kom in",
            todo_en="State when it came in",
        )


def _check_entitled(
    work: Work, tender: Tender, lot: Lot, organisation_id: str, kind: InformationKind
) -> None:
    _check_not_cancelled(work, lot)
    if own_provision(Rulebook(tender.rulebook), Provision.INFORMATION) is None:
        raise _no_such_right(tender)
    if award_in_force(work, lot.id) is None:
        raise _secret(lot)
    found = placed(work, lot.id, organisation_id)
    cite = provision(Rulebook(tender.rulebook), Provision.INFORMATION)
    if found is None:
        raise _no_tenderer(lot, cite)
    if found.own.standing == Standing.WINNER:
        raise _chosen(lot, cite)
    rejected = found.own.standing == Standing.DISREGARDED
    if rejected != (kind is InformationKind.REJECTION_REASONS):
        raise _other_kind(lot, cite, rejected=rejected)


def _check_not_cancelled(work: Work, lot: Lot) -> None:
    """Nothing has been chosen, and the absolute secrecy ended with the matter."""
    if lot.id in cancelled_lots(work, lot.tender_id):
        raise refuse(
            "information.cancelled",
            sv=f"Upphandlingen av {lot.code} är avbruten, så det finns inget valt anbud att"
            " upplysa om",
            en=f"The procurement of {lot.code} has been cancelled, so no bid has been chosen to"
            " inform about",
            todo_sv="Hänvisa till underrättelsen om avbrytandet, och pröva begäran som en begäran"
            " om allmän handling",
            todo_en="Refer to the notice of the cancellation, and try it as a request for public"
            " documents",
        )


def _no_such_right(tender: Tender) -> ActRefused:
    """Chapter 19a obliges to tell the tenderers of the decision, and to no more (19a:10)."""
    return refuse(
        "information.no_right",
        sv=f"Vid direktupphandling som {tender.id} ger lagen ingen rätt till upplysningar på"
        " begäran",
        en=f"In a direct award as {tender.id} the act gives no right to information on request",
        todo_sv="Pröva begäran som en begäran om allmän handling",
        todo_en="Try it as a request for public documents",
    )


def _secret(lot: Lot) -> ActRefused:
    return refuse(
        "information.secret",
        sv=f"Inget tilldelningsbeslut gäller för {lot.code}, och till dess råder absolut sekretess"
        " för anbuden",
        en=f"No award decision is in force for {lot.code}, and until then the bids are secret"
        " without exception",
        todo_sv="Svara att upplysningar kan begäras när beslutet är fattat",
        todo_en="Answer that information can be asked for once the decision has been taken",
        cite=ABSOLUTE_SECRECY,
    )


def _no_tenderer(lot: Lot, cite: Cite) -> ActRefused:
    return refuse(
        "information.not_tenderer",
        sv=f"Bara den som har lämnat anbud på {lot.code} har rätt till upplysningarna",
        en=f"Only somebody who has bid for {lot.code} is entitled to the information",
        todo_sv="Pröva begäran som en begäran om allmän handling i stället",
        todo_en="Try it as a request for public documents instead",
        cite=cite,
    )


def _chosen(lot: Lot, cite: Cite) -> ActRefused:
    return refuse(
        "information.chosen",
        sv=f"Anbudet på {lot.code} är det valda: det finns inget att jämföra det med",
        en=f"The bid for {lot.code} is the chosen one: there is nothing to compare it with",
        todo_sv="Hänvisa till underrättelsen om beslutet",
        todo_en="Refer to the notice of the decision",
        cite=cite,
    )


def _other_kind(lot: Lot, cite: Cite, *, rejected: bool) -> ActRefused:
    if rejected:
        return refuse(
            "information.rejected",
            sv=f"Anbudet på {lot.code} är förkastat: dess anbudsgivare har rätt till skälen för"
            " det, inte till det valda anbudets relativa fördelar",
            en=f"The bid for {lot.code} was rejected: its tenderer is entitled to the reasons for"
            " that, not to the relative advantages of the chosen bid",
            todo_sv="Ta emot den som rejection_reasons",
            todo_en="Receive it as rejection_reasons",
            cite=cite,
        )
    return refuse(
        "information.not_rejected",
        sv=f"Anbudet på {lot.code} är godtagbart: dess anbudsgivare har rätt till det valda"
        " anbudets relativa fördelar",
        en=f"The bid for {lot.code} is admissible: its tenderer is entitled to the relative"
        " advantages of the chosen bid",
        todo_sv="Ta emot den som relative_advantages",
        todo_en="Receive it as relative_advantages",
        cite=cite,
    )


def _request(
    work: Work,
    actor: Actor,
    tender: Tender,
    lot: Lot,
    asked: tuple[str, InformationKind, datetime],
) -> InformationRequest:
    """`asked`: by whom, what, and when it came in."""
    organisation_id, kind, received_at = asked
    made = select(func.count()).select_from(InformationRequest)
    number = work.session.exec(made.where(col(InformationRequest.tender_id) == tender.id)).one() + 1
    request = InformationRequest(
        id=f"{tender.id}/R{number}",
        tender_id=tender.id,
        lot_id=lot.id,
        organisation_id=organisation_id,
        kind=kind,
        received_at=received_at,
        **work.recorded(actor.id),
    )
    work.session.add(request)
    work.session.flush()
    return request
