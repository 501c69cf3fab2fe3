"""An evaluation as facts: its lots, each bid's place and figures, and which lots are tied."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from fractions import Fraction

from sqlmodel import col, func, select

from models.evaluation import EvaluatedBid, EvaluatedLot, Evaluation, LotTie
from models.store import Work
from people.actors import Actor
from procurement.allotting.allotment import Ranked
from procurement.allotting.lot_ties import ties
from procurement.ranking.due_lots import Due, LotsNow
from procurement.ranking.lot_outcomes import LotOutcome, Placement
from procurement.ranking.stored_allotment import on_offer
from registry.journal import append


def write(now: LotsNow, actor: Actor, due: Due, evaluated_at: datetime | None = None) -> str:
    """Returns the evaluation's id; `evaluated_at` is now, or earlier where it is entered later."""
    work, tender = now.work, now.tender
    done = select(func.count()).select_from(Evaluation)
    number = work.session.exec(done.where(col(Evaluation.tender_id) == tender.id)).one() + 1
    evaluation = Evaluation(
        id=f"{tender.id}/U{number}",
        tender_id=tender.id,
        number=number,
        evaluated_at=evaluated_at or work.now,
        cause_sv=due.cause.sv,
        cause_en=due.cause.en,
        **work.recorded(actor.id),
    )
    work.session.add(evaluation)
    work.session.flush()
    for outcome in due.outcomes:
        _write_lot(work, evaluation.id, outcome)
    _write_ties(now, evaluation.id, due)
    append(
        work,
        actor.id,
        "evaluation.made",
        evaluation.id,
        {"winners": {outcome.lot_id: outcome.winner_bid_id for outcome in due.outcomes}},
    )
    return evaluation.id


def _write_lot(work: Work, evaluation_id: str, outcome: LotOutcome) -> None:
    work.session.add(
        EvaluatedLot(
            evaluation_id=evaluation_id,
            lot_id=outcome.lot_id,
            winner_bid_id=outcome.winner_bid_id,
            draw_seed=outcome.draw_seed,
            combination=outcome.combination,
        )
    )
    work.session.flush()
    work.session.add_all(
        _bid(evaluation_id, outcome.lot_id, placement) for placement in outcome.placements
    )


def _bid(evaluation_id: str, lot_id: str, placement: Placement) -> EvaluatedBid:
    score = placement.score
    return EvaluatedBid(
        evaluation_id=evaluation_id,
        lot_id=lot_id,
        bid_id=placement.bid_id,
        place=placement.place,
        comparison=None if score is None else str(score.total),
        price_points=None if score is None else _exact(score.price_points),
        quality=None if score is None else _exact(score.quality),
        standing=placement.standing.value,
        draw_ticket=placement.draw_ticket,
        note_sv=placement.note.sv,
        note_en=placement.note.en,
    )


def _exact(number: Fraction | None) -> str | None:
    return None if number is None else str(number)


def _write_ties(now: LotsNow, evaluation_id: str, due: Due) -> None:
    """Ties among the lots without a contract, as they are after this evaluation.

    A lot that waits to be ranked has no winner that could fall, and takes no part.
    """
    found = now.rankings.found
    loose = [lot for lot in now.loose if lot.id in found]

    def without(fallen: frozenset[str]) -> Mapping[str, Sequence[Ranked]]:
        return {lot.id: found[lot.id].without(fallen) for lot in loose}

    current = now.current | {each.lot_id: each.winner_bid_id for each in due.outcomes}
    used = now.used({lot.id for lot in loose})
    tied = ties(on_offer(loose), without, now.terms, used, current)
    now.work.session.add_all(
        LotTie(evaluation_id=evaluation_id, lot_id=lot_id, tied_lot_id=other)
        for lot_id, other in sorted(tied)
    )
