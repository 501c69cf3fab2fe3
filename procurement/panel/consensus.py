"""The panel's common scores of a lot's bids, and each assessor's beside them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from sqlmodel import col, func, select

from appeals.in_force import award_in_force
from appeals.orders import standing_orders
from law.reasons import ActRefused, Text, refuse
from models.evaluation import Evaluation
from models.panel import ConsensusScore, DeclaredConflict, Score, SheetOpening
from models.review import ReturnTo
from models.store import Store, Work
from models.tender import Lot, Tender
from people.actors import Actor
from people.permissions import Act, require
from procurement.panel.conflicts import require_fit, too_few_left
from procurement.panel.exact_points import Points, exact_points, known_criterion, stated_reason
from procurement.panel.panels import (
    FEWEST,
    bidders_of,
    lot_or_refusal,
    panel_of,
    pointed_criteria,
)
from procurement.panel.score_sheets import (
    bids_of,
    check_bid,
    counted_sheets,
    opened_people,
    opened_scores,
)
from registry.journal import append


@dataclass(frozen=True)
class ConsensusItem:
    """What the panel agrees on one bid and one criterion, and why."""

    bid_id: str
    criterion: str
    points: Points
    reason: Text


@dataclass(frozen=True)
class Agreed:
    """One version of the consensus. `counts`: nobody found to have a tie took part in it."""

    version: int
    points: Fraction
    reason: Text
    agreed_at: datetime
    counts: bool


@dataclass(frozen=True)
class OwnScore:
    """One assessor's own score. `counts`: the assessor has no tie to any of the bidders."""

    person_id: str
    points: Fraction
    reason: str
    counts: bool


@dataclass(frozen=True)
class Spread:
    """One bid on one criterion: each assessor's own score, and every version of the consensus.

    `versions` are oldest first.
    """

    bid_id: str
    criterion: str
    scores: tuple[OwnScore, ...]
    versions: tuple[Agreed, ...]

    @property
    def consensus(self) -> Agreed | None:
        newest = self.versions[-1:]
        return newest[0] if newest and newest[0].counts else None


def points_of(work: Work, lot_id: str) -> dict[str, dict[str, Fraction]]:
    """Bid → criterion → points of the newest consensus; a bid without one is not there.

    A consensus in which somebody took part who is now known to have a tie to one of
    the bidders does not count until it is agreed anew.
    """
    points: dict[str, dict[str, Fraction]] = {}
    for (bid_id, criterion), versions in _versions(work, lot_id).items():
        if versions[-1].counts:
            points.setdefault(bid_id, {})[criterion] = versions[-1].points
    return points


def _versions(work: Work, lot_id: str) -> dict[tuple[str, str], list[Agreed]]:
    """(bid, criterion) → its versions, oldest first."""
    from_then = _clean_from(work, lot_id)
    found = select(ConsensusScore).where(col(ConsensusScore.lot_id) == lot_id)
    versions: dict[tuple[str, str], list[Agreed]] = {}
    for row in work.session.exec(found.order_by(col(ConsensusScore.version))):
        agreed = Agreed(
            row.version,
            Fraction(row.points),
            Text(row.reason_sv, row.reason_en),
            row.agreed_at,
            from_then is None or row.agreed_at >= from_then,
        )
        versions.setdefault((row.bid_id, row.criterion), []).append(agreed)
    return versions


def _clean_from(work: Work, lot_id: str) -> datetime | None:
    """When the last of those who took part turned out to have a tie to a bidder.

    Those whose sheets lie open, and whoever recorded a consensus, with a sheet or without.
    """
    recorded = select(ConsensusScore.actor_id).where(col(ConsensusScore.lot_id) == lot_id)
    took_part = opened_people(work, lot_id) | set(work.session.exec(recorded.distinct()))
    return work.session.exec(
        select(func.max(DeclaredConflict.declared_at)).where(
            col(DeclaredConflict.tender_id) == work.session.get_one(Lot, lot_id).tender_id,
            col(DeclaredConflict.person_id).in_(took_part),
            col(DeclaredConflict.organisation_id).in_(bidders_of(work, lot_id)),
        )
    ).one()


