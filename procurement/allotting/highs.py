"""The HiGHS solver for programs of 0 and 1: the one adapter, and the only floats.

What it says is a proposal; `zero_one` checks it in integers. One thread,
one seed and a limit in nodes, not in time: the same program gives the same answer everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import highspy

from law.reasons import ActRefused, refuse

OPTIONS: Mapping[str, bool | int | float] = {
    "output_flag": False,
    "threads": 1,
    "random_seed": 0,
    "mip_rel_gap": 0.0,
    # Whole numbers: what is less than a half from the best is the best.
    "mip_abs_gap": 0.5,
}
MOST_NODES = 200_000


@dataclass(frozen=True)
class Row:
    """The sum of ``terms`` (column → coefficient) is ``at_most`` that, or exactly."""

    terms: Mapping[int, int]
    at_most: int
    exactly: bool = False

    def kept_by(self, chosen: frozenset[int]) -> bool:
        total = sum(self.terms.get(column, 0) for column in chosen)
        return total == self.at_most if self.exactly else total <= self.at_most


@dataclass(frozen=True)
class Program:
    """Least ``aim`` under the rows; ``columns`` are those that may be 1.

    ``nodes``: after how many of them the search is given up.
    """

    aim: Mapping[int, int]
    rows: Sequence[Row]
    columns: Sequence[int]
    nodes: int = MOST_NODES


def dual_values(program: Program) -> list[float]:
    """For each row its price in the program with fractions allowed; zeros where it has none."""
    solver = _loaded(program, whole=False)
    solver.run()
    solution = solver.getSolution()
    return list(solution.row_dual) if solution.dual_valid else [0.0] * len(program.rows)


def proposed(program: Program) -> frozenset[int] | None:
    """The columns that are 1 in what HiGHS holds for the least; None where it finds nothing.

    Raises `ActRefused` where it comes to no end.
    """
    solver = _loaded(program, whole=True)
    solver.run()
    status = solver.getModelStatus()
    if status == highspy.HighsModelStatus.kInfeasible:
        return None
    if status != highspy.HighsModelStatus.kOptimal:
        raise unsettled()
    values = solver.getSolution().col_value
    return frozenset(
        column for column, value in zip(program.columns, values, strict=True) if value > 0.5
    )


def unsettled() -> ActRefused:
    return refuse(
        "allocation.unsettled",
        sv="Den lägsta summan kan inte fastställas för så här många områden och begränsningar",
        en="The lowest total cannot be settled for so many lots and limits",
        todo_sv="Använd regeln om områdenas ordning, om dokumenten anger den, eller dela filen",
        todo_en="Use the rule of the lots' order, if the documents state it, or split the file",
    )


def _loaded(program: Program, *, whole: bool) -> highspy.Highs:
    # Its constructor has no types.
    made: Any = highspy.Highs
    solver: highspy.Highs = made()
    for name, value in OPTIONS.items():
        solver.setOptionValue(name, value)
    solver.setOptionValue("mip_max_nodes", program.nodes)
    solver.passModel(_model(program, whole=whole))
    return solver


def _model(program: Program, *, whole: bool) -> highspy.HighsLp:
    place = {column: at for at, column in enumerate(program.columns)}
    starts, index, coefficients = [0], [], []
    for row in program.rows:
        for column, coefficient in row.terms.items():
            if column in place:
                index.append(place[column])
                coefficients.append(float(coefficient))
        starts.append(len(index))
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(program.columns), len(program.rows)
    model.col_cost_ = [float(program.aim.get(column, 0)) for column in program.columns]
    model.col_lower_ = [0.0] * len(program.columns)
    model.col_upper_ = [1.0] * len(program.columns)
    # Half a unit of room: no sum of whole numbers is in it, and rounding cannot close it.
    model.row_upper_ = [row.at_most + (0.0 if row.exactly else 0.5) for row in program.rows]
    model.row_lower_ = [
        float(row.at_most) if row.exactly else -highspy.kHighsInf for row in program.rows
    ]
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = starts
    model.a_matrix_.index_ = index
    model.a_matrix_.value_ = coefficients
    if whole:
        model.integrality_ = [highspy.HighsVarType.kInteger] * len(program.columns)
    return model
