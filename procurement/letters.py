"""Notice letters (LOU 19:19): one per tenderer and decision, owed until dispatched.

A letter tells the outcome, the reasons and the standstill's last day. It is
never an acceptance: no contract comes about by it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Literal, Protocol

from sqlmodel import col, select

from documents.contexts import CitedReason, LetterContext, LetterLot, Standstill
from documents.rendering import template_version
from law.days import swedish_day
from law.reasons import Lang, Text, refuse
from law.rulebook import Rulebook
from law.standstill import Notice, standstill
from models.award import (
    AwardDecision,
    AwardedLot,
    Channel,
    EvaluatedBid,
    Evaluation,
    NoticeLetter,
    Outgoing,
    Standing,
)
from models.parties import Buyer, Organisation, Person
from models.review import CourtAct, CourtActKind, ReviewedLot
from models.store import Store, Work
from models.tender import Bid, Lot, Tender
from people.actors import Actor
from people.permissions import Act, require
from procurement.wording import (
    amount,
    buyer_party,
    checkpoint_of,
    decision_part,
    is_demo,
    lot_part,
    provider_party,
    title_of,
)
from registry.filing import PDF, file_blob
from registry.journal import append


class Post(Protocol):
    """How a letter leaves the house. Delivering the same letter twice is harmless."""

    channel: Channel

    def deliver(self, name: str, pdf: bytes) -> None: ...


class FolderPost:
    """Puts letters in a folder, from which the buyer's registry mails them."""

    channel = Channel.ELECTRONIC

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def deliver(self, name: str, pdf: bytes) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / name).write_bytes(pdf)


@dataclass(frozen=True)
class Letter:
    """A letter ready to be set: to whom, about which decision, and the day it states."""

    decision_id: str
    organisation_id: str
    last_day: date
    context: LetterContext

    @property
    def file_name(self) -> str:
        return f"{self.decision_id.replace('/', '-')}-{self.organisation_id}.pdf"


def owed_decisions(store: Store, tender_id: str) -> tuple[str, ...]:
    """Decisions with letters that have not been dispatched."""
    with store.read() as work:
        rows = work.session.exec(
            select(Outgoing.decision_id)
            .join(AwardDecision, col(AwardDecision.id) == col(Outgoing.decision_id))
            .where(col(AwardDecision.tender_id) == tender_id, col(Outgoing.sent_at).is_(None))
            .distinct()
        )
        return tuple(sorted(rows))


def owed_letters(
    store: Store, decision_id: str, channel: Channel, lang: Lang
) -> tuple[Letter, ...]:
    """What the decision still owes, worded for dispatch today through that channel."""
    with store.read() as work:
        decision = work.session.get_one(AwardDecision, decision_id)
        owed = work.session.exec(
            select(Outgoing)
            .where(col(Outgoing.decision_id) == decision_id, col(Outgoing.sent_at).is_(None))
            .order_by(col(Outgoing.organisation_id))
        ).all()
        return tuple(_letter(work, decision, row.organisation_id, channel, lang) for row in owed)


def _letter(
    work: Work, decision: AwardDecision, organisation_id: str, channel: Channel, lang: Lang
) -> Letter:
    tender = work.session.get_one(Tender, decision.tender_id)
    organisation = work.session.get_one(Organisation, organisation_id)
    running = _standstill(tender, work.now, channel, lang)
    person = work.session.get_one(Person, decision.actor_id)
    context = LetterContext(
        lang=lang,
        template_version=template_version("letter"),
        diary_number=tender.diary_number,
        is_demo=is_demo(work),
        checkpoint=checkpoint_of(work, "award.decided", decision.id),
        tender_title=title_of(tender, lang),
        decision=decision_part(tender, decision),
        buyer=buyer_party(work, tender),
        recipient=provider_party(organisation),
        background=_background(work, decision, lang),
        lots=list(_lots(work, decision, organisation_id, lang)),
        currency=tender.currency,
        standstill=running,
        court=work.session.get_one(Buyer, tender.buyer_id).court,
        signatory=person.name,
    )
    return Letter(decision.id, organisation_id, running.last_day, context)


