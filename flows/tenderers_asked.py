"""A play's questions to tenderers after the opening, their answers, and low prices decided on."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from flows.step import Step
from interop.play_course import Asked, Inquiry, PriceDecided, Reply
from interop.play_files import Play
from law.reasons import Text
from models.correspondence import InquiryKind
from models.store import Store
from people.actors import load_actor
from procurement.qualification.inquiring import Question, ask, record_reply
from procurement.qualification.low_prices import decide_price

PHASE = "award"
_TITLES = {
    InquiryKind.PRICE_EXPLANATION: Text(
        "Begär förklaring av låga priser", "Ask tenderers to explain low prices"
    ),
    InquiryKind.CLARIFICATION: Text("Begär förtydliganden", "Ask for clarifications"),
    InquiryKind.COMPLETION: Text("Begär kompletteringar", "Ask for completions"),
    InquiryKind.EVIDENCE: Text("Begär bevis", "Ask for evidence"),
}
_REPLIED = Text("Anteckna anbudsgivarnas svar", "Record the tenderers' replies")
_DECIDED = Text("Besluta om låga priser (två personer)", "Decide on low prices (two persons)")


def steps(store: Store, play: Play, send: Callable[[], None]) -> Iterator[Step]:
    """Each question goes out with `send` in the same step as it is put."""
    for inquiry in play.course.inquiries:
        title = _TITLES[InquiryKind(inquiry.kind)]
        yield Step(inquiry.at, PHASE, title, _asking(store, play, inquiry, send))
        for asked in inquiry.asked:
            if asked.reply is not None:
                do = _replying(store, play, inquiry, asked, asked.reply)
                yield Step(asked.reply.at, PHASE, _REPLIED, do)
    for decided in play.course.price_decisions:
        yield Step(decided.at, PHASE, _DECIDED, _deciding(store, decided))


def _asking(
    store: Store, play: Play, inquiry: Inquiry, send: Callable[[], None]
) -> Callable[[], None]:
    def do() -> None:
        for asked in inquiry.asked:
            _put(store, play, inquiry, asked)
        send()

    return do


def _put(store: Store, play: Play, inquiry: Inquiry, asked: Asked) -> str:
    """The inquiry's id; asked again it is the same, so that a reply finds its question."""
    bid = next(bid for bid in play.bids if bid.id == asked.bid)
    question = Question(
        tender_id=play.tender.id,
        organisation_id=bid.provider,
        kind=InquiryKind(inquiry.kind),
        text=inquiry.question,
        answer_by=inquiry.answer_by,
        bid_id=bid.id,
        requirement_id=f"{play.tender.id}/{inquiry.requirement}" if inquiry.requirement else None,
    )
    return ask(store, load_actor(store, inquiry.by), question)


def _replying(
    store: Store, play: Play, inquiry: Inquiry, asked: Asked, reply: Reply
) -> Callable[[], None]:
    def do() -> None:
        inquiry_id = _put(store, play, inquiry, asked)
        record_reply(store, load_actor(store, inquiry.by), inquiry_id, reply.at, reply.text)

    return do


def _deciding(store: Store, act: PriceDecided) -> Callable[[], None]:
    def do() -> None:
        decider, preparer = load_actor(store, act.by), load_actor(store, act.prepared_by)
        decide_price(store, decider, preparer, act.bid, act.accepted, act.reason)

    return do
