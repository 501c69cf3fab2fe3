"""A stored lot as the file that `procurement.evaluation.evaluated` evaluates: one path for both."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from sqlmodel import col, select

from law.reasons import Reason, Text
from law.rulebook import Rulebook
from models.evaluation import EvaluatedBid
from models.store import Work
from models.tender import Bid, Lot, OpenedBid, Tender
from procurement.evaluation.evaluated import Evaluated, evaluated
from procurement.evaluation.evaluation_file import EvaluationFile, StatedBid
from procurement.evaluation.warnings import listed
from procurement.panel.consensus import points_of
from procurement.tenders.provisions import reason_under
from procurement.tenders.terms import AwardTerms, award_terms


def bids_of(work: Work, lot_id: str) -> Sequence[tuple[Bid, OpenedBid]]:
    """The lot's opened bids, by id."""
    return work.session.exec(
        select(Bid, OpenedBid)
        .join(OpenedBid, col(OpenedBid.bid_id) == col(Bid.id))
        .where(col(Bid.lot_id) == lot_id)
        .order_by(col(Bid.id))
    ).all()


def lot_file(work: Work, lot_id: str, without: Collection[str] = ()) -> EvaluationFile | None:
    """The lot's bids but those named, by id and in minor units; None when no bid is left.

    Points are the panel's consensus; a bid that lacks some has none here, and
    `procurement.evaluation.evaluated.evaluated` refuses it.
    """
    tender = work.session.get_one(Tender, work.session.get_one(Lot, lot_id).tender_id)
    terms = award_terms(tender.award_terms)
    whole = whole_file(work, terms, tender.currency, bids_of(work, lot_id))
    return without_bids(whole, without)


def whole_file(
    work: Work, terms: AwardTerms, currency: str, rows: Sequence[tuple[Bid, OpenedBid]]
) -> EvaluationFile:
    """A lot's bids, all of them; ``rows`` as `bids_of` gives them."""
    points = points_of(work, rows[0][0].lot_id) if terms.pointed and rows else {}
    bids = [_stated(terms, opened, points.get(opened.bid_id, {})) for _, opened in rows]
    return terms.file(bids, currency)


def without_bids(file: EvaluationFile, without: Collection[str]) -> EvaluationFile | None:
    """None when no bid is left."""
    left = tuple(bid for bid in file.bids if bid.id not in without)
    return file.model_copy(update={"bids": left}) if left else None


def _stated(terms: AwardTerms, opened: OpenedBid, points: Mapping[str, Fraction]) -> StatedBid:
    levels = {criterion: str(level) for criterion, level in opened.levels.items()}
    return StatedBid.model_construct(
        id=opened.bid_id,
        price=Fraction(opened.price),
        points=dict(points),
        levels=levels if terms.valued else {},
    )


def lacking_points(file: EvaluationFile) -> tuple[str, ...]:
    """Bids on which the panel has not agreed for every criterion."""
    wanted = {criterion.id for criterion in file.criteria}
    return tuple(bid.id for bid in file.bids if wanted - bid.points.keys())


def evaluated_lot(work: Work, evaluation_id: str, lot_id: str) -> Evaluated | None:
    """The lot among the bids that took part in that evaluation; None where none did."""
    rows = select(EvaluatedBid.bid_id).where(
        col(EvaluatedBid.evaluation_id) == evaluation_id,
        col(EvaluatedBid.lot_id) == lot_id,
        col(EvaluatedBid.place).is_(None),
    )
    file = lot_file(work, lot_id, without=frozenset(work.session.exec(rows)))
    return None if file is None else evaluated(file)


def warnings_of_lot(work: Work, evaluation_id: str, lot_id: str) -> tuple[Reason, ...]:
    """What a person should know before the lot's evaluation is relied on.

    As for a file: a relative model, losers whose leaving gives the rest another first, a
    tie that was drawn, and what is stated but not counted; cited as the tender's rulebook has it.
    """
    found = evaluated_lot(work, evaluation_id, lot_id)
    if found is None:
        return ()
    tender = work.session.get_one(Tender, work.session.get_one(Lot, lot_id).tender_id)
    rulebook = Rulebook(tender.rulebook)
    return tuple(_told(found, reason_under(rulebook, each)) for each in found.warnings)


def _told(found: Evaluated, warning: Reason) -> Reason:
    """A file leaves a tie to its reader; in a stored tender the lots have been drawn."""
    if warning.code != "tie":
        return warning
    sv, en = listed(found.comparison.first.tied)
    text = Text(
        f"{sv} kunde inte skiljas åt av den angivna regeln; ordningen mellan dem är lottad",
        f"{en} could not be told apart by the stated rule; their order was drawn by lot",
    )
    return replace(warning, text=text)