def _standstill(tender: Tender, now: datetime, channel: Channel, lang: Lang) -> Standstill:
    notice = Notice(now, channel == Channel.ELECTRONIC)
    bar = standstill([notice], rulebook=Rulebook(tender.rulebook))
    if bar.last_day is None or bar.earliest_contract is None:
        raise AssertionError("a notice that is sent always gives the standstill a last day")
    return Standstill(
        sent_on=swedish_day(now),
        last_day=bar.last_day,
        earliest_contract=bar.earliest_contract,
        reasons=[
            CitedReason(text=reason.in_(lang), cite=reason.cite.in_(lang) if reason.cite else None)
            for reason in bar.reasons
        ],
    )


def _background(work: Work, decision: AwardDecision, lang: Lang) -> list[str]:
    """Why there is a further decision: the evaluation's cause, and the court's own words."""
    if decision.number == 1:
        return []
    sv = lang == "sv"
    evaluations = work.session.exec(
        select(Evaluation)
        .join(AwardedLot, col(AwardedLot.evaluation_id) == col(Evaluation.id))
        .where(col(AwardedLot.decision_id) == decision.id)
        .distinct()
    ).all()
    orders = work.session.exec(
        select(CourtAct)
        .join(ReviewedLot, col(ReviewedLot.application_id) == col(CourtAct.application_id))
        .join(AwardedLot, col(AwardedLot.lot_id) == col(ReviewedLot.lot_id))
        .where(
            col(AwardedLot.decision_id) == decision.id,
            col(CourtAct.kind) == CourtActKind.CORRECTION,
        )
        .distinct()
    ).all()
    causes = [row.cause_sv if sv else row.cause_en for row in evaluations]
    return [
        *(f"{cause}." for cause in causes),
        *(f"{act.case_number}: {act.summary_sv if sv else act.summary_en}" for act in orders),
    ]


def _lots(
    work: Work, decision: AwardDecision, organisation_id: str, lang: Lang
) -> Iterable[LetterLot]:
    rows = work.session.exec(
        select(AwardedLot, Lot, Bid)
        .join(Lot, col(Lot.id) == col(AwardedLot.lot_id))
        .join(Bid, col(Bid.lot_id) == col(Lot.id))
        .where(
            col(AwardedLot.decision_id) == decision.id,
            col(Bid.organisation_id) == organisation_id,
        )
        .order_by(col(Lot.code))
    ).all()
    for awarded, lot, bid in rows:
        yield _lot(work, awarded, lot, bid, lang)


def _lot(work: Work, awarded: AwardedLot, lot: Lot, bid: Bid, lang: Lang) -> LetterLot:
    own = work.session.get_one(EvaluatedBid, (awarded.evaluation_id, bid.id))
    winning = work.session.get_one(EvaluatedBid, (awarded.evaluation_id, awarded.bid_id))
    winner = work.session.get_one(
        Organisation, work.session.get_one(Bid, awarded.bid_id).organisation_id
    )
    note = own.note_sv if lang == "sv" else own.note_en
    return LetterLot(
        lot=lot_part(lot),
        outcome=_outcome(own),
        own_comparison_price_ore=amount(own.comparison),
        own_rank=own.place,
        winner=winner.name,
        winner_comparison_price_ore=amount(winning.comparison),
        reasons=list(_reasons(own, winning, lang)),
        notes=[note] if note else [],
    )


def _outcome(own: EvaluatedBid) -> Literal["won", "not_won", "rejected"]:
    if own.standing == Standing.WINNER:
        return "won"
    return "rejected" if own.standing == Standing.DISREGARDED else "not_won"


def _reasons(own: EvaluatedBid, winning: EvaluatedBid, lang: Lang) -> Iterable[str]:
    tied = Fraction(own.comparison) == Fraction(winning.comparison)
    yield _REASONS[Standing(own.standing), tied and own.bid_id != winning.bid_id].in_(lang)


