"""The records of an opening and of an evaluation, as documents on file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from typing import Literal

from sqlmodel import col, select

from appeals.loading import latest_evaluation
from documents.bid_contexts import Officer
from documents.contexts import Control as ControlPart
from documents.contexts import Criterion, CriterionLevel, EvaluationContext, LotRanking, RankingRow
from documents.rendering import Renderer, template_version
from law.days import swedish_day
from law.reasons import Lang
from models.evaluation import EvaluatedBid, EvaluatedLot, Evaluation, Standing
from models.protocol import Protocol
from models.qualification import Control
from models.store import Store, Work
from models.tender import Bid, Evidence, Lot, OpenedBid, Opening, Requirement, Tender
from people.actors import Actor, organisation_names, person_names
from people.permissions import Act, require
from procurement.controls import newest_controls, requirements_of
from procurement.drafting import cite_of
from procurement.opening_record import opening_context
from procurement.terms import AwardTerms, award_terms
from procurement.wording import amount, buyer_party, checkpoint_of, is_demo, lot_part, title_of
from registry.filing import PDF, file_blob
from registry.journal import append

Kind = Literal["opening", "evaluation"]
Status = Literal["winner", "ranked", "passed_over", "failed_control", "rejected"]


def file_protocols(
    store: Store, actor: Actor, renderer: Renderer, tender_id: str, lang: Lang
) -> int:
    """Set and file every record that is due and not on file; returns how many were new.

    An evaluation's record is due once every presumptive winner that it still
    has is controlled, so that no control is missing from what is filed.
    """
    with store.read() as work:
        due = [
            (kind, subject)
            for kind, subject in _due(work, tender_id)
            if work.session.get(Protocol, (kind, subject, lang)) is None
        ]
        contexts = [
            opening_context(work, subject, lang)
            if kind == "opening"
            else evaluation_context(work, subject, lang)
            for kind, subject in due
        ]
    for (kind, subject), pdf in zip(due, renderer.render_all(contexts), strict=True):
        _file(store, actor, tender_id, (kind, subject, lang), pdf)
    return len(due)


def _due(work: Work, tender_id: str) -> Iterable[tuple[Kind, str]]:
    if work.session.get(Opening, tender_id) is not None:
        yield "opening", tender_id
    for evaluation in work.session.exec(
        select(Evaluation)
        .where(col(Evaluation.tender_id) == tender_id)
        .order_by(col(Evaluation.number))
    ):
        if _controlled(work, evaluation):
            yield "evaluation", evaluation.id


def _controlled(work: Work, evaluation: Evaluation) -> bool:
    latest = latest_evaluation(work, evaluation.tender_id)
    made = {
        (control.bid_id, control.requirement_id)
        for control in work.session.exec(
            select(Control).where(col(Control.evaluation_id) == evaluation.id)
        )
    }
    lots = work.session.exec(
        select(EvaluatedLot).where(col(EvaluatedLot.evaluation_id) == evaluation.id)
    ).all()
    requirements = requirements_of(work, evaluation.tender_id)
    return all(
        (row.winner_bid_id, requirement.id) in made
        for row in lots
        for requirement in requirements
        if row.winner_bid_id is not None and latest[row.lot_id] == evaluation.id
    )


def _file(
    store: Store, actor: Actor, tender_id: str, key: tuple[Kind, str, Lang], pdf: bytes
) -> None:
    kind, subject, lang = key
    with store.write() as work:
        require(work, actor, Act.RENDER, work.session.get_one(Tender, tender_id).buyer_id)
        if work.session.get(Protocol, key) is not None:
            return
        sha256 = file_blob(work, pdf, PDF)
        work.session.add(
            Protocol(
                kind=kind,
                subject_id=subject,
                lang=lang,
                pdf_sha256=sha256,
                **work.recorded(actor.id),
            )
        )
        append(work, actor.id, f"protocol.{kind}", subject, {"lang": lang, "pdf_sha256": sha256})


def _officers(work: Work, ids: Sequence[str], lang: Lang) -> list[Officer]:
    names = person_names(work)
    role = "upphandlare" if lang == "sv" else "procurement officer"
    return [Officer(name=names[id_], role=role) for id_ in ids]


def evaluation_context(work: Work, evaluation_id: str, lang: Lang) -> EvaluationContext:
    evaluation = work.session.get_one(Evaluation, evaluation_id)
    tender = work.session.get_one(Tender, evaluation.tender_id)
    terms = award_terms(tender.award_terms)
    return EvaluationContext(
        lang=lang,
        template_version=template_version("evaluation"),
        diary_number=tender.diary_number,
        is_demo=is_demo(work),
        checkpoint=checkpoint_of(work, "evaluation.made", evaluation.id),
        tender_title=title_of(tender, lang),
        buyer=buyer_party(work, tender),
        drawn_up_on=_last_entry(work, evaluation),
        drawn_up_by=_officers(work, [evaluation.actor_id], lang),
        background=[evaluation.cause_sv if lang == "sv" else evaluation.cause_en],
        model=_model(terms, lang),
        criteria=_criteria(terms, lang),
        currency=tender.currency,
        lots=list(_rankings(work, evaluation_id, lang)),
        controls=list(_controls(work, evaluation_id, lang)),
        capacity_rule=[tender.capacity_rule_sv if lang == "sv" else tender.capacity_rule_en],
    )


def _last_entry(work: Work, evaluation: Evaluation) -> date:
    """The record is drawn up when the last control that it tells of has been made."""
    checked = work.session.exec(
        select(Control.checked_at).where(col(Control.evaluation_id) == evaluation.id)
    ).all()
    return swedish_day(max([evaluation.evaluated_at, *checked]))


def _model(terms: AwardTerms, lang: Lang) -> list[str]:
    rule = (
        "Jämförelsepris = anbudspris − summan av avdragen för de åtaganden som anbudet innehåller."
        " Lägst jämförelsepris vinner."
        if lang == "sv"
        else "Comparison price = price − the sum of the deductions for the commitments in the bid."
        " The lowest comparison price wins."
    )
    return [rule, terms.unit.in_(lang), terms.tie_rule.in_(lang)]


def _criteria(terms: AwardTerms, lang: Lang) -> list[Criterion]:
    return [
        Criterion(
            title=criterion.title.in_(lang),
            levels=[
                CriterionLevel(text=level.commitment.in_(lang), amount_ore=level.amount)
                for level in criterion.levels
            ],
        )
        for criterion in terms.criteria
    ]


def _rankings(work: Work, evaluation_id: str, lang: Lang) -> Iterable[LotRanking]:
    lots = work.session.exec(
        select(Lot)
        .join(EvaluatedLot, col(EvaluatedLot.lot_id) == col(Lot.id))
        .where(col(EvaluatedLot.evaluation_id) == evaluation_id)
        .order_by(col(Lot.code))
    ).all()
    names = organisation_names(work)
    failed = _failed_later(work, evaluation_id, lang)
    for lot in lots:
        rows = work.session.exec(
            select(EvaluatedBid, Bid, OpenedBid)
            .join(Bid, col(Bid.id) == col(EvaluatedBid.bid_id))
            .join(OpenedBid, col(OpenedBid.bid_id) == col(Bid.id))
            .where(
                col(EvaluatedBid.evaluation_id) == evaluation_id,
                col(EvaluatedBid.lot_id) == lot.id,
            )
        ).all()
        ordered = sorted(rows, key=lambda row: (row[0].place is None, row[0].place or 0))
        yield LotRanking(
            lot=lot_part(lot),
            rows=[
                _row(ranked, names[bid.organisation_id], opened, failed.get(bid.id), lang)
                for ranked, bid, opened in ordered
            ],
        )


def _failed_later(work: Work, evaluation_id: str, lang: Lang) -> dict[str, str]:
    """Bids that were ranked here and then failed this evaluation's own controls."""
    tender_id = work.session.get_one(Evaluation, evaluation_id).tender_id
    return {
        row.bid_id: row.note_sv if lang == "sv" else row.note_en
        for row in newest_controls(work, tender_id).values()
        if row.evaluation_id == evaluation_id and row.outcome == "failed"
    }


