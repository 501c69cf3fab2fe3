"""Award notices (LOU 12:12, 19:19): the outcome, the reasons and the standstill's last day.

A notice is never an acceptance: no contract comes about by it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlmodel import col, select

from appeals.award_kind import award_kind, started_on
from appeals.docketed import docketed
from appeals.orders import orders_about
from appeals.places import standstill_place
from documents.contexts import LetterContext, LetterLot, Standstill
from documents.formats import Formats
from documents.parts import CitedReason
from documents.rendering import template_version
from law.days import swedish_day
from law.reasons import ActRefused, Lang, Reason, Text, refuse
from law.rulebook import Rulebook
from law.standstill import standstill
from models.decision import AwardDecision, AwardedLot
from models.evaluation import Evaluation
from models.letters import Outgoing
from models.parties import Buyer, Organisation, Person
from models.store import Work
from models.tender import Lot, Tender
from procurement.letters.outcomes import lots_told
from procurement.letters.owed import Sending, notices
from procurement.tenders.provisions import Provision, provision
from procurement.tenders.wording import (
    buyer_party,
    checkpoint_of,
    decision_part,
    is_demo,
    provider_party,
    title_of,
)


def award_letter(work: Work, outgoing: Outgoing, sending: Sending) -> LetterContext:
    lang = sending.lang
    decision = work.session.get_one(AwardDecision, outgoing.decision_id)
    tender = work.session.get_one(Tender, decision.tender_id)
    organisation = work.session.get_one(Organisation, outgoing.organisation_id)
    lots = list(lots_told(work, decision, organisation.id, lang))
    return LetterContext(
        lang=lang,
        template_version=template_version("letter"),
        rulebook=tender.rulebook,
        diary_number=tender.diary_number,
        is_demo=is_demo(work),
        checkpoint=checkpoint_of(work, "award.decided", decision.id),
        tender_title=title_of(tender, lang),
        cite=provision(Rulebook(tender.rulebook), Provision.NOTICE).in_(lang),
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
        standstill=stated_standstill(work, outgoing, sending),
        court=work.session.get_one(Buyer, tender.buyer_id).court,
        signatory=work.session.get_one(Person, decision.actor_id).name,
    )


def stated_standstill(work: Work, outgoing: Outgoing, sending: Sending) -> Standstill:
    """Counted from all letters of the decision that have gone out, and this one.

    None is stated where the law knows none (LOU 20:2, 19:19, 19a:10). Raises `ActRefused`
    while a notice of the intention is not published: its time is not known yet (LOU 20:3).
    """
    decision = work.session.get_one(AwardDecision, outgoing.decision_id)
    tender = work.session.get_one(Tender, decision.tender_id)
    kind = award_kind(work, tender, decision.id)
    if kind.announced is not None and kind.announced.published_on is None:
        raise _not_announced(tender)
    bar = standstill(
        notices(work, outgoing, sending),
        rulebook=Rulebook(tender.rulebook),
        procedure=kind.procedure,
        ex_ante_notice=kind.announced.published_on if kind.announced else None,
        started=started_on(tender, swedish_day(decision.decided_at)),
    )
    if bar.barred and bar.last_day is None:
        raise AssertionError("a notice that is sent always gives the standstill a last day")
    return Standstill(
        sent_on=swedish_day(sending.at),
        last_day=bar.last_day,
        earliest_contract=bar.earliest_contract,
        reasons=cited(bar.reasons, sending.lang),
    )


def _not_announced(tender: Tender) -> ActRefused:
    return refuse(
        "letter.not_announced",
        sv=f"Annonsen om avsikten att tilldela {tender.id} är inte publicerad, så avtalsspärrens"
        " sista dag är inte känd",
        en=f"The notice of the intention to award {tender.id} is not published, so the last day"
        " of the standstill is not known",
        todo_sv="Anteckna när annonsen publicerades, och skicka sedan underrättelsen",
        todo_en="Record when the notice was published, and then send the letter",
        cite=standstill_place(Rulebook(tender.rulebook), announced=True),
    )


def cited(reasons: Iterable[Reason], lang: Lang) -> list[CitedReason]:
    return [
        CitedReason(text=reason.in_(lang), cite=reason.cite.in_(lang) if reason.cite else None)
        for reason in reasons
    ]


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
    docket = docketed(work, decision.tender_id)
    orders = {
        f"{order.case_number}: {order.summary.in_(lang)}": None
        for lot in _lots_of(work, decision)
        for order in orders_about(work, docket, lot)
        if not order.redo and order.known_at <= decision.decided_at
    }
    causes = [row.cause_sv if sv else row.cause_en for row in evaluations]
    return [
        *(f"{cause}." for cause in causes),
        *orders,
    ]


def _lots_of(work: Work, decision: AwardDecision) -> Sequence[Lot]:
    found = select(Lot).join(AwardedLot, col(AwardedLot.lot_id) == col(Lot.id))
    found = found.where(col(AwardedLot.decision_id) == decision.id)
    return work.session.exec(found.order_by(col(Lot.id))).all()


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
