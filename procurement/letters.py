"""Notice letters (LOU 19:19): one per tenderer and decision, owed until dispatched.

A letter tells the outcome, the reasons and the standstill's last day. It is
never an acceptance: no contract comes about by it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

from sqlmodel import col, select

from documents.contexts import CitedReason, LetterContext, LetterLot, Standstill
from documents.formats import Formats
from documents.rendering import template_version
from law.days import swedish_day
from law.reasons import Lang, Text, refuse
from law.rulebook import Rulebook
from law.standstill import Notice, standstill
from models.decision import AwardDecision, AwardedLot
from models.evaluation import Evaluation
from models.letters import Channel, Dispatch, Outgoing, Transport
from models.parties import Buyer, Organisation, Person
from models.review import CourtAct, CourtActKind, ReviewedLot
from models.store import Store, Work
from models.tender import Tender
from people.actors import Actor
from people.permissions import Act, require
from procurement.outcomes import lots_told
from procurement.wording import (
    buyer_party,
    checkpoint_of,
    decision_part,
    is_demo,
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
            select(AwardDecision.id)
            .join(Outgoing, col(Outgoing.decision_id) == col(AwardDecision.id))
            .outerjoin(Dispatch, col(Dispatch.outgoing_id) == col(Outgoing.id))
            .where(col(AwardDecision.tender_id) == tender_id, col(Dispatch.outgoing_id).is_(None))
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
            .outerjoin(Dispatch, col(Dispatch.outgoing_id) == col(Outgoing.id))
            .where(col(Outgoing.decision_id) == decision_id, col(Dispatch.outgoing_id).is_(None))
            .order_by(col(Outgoing.organisation_id))
        ).all()
        return tuple(_letter(work, decision, row.organisation_id, channel, lang) for row in owed)


def _letter(
    work: Work, decision: AwardDecision, organisation_id: str, channel: Channel, lang: Lang
) -> Letter:
    tender = work.session.get_one(Tender, decision.tender_id)
    organisation = work.session.get_one(Organisation, organisation_id)
    running = _standstill(work, decision, channel, lang)
    lots = list(lots_told(work, decision, organisation_id, lang))
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
        background=[
            *_replaces(work, tender, decision, lots, lang),
            *_background(work, decision, lang),
        ],
        lots=lots,
        lots_are_separate_contracts=tender.lots_are_separate_contracts,
        currency=tender.currency,
        standstill=running,
        court=work.session.get_one(Buyer, tender.buyer_id).court,
        signatory=person.name,
    )
    return Letter(decision.id, organisation_id, running.last_day, context)


def _standstill(work: Work, decision: AwardDecision, channel: Channel, lang: Lang) -> Standstill:
    """Counted from all letters of the decision that have gone out, and this one now.

    One letter by mail makes it 15 days for everybody (LOU 20:1).
    """
    sent = work.session.exec(
        select(Dispatch)
        .join(Outgoing, col(Outgoing.id) == col(Dispatch.outgoing_id))
        .where(col(Outgoing.decision_id) == decision.id)
    ).all()
    notices = [Notice(each.dispatched_at, each.channel == Channel.ELECTRONIC) for each in sent]
    notices.append(Notice(work.now, channel == Channel.ELECTRONIC))
    tender = work.session.get_one(Tender, decision.tender_id)
    bar = standstill(notices, rulebook=Rulebook(tender.rulebook))
    if bar.last_day is None or bar.earliest_contract is None:
        raise AssertionError("a notice that is sent always gives the standstill a last day")
    return Standstill(
        sent_on=swedish_day(work.now),
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


def _replaces(
    work: Work, tender: Tender, decision: AwardDecision, lots: Iterable[LetterLot], lang: Lang
) -> Iterable[str]:
    """Which decisions this one takes the place of, for the lots the letter is about."""
    replaced: dict[str, list[str]] = {}
    for told in lots:
        earlier = work.session.exec(
            select(AwardDecision)
            .join(AwardedLot, col(AwardedLot.decision_id) == col(AwardDecision.id))
            .where(
                col(AwardedLot.lot_id) == f"{tender.id}/{told.lot.code}",
                col(AwardDecision.number) < decision.number,
            )
            .order_by(col(AwardDecision.number).desc())
        ).first()
        if earlier is not None:
            replaced.setdefault(earlier.id, []).append(told.lot.code)
    day = Formats(lang).day
    for decision_id, codes in replaced.items():
        part = decision_part(tender, work.session.get_one(AwardDecision, decision_id))
        number, decided, many = part.number, day(part.decided_on), len(codes) > 1
        yield Text(
            f"Beslutet ersätter tilldelningsbeslut {number} av den {decided} för"
            f" {'anbudsområdena' if many else 'anbudsområde'} {', '.join(codes)}.",
            f"The decision replaces award decision {number} of {decided} for"
            f" {'lots' if many else 'lot'} {', '.join(codes)}.",
        ).in_(lang)


@dataclass(frozen=True)
class SetLetter:
    """A letter as set, on its way out. `pdf` is exactly what the tenderer gets."""

    letter: Letter
    pdf: bytes


def dispatch_letters(
    store: Store, actor: Actor, post: Post, dispatches: Sequence[SetLetter]
) -> int:
    """Send each letter and record it; returns how many went out now.

    Delivery comes before the record: a crash in between sends the same bytes
    again under the same name, and never leaves a recorded letter unsent.
    """
    return sum(_dispatch(store, actor, post, dispatch) for dispatch in dispatches)


def _dispatch(store: Store, actor: Actor, post: Post, dispatch: SetLetter) -> int:
    letter = dispatch.letter
    owed = f"{letter.decision_id}:{letter.organisation_id}"
    with store.write() as work:
        decision = work.session.get_one(AwardDecision, letter.decision_id)
        tender = work.session.get_one(Tender, decision.tender_id)
        require(work, actor, Act.DISPATCH_LETTERS, tender.buyer_id)
        work.lock_lots(
            work.session.exec(
                select(AwardedLot.lot_id).where(col(AwardedLot.decision_id) == decision.id)
            )
        )
        if work.session.get(Dispatch, owed) is not None:
            return 0
        _check_day(work, decision, post.channel, letter)
        post.deliver(letter.file_name, dispatch.pdf)
        sha256 = file_blob(work, dispatch.pdf, PDF)
        by_mail = post.channel is Channel.POST
        work.session.add(
            Dispatch(
                outgoing_id=owed,
                dispatched_at=work.now,
                channel=post.channel,
                transport=Transport.MAIL if by_mail else Transport.FOLDER,
                address="",
                message_id="",
                proof=letter.file_name,
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


def _check_day(work: Work, decision: AwardDecision, channel: Channel, letter: Letter) -> None:
    """The letter was worded earlier: midnight may have passed, or others gone by mail."""
    stated = letter.context.standstill
    counted = _standstill(work, decision, channel, letter.context.lang)
    if counted != stated:
        told, right = (f"{each.sent_on}–{each.last_day}" for each in (stated, counted))
        raise refuse(
            "letter.day_passed",
            sv=f"Brevet anger avtalsspärren {told}, men sänt nu löper den {right}",
            en=f"The letter states the standstill as {told}, but sent now it runs {right}",
            todo_sv="Skriv ut brevet på nytt",
            todo_en="Set the letter anew",
        )
