"""What the panel's work looks like in a report: its members, declared ties, scores and reasons."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from fractions import Fraction

from sqlmodel import col, select

from documents.report_contexts import Assessor, AssessorScore, ScoredBid
from documents.report_contexts import ConsensusScore as ConsensusPart
from documents.report_contexts import DeclaredConflict as ConflictPart
from law.reasons import Lang
from models.panel import (
    ConflictDeclaration,
    ConsensusScore,
    DeclaredConflict,
    PanelChair,
    PanelLeave,
    PanelMember,
    Score,
)
from models.store import Work
from models.tender import Bid, Lot
from people.actors import organisation_names, person_names
from procurement.exact.numbers import exact_text
from procurement.tenders.terms import AwardTerms
from procurement.tenders.wording import lot_part


def assessors(work: Work, tender_id: str, lang: Lang) -> list[Assessor]:
    """Everybody who has been on the panel, and why those who left did."""
    names = person_names(work)
    members = work.session.exec(
        select(PanelMember)
        .where(col(PanelMember.tender_id) == tender_id)
        .order_by(col(PanelMember.appointed_at), col(PanelMember.person_id))
    ).all()
    chairs = set(
        work.session.exec(
            select(PanelChair.person_id).where(col(PanelChair.tender_id) == tender_id)
        )
    )
    left = {
        row.person_id: row.reason_sv if lang == "sv" else row.reason_en
        for row in work.session.exec(
            select(PanelLeave).where(col(PanelLeave.tender_id) == tender_id)
        )
    }
    return [
        Assessor(
            name=names[member.person_id],
            chair=member.person_id in chairs,
            left=left.get(member.person_id),
        )
        for member in members
    ]


def declared_conflicts(work: Work, tender_id: str) -> list[ConflictPart]:
    """Every declaration, oldest first; one without tenderers declares that there is no tie."""
    people, tenderers = person_names(work), organisation_names(work)
    tied: dict[tuple[str, object], list[str]] = {}
    for tie in work.session.exec(
        select(DeclaredConflict)
        .where(col(DeclaredConflict.tender_id) == tender_id)
        .order_by(col(DeclaredConflict.organisation_id))
    ):
        tied.setdefault((tie.person_id, tie.declared_at), []).append(tenderers[tie.organisation_id])
    declarations = work.session.exec(
        select(ConflictDeclaration)
        .where(col(ConflictDeclaration.tender_id) == tender_id)
        .order_by(col(ConflictDeclaration.declared_at), col(ConflictDeclaration.person_id))
    ).all()
    return [
        ConflictPart(
            assessor=people[each.person_id],
            declared_at=each.declared_at,
            tenderers=tied.get((each.person_id, each.declared_at), []),
            statement=each.statement,
        )
        for each in declarations
    ]


def scored_bids(
    work: Work, lots: Sequence[Lot], terms: AwardTerms, lang: Lang
) -> Iterable[ScoredBid]:
    """The consensus of each bid on each criterion with its reason, and each assessor's scores."""
    if not terms.pointed:
        return
    titles = {criterion.id: criterion.title.in_(lang) for criterion in terms.criteria}
    tenderers = organisation_names(work)
    for lot in lots:
        agreed, single = _agreed(work, lot.id), _single(work, lot.id, lang)
        for bid in _bids(work, lot.id, {bid_id for bid_id, _ in agreed}):
            yield ScoredBid(
                lot=lot_part(lot),
                tenderer=tenderers[bid.organisation_id],
                scores=[
                    _consensus(agreed[bid.id, criterion], title, single, lang)
                    for criterion, title in titles.items()
                    if (bid.id, criterion) in agreed
                ],
            )


def _agreed(work: Work, lot_id: str) -> Mapping[tuple[str, str], ConsensusScore]:
    rows = work.session.exec(
        select(ConsensusScore)
        .where(col(ConsensusScore.lot_id) == lot_id)
        .order_by(col(ConsensusScore.version))
    ).all()
    return {(row.bid_id, row.criterion): row for row in rows}


def _single(
    work: Work, lot_id: str, lang: Lang
) -> Mapping[tuple[str, str], Sequence[AssessorScore]]:
    people = person_names(work)
    rows = work.session.exec(
        select(Score).where(col(Score.lot_id) == lot_id).order_by(col(Score.person_id))
    ).all()
    scores: dict[tuple[str, str], list[AssessorScore]] = {}
    for row in rows:
        scores.setdefault((row.bid_id, row.criterion), []).append(
            AssessorScore(
                assessor=people[row.person_id],
                points=exact_text(Fraction(row.points), lang),
                reason=row.reason,
            )
        )
    return scores


def _bids(work: Work, lot_id: str, bid_ids: Collection[str]) -> Sequence[Bid]:
    return work.session.exec(
        select(Bid)
        .where(col(Bid.lot_id) == lot_id, col(Bid.id).in_(bid_ids))
        .order_by(col(Bid.organisation_id))
    ).all()


def _consensus(
    row: ConsensusScore,
    title: str,
    single: Mapping[tuple[str, str], Sequence[AssessorScore]],
    lang: Lang,
) -> ConsensusPart:
    return ConsensusPart(
        criterion=title,
        points=exact_text(Fraction(row.points), lang),
        reason=row.reason_sv if lang == "sv" else row.reason_en,
        version=row.version,
        scores=list(single.get((row.bid_id, row.criterion), ())),
    )
