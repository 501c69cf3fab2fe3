"""Small allotments, and the best award found by trying every one. Nothing here is clever."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain, combinations, product

from hypothesis import strategies as st

from procurement.allotting.allotment import Combination, LotOnOffer, LotRule, LotTerms, Ranked, Used

FIRMS = "ABC"

# For each lot its bid, or None, and the group that it was awarded in, or None.
Award = Mapping[str, tuple[Ranked | None, str | None]]


@dataclass(frozen=True)
class Small:
    lots: tuple[LotOnOffer, ...]
    rankings: Mapping[str, Sequence[Ranked]]
    terms: LotTerms
    used: Used


@st.composite
def small_allotments(draw: st.DrawFn, rule: LotRule) -> Small:
    some = st.none() | st.integers(0, 3)
    values = draw(st.lists(st.integers(1, 3), min_size=1, max_size=4))
    lots = tuple(
        LotOnOffer(f"L{n}", f"{n}", value, draw(st.integers(0, 2)))
        for n, value in enumerate(values)
    )
    terms = LotTerms(
        rule,
        cap_lots=draw(some),
        cap_value=draw(st.none() | st.integers(0, 6)),
        capacity=draw(st.booleans()),
        combinations=tuple(draw(st.lists(_groups(lots), max_size=2))) if len(lots) > 1 else (),
    )
    rankings = {lot.lot_id: draw(_ranking(lot.lot_id)) for lot in lots}
    numbered = tuple(
        Combination(f"K{n}", each.lot_ids, each.rebates)
        for n, each in enumerate(terms.combinations)
    )
    terms = LotTerms(rule, terms.cap_lots, terms.cap_value, terms.capacity, numbered)
    return Small(lots, rankings, terms, Used(*(draw(_taken) for _ in range(4))))


_taken = st.dictionaries(st.sampled_from(FIRMS), st.integers(0, 2), max_size=2)


def _groups(lots: Sequence[LotOnOffer]) -> st.SearchStrategy[Combination]:
    ids = st.lists(st.sampled_from([lot.lot_id for lot in lots]), min_size=2, unique=True)
    shares = st.sampled_from([Fraction(0), Fraction(1, 10), Fraction(1, 3), Fraction(1)])
    rebates = st.dictionaries(st.sampled_from(FIRMS), shares)
    return st.builds(lambda ids, given: Combination("", tuple(ids), given), ids, rebates)


@st.composite
def _ranking(draw: st.DrawFn, lot_id: str) -> list[Ranked]:
    prices = draw(st.dictionaries(st.sampled_from(FIRMS), st.integers(-1, 4)))
    tickets = dict(zip(FIRMS, draw(st.permutations(FIRMS) | st.just([""] * 3)), strict=True))
    bids = [
        Ranked(f"{lot_id}-{firm}", firm, Fraction(price, 2), draw(st.integers(0, 4)), tickets[firm])
        for firm, price in prices.items()
    ]
    # Bids that tie stand in any order: a lottery has settled it.
    return sorted(draw(st.permutations(bids)), key=lambda bid: bid.comparison)


def place(small: Small, lot_id: str, bid: Ranked | None) -> int:
    """By ticket; bids that tie exchange places until they stand as they are ranked."""
    ranking = list(small.rankings[lot_id])
    if bid is None:
        return len(ranking)
    tied = [other for other in ranking if other.comparison == bid.comparison]
    keys = sorted((other.ticket, other.bid_id) for other in tied)
    everyone = sorted((other.ticket, other.bid_id) for other in ranking)
    return everyone.index(keys[tied.index(bid)])


def allowed(small: Small, award: Award) -> bool:
    """Every limit on what each tenderer gets altogether, added up from nothing."""
    won: defaultdict[str, list[tuple[LotOnOffer, Ranked, str | None]]] = defaultdict(list)
    for lot in small.lots:
        bid, group = award[lot.lot_id]
        if bid is not None:
            won[bid.organisation_id].append((lot, bid, group))
    return all(_one_allowed(small, firm, its) for firm, its in won.items())


def _one_allowed(
    small: Small, firm: str, won: Sequence[tuple[LotOnOffer, Ranked, str | None]]
) -> bool:
    terms, used = small.terms, small.used
    count = used.lots.get(firm, 0) + len(won)
    value = used.value.get(firm, 0) + sum(lot.estimated_value for lot, _, _ in won)
    staff = used.fte_tenths.get(firm, 0) + sum(lot.at_fte_tenths for lot, _, _ in won)
    alone = any(group is None for _, _, group in won)
    promised = [bid.at_fte_tenths for _, bid, _ in won]
    if firm in used.declared:
        promised.append(used.declared[firm])
    return not (
        (terms.cap_lots is not None and alone and count > terms.cap_lots)
        or (terms.cap_value is not None and value > terms.cap_value)
        or (terms.capacity and staff > min(promised))
    )


def every_award(small: Small) -> Iterator[tuple[Award, tuple[tuple[Combination, str], ...]]]:
    """Every way to give groups to tenderers and the other lots to a bid or nobody."""
    offers = [(group, firm) for group in small.terms.combinations for firm in group.rebates]
    for chosen in chain.from_iterable(combinations(offers, n) for n in range(len(offers) + 1)):
        grouped = [lot_id for group, _ in chosen for lot_id in group.lot_ids]
        if len(grouped) > len(set(grouped)):
            continue
        together = {
            lot_id: (bid, group.id)
            for group, firm in chosen
            for lot_id in group.lot_ids
            for bid in small.rankings[lot_id]
            if bid.organisation_id == firm
        }
        if len(together) < len(grouped):
            continue
        rest = [lot.lot_id for lot in small.lots if lot.lot_id not in together]
        for picked in product(*([*small.rankings[lot_id], None] for lot_id in rest)):
            single = {id_: (bid, None) for id_, bid in zip(rest, picked, strict=True)}
            award: Award = {**together, **single}
            if allowed(small, award):
                yield award, chosen


def cost(small: Small, award: Award, lot_ids: Sequence[str]) -> Fraction:
    """Of these lots; a group's lots at what they cost with the rebate."""
    groups = {group.id: group for group in small.terms.combinations}
    total = Fraction(0)
    for lot_id in lot_ids:
        bid, group = award[lot_id]
        if bid is not None:
            rebate = groups[group].rebates[bid.organisation_id] if group else Fraction(0)
            total += bid.comparison * (1 - rebate)
    return total


