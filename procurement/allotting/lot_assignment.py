"""The assignment of lots to bidders with caps that costs least, exactly. Pure.

A transportation problem: every lot goes to one bidder or to nobody, no bidder gets
more lots than its cap. Lots are put in one at a time, each along the shortest chain
of moves (a lot to a bidder that is full, who hands one of its own on, and so on),
which keeps the cost of what is in at its least. All numbers are Python integers of
any size, so that nothing is rounded and the least is the least.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence

NOBODY = None


def cheapest_assignment(
    costs: Sequence[Mapping[str, int]], caps: Mapping[str, int], nobody: Sequence[int]
) -> tuple[str | None, ...]:
    """For each lot its bidder, or None.

    ``costs``: for each lot, what it costs with each bidder that can have it;
    ``nobody``: what it costs with none; a bidder without a cap has no limit.
    """
    solver = _Assignment(costs, caps, nobody)
    for lot in range(len(costs)):
        solver.put_in(lot)
    return tuple(solver.holder)


class _Assignment:
    def __init__(
        self, costs: Sequence[Mapping[str, int]], caps: Mapping[str, int], nobody: Sequence[int]
    ) -> None:
        self._caps = caps
        self._costs = [_with_nobody(lot, none) for lot, none in zip(costs, nobody, strict=True)]
        self.holder: list[str | None] = [NOBODY] * len(costs)
        self._held: dict[str | None, set[int]] = {}
        # For a full bidder: to whom it can hand on which of its lots, at what extra cost.
        self._handing_on: dict[str | None, dict[str | None, tuple[int, int]]] = {}

    def put_in(self, lot: int) -> None:
        """Along the shortest chain; the last bidder in it has room."""
        distance = dict(self._costs[lot])
        came: dict[str | None, tuple[str | None, int]] = {}
        waiting = deque(bidder for bidder in distance if self._is_full(bidder))
        queued = set(waiting)
        while waiting:
            bidder = waiting.popleft()
            queued.discard(bidder)
            for other, (extra, moved) in self._moves(bidder).items():
                length = distance[bidder] + extra
                if other in distance and distance[other] <= length:
                    continue
                distance[other], came[other] = length, (bidder, moved)
                if other not in queued and self._is_full(other):
                    waiting.append(other)
                    queued.add(other)
        with_room = (bidder for bidder in distance if not self._is_full(bidder))
        last = min(with_room, key=lambda bidder: distance[bidder])
        self._move_along(lot, last, came)

    def _move_along(
        self, lot: int, last: str | None, came: Mapping[str | None, tuple[str | None, int]]
    ) -> None:
        to = last
        while to in came:
            giver, moved = came[to]
            self._give(moved, to, giver)
            to = giver
        self._give(lot, to)

    def _give(self, lot: int, to: str | None, giver: str | None = NOBODY) -> None:
        if giver is not NOBODY:
            self._held[giver].discard(lot)
            self._handing_on.pop(giver, None)
        self.holder[lot] = to
        self._held.setdefault(to, set()).add(lot)
        self._handing_on.pop(to, None)

    def _is_full(self, bidder: str | None) -> bool:
        if bidder is NOBODY or bidder not in self._caps:
            return False
        return len(self._held.get(bidder, ())) >= self._caps[bidder]

    def _moves(self, bidder: str | None) -> Mapping[str | None, tuple[int, int]]:
        if bidder not in self._handing_on:
            self._handing_on[bidder] = self._cheapest_moves(bidder)
        return self._handing_on[bidder]

    def _cheapest_moves(self, bidder: str | None) -> dict[str | None, tuple[int, int]]:
        best: dict[str | None, tuple[int, int]] = {}
        for lot in self._held.get(bidder, ()):
            costs = self._costs[lot]
            here = costs[bidder]
            for other, there in costs.items():
                if other == bidder:
                    continue
                extra = there - here
                if other not in best or extra < best[other][0]:
                    best[other] = (extra, lot)
        return best


def _with_nobody(costs: Mapping[str, int], nobody: int) -> dict[str | None, int]:
    somebody: dict[str | None, int] = dict(costs.items())
    return {NOBODY: nobody, **somebody}
