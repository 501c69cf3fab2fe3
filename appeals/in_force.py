"""Which decision, evaluation, cancellation and contract of a lot count now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import col, select

from appeals.docketed import set_aside
from law.days import swedish_day
from models.contract import Contract, Party, Signature
from models.decision import AwardDecision, AwardedLot, Cancellation, CancelledLot, WithdrawnLot
from models.evaluation import EvaluatedLot, Evaluation
from models.store import Work


@dataclass(frozen=True)
class AwardInForce:
    """The newest decision about a lot, and the bid it names."""

    decision: AwardDecision
    awarded: AwardedLot


def award_in_force(work: Work, lot_id: str) -> AwardInForce | None:
    """None once it has been withdrawn, or the lot cancelled; an older one never revives.

    A cancellation that a court has set aside does not count.
    """
    # One question and not three: it is asked several times about every lot.
    found = work.session.exec(
        select(AwardDecision, AwardedLot, WithdrawnLot.lot_id, CancelledLot.lot_id)
        .select_from(AwardedLot)
        .join(AwardDecision, col(AwardDecision.id) == col(AwardedLot.decision_id))
        .outerjoin(
            WithdrawnLot,
            (col(WithdrawnLot.decision_id) == col(AwardDecision.id))
            & (col(WithdrawnLot.lot_id) == col(AwardedLot.lot_id)),
        )
        .outerjoin(CancelledLot, col(CancelledLot.lot_id) == col(AwardedLot.lot_id))
        .where(col(AwardedLot.lot_id) == lot_id)
        .order_by(col(AwardDecision.number).desc())
    ).first()
    if found is None:
        return None
    decision, awarded, withdrawn, cancelled = found
    if withdrawn or (cancelled and cancellation_of(work, lot_id) is not None):
        return None
    return AwardInForce(decision, awarded)


def is_withdrawn(work: Work, award: AwardInForce) -> bool:
    key = (award.decision.id, award.awarded.lot_id)
    return work.session.get(WithdrawnLot, key) is not None


def cancelled_lots(work: Work, tender_id: str) -> frozenset[str]:
    """Ids of the tender's lots that are never evaluated, decided or contracted again.

    Unless a court sets the cancellation aside: then the lot goes on where it was.
    """
    found = work.session.exec(
        select(CancelledLot)
        .join(Cancellation, col(Cancellation.id) == col(CancelledLot.cancellation_id))
        .where(col(Cancellation.tender_id) == tender_id)
    ).all()
    return frozenset(row.lot_id for row in found if not set_aside(work, row))


def cancellation_of(work: Work, lot_id: str) -> Cancellation | None:
    """The newest that counts; None where courts have set every one aside.

    An earlier one counts again where a higher court lets it stand after all.
    """
    rows = reversed(_every_cancelled(work, lot_id))
    found = next((row for row in rows if not set_aside(work, row)), None)
    return None if found is None else work.session.get_one(Cancellation, found.cancellation_id)


def newest_cancelled(work: Work, lot_id: str) -> CancelledLot | None:
    """As the lot was cancelled last, whether or not a court has set that aside.

    It is cancelled again only when the time before that has been set aside.
    """
    return next(iter(reversed(_every_cancelled(work, lot_id))), None)


def _every_cancelled(work: Work, lot_id: str) -> Sequence[CancelledLot]:
    return work.session.exec(
        select(CancelledLot)
        .join(Cancellation, col(Cancellation.id) == col(CancelledLot.cancellation_id))
        .where(col(CancelledLot.lot_id) == lot_id)
        .order_by(col(Cancellation.number))
    ).all()


def cancelled_on(work: Work, lot_id: str) -> date | None:
    """The Swedish day of the cancellation that counts."""
    found = cancellation_of(work, lot_id)
    return None if found is None else swedish_day(found.decided_at)


def interrupted_on(work: Work, award: AwardInForce) -> date | None:
    """When the lot was first cancelled after the decision, if a court has set that aside."""
    rows = _every_cancelled(work, award.awarded.lot_id)
    made = [work.session.get_one(Cancellation, row.cancellation_id).decided_at for row in rows]
    since = [at for at in made if at >= award.decision.decided_at]
    return swedish_day(min(since)) if since else None


def newest_award(work: Work, lot_id: str) -> AwardInForce | None:
    """The newest decision about the lot, whether or not it has been withdrawn since."""
    found = work.session.exec(
        select(AwardDecision, AwardedLot)
        .where(
            col(AwardedLot.decision_id) == col(AwardDecision.id), col(AwardedLot.lot_id) == lot_id
        )
        .order_by(col(AwardDecision.number).desc())
    ).first()
    return AwardInForce(*found) if found else None


def latest_evaluation(work: Work, tender_id: str) -> dict[str, str]:
    """For each lot, the id of the evaluation in force."""
    rows = work.session.exec(
        select(EvaluatedLot.lot_id, Evaluation.id)
        .join(Evaluation, col(Evaluation.id) == col(EvaluatedLot.evaluation_id))
        .where(col(Evaluation.tender_id) == tender_id)
        .order_by(col(Evaluation.number))
    ).all()
    return dict(rows)


def concluded_at(work: Work, lot_id: str, bid_id: str | None = None) -> datetime | None:
    """When the buyer, who signs last, signed: with that bid's tenderer, or first with anybody."""
    signed = (
        select(Signature.signed_at)
        .join(Contract, col(Contract.id) == col(Signature.contract_id))
        .where(col(Contract.lot_id) == lot_id, col(Signature.party) == Party.BUYER)
    )
    if bid_id is not None:
        signed = signed.where(col(Contract.bid_id) == bid_id)
    return work.session.exec(signed.order_by(col(Signature.signed_at))).first()
