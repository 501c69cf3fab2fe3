"""The bids of stored lots in order: scored as a file's are, and drawn where the rule leaves a tie.

Whether a lot can be ranked depends on its facts alone: a panel that has not agreed on
every bid, or a model that is not defined for the bids there are, leaves the lot waiting.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import groupby

from sqlmodel import col, select

from law.reasons import ActRefused, Text
from models.store import Work
from models.tender import Bid, Lot, OpenedBid, Tender
from procurement.allotting.draw import seed_of, tickets
from procurement.allotting.lot_terms import Ranked
from procurement.award_models import Score
from procurement.evaluation.evaluated import Evaluated, evaluated
from procurement.evaluation.evaluation_file import POINTED, EvaluationFile
from procurement.evaluation.scoring import Placing
from procurement.evaluation.warnings import listed
from procurement.ranking.stored_evaluation import bids_of, lacking_points, whole_file, without_bids
from procurement.tenders.terms import award_terms


@dataclass(frozen=True)
class Draw:
    """The tender's lottery; its seed is fixed by the envelopes that were opened."""

    tender_id: str
    envelopes: Mapping[str, str]

    @cached_property
    def seed(self) -> str:
        return seed_of(self.tender_id, self.envelopes)

    def tickets(self, lot_id: str, bids: Collection[str]) -> Mapping[str, str]:
        return tickets(self.seed, lot_id, bids)


def draw_of(work: Work, tender_id: str) -> Draw:
    found = select(Bid.id, Bid.envelope_sha256).where(col(Bid.tender_id) == tender_id)
    return Draw(tender_id, dict(work.session.exec(found).all()))


@dataclass(frozen=True)
class LotRanking:
    """``ranked`` best first. ``tickets``: those of bids that tie on the stated rule.

    ``evaluated`` is None where no bid is left. ``scores`` has the bids that take no part
    too, where the model can score them alone.
    """

    lot_id: str
    draw: Draw
    bids: Mapping[str, Bid]
    evaluated: Evaluated | None = None
    ranked: tuple[Ranked, ...] = ()
    scores: Mapping[str, Score] = field(default_factory=dict)
    tickets: Mapping[str, str] = field(default_factory=dict)

    @property
    def draw_seed(self) -> str | None:
        return self.draw.seed if self.tickets else None

    @property
    def relative(self) -> bool:
        """Whether a bid's score depends on which others there are."""
        return self.evaluated is not None and self.evaluated.comparison.model.relative

    def without(self, fallen: frozenset[str]) -> tuple[Ranked, ...]:
        """The others, scored anew where the model is relative.

        Where it is not defined for them they keep their order: what a court would make
        of them is not known, and a lot is rather held than let go.
        """
        if fallen.isdisjoint(self.bids):
            return self.ranked
        rest = tuple(bid for bid in self.ranked if bid.bid_id not in fallen)
        if self.evaluated is None or not self.relative or not rest:
            return rest
        left = without_bids(self.evaluated.file, fallen)
        if left is None:
            return ()
        try:
            placings = evaluated(left).comparison.placings
        except ActRefused:
            return rest
        own = {bid.bid_id: bid for bid in rest}
        ordered = _drawn(placings, _tickets(self.draw, self.lot_id, placings))
        return tuple(replace(own[each.bid.id], comparison=each.score.total) for each in ordered)


@dataclass(frozen=True)
class Rankings:
    """``waiting``: lots that cannot be ranked yet, and what they wait for."""

    found: Mapping[str, LotRanking]
    waiting: Mapping[str, Text]


def rankings_now(
    work: Work, tender: Tender, lots: Iterable[Lot], disregarded: Collection[str]
) -> Rankings:
    """Each lot as the facts stand in this transaction."""
    terms, draw = award_terms(tender.award_terms), draw_of(work, tender.id)
    found, waiting = {}, {}
    for lot in lots:
        rows = bids_of(work, lot.id)
        by_bid = {bid.id: (bid, opened) for bid, opened in rows}
        whole = whole_file(work, terms, tender.currency, rows)
        try:
            ranking = _ranking(lot.id, by_bid, whole, disregarded, draw)
        except ActRefused as refusal:
            waiting[lot.id] = refusal.reason.text
            continue
        if isinstance(ranking, Text):
            waiting[lot.id] = ranking
        else:
            found[lot.id] = ranking
    return Rankings(found, waiting)


def _ranking(
    lot_id: str,
    rows: Mapping[str, tuple[Bid, OpenedBid]],
    whole: EvaluationFile,
    disregarded: Collection[str],
    draw: Draw,
) -> LotRanking | Text:
    bids = {bid_id: bid for bid_id, (bid, _) in rows.items()}
    scores = _alone(whole, bids.keys() & set(disregarded))
    file = without_bids(whole, disregarded)
    if file is None:
        return LotRanking(lot_id, draw, bids, scores=scores)
    lacking = lacking_points(file) if file.model in POINTED else ()
    if lacking:
        return _no_consensus(lacking)
    found = evaluated(file)
    placings = found.comparison.placings
    drawn = _tickets(draw, lot_id, placings)
    # Bids that do not tie can still be in awards that are as good; ids are the tenderers' own.
    lottery = draw.tickets(lot_id, [placing.bid.id for placing in placings])
    ranked = [
        Ranked(
            placing.bid.id,
            bids[placing.bid.id].organisation_id,
            placing.score.total,
            rows[placing.bid.id][1].at_fte_tenths,
            lottery[placing.bid.id],
        )
        for placing in _drawn(placings, drawn)
    ]
    scores |= {placing.bid.id: placing.score for placing in placings}
    return LotRanking(lot_id, draw, bids, found, tuple(ranked), scores, drawn)


def _no_consensus(bids: tuple[str, ...]) -> Text:
    sv, en = listed(bids)
    return Text(f"panelens gemensamma poäng för {sv}", f"the panel's consensus on {en}")


def _alone(whole: EvaluationFile, out: Collection[str]) -> dict[str, Score]:
    """Scores of bids that take no part: they mean something only where no other bid counts."""
    scores: dict[str, Score] = {}
    for bid in whole.bids:
        if bid.id not in out:
            continue
        try:
            single = evaluated(whole.model_copy(update={"bids": (bid,)})).comparison
        except ActRefused:
            continue
        if not single.model.relative:
            scores[bid.id] = single.placings[0].score
    return scores


def _tickets(draw: Draw, lot_id: str, placings: Iterable[Placing]) -> dict[str, str]:
    """The tickets of all bids that share a key with another."""
    found: dict[str, str] = {}
    for _, group in groupby(placings, key=lambda placing: placing.key):
        tied = [placing.bid.id for placing in group]
        if len(tied) > 1:
            found |= draw.tickets(lot_id, tied)
    return found


def _drawn(placings: Iterable[Placing], drawn: Mapping[str, str]) -> list[Placing]:
    return sorted(placings, key=lambda placing: (placing.key, drawn.get(placing.bid.id, "")))