def changed_since(work: Work, lot_id: str, moment: datetime) -> bool:
    """Whether `points_of` may answer otherwise now than it did at that moment."""
    newest = work.session.exec(
        select(func.max(ConsensusScore.agreed_at)).where(col(ConsensusScore.lot_id) == lot_id)
    ).one()
    return any(at is not None and at > moment for at in (newest, _clean_from(work, lot_id)))


def spread(work: Work, lot_id: str) -> tuple[Spread, ...]:
    """Individual scores beside the consensus, by bid and criterion; empty before the opening."""
    lot = work.session.get_one(Lot, lot_id)
    counted = {sheet.person_id for sheet in counted_sheets(work, lot)}
    versions, own = _versions(work, lot_id), _own(opened_scores(work, lot_id), counted)
    return tuple(
        Spread(bid_id, criterion, tuple(own.get(key, ())), tuple(versions.get(key, ())))
        for key in sorted({*versions, *own})
        for bid_id, criterion in [key]
    )


def _own(rows: Iterable[Score], counted: set[str]) -> dict[tuple[str, str], list[OwnScore]]:
    own: dict[tuple[str, str], list[OwnScore]] = {}
    for row in rows:
        score = OwnScore(row.person_id, Fraction(row.points), row.reason, row.person_id in counted)
        own.setdefault((row.bid_id, row.criterion), []).append(score)
    return own


def agree(store: Store, actor: Actor, lot_id: str, items: Sequence[ConsensusItem]) -> int:
    """Record what the panel has agreed, by its chair; returns how many scores were new.

    It need not be the mean of the sheets. Other points for the same bid and criterion
    are a new version with a reason of its own; what says what the newest says already
    is left out. Raises `ActRefused` before the sheets are open, for anybody but the
    chair, for points out of scale or without a reason, and once the lot's award
    decision is in force, unless a court has ordered correction.
    """
    with store.write() as work:
        lot = lot_or_refusal(work, lot_id)
        tender = work.session.get_one(Tender, lot.tender_id)
        require(work, actor, Act.AGREE_CONSENSUS, tender.buyer_id)
        work.lock_lots([lot_id])
        require_fit(work, actor, tender, lot)
        _check_chair(work, actor, lot)
        _check_open(work, lot)
        versions = _versions(work, lot_id)
        fresh = _fresh(_exact(work, tender, lot, items), versions)
        if not fresh:
            return 0
        _check_undecided(work, lot)
        _write(work, actor, lot_id, fresh, versions)
        return len(fresh)


def _check_chair(work: Work, actor: Actor, lot: Lot) -> None:
    chair = panel_of(work, lot.tender_id).chair(bidders_of(work, lot.id))
    if chair is None:
        raise refuse(
            "consensus.no_chair",
            sv=f"Ingen som får bedöma {lot.code} är ordförande",
            en=f"Nobody who may score {lot.code} is in the chair",
            todo_sv="Låt upphandlingschefen utse en ordförande utan bindningar",
            todo_en="Have the head of procurement appoint a chair without ties",
        )
    if chair.person_id != actor.id:
        raise refuse(
            "consensus.chair",
            sv=f"Den gemensamma bedömningen antecknas av ordföranden, {chair.name}",
            en=f"The consensus is recorded by the chair, {chair.name}",
            todo_sv="Låt ordföranden anteckna den",
            todo_en="Have the chair record it",
        )


def _check_open(work: Work, lot: Lot) -> None:
    if work.session.get(SheetOpening, lot.id) is None:
        raise refuse(
            "consensus.sealed",
            sv=f"Bedömningarna av {lot.code} är inte öppnade",
            en=f"The sheets of {lot.code} have not been opened",
            todo_sv="Öppna dem när alla är lämnade, och kom sedan överens",
            todo_en="Open them when all are in, and agree then",
        )
    opened = opened_people(work, lot.id)
    counted = [each for each in counted_sheets(work, lot) if each.person_id in opened]
    if len(counted) < FEWEST:
        raise too_few_left(lot, len(counted))


