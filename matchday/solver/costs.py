"""What one placement adds to a level, for the engines; `values` and `certify` do this in their own way."""

from __future__ import annotations

import numpy as np

from matchday.solver.levels import LOTTERY, Level
from matchday.solver.lottery import draw_all
from matchday.solver.problem import Problem, Whole


def pair_costs(problem: Problem, level: Level, rows: Whole | None = None) -> Whole:
    """Return what the placement of each pair, or of some, adds to a level that is a sum over placements.

    A maximised level adds less than 0, so that every level is minimised.

    **Shapes.** `rows` are some of `problem.pairs`; int64 of the same length.
    """
    pairs, chosen = problem.pairs, slice(None) if rows is None else rows
    match level.name:
        case "kept":
            return np.where(pairs.is_previous[chosen], -1, 0)
        case "placements" | "placed":
            return np.full(len(pairs.slot[chosen]), -1, np.int64)
        case "ranks:first":
            return np.where(pairs.rank[chosen] == level.rank, -1, 0)
        case "ranks:generous":
            return np.where(pairs.rank[chosen] == level.rank, 1, 0)
        case "ranks:total":
            return pairs.rank[chosen] - 1
        case "travel":
            return pairs.home_min[chosen]
        case name if name == LOTTERY:
            return draw_all(problem, rows)
    raise ValueError(f"{level} is not a sum over placements")
