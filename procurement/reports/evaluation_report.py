"""The report on one evaluation: the rule, the rankings, and how near another outcome was.

What it tells of a lot is what that evaluation stored; the margins come from comparing the
same bids anew, and are left out where the panel has changed its points since.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from sqlmodel import col, select

from documents.bid_contexts import Officer
from documents.rendering import template_version
from documents.report_contexts import Criterion, CriterionLevel, EvaluationContext, LotMargins
from law.days import swedish_day
from law.reasons import Lang, Text, refuse
from models.evaluation import Evaluation, Standing
from models.qualification import Control
from models.store import Work
from models.tender import Tender
from people.actors import person_names
from procurement.evaluation.award_rules import columns_of, rule_in_words
from procurement.exact.numbers import exact_text
from procurement.ranking.named_lot import in_units
from procurement.reports.control_report import controls_of
from procurement.reports.lot_margins import lot_margins, price_of_point
from procurement.reports.panel_report import assessors, declared_conflicts, scored_bids
from procurement.reports.price_report import price_questions
from procurement.reports.ranking_report import cited, in_every_lot, lotteries, rankings, seed_lines
from procurement.reports.reported_lots import ReportedLot, Source, as_stored, reported_lots
from procurement.tenders.named import tender_or_refusal
from procurement.tenders.terms import award_terms
from procurement.tenders.wording import buyer_party, checkpoint_of, is_demo, lot_part, title_of


def evaluation_context(work: Work, evaluation_id: str, lang: Lang) -> EvaluationContext:
    evaluation = work.session.get_one(Evaluation, evaluation_id)
    tender = work.session.get_one(Tender, evaluation.tender_id)
    source = Source(work, evaluation, tender, award_terms(tender.award_terms), lang)
    told = list(reported_lots(source))
    lots = [each.lot for each in told]
    drawn = list(lotteries(told))
    general = in_every_lot(source, told)
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
        model=_model(source, told),
        columns=columns_of(source.model),
        criteria=_criteria(source),
        currency=tender.currency,
        warnings=[cited(warning, source) for warning in general],
        lots=list(rankings(source, told, general)),
        lotteries=drawn,
        seed_lines=seed_lines(work, tender.id) if drawn else [],
        margins=[_margins(source, each) for each in told],
        price_questions=list(price_questions(work, tender, lots, lang)),
        controls=list(controls_of(work, evaluation_id, lang)),
        assessors=assessors(work, tender.id, lang),
        conflicts=declared_conflicts(work, tender.id),
        scored_bids=list(scored_bids(work, lots, source.terms, lang)),
        capacity_rule=[tender.capacity_rule_sv if lang == "sv" else tender.capacity_rule_en],
    )


def evaluation_numbered(work: Work, tender_id: str, number: int | None) -> str:
    """The id of the tender's evaluation of that number, or of its newest.

    Raises `ActRefused` where there is none.
    """
    tender_or_refusal(work, tender_id)
    found = (
        select(Evaluation.id)
        .where(col(Evaluation.tender_id) == tender_id)
        .order_by(col(Evaluation.number).desc())
    )
    if number is not None:
        found = found.where(col(Evaluation.number) == number)
    evaluation_id = work.session.exec(found).first()
    if evaluation_id is None:
        which = "" if number is None else f" {number}"
        raise refuse(
            "evaluation_report.none",
            sv=f"{tender_id} har ingen utvärdering{which}",
            en=f"{tender_id} has no evaluation{which}",
            todo_sv="Utvärdera först, eller ange en utvärdering som finns",
            todo_en="Evaluate first, or name an evaluation that exists",
        )
    return evaluation_id


def _last_entry(work: Work, evaluation: Evaluation) -> date:
    """The record is drawn up when the last control that it tells of has been made."""
    checked = work.session.exec(
        select(Control.checked_at).where(col(Control.evaluation_id) == evaluation.id)
    ).all()
    return swedish_day(max([evaluation.evaluated_at, *checked]))


def _officers(work: Work, ids: Sequence[str], lang: Lang) -> list[Officer]:
    names = person_names(work)
    role = "upphandlare" if lang == "sv" else "procurement officer"
    return [Officer(name=names[id_], role=role) for id_ in ids]


def _model(source: Source, told: Sequence[ReportedLot]) -> list[str]:
    lang = source.lang
    stated = in_units(source.terms.file((), source.tender.currency))
    prices = {each.found.comparison.scoring.price_of_point for each in told if each.found}
    # Absolute models have one price of a point; a relative one's is told with each lot.
    fixed = [
        price_of_point(price, source.tender.currency).in_(lang)
        for price in prices
        if price is not None and not source.terms.model.relative
    ]
    return [
        *rule_in_words(stated, lang),
        *fixed,
        source.terms.unit.in_(lang),
        source.terms.tie_rule.in_(lang),
    ]


def _criteria(source: Source) -> list[Criterion]:
    lang = source.lang
    return [
        Criterion(
            title=criterion.title.in_(lang),
            weight=None if criterion.weight is None else exact_text(criterion.weight, lang),
            scale=_scale(criterion.scale, lang),
            levels=[
                CriterionLevel(
                    level=str(level.level),
                    text=level.commitment.in_(lang),
                    amount_ore=level.amount,
                )
                for level in criterion.levels
            ],
        )
        for criterion in source.terms.criteria
    ]


def _scale(scale: tuple[Fraction, Fraction] | None, lang: Lang) -> str | None:
    if scale is None:
        return None
    lowest, highest = (exact_text(end, lang) for end in scale)
    return f"{lowest}–{highest}"


def _margins(source: Source, told: ReportedLot) -> LotMargins:
    """Among the bids that could be awarded the lot: those before the winner are left out."""
    lot, lang = lot_part(told.lot), source.lang
    if told.outcome.winner_bid_id is None:
        return LotMargins(lot=lot, winner=None, notes=[_NOBODY.in_(lang)])
    if told.found is None or not as_stored(source, told, told.found):
        return LotMargins(lot=lot, winner=None, notes=[_CHANGED.in_(lang)])
    before = told.standing(Standing.PASSED_OVER)
    if not before:
        return lot_margins(lot, told.found, lang)
    out = before | told.standing(Standing.DISREGARDED)
    among = source.compared(told.lot.id, told.names, out)
    if among is None:
        return LotMargins(lot=lot, winner=None, notes=[_CHANGED.in_(lang)])
    margins = lot_margins(lot, among, lang)
    ahead = ", ".join(sorted(told.names.bids[bid_id] for bid_id in before))
    note = Text(
        f"Bland anbuden som kunde tilldelas området: {ahead} är före i rangordningen men förbigås.",
        f"Among the bids that could be awarded the lot: {ahead} is ahead in the ranking, but"
        " passed over.",
    )
    return margins.model_copy(update={"notes": [note.in_(lang), *margins.notes]})


_NOBODY = Text(
    "Ingen får området, och ingen kan förlora det.", "Nobody gets the lot, and nobody can lose it."
)
_CHANGED = Text(
    "Marginalerna visas inte: poängen har ändrats sedan denna utvärdering.",
    "The margins are not shown: the points have been changed since this evaluation.",
)