def best_by_trying(small: Small) -> dict[str, tuple[str | None, str | None]]:
    """Fewest lots left, lowest total, fewest lots combined, smallest ids, groups as stated."""
    order = [lot.lot_id for lot in small.lots]
    offers = [(group, firm) for group in small.terms.combinations for firm in sorted(group.rebates)]

    def worth(found: tuple[Award, tuple[tuple[Combination, str], ...]]) -> tuple[object, ...]:
        award, chosen = found
        won = [award[lot_id] for lot_id in order]
        return (
            sum(bid is None for bid, _ in won),
            cost(small, award, order),
            sum(group is not None for _, group in won),
            [place(small, lot_id, award[lot_id][0]) for lot_id in order],
            [offer not in chosen for offer in offers],
        )

    award, _ = min(every_award(small), key=worth)
    return {
        lot_id: (bid.bid_id if bid else None, group)
        for lot_id in order
        for bid, group in [award[lot_id]]
    }


def in_order_by_hand(small: Small) -> dict[str, tuple[str | None, str | None]]:
    """The order rule, told step by step: groups as stated, then the lots as they stand."""
    fixed: dict[str, tuple[Ranked, str]] = {}
    for group in small.terms.combinations:
        if any(lot_id in fixed for lot_id in group.lot_ids):
            continue
        alone = _one_by_one(small, fixed)
        offers = []
        for firm in group.rebates:
            own = {
                lot_id: (bid, group.id)
                for lot_id in group.lot_ids
                for bid in small.rankings[lot_id]
                if bid.organisation_id == firm
            }
            nobody = {lot.lot_id: (None, None) for lot in small.lots}
            award: Award = {**nobody, **fixed, **own}
            if len(own) == len(group.lot_ids) and allowed(small, award):
                places = [
                    place(small, lot.lot_id, own[lot.lot_id][0])
                    for lot in small.lots
                    if lot.lot_id in own
                ]
                offers.append((cost(small, award, group.lot_ids), places, own))
        left = sum(alone[lot_id][0] is None for lot_id in group.lot_ids)
        if offers:
            total, _, own = min(offers, key=lambda offer: offer[:2])
            if left or total < cost(small, alone, group.lot_ids):
                fixed.update(own)
    award = _one_by_one(small, fixed)
    return {
        lot.lot_id: (bid.bid_id if bid else None, name)
        for lot in small.lots
        for bid, name in [award[lot.lot_id]]
    }


def _one_by_one(small: Small, fixed: Mapping[str, tuple[Ranked, str]]) -> Award:
    award: dict[str, tuple[Ranked | None, str | None]] = {
        lot.lot_id: (None, None) for lot in small.lots
    }
    award.update(fixed)
    for lot in small.lots:
        if lot.lot_id not in fixed:
            for bid in small.rankings[lot.lot_id]:
                trial = {**award, lot.lot_id: (bid, None)}
                if allowed(small, trial):
                    award = trial
                    break
    return award
