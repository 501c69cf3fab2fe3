"""The draft of the statement: the facts filled in, what is argued left to a lawyer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from sqlmodel import col, select

from appeals.case_file.bundle_copy import PartCopy
from appeals.case_file.case import KINDS, Case, buyer_party, counterparty, court_of, is_demo
from appeals.case_file.case_parts import Group
from appeals.case_file.court_parts import act_named
from appeals.case_file.framework import HEADINGS, argued_under
from appeals.case_file.ground_facts import facts_of
from appeals.case_file.letter_parts import NAMES, letters_of
from appeals.case_file.timeliness import as_part, bar_of, timely
from appeals.facts import FR_ENDS
from documents.case_file_contexts import (
    Enclosure,
    Event,
    GroundSection,
    StatementContext,
    ValuedLot,
)
from documents.parts import CitedReason, Lot
from documents.rendering import template_version
from law.days import spoken, swedish_day
from law.procedures import procedures
from law.reasons import Reason, Text
from law.remedies import section
from law.review import in_time
from law.rulebook import Rulebook
from models.evaluation import EvaluatedBid, Evaluation
from models.letters import LetterKind
from models.planning import Correction
from models.review import CourtActKind, GroundKind, MatterGround, MatterKind
from models.tender import Opening, Publication

INTERIM = {CourtActKind.INTERIM_ORDER, CourtActKind.INTERIM_LIFTED, CourtActKind.STANDSTILL_LIFTED}
# After any of these the first court no longer tries it, or has let the contract go on.
ENDS_STANDSTILL = FR_ENDS | {CourtActKind.REMANDED, CourtActKind.STANDSTILL_LIFTED}
ACTS: Mapping[Rulebook, Text] = {
    Rulebook.SE_LOU: Text("LOU (2016:1145)", "LOU (2016:1145)"),
    Rulebook.SE_LOU_19: Text("19 kap. LOU (2016:1145)", "LOU (2016:1145), chapter 19"),
    Rulebook.SE_LOU_19A: Text("19 a kap. LOU (2016:1145)", "LOU (2016:1145), chapter 19a"),
    Rulebook.SE_LUF: Text("LUF (2016:1146)", "LUF (2016:1146)"),
    Rulebook.SE_LOV: Text("LOV (2008:962)", "LOV (2008:962)"),
    Rulebook.EU: Text("direktiv 2014/24/EU", "Directive 2014/24/EU"),
}


SHOWN_BY: Mapping[GroundKind, tuple[Group, ...]] = {
    GroundKind.WINNER_NOT_QUALIFIED: (Group.DOCUMENTS, Group.BIDS, Group.EVALUATION),
    GroundKind.WINNER_TO_BE_EXCLUDED: (Group.DOCUMENTS, Group.BIDS, Group.EVALUATION),
    GroundKind.REQUIREMENT_NOT_MET: (Group.DOCUMENTS, Group.BIDS, Group.EVALUATION),
    GroundKind.OWN_BID_WRONGLY_REJECTED: (Group.DOCUMENTS, Group.BIDS, Group.EVALUATION),
    GroundKind.EVALUATION_WRONG: (Group.DOCUMENTS, Group.BIDS, Group.EVALUATION),
    GroundKind.ABNORMALLY_LOW: (Group.BIDS, Group.EVALUATION),
    GroundKind.DOCUMENTS_UNCLEAR: (Group.PUBLICATION, Group.DOCUMENTS),
    GroundKind.REQUIREMENT_DISPROPORTIONATE: (Group.PUBLICATION, Group.DOCUMENTS),
    GroundKind.REASONS_INSUFFICIENT: (Group.DECISION, Group.LETTERS),
    GroundKind.CONFLICT_OF_INTEREST: (Group.OPENING, Group.EVALUATION),
    GroundKind.CANCELLATION_UNFOUNDED: (Group.DECISION, Group.LETTERS),
    GroundKind.UNLAWFUL_DIRECT_AWARD: (Group.DECISION, Group.PUBLICATION),
    GroundKind.OTHER: (),
}
Places = Mapping[int, tuple[int, int]]


def statement_of(
    case: Case, copies: Sequence[PartCopy], places: Places | None = None
) -> StatementContext:
    """`places`: by a part's number its first page in the complete file, and how many it has."""
    enclosures = [_enclosure(each, places or {}) for each in copies]
    court, number = court_of(case)
    published = case.work.session.get(Publication, case.tender.id)
    return StatementContext(
        lang=case.lang,
        template_version=template_version("statement"),
        diary_number=case.tender.diary_number,
        is_demo=is_demo(case.work),
        is_court=case.is_court,
        is_review=case.is_review,
        rulebook=case.tender.rulebook,
        tender_title=case.say(case.tender.title_sv, case.tender.title_en),
        court=court,
        case_number=number,
        matter=KINDS[MatterKind(case.matter.kind)].in_(case.lang),
        buyer=buyer_party(case),
        counterparty=counterparty(case),
        procedure=procedures()[case.tender.procedure].name.in_(case.lang),
        act=ACTS[case.rulebook].in_(case.lang),
        published_on=swedish_day(published.published_at) if published else None,
        currency=case.tender.currency,
        lots=[
            ValuedLot(
                lot=Lot(code=lot.code, name=lot.name), estimated_value_ore=lot.estimated_value
            )
            for lot in case.lots
        ],
        relief=case.say(case.matter.relief_sv, case.matter.relief_en),
        grounds_stated=case.say(case.matter.grounds_sv, case.matter.grounds_en),
        lodged_on=swedish_day(case.matter.lodged_at),
        answer_by=_answer_by(case),
        timely=timely(case),
        interim=list(_interim(case)),
        harm_cite=_harm(case),
        chronology=_chronology(
            case, {each.part.key: one for each, one in zip(copies, enclosures, strict=True)}
        ),
        grounds=[_ground(case, each, _shown(copies, enclosures)) for each in _grounds(case)],
        enclosures=enclosures,
    )