def _row(
    ranked: EvaluatedBid, tenderer: str, opened: OpenedBid, failed: str | None, lang: Lang
) -> RankingRow:
    comparison = amount(ranked.comparison)
    note = ranked.note_sv if lang == "sv" else ranked.note_en
    return RankingRow(
        place=ranked.place,
        tenderer=tenderer,
        price_ore=opened.price,
        deduction_ore=opened.price - comparison,
        comparison_price_ore=comparison,
        status=_status(ranked, failed),
        reason=failed or note or None,
    )


def _status(ranked: EvaluatedBid, failed: str | None) -> Status:
    if failed:
        return "failed_control"
    match Standing(ranked.standing):
        case Standing.WINNER:
            return "winner"
        case Standing.PASSED_OVER:
            return "passed_over"
        case Standing.DISREGARDED:
            return "rejected"
        case Standing.RANKED:
            return "ranked"


def _controls(work: Work, evaluation_id: str, lang: Lang) -> Iterable[ControlPart]:
    tender_id = work.session.get_one(Evaluation, evaluation_id).tender_id
    governing = newest_controls(work, tender_id)
    found = work.session.exec(
        select(Control, Requirement, Bid, Lot)
        .join(Requirement, col(Requirement.id) == col(Control.requirement_id))
        .join(Bid, col(Bid.id) == col(Control.bid_id))
        .join(Lot, col(Lot.id) == col(Bid.lot_id))
        .where(col(Control.evaluation_id) == evaluation_id)
        .order_by(col(Bid.organisation_id), col(Requirement.code), col(Lot.code))
    ).all()
    rows = [
        row
        for row in found
        if governing[row[0].bid_id, row[0].requirement_id, evaluation_id] is row[0]
    ]
    names, people = organisation_names(work), person_names(work)
    # One line for the same evidence in many lots: a report of 46 lots stays readable.
    for _, group in groupby(rows, key=lambda row: _same_line(row[0], row[2])):
        same = list(group)
        control, requirement, bid, _ = same[0]
        cite = cite_of(requirement)
        evidence = work.session.get(Evidence, control.evidence_id) if control.evidence_id else None
        note = control.note_sv if lang == "sv" else control.note_en
        yield ControlPart(
            tenderer=names[bid.organisation_id],
            lots=[lot.code for _, _, _, lot in same],
            requirement=requirement.title_sv if lang == "sv" else requirement.title_en,
            basis=_basis(requirement),
            cite=cite.in_(lang) if cite else None,
            outcome="met" if control.outcome == "passed" else "not_met",
            evidence=f"{evidence.issued_on}: {evidence.summary}" if evidence else note,
            checked_by=people[control.actor_id],
            checked_at=control.checked_at,
        )


def _same_line(control: Control, bid: Bid) -> tuple[str, str, str, str]:
    return (
        bid.organisation_id,
        control.requirement_id,
        control.outcome,
        control.evidence_id or control.bid_id,
    )


def _basis(requirement: Requirement) -> Literal["statute", "tender_documents", "house_rule"]:
    match requirement.basis:
        case "statute":
            return "statute"
        case "tender_documents":
            return "tender_documents"
        case _:
            return "house_rule"
