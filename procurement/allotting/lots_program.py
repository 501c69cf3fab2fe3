"""The lowest total under limits on value or staff, or with groups, as a program of 0 and 1.

A column for every bid, for every group to every tenderer that offers it, and for every lot
to nobody; a row for every lot, which takes exactly one of its columns, and for every limit.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from procurement.allotting.highs import MOST_NODES, Row
from procurement.allotting.lot_room import Room
from procurement.allotting.lot_terms import LotOnOffer, LotTerms, Ranked, Used
from procurement.allotting.lots_in_order import Rankings, offers_together
from procurement.allotting.tie_order import tie_places
from procurement.allotting.zero_one import least

# The weights of one aim stay below this, so that the solver's floats carry them.
LARGEST_WEIGHT = 1 << 16

# By lot that somebody gets: its bid, and the group that it was awarded in.
Chosen = Mapping[str, tuple[Ranked, str | None]]


@dataclass(frozen=True)
class _Column:
    """Something that can be chosen: a bid, a group to one tenderer, or (no bids) nobody."""

    bids: tuple[tuple[LotOnOffer, Ranked], ...]
    cost: Fraction
    lot_id: str
    combination: str | None = None

    @property
    def lot_ids(self) -> tuple[str, ...]:
        return tuple(lot.lot_id for lot, _ in self.bids) or (self.lot_id,)

    @property
    def who(self) -> str | None:
        return self.bids[0][1].organisation_id if self.bids else None


def chosen_by_program(
    lots: Sequence[LotOnOffer],
    rankings: Rankings,
    terms: LotTerms,
    used: Used,
    nodes: int = MOST_NODES,
) -> Chosen:
    """``nodes``: after how many of them the solver gives up."""
    room = Room(terms, used)
    columns = [column for column in _columns(lots, rankings, terms) if room.holds(column.bids)]
    columns = _worth_trying(columns, _in_order(columns, room))
    chosen = least(
        list(_aims(lots, rankings, columns)),
        list(_rows(lots, columns, terms, used)),
        _in_order(columns, room),
        nodes,
    )
    return {
        lot.lot_id: (bid, columns[at].combination) for at in chosen for lot, bid in columns[at].bids
    }


def _in_order(columns: Sequence[_Column], room: Room) -> frozenset[int]:
    """Each lot to the first single bid with room: an award to begin from."""
    trial, chosen = room.copy(), {}
    for at, column in enumerate(columns):
        if column.combination is not None or column.lot_id in chosen:
            continue
        if all(trial.lacking(lot, bid) is None for lot, bid in column.bids):
            chosen[column.lot_id] = at
            for lot, bid in column.bids:
                trial.take(lot, bid)
    return frozenset(chosen.values())


def _worth_trying(columns: Sequence[_Column], known: frozenset[int]) -> list[_Column]:
    """Those that an award as good as the known one can have, where that leaves no lot needlessly.

    A bid beyond all measure is then no obstacle to settling the others.
    """
    costs = _costs(columns)
    dearest = sum(costs[at] for at in known) - sum(min(0, cost) for cost in costs.values())
    wanted = {lot_id for column in columns if column.bids for lot_id in column.lot_ids}
    if any(not columns[at].bids and columns[at].lot_id in wanted for at in known):
        return list(columns)
    return [column for at, column in enumerate(columns) if not column.bids or costs[at] <= dearest]


def _columns(lots: Sequence[LotOnOffer], rankings: Rankings, terms: LotTerms) -> Iterator[_Column]:
    for lot in lots:
        for bid in rankings.get(lot.lot_id, ()):
            yield _Column(((lot, bid),), bid.comparison, lot.lot_id)
        yield _Column((), Fraction(0), lot.lot_id)
    for combination in terms.combinations:
        for offer in offers_together(combination, lots, rankings):
            yield _Column(offer.bids, offer.total, "", combination.id)


def _aims(
    lots: Sequence[LotOnOffer], rankings: Rankings, columns: Sequence[_Column]
) -> Iterator[dict[int, int]]:
    """Lots to nobody; cost; lots combined; the ids in lot order; the groups as stated."""
    yield {at: 1 for at, column in enumerate(columns) if not column.bids}
    yield _costs(columns)
    yield {at: len(c.bids) for at, c in enumerate(columns) if c.combination is not None}
    yield from _id_aims(*_digits(lots, rankings, columns))
    groups = [at for at, column in enumerate(columns) if column.combination is not None]
    for at in groups:
        yield {at: -1}


def _costs(columns: Sequence[_Column]) -> dict[int, int]:
    """In whole numbers, less each lot's lowest price: the same for every award, and small."""
    scale = lcm(*(column.cost.denominator for column in columns))
    lowest: dict[str, Fraction] = {}
    for column in columns:
        if column.bids and column.combination is None:
            lowest[column.lot_id] = min(column.cost, lowest.get(column.lot_id, column.cost))
    return {
        at: int(scale * (column.cost - sum(lowest.get(lot, 0) for lot in column.lot_ids)))
        for at, column in enumerate(columns)
    }


