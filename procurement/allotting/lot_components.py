"""Which lots can have a say in each other's award: those that a limit or a group binds. Pure.

Where a tenderer could have all that it bids for, no limit on it ever stops anything, so
that lots which only such tenderers share are allotted as if the others were not there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from procurement.allotting.lot_terms import LotOnOffer, LotTerms, Used


class Bidding(Protocol):
    """Who bids for a lot, and the staff that the bid declares over all lots."""

    @property
    def organisation_id(self) -> str: ...

    @property
    def at_fte_tenths(self) -> int: ...


Biddings = Mapping[str, Sequence[Bidding]]


def bound_together(
    lots: Sequence[LotOnOffer], bids: Biddings, terms: LotTerms, used: Used
) -> Iterator[frozenset[str]]:
    """Lots, by id, that one limit, or one combined award, can bind together.

    ``bids``: by lot, those that take part.
    """
    yield from (frozenset(each.lot_ids) for each in terms.combinations)
    wanted: defaultdict[str, list[tuple[LotOnOffer, Bidding]]] = defaultdict(list)
    for lot in lots:
        for bid in bids.get(lot.lot_id, ()):
            wanted[bid.organisation_id].append((lot, bid))
    for who, its in wanted.items():
        if _limited(who, its, terms, used):
            yield frozenset(lot.lot_id for lot, _ in its)


def components(
    lots: Sequence[LotOnOffer], bids: Biddings, terms: LotTerms, used: Used
) -> tuple[tuple[LotOnOffer, ...], ...]:
    """The lots in parts that have nothing to do with each other, each in the order given."""
    parts = [{lot.lot_id} for lot in lots]
    for bound in bound_together(lots, bids, terms, used):
        touched = [part for part in parts if part & bound]
        parts = [part for part in parts if not part & bound]
        if touched:
            parts.append(set().union(*touched))
    of_lot = {lot_id: number for number, part in enumerate(parts) for lot_id in part}
    found: dict[int, list[LotOnOffer]] = {}
    for lot in lots:
        found.setdefault(of_lot[lot.lot_id], []).append(lot)
    return tuple(map(tuple, found.values()))


def _limited(
    who: str, wanted: Sequence[tuple[LotOnOffer, Bidding]], terms: LotTerms, used: Used
) -> bool:
    """Whether the tenderer, were it best everywhere, could not have all it bid for."""
    lots = used.lots.get(who, 0) + len(wanted)
    value = used.value.get(who, 0) + sum(lot.estimated_value for lot, _ in wanted)
    staff = used.fte_tenths.get(who, 0) + sum(lot.at_fte_tenths for lot, _ in wanted)
    declared = min(bid.at_fte_tenths for _, bid in wanted)
    return (
        (terms.cap_lots is not None and lots > terms.cap_lots)
        or (terms.cap_value is not None and value > terms.cap_value)
        or (terms.capacity and staff > used.most_staff(who, declared))
    )