def _enclosure(copy: PartCopy, places: Places) -> Enclosure:
    first, pages = places.get(copy.number, (0, 1))
    return Enclosure(
        number=copy.number,
        title=copy.part.title,
        day=copy.part.day,
        marked=copy.marked,
        first_page=first,
        last_page=first + pages - 1 if first else 0,
    )


def _shown(
    copies: Sequence[PartCopy], enclosures: Sequence[Enclosure]
) -> Mapping[Group, Sequence[Enclosure]]:
    groups: dict[Group, list[Enclosure]] = {}
    for copy, enclosure in zip(copies, enclosures, strict=True):
        groups.setdefault(copy.part.group, []).append(enclosure)
    return groups


def _answer_by(case: Case) -> date | None:
    """As the court said last; what was said from the beginning otherwise."""
    said = [act.due_on for act in case.acts if act.due_on is not None]
    return said[-1] if said else case.matter.answer_by


def _interim(case: Case) -> Iterator[CitedReason]:
    """An application in time holds the contract while the first court tries it (20:8)."""
    for act in case.acts:
        if CourtActKind(act.kind) in INTERIM:
            when = spoken(act.decided_on).in_(case.lang)
            yield CitedReason(text=f"{act_named(case, act)}, {when}.")
    ended = any(CourtActKind(act.kind) in ENDS_STANDSTILL for act in case.acts)
    if case.matter.kind != MatterKind.REVIEW or case.rulebook is Rulebook.EU or ended:
        return
    lodged = swedish_day(case.matter.lodged_at)
    bars = (bar_of(case, each) for each in case.decisions)
    if any(bar.barred and in_time(bar, lodged, rulebook=case.rulebook)[0] for bar in bars):
        held = Text(
            "Ansökan har kommit in under avtalsspärren. Förlängd avtalsspärr gäller medan målet"
            " handläggs i förvaltningsrätten, utan något beslut av rätten",
            "The application came in during the standstill. An extended standstill holds while"
            " the case is before the administrative court, without any order of it",
        )
        yield as_part(case, Reason("extended-standstill", held, section(case.rulebook, "8")))


def _harm(case: Case) -> str | None:
    """A contract is tried under 20:13, where some points ask for harm and some do not."""
    tried = case.matter.kind in (MatterKind.REVIEW, MatterKind.CANCELLATION)
    if not tried or case.rulebook is Rulebook.EU:
        return None
    return section(case.rulebook, "6").in_(case.lang)


def _chronology(case: Case, shown: Mapping[str, Enclosure]) -> list[Event]:
    events = []
    for day, what, key in [*_before(case), *_decided(case), *_after(case)]:
        by = shown.get(key)
        part, page = (by.number, by.first_page or None) if by else (None, None)
        events.append(Event(day=day, what=what, part=part, page=page))
    return sorted(events, key=lambda event: event.day)