def _id_aims(digits: Sequence[Mapping[int, int]], sizes: Sequence[int]) -> Iterator[dict[int, int]]:
    """The places as the digits of numbers, as many lots in each as the weights allow."""
    first = 0
    while first < len(sizes):
        last, weight = first + 1, sizes[first]
        while last < len(sizes) and weight * sizes[last] <= LARGEST_WEIGHT:
            weight, last = weight * sizes[last], last + 1
        aim: defaultdict[int, int] = defaultdict(int)
        for place in range(first, last):
            weight //= sizes[place]
            for at, digit in digits[place].items():
                aim[at] += digit * weight
        yield dict(aim)
        first = last


def _digits(
    lots: Sequence[LotOnOffer], rankings: Rankings, columns: Sequence[_Column]
) -> tuple[list[dict[int, int]], list[int]]:
    """For each lot, each column's place among the bids there, nobody last; and how many."""
    places = {lot.lot_id: tie_places(rankings.get(lot.lot_id, ())) for lot in lots}
    digits: dict[str, dict[int, int]] = {lot.lot_id: {} for lot in lots}
    for at, column in enumerate(columns):
        for lot, bid in column.bids:
            digits[lot.lot_id][at] = places[lot.lot_id][bid.bid_id]
        if not column.bids:
            digits[column.lot_id][at] = len(places[column.lot_id])
    return list(digits.values()), [1 + len(found) for found in places.values()]


def _rows(
    lots: Sequence[LotOnOffer], columns: Sequence[_Column], terms: LotTerms, used: Used
) -> Iterator[Row]:
    of_lot: dict[str, dict[int, int]] = {lot.lot_id: {} for lot in lots}
    own: defaultdict[str, dict[int, _Column]] = defaultdict(dict)
    for at, column in enumerate(columns):
        for lot_id in column.lot_ids:
            of_lot[lot_id][at] = 1
        if column.who is not None:
            own[column.who][at] = column
    for terms_of_lot in of_lot.values():
        yield Row(terms_of_lot, 1, exactly=True)
    for who, held in own.items():
        yield from _limits(held, terms, used, who)


def _limits(held: Mapping[int, _Column], terms: LotTerms, used: Used, who: str) -> Iterator[Row]:
    """What one tenderer can get together."""
    if terms.cap_lots is not None:
        yield from _number(held, max(0, terms.cap_lots - used.lots.get(who, 0)))
    if terms.cap_value is not None:
        values = {
            at: sum(lot.estimated_value for lot, _ in column.bids) for at, column in held.items()
        }
        yield Row(values, terms.cap_value - used.value.get(who, 0))
    if terms.capacity:
        yield from _staff(held, used, who)


def _number(held: Mapping[int, _Column], left: int) -> Iterator[Row]:
    """A group is not stopped by the cap; a single lot counts what the tenderer gets in groups."""
    single = [at for at, column in held.items() if column.combination is None]
    combined = {at: len(column.bids) for at, column in held.items() if column.combination}
    yield Row(dict.fromkeys(single, 1), left)
    most = sum(combined.values())
    for at in single if most else ():
        together = {**dict.fromkeys(single, 1), **combined}
        yield Row({**together, at: 1 + most}, left + most)


def _staff(held: Mapping[int, _Column], used: Used, who: str) -> Iterator[Row]:
    """No more than the largest declaration; where a bid declares less and wins, than that."""
    taken = used.fte_tenths.get(who, 0)
    needs = {at: sum(lot.at_fte_tenths for lot, _ in c.bids) for at, c in held.items()}
    declared = {
        at: used.most_staff(who, min(bid.at_fte_tenths for _, bid in c.bids))
        for at, c in held.items()
    }
    most = max(declared.values())
    yield Row(needs, most - taken)
    for at, less in declared.items():
        if less < most:
            yield Row({**needs, at: needs[at] + most - less}, most - taken)
