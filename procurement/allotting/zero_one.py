"""The least of a program of 0 and 1, aim after aim, checked in whole numbers. Pure.

HiGHS proposes in floats; here nothing is taken from it unchecked. From its prices a lower
bound is worked out in integers that holds whatever the prices are (Lagrange), and with it
which columns cannot be in any answer as good: those drop out, and what is left to compare
are small numbers. A proposal must keep every row in integers. That no other is as good is
asked for once more, as a question of its own.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from math import gcd

from procurement.allotting.highs import (
    MOST_NODES,
    Program,
    Row,
    dual_values,
    proposed,
    unsettled,
)

# How many answers that break a row in integers are struck out before giving up.
MOST_STRUCK = 100
# A float carries every whole number up to here, and sums of some thousands of them.
LARGEST = 1 << 42
# Columns in the first try, for each row of the kind "exactly".
FIRST_TRY = 4


def least(
    aims: Sequence[Mapping[int, int]],
    rows: Sequence[Row],
    known: frozenset[int],
    nodes: int = MOST_NODES,
) -> frozenset[int]:
    """The columns that are 1 where the first aim is least, then the second, and so on.

    Every column stands in a row of the kind "exactly", with coefficients from 1: no answer
    contains another. ``known``: a choice that keeps the rows, to begin from. Raises
    `ActRefused` where the least cannot be settled, or not within this many nodes.
    """
    columns = sorted({column for row in rows for column in row.terms})
    rows = [_reduced(row) for row in rows]
    _check_size(aims, rows)
    for aim in aims:
        program = Program(aim, rows, columns, nodes)
        bound = _bound(program)
        found = _first_try(program, bound, known)
        value = _sum(aim, found)
        columns = bound.within(value, columns)
        as_good = _reduced(Row(bound.shifted, _sum(bound.shifted, found)))
        if aim is aims[0] and bound.proves(value):
            # Many are as good here, and another of them says nothing.
            known, rows = found, [*rows, as_good]
            continue
        rivals = [*rows, as_good, _not_again(found)]
        rival = _checked(Program(bound.shifted, rivals, columns, nodes))
        if rival is None:
            return found
        known = rival if _sum(aim, rival) < value else found
        rows = [*rows, replace(as_good, at_most=_sum(as_good.terms, known))]
    return known


def _check_size(aims: Sequence[Mapping[int, int]], rows: Sequence[Row]) -> None:
    numbers = chain(
        chain.from_iterable(aim.values() for aim in aims),
        chain.from_iterable(row.terms.values() for row in rows),
    )
    if any(abs(number) > LARGEST for number in numbers):
        raise unsettled()


def _first_try(program: Program, bound: _Bound, known: frozenset[int]) -> frozenset[int]:
    """The least among the columns that look best; what is known, where nothing can be better."""
    if bound.proves(_sum(program.aim, known)):
        return known
    order = sorted(program.columns, key=lambda column: (bound.extra[column], column))
    lots = sum(row.exactly for row in program.rows)
    tried = sorted({*order[: FIRST_TRY * lots], *known})
    found = _checked(replace(program, aim=bound.shifted, columns=tried))
    if found is None or _sum(program.aim, known) < _sum(program.aim, found):
        return known
    return found


@dataclass(frozen=True)
class _Bound:
    """``floor`` and ``extra`` in units of 1/``unit``: no choice is below the floor, and one with
    a column in it not below the floor and that column's extra.

    ``shifted``: the aim less the same number for every choice, so that it is small.
    """

    floor: int
    extra: Mapping[int, int]
    unit: int
    shifted: Mapping[int, int]

    def within(self, value: int, columns: Collection[int]) -> list[int]:
        """The columns that a choice of at most this value can have."""
        slack = value * self.unit - self.floor
        return [column for column in columns if self.extra[column] <= slack]

    def proves(self, value: int) -> bool:
        return (value - 1) * self.unit < self.floor


def _bound(program: Program) -> _Bound:
    """Any prices give a bound, if those of rows "at most" are not above zero."""
    prices = dual_values(program)
    largest = max((abs(c) for row in program.rows for c in row.terms.values()), default=1)
    unit = 1 << (20 + largest.bit_length())
    whole = [
        round(price * unit) if row.exactly else min(0, round(price * unit))
        for row, price in zip(program.rows, prices, strict=True)
    ]
    left = {column: program.aim.get(column, 0) * unit for column in program.columns}
    shifted = {column: program.aim.get(column, 0) for column in program.columns}
    for row, price in zip(program.rows, whole, strict=True):
        for column, coefficient in row.terms.items():
            if price and column in left:
                left[column] -= price * coefficient
                if row.exactly:
                    shifted[column] -= price // unit * coefficient
    constant = sum(price * row.at_most for row, price in zip(program.rows, whole, strict=True))
    floor = constant + sum(min(0, rest) for rest in left.values())
    return _Bound(floor, {c: max(0, rest) for c, rest in left.items()}, unit, shifted)


def _checked(program: Program) -> frozenset[int] | None:
    """What HiGHS proposes, if it keeps every row in integers; one that does not is struck out."""
    for _ in range(MOST_STRUCK):
        found = proposed(program)
        if found is None or all(row.kept_by(found) for row in program.rows):
            return found
        program = replace(program, rows=[*program.rows, _not_again(found)])
    raise unsettled()


def _not_again(chosen: frozenset[int]) -> Row:
    return Row(dict.fromkeys(chosen, 1), len(chosen) - 1)


def _reduced(row: Row) -> Row:
    """The same row in the smallest whole numbers; a share of a unit left over is no room."""
    common = gcd(*row.terms.values())
    if common <= 1 or (row.exactly and row.at_most % common):
        return row
    terms = {column: coefficient // common for column, coefficient in row.terms.items()}
    return Row(terms, row.at_most // common, row.exactly)


def _sum(aim: Mapping[int, int], chosen: frozenset[int]) -> int:
    return sum(aim.get(column, 0) for column in chosen)
