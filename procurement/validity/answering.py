"""A tenderer lets a bid bind longer, or does not. Each bid for itself; the first answer stands.

An answer counts while the bid still binds, also after the day that the letter asked it by:
nobody is harmed by a late yes. What has lapsed cannot be extended by anybody.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from appeals.validity import valid_until
from law.days import swedish_day
from law.reasons import ActRefused, refuse
from models.letters import Outgoing
from models.store import Store, Work
from models.tender import Bid, Tender
from models.validity import ValidityAnswer, ValidityRequest
from people.actors import ENGINE, Actor, actor_in
from people.permissions import Act, require, require_of_organisation
from procurement.tenders.lots import lock_lots_of
from registry.journal import append


@dataclass(frozen=True)
class Answer:
    """What a tenderer says of one bid. `came_in_at`: when, where an officer records it."""

    request_id: str
    bid_id: str
    extended: bool
    statement: str = ""
    came_in_at: datetime | None = None


def answer_request(store: Store, actor: Actor, answer: Answer) -> None:
    """By the tenderer's own person, or as it came in to an officer. Once is enough."""
    with store.write() as work:
        request, bid = _asked_about(work, answer)
        lock_lots_of(work, request.tender_id)
        tender = work.session.get_one(Tender, request.tender_id)
        answered_at = _answered_at(work, actor, tender, bid, answer)
        known = work.session.get(ValidityAnswer, (request.id, bid.id))
        if known is not None:
            _check_same(known, answer)
            return
        _check_received(work, request, answered_at)
        _check_binding(work, tender, bid, answered_at)
        work.session.add(
            ValidityAnswer(
                request_id=request.id,
                bid_id=bid.id,
                extended=answer.extended,
                answered_at=answered_at,
                statement=answer.statement,
                **work.recorded(actor.id),
            )
        )
        work.session.flush()
        said = {"bid": bid.id, "extended": answer.extended}
        # Who bids is secret until the award is decided: of its own person nothing is told.
        by = ENGINE if actor_in(work, actor.id).organisation_id else actor.id
        append(work, by, "validity.answered", request.id, said)


def _asked_about(work: Work, answer: Answer) -> tuple[ValidityRequest, Bid]:
    request = work.session.get(ValidityRequest, answer.request_id)
    bid = work.session.get(Bid, answer.bid_id)
    if request is None or bid is None or not _was_asked(work, request, bid):
        raise refuse(
            "validity.unknown",
            sv=f"Ingen begäran {answer.request_id} gäller anbudet {answer.bid_id}",
            en=f"No request {answer.request_id} is about bid {answer.bid_id}",
            todo_sv="Kontrollera begärans och anbudets beteckning",
            todo_en="Check the ids of the request and of the bid",
        )
    return request, bid


def _was_asked(work: Work, request: ValidityRequest, bid: Bid) -> bool:
    letter = work.session.get(Outgoing, f"{request.id}:{bid.organisation_id}")
    return bid.tender_id == request.tender_id and letter is not None


def _answered_at(work: Work, actor: Actor, tender: Tender, bid: Bid, answer: Answer) -> datetime:
    """Now, by the tenderer's own person; or when it came in to the officer who records it."""
    if actor_in(work, actor.id).organisation_id is not None:
        require_of_organisation(work, actor, bid.organisation_id)
        return work.now
    require(work, actor, Act.ASK_VALIDITY, tender.buyer_id)
    return answer.came_in_at or work.now


def _check_same(known: ValidityAnswer, answer: Answer) -> None:
    if (known.extended, known.statement) == (answer.extended, answer.statement):
        return
    raise refuse(
        "validity.answered",
        sv=f"Begäran {known.request_id} är redan besvarad för anbudet {known.bid_id}",
        en=f"Request {known.request_id} has already been answered for bid {known.bid_id}",
        todo_sv="Det första svaret gäller; ställ en ny begäran till alla om det behövs",
        todo_en="The first answer stands; make a new request to all if one is needed",
    )


def _check_received(work: Work, request: ValidityRequest, answered_at: datetime) -> None:
    if not request.asked_at <= answered_at <= work.now:
        raise refuse(
            "validity.came_in_at",
            sv="Ett svar kommer in efter begäran, och inte senare än nu",
            en="An answer comes in after the request, and no later than now",
            todo_sv="Ange när svaret kom in",
            todo_en="State when the answer came in",
        )


def _check_binding(work: Work, tender: Tender, bid: Bid, answered_at: datetime) -> None:
    last = valid_until(work, tender, bid.id)
    if last is not None and swedish_day(answered_at) > last:
        raise _too_late(bid, last.isoformat())


def _too_late(bid: Bid, last: str) -> ActRefused:
    return refuse(
        "validity.bid_lapsed",
        sv=f"Anbudet {bid.id} var bindande till och med {last} och kan inte förlängas längre",
        en=f"Bid {bid.id} was binding through {last} and can no longer be extended",
        todo_sv="Gå vidare med de anbud som är bindande",
        todo_en="Go on with the bids that bind",
    )