_NO_PART = Text("Anbudet deltar inte i utvärderingen", "The bid takes no part in the ranking")
# By what became of the bid, and whether it is tied with the winner's.
_REASONS = {
    (Standing.WINNER, False): Text(
        "Anbudet har det lägsta jämförelsepriset av dem som kan tilldelas området",
        "The bid has the lowest comparison price of those that can be awarded the lot",
    ),
    (Standing.DISREGARDED, False): _NO_PART,
    (Standing.DISREGARDED, True): _NO_PART,
    (Standing.PASSED_OVER, False): Text(
        "Anbudet har lägre jämförelsepris än vinnaren men tilldelas inte området enligt"
        " kapacitetsregeln",
        "The bid has a lower comparison price than the winner, but the capacity rule"
        " keeps the lot from it",
    ),
    (Standing.PASSED_OVER, True): Text(
        "Anbudet går före vinnarens, som har samma jämförelsepris, men tilldelas inte området"
        " enligt kapacitetsregeln",
        "The bid goes before the winner's, which has the same comparison price, but the capacity"
        " rule keeps the lot from it",
    ),
    (Standing.RANKED, False): Text(
        "Det vinnande anbudet har lägre jämförelsepris",
        "The winning bid has a lower comparison price",
    ),
    (Standing.RANKED, True): Text(
        "Det vinnande anbudet har samma jämförelsepris och går före enligt regeln om lika anbud",
        "The winning bid has the same comparison price and goes before it by the rule on ties",
    ),
}


@dataclass(frozen=True)
class Dispatch:
    """A letter as set, on its way out. `pdf` is exactly what the tenderer gets."""

    letter: Letter
    pdf: bytes


def dispatch_letters(store: Store, actor: Actor, post: Post, dispatches: Sequence[Dispatch]) -> int:
    """Send each letter and record it; returns how many went out now.

    Delivery comes before the record: a crash in between sends the same bytes
    again under the same name, and never leaves a recorded letter unsent.
    """
    return sum(_dispatch(store, actor, post, dispatch) for dispatch in dispatches)


def _dispatch(store: Store, actor: Actor, post: Post, dispatch: Dispatch) -> int:
    letter = dispatch.letter
    key = ("notice_letter", letter.decision_id, letter.organisation_id)
    with store.write() as work:
        decision = work.session.get_one(AwardDecision, letter.decision_id)
        tender = work.session.get_one(Tender, decision.tender_id)
        require(actor, Act.DISPATCH_LETTERS, tender.buyer_id)
        work.lock_lots(
            work.session.exec(
                select(AwardedLot.lot_id).where(col(AwardedLot.decision_id) == decision.id)
            )
        )
        owed = work.session.get_one(Outgoing, key)
        if owed.sent_at is not None:
            return 0
        _check_day(tender, work.now, post.channel, letter)
        post.deliver(letter.file_name, dispatch.pdf)
        sha256 = file_blob(work, dispatch.pdf, PDF)
        owed.sent_at = work.now
        work.session.add(owed)
        work.session.add(
            NoticeLetter(
                decision_id=decision.id,
                organisation_id=letter.organisation_id,
                dispatched_at=work.now,
                channel=post.channel,
                stated_last_day=letter.last_day,
                pdf_sha256=sha256,
                **work.recorded(actor.id),
            )
        )
        append(
            work,
            actor.id,
            "letter.dispatched",
            decision.id,
            {
                "to": letter.organisation_id,
                "channel": post.channel.value,
                "last_day": letter.last_day,
                "pdf_sha256": sha256,
            },
        )
    return 1


def _check_day(tender: Tender, now: datetime, channel: Channel, letter: Letter) -> None:
    """The days in the letter were worded earlier; midnight may have passed since."""
    stated = letter.context.standstill
    counted = _standstill(tender, now, channel, letter.context.lang)
    if counted != stated:
        told, right = (f"{each.sent_on}–{each.last_day}" for each in (stated, counted))
        raise refuse(
            "letter.day_passed",
            sv=f"Brevet anger avtalsspärren {told}, men sänt nu löper den {right}",
            en=f"The letter states the standstill as {told}, but sent now it runs {right}",
            todo_sv="Skriv ut brevet på nytt",
            todo_en="Set the letter anew",
        )
