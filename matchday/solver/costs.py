"""What one placement adds to a level, for the engines; `values` and `certify` do this in their own way."""

from __future__ import annotations

import numpy as np

from matchday.solver.levels import LOTTERY, Level
from matchday.solver.lottery import draw_all
from matchday.solver.problem import Problem, Whole


def pair_costs(problem: Problem, level: Level) -> Whole:
    """Return what the placement of each pair adds to a level that is a sum over placements.

    A maximised level adds less than 0, so that every level is minimised.

    **Shapes.** int64 (pairs,).
    """
    pairs = problem.pairs
    match level.name:
        case "kept":
            return np.where(pairs.is_previous, -1, 0)
        case "placements" | "placed":
            return np.full(len(pairs), -1, np.int64)
        case "ranks:first":
            return np.where(pairs.rank == level.rank, -1, 0)
        case "ranks:generous":
            return np.where(pairs.rank == level.rank, 1, 0)
        case "ranks:total":
            return pairs.rank - 1
        case "travel":
            return pairs.home_min
        case name if name == LOTTERY:
            return draw_all(problem)
    raise ValueError(f"{level} is not a sum over placements")