_Happened = tuple[date, str, str]


def _before(case: Case) -> Iterator[_Happened]:
    session, tender = case.work.session, case.tender
    published = session.get(Publication, tender.id)
    if published is not None:
        day = swedish_day(published.published_at)
        yield day, case.say("Upphandlingen annonserades", "The call was published"), "publication"
    corrections = select(Correction).where(col(Correction.tender_id) == tender.id)
    for row in session.exec(corrections.order_by(col(Correction.number))):
        told = case.say(f"Rättelse: {row.what_sv}", f"Correction: {row.what_en}")
        yield swedish_day(row.corrected_at), told, "publication"
    if tender.bid_deadline_at is not None:
        day = swedish_day(tender.bid_deadline_at)
        yield day, case.say("Sista dag för anbud", "Deadline for bids"), "publication"
    opening = session.get(Opening, tender.id)
    if opening is not None:
        day = swedish_day(opening.opened_at)
        yield day, case.say("Anbuden öppnades", "The bids were opened"), f"opening:{tender.id}"
    # Of the matter's own lots: others are ranked again for reasons of their own.
    own = select(EvaluatedBid.evaluation_id).where(
        col(EvaluatedBid.lot_id).in_([lot.id for lot in case.lots])
    )
    rows = select(Evaluation).where(col(Evaluation.id).in_(own))
    for each in session.exec(rows.order_by(col(Evaluation.number))):
        told = case.say(f"Utvärdering: {each.cause_sv}", f"Evaluation: {each.cause_en}")
        yield swedish_day(each.evaluated_at), told, f"evaluation:{each.id}"


def _decided(case: Case) -> Iterator[_Happened]:
    for decision in case.decisions:
        told = case.say("Tilldelningsbeslut fattades", "The award was decided")
        yield swedish_day(decision.decided_at), told, decision.id
        last = bar_of(case, decision).last_day
        if last is not None:
            yield last, case.say("Avtalsspärrens sista dag", "Last day of the standstill"), ""
    for row in case.cancellations:
        told = case.say("Upphandlingen avbröts", "The procurement was cancelled")
        yield swedish_day(row.decided_at), told, row.id
    for outgoing, sent in letters_of(case):
        if outgoing.organisation_id in case.concerned() and outgoing.kind != LetterKind.INQUIRY:
            name = NAMES[LetterKind(outgoing.kind)].in_(case.lang)
            who = case.names[outgoing.organisation_id]
            told = case.say(f"{name} sändes till {who}", f"{name} sent to {who}")
            yield swedish_day(sent.dispatched_at), told, outgoing.id


def _after(case: Case) -> Iterator[_Happened]:
    matter = case.matter
    told = case.say("Konkurrensverkets begäran", "Request of the Competition Authority")
    if case.is_court:
        told = case.say("Ansökan kom in till domstolen", "The application came in to the court")
    yield swedish_day(matter.lodged_at), told, matter.id
    for act in case.acts:
        yield act.decided_on, act_named(case, act), act.id if act.document_sha256 else matter.id


def _grounds(case: Case) -> Sequence[MatterGround]:
    found = select(MatterGround).where(col(MatterGround.matter_id) == case.matter.id)
    return case.work.session.exec(found.order_by(col(MatterGround.number))).all()


def _ground(
    case: Case, ground: MatterGround, shown: Mapping[Group, Sequence[Enclosure]]
) -> GroundSection:
    """The court is to have the facts whole: what of them is marked is said, not left out."""
    kind = GroundKind(ground.kind)
    found = facts_of(case, ground)
    marked = ", ".join(str(each.number) for each in shown.get(Group.BIDS, ()) if each.marked)
    if marked:
        told_sv = f"Bilaga {marked} är sekretessmarkerad: avgör vad som får stå i yttrandet."
        told_en = f"Enclosure {marked} is marked as secret: decide what the statement may tell."
        found.missing.append(case.say(told_sv, told_en))
    return GroundSection(
        number=ground.number,
        heading=HEADINGS[kind].in_(case.lang),
        raised_on=ground.raised_on,
        text=case.say(ground.text_sv, ground.text_en),
        cites=[cite.in_(case.lang) for cite in argued_under(kind, case.rulebook)],
        facts=found.facts,
        tables=found.tables,
        missing=found.missing,
        sources=[each for group in SHOWN_BY[kind] for each in shown.get(group, ())],
    )
