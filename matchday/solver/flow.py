"""One placement each, no minimum sizes, no groups: every flow of the network is a plan, and the best flow the best.

The levels are bounded one after the other (`stages`); the lottery comes last and leaves a single plan.
"""

from __future__ import annotations

import numpy as np

from matchday.solver.levels import LOTTERY, Level
from matchday.solver.network import Network, build_network
from matchday.solver.problem import Problem
from matchday.solver.reduce import Openings
from matchday.solver.search import Found, Search
from matchday.solver.stages import Region
from matchday.solver.tree import Node, conclude

__all__ = ["Network", "build_network", "load_flow_engine", "may_flow", "solve_by_flow"]


def may_flow(problem: Problem) -> bool:
    """Tell whether the problem is a flow: one placement each, no minimum sizes, nobody in company."""
    is_single = (problem.participants.max_placements == 1).all()
    has_no_minimum = (problem.slots.min_group == 1).all()
    named = problem.participants.group[problem.participants.group >= 0]
    is_alone = np.bincount(named).max(initial=0) <= 1
    return bool(is_single and has_no_minimum and is_alone)


def load_flow_engine() -> None:
    """Load OR-Tools, so that the stop-watch counts no import."""
    import ortools.graph.python.min_cost_flow  # noqa: F401


def solve_by_flow(problem: Problem, openings: Openings, search: Search) -> Found:
    """Find the plan that is best level after level, with potentials that prove it.

    A limit ends the search between two levels; the levels before are proven all the same.

    **Errors.** Expects a problem for which `may_flow` is true.
    """
    network = build_network(problem, openings)
    region, root, stopwatch = Region(network, *network.limits()), Node(), search.stopwatch
    for stage, level in zip(region.bound(search.levels), search.levels, strict=True):
        root.stages.append(stage)
        sign = -1 if level.is_maximised else 1
        search.report(level, sign * stage.bound, sign * stage.bound)
        if stopwatch.is_over:
            break
    is_drawn = not stopwatch.is_over
    if is_drawn:
        region.draw()
        if search.listener:
            total = network.value(Level(LOTTERY), region.flow)
            search.report(Level(LOTTERY), total, total)
    root.stages += [region.floor(level) for level in search.levels[len(root.stages) :]]
    return conclude(network, root, region.flow, is_reproducible=is_drawn)
