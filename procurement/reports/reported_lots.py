"""The lots of an evaluation as its report reads them: stored, and compared anew by name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from sqlmodel import col, select

from appeals.in_force import latest_evaluation
from documents.formats import minor_units
from law.reasons import ActRefused, Lang, refuse
from models.evaluation import EvaluatedBid, EvaluatedLot, Evaluation, Standing
from models.store import Work
from models.tender import Bid, Lot, OpenedBid, Tender
from procurement.evaluation.evaluated import Evaluated, evaluated
from procurement.evaluation.evaluation_file import ModelName
from procurement.ranking.named_lot import Names, in_units, named, names_of
from procurement.ranking.stored_evaluation import lot_file
from procurement.tenders.terms import AwardTerms

MONEY_SCORES = ("price", "value_deduction", "value_addition")


@dataclass(frozen=True)
class ReportedBid:
    ranked: EvaluatedBid
    bid: Bid
    opened: OpenedBid


@dataclass(frozen=True)
class ReportedLot:
    """A lot of the evaluation; ``found`` None where its bids cannot be compared anew."""

    lot: Lot
    outcome: EvaluatedLot
    rows: Sequence[ReportedBid]
    names: Names
    found: Evaluated | None

    def standing(self, *standings: Standing) -> set[str]:
        return {row.bid.id for row in self.rows if Standing(row.ranked.standing) in standings}


@dataclass(frozen=True)
class Source:
    work: Work
    evaluation: Evaluation
    tender: Tender
    terms: AwardTerms
    lang: Lang

    @property
    def model(self) -> ModelName:
        return self.terms.stated.model

    def compared(self, lot_id: str, names: Names, without: set[str]) -> Evaluated | None:
        file = lot_file(self.work, lot_id, without)
        if file is None:
            return None
        try:
            return evaluated(named(in_units(file), names))
        except ActRefused:
            return None


def reported_lots(source: Source) -> Iterable[ReportedLot]:
    work, evaluation_id = source.work, source.evaluation.id
    found = work.session.exec(
        select(Lot, EvaluatedLot)
        .join(EvaluatedLot, col(EvaluatedLot.lot_id) == col(Lot.id))
        .where(col(EvaluatedLot.evaluation_id) == evaluation_id)
        .order_by(col(Lot.code))
    ).all()
    for lot, outcome in found:
        rows = _rows(work, evaluation_id, lot.id)
        names = names_of(work, {row.bid.id: row.bid for row in rows}, source.terms, source.lang)
        told = ReportedLot(lot, outcome, rows, names, None)
        out = told.standing(Standing.DISREGARDED)
        again = source.compared(lot.id, names, out)
        yield ReportedLot(lot, outcome, rows, names, again)


def _rows(work: Work, evaluation_id: str, lot_id: str) -> list[ReportedBid]:
    """As they were placed; those that took no part last."""
    rows = work.session.exec(
        select(EvaluatedBid, Bid, OpenedBid)
        .join(Bid, col(Bid.id) == col(EvaluatedBid.bid_id))
        .join(OpenedBid, col(OpenedBid.bid_id) == col(Bid.id))
        .where(col(EvaluatedBid.evaluation_id) == evaluation_id, col(EvaluatedBid.lot_id) == lot_id)
        .order_by(col(EvaluatedBid.bid_id))
    ).all()
    told = [ReportedBid(*row) for row in rows]
    return sorted(told, key=lambda row: (row.ranked.place is None, row.ranked.place or 0))


def exact(number: str | None) -> Fraction | None:
    """A stored number."""
    return None if number is None else Fraction(number)


def as_stored(source: Source, told: ReportedLot, found: Evaluated) -> bool:
    """Whether the comparison made anew gives what was stored then."""
    money = source.model in (*MONEY_SCORES, "price_per_point")
    factor = minor_units(source.tender.currency) if money else 1
    anew = {placing.bid.id: placing.score.total * factor for placing in found.comparison.placings}
    then = {
        told.names.bids[row.bid.id]: exact(row.ranked.comparison)
        for row in told.rows
        if row.ranked.place is not None
    }
    return anew == then


def lot_in_force(work: Work, lot_id: str) -> Evaluated:
    """A lot's bids compared as the evaluation in force has them, by bid id and in whole units.

    Raises `ActRefused` for a lot that is not known or not evaluated, or where no bid is left.
    """
    lot = work.session.get(Lot, lot_id)
    if lot is None:
        raise refuse(
            "lot.unknown",
            sv=f"Det finns inget anbudsområde {lot_id}",
            en=f"There is no lot {lot_id}",
            todo_sv="Ange områdets id, som DEMO-1/A01",
            todo_en="Name the lot's id, as DEMO-1/A01",
        )
    evaluation_id = latest_evaluation(work, lot.tender_id).get(lot_id)
    if evaluation_id is None:
        raise refuse(
            "lot.not_evaluated",
            sv=f"Området {lot_id} är inte utvärderat",
            en=f"Lot {lot_id} has not been evaluated",
            todo_sv="Utvärdera det först",
            todo_en="Evaluate it first",
        )
    rows = _rows(work, evaluation_id, lot_id)
    out = [row.bid.id for row in rows if row.ranked.standing == Standing.DISREGARDED]
    file = lot_file(work, lot_id, out)
    if file is None:
        raise refuse(
            "lot.no_bids",
            sv=f"I området {lot_id} finns inget anbud kvar att jämföra",
            en=f"In lot {lot_id} no bid is left to compare",
            todo_sv="Se utvärderingsprotokollet för skälen",
            todo_en="See the evaluation report for the reasons",
        )
    return evaluated(in_units(file))
