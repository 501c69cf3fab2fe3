"""Letters of procedures in steps: the invitation to a step, and what a selection came to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Literal

from documents.stage_letter_contexts import (
    CallNotice,
    InvitationContext,
    ListedDocument,
    SelectionContext,
    SelectionLot,
)
from documents.stage_letter_contexts import StatedCriterion as CriterionPart
from law.days import swedish_day
from law.procedures import LeadsTo, Sends, Who, procedures
from law.reasons import Lang, Text
from law.rulebook import Rulebook
from models.letters import Outgoing
from models.stages import MeetingKind, Selection
from models.store import Work
from models.tender import Lot, Publication, Tender
from procurement.calls.must_extend import answer_by
from procurement.conditions.participants import candidates_of, invited_to
from procurement.exact.numbers import exact_text
from procurement.letters.other_letters import court_of, head_of
from procurement.letters.owed import Sending, tender_of
from procurement.planning.tender_documents import newest_versions
from procurement.stages.meetings import kind_of
from procurement.tenders.deadlines import deadline_of
from procurement.tenders.provisions import Provision
from procurement.tenders.steps import basis_of, first_step_of, step_of_tender
from procurement.tenders.terms import StatedCriterion, award_terms
from procurement.tenders.wording import lot_part, money_text


def invitation_letter(work: Work, outgoing: Outgoing, sending: Sending) -> InvitationContext:
    """What LOU 10:9 asks for; a call in a system or within a framework is made alike."""
    tender, lang = tender_of(work, outgoing), sending.lang
    step, plan = step_of_tender(tender), procedures()[tender.procedure]
    sent = work.session.get_one(Publication, tender.id)
    act = ("tender.published", tender.id, sent.actor_id)
    return InvitationContext(
        **head_of(
            work, outgoing, sending, "invitation", act, plan.cites[Rulebook(tender.rulebook)]
        ),
        procedure=plan.name.in_(lang),
        ended=_ended(work, tender),
        notice=_notice(work, tender),
        lots=[lot_part(lot) for lot in _own_lots(work, tender, outgoing.organisation_id)],
        deadline=deadline_of(work, tender) if step.sealed else None,
        binding_until=tender.bids_valid_until,
        questions_by=answer_by(work, tender, work.now) if step.sealed else None,
        key_file=f"{tender.id}.keys.json",
        documents=list(_documents(work, tender, lang)),
        criteria=[_criterion(tender, each, lang) for each in _criteria(tender)],
    )


def _ended(work: Work, tender: Tender) -> Literal["negotiation", "dialogue"] | None:
    """Whoever is asked for a final tender is told that the talks are over (LOU 6:11, 6:24)."""
    under = basis_of(work, tender.id)
    if under is None or step_of_tender(tender).who is not Who.TENDERERS:
        return None
    if LeadsTo.MEETINGS not in step_of_tender(under).leads_to:
        return None
    return "negotiation" if kind_of(under) is MeetingKind.NEGOTIATION else "dialogue"


def _notice(work: Work, tender: Tender) -> CallNotice | None:
    first = first_step_of(work, tender)
    sent = work.session.get(Publication, first.id)
    if first.id == tender.id or sent is None:
        return None
    return CallNotice(diary_number=first.diary_number, sent_on=swedish_day(sent.published_at))


def _own_lots(work: Work, tender: Tender, organisation_id: str) -> Iterator[Lot]:
    for lot_id, invited in invited_to(work, tender.id):
        if invited == organisation_id:
            yield work.session.get_one(Lot, lot_id)


def _documents(work: Work, tender: Tender, lang: Lang) -> Iterator[ListedDocument]:
    for code, row in sorted(newest_versions(work, tender.id).items()):
        yield ListedDocument(
            code=code,
            title=row.title_sv if lang == "sv" else row.title_en,
            version=row.version,
            file_name=row.file_name,
        )


def _criteria(tender: Tender) -> Iterable[StatedCriterion]:
    return award_terms(tender.award_terms).criteria


def _criterion(tender: Tender, stated: StatedCriterion, lang: Lang) -> CriterionPart:
    return CriterionPart(title=stated.title.in_(lang), weight=_weight(tender, stated, lang))


def _weight(tender: Tender, stated: StatedCriterion, lang: Lang) -> str | None:
    if stated.weight is not None:
        return f"{exact_text(stated.weight * 100, lang)} %"
    most = max((level.amount for level in stated.levels), default=0)
    if not most:
        return None
    amount = money_text(Fraction(most), tender.currency, lang)
    return Text(f"högst {amount}", f"at most {amount}").in_(lang)


_AMONG: dict[Sends, Literal["requests", "tenders", "dialogue"]] = {
    Sends.REQUESTS: "requests",
    Sends.TENDERS: "tenders",
    Sends.NOTHING: "dialogue",
}


def selection_letter(work: Work, outgoing: Outgoing, sending: Sending) -> SelectionContext:
    """The recipient's own outcome and nobody else's: that is secret until the award."""
    made = work.session.get_one(Selection, outgoing.selection_id)
    tender, lang = tender_of(work, outgoing), sending.lang
    act = ("candidates.selected", made.id, made.actor_id)
    return SelectionContext(
        **head_of(work, outgoing, sending, "selection", act, Provision.INFORMATION),
        among=_AMONG[step_of_tender(tender).sends],
        decided_on=swedish_day(made.selected_at),
        replaces=made.number > 1,
        reason=made.reason_sv if lang == "sv" else made.reason_en,
        lots=[
            SelectionLot(
                lot=lot_part(work.session.get_one(Lot, row.lot_id)),
                qualified=row.qualified,
                selected=row.selected,
                reason=row.reason_sv if lang == "sv" else row.reason_en,
            )
            for row in candidates_of(work, made)
            if row.organisation_id == outgoing.organisation_id
        ],
        court=court_of(work, tender),
    )
