"""What a stored tender's lots are allotted by: its stated limits, and what is used of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from fractions import Fraction

from models.evaluation import EvaluatedLot
from models.store import Work
from models.tender import Bid, Lot, OpenedBid
from procurement.allotting.allotment import Combination, LotOnOffer, LotRule, LotTerms, Used
from procurement.tenders.terms import AwardTerms


def on_offer(lots: Iterable[Lot]) -> list[LotOnOffer]:
    return [LotOnOffer(lot.id, lot.code, lot.estimated_value, lot.at_fte_tenths) for lot in lots]


def lot_terms(
    terms: AwardTerms,
    lots: Iterable[Lot],
    tenderers: Mapping[str, Collection[str]],
    minor_units: int,
) -> LotTerms:
    """``tenderers``: lot → those that bid for it. Whoever bids for a whole group offers it."""
    ids = {lot.code: lot.id for lot in lots}
    stated = terms.lots
    return LotTerms(
        LotRule(stated.rule),
        stated.cap_lots,
        stated.cap_value,
        combinations=tuple(
            _combination(each.id, [ids[code] for code in each.lots], tenderers)
            for each in stated.combinations
        ),
        minor_units=minor_units,
    )


def _combination(
    id_: str, lot_ids: Sequence[str], tenderers: Mapping[str, Collection[str]]
) -> Combination:
    offering = set.intersection(*(set(tenderers.get(lot_id, ())) for lot_id in lot_ids))
    return Combination(id_, tuple(lot_ids), {who: Fraction(0) for who in sorted(offering)})


def used_by(work: Work, evaluations: Mapping[str, str], taken: Iterable[Lot]) -> Used:
    """What the winners of these lots take, by tenderer; ``evaluations``: the one in force."""
    lots: defaultdict[str, int] = defaultdict(int)
    value: defaultdict[str, int] = defaultdict(int)
    fte_tenths: defaultdict[str, int] = defaultdict(int)
    declared: dict[str, int] = {}
    for lot in taken:
        row = work.session.get(EvaluatedLot, (evaluations.get(lot.id, ""), lot.id))
        if row is None or row.winner_bid_id is None:
            continue
        who = work.session.get_one(Bid, row.winner_bid_id).organisation_id
        lots[who] += 1
        value[who] += lot.estimated_value
        fte_tenths[who] += lot.at_fte_tenths
        own = work.session.get_one(OpenedBid, row.winner_bid_id).at_fte_tenths
        declared[who] = min(own, declared.get(who, own))
    return Used(lots, value, fte_tenths, declared)