_Exact = dict[tuple[str, str], tuple[Fraction, Text]]


def _exact(work: Work, tender: Tender, lot: Lot, items: Sequence[ConsensusItem]) -> _Exact:
    criteria = {each.id: each for each in pointed_criteria(tender)}
    known = set(bids_of(work, lot.id))
    exact: _Exact = {}
    for item in items:
        check_bid(lot, known, item.bid_id)
        criterion = known_criterion(criteria, item.criterion)
        if (item.bid_id, item.criterion) in exact:
            raise _twice(item)
        sv, en = (stated_reason(item.bid_id, item.criterion, each) for each in _said(item.reason))
        points = exact_points(item.bid_id, criterion, item.points)
        exact[item.bid_id, item.criterion] = points, Text(sv, en)
    return exact


def _said(reason: Text) -> tuple[str, str]:
    return reason.sv, reason.en


def _twice(item: ConsensusItem) -> ActRefused:
    return refuse(
        "consensus.twice",
        sv=f"Anbudet {item.bid_id} har två gemensamma bedömningar för {item.criterion}",
        en=f"Bid {item.bid_id} has two scores for {item.criterion} in the consensus",
        todo_sv="Ange en",
        todo_en="Give one",
    )


def _fresh(exact: _Exact, versions: dict[tuple[str, str], list[Agreed]]) -> _Exact:
    fresh: _Exact = {}
    for key, (points, reason) in exact.items():
        newest = versions[key][-1] if key in versions else None
        if newest and newest.counts and (newest.points, newest.reason) == (points, reason):
            continue
        if newest and newest.points != points and newest.reason == reason:
            raise _same_reason(*key)
        fresh[key] = points, reason
    return fresh


def _same_reason(bid_id: str, criterion: str) -> ActRefused:
    return refuse(
        "consensus.same_reason",
        sv=f"Poängen för {criterion} i anbudet {bid_id} ändras med samma skäl som tidigare",
        en=f"The points for {criterion} of bid {bid_id} change with the same reason as before",
        todo_sv="Skriv varför gruppen nu bedömer annorlunda",
        todo_en="Write why the panel judges otherwise now",
    )


def _check_undecided(work: Work, lot: Lot) -> None:
    award = award_in_force(work, lot.id)
    if award is None:
        return
    ranked_at = work.session.get_one(Evaluation, award.awarded.evaluation_id).evaluated_at
    anew = (ReturnTo.QUALIFICATION, ReturnTo.EVALUATION)
    if any(each.to_be_answered_by(ranked_at, *anew) for each in standing_orders(work, lot.id)):
        return
    raise refuse(
        "consensus.decided",
        sv=f"Tilldelningsbeslutet {award.decision.id} om {lot.code} gäller",
        en=f"The award decision {award.decision.id} about {lot.code} is in force",
        todo_sv="Återkalla beslutet först, om bedömningen var fel",
        todo_en="Withdraw the decision first, if the scores were wrong",
    )


def _write(
    work: Work,
    actor: Actor,
    lot_id: str,
    fresh: _Exact,
    versions: dict[tuple[str, str], list[Agreed]],
) -> None:
    said = []
    for (bid_id, criterion), (points, reason) in fresh.items():
        version = 1 + len(versions.get((bid_id, criterion), ()))
        said.append([bid_id, criterion, version])
        work.session.add(
            ConsensusScore(
                bid_id=bid_id,
                criterion=criterion,
                version=version,
                lot_id=lot_id,
                points=str(points),
                reason_sv=reason.sv,
                reason_en=reason.en,
                agreed_at=work.now,
                **work.recorded(actor.id),
            )
        )
    work.session.flush()
    append(work, actor.id, "consensus.agreed", lot_id, {"scores": said})
