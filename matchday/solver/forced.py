"""What the best plan reaches that gives somebody a certain place.

Where the problem is a flow, a path in the residual network of a best plan tells (`residual`). With minimum sizes the
tree of questions that finds the best plan is grown once, and gone on with from its leaves (`branch`). Elsewhere, and
where the tree grows too large, the problem is solved anew with a pin; for groups that takes less than to go on from all
leaves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

import numpy as np

from matchday.solver.branch import Tree, may_branch
from matchday.solver.errors import NoPlanError, ProblemError
from matchday.solver.flow import build_network, load_flow_engine, may_flow
from matchday.solver.problem import Problem, Truth
from matchday.solver.reduce import Openings
from matchday.solver.residual import Residual
from matchday.solver.solve import solve
from matchday.solver.stopwatch import Stopwatch
from matchday.solver.values import read_plan

Reached = tuple[int, ...]
"""The value of every elementary level."""


class Forced:
    """The best plans that give a place, for one problem.

    **Units.** `limit_s` is what solving anew may take before the first question.
    **Errors.** `CallError` when the solution claims to be the best one but is not.
    """

    def __init__(self, problem: Problem, openings: Openings, solution: Mapping[str, Any], *, limit_s: float) -> None:
        self._problem = problem
        self._openings = openings
        self._residual: Residual | None = None
        if may_flow(problem):
            best = solution if solution["status"] != "bounded" else solve(problem, limit_s=limit_s).solution
            if best["status"] != "bounded":
                self._use(best)

    def _use(self, best: Mapping[str, Any]) -> None:
        problem, plan = self._problem, read_plan(self._problem, best["placements"])
        network = build_network(problem, self._openings)
        row, slots = network.pair_of_opening, len(problem.slots)
        opening = problem.pairs.participant[row] * slots + problem.pairs.slot[row]
        self._taken = np.isin(opening, plan.participant * slots + plan.slot)
        self._best = tuple(entry["value"] for entry in best["levels"])
        self._residual = Residual(network, self._taken)

    def reach(self, pairs: Sequence[int], *, limit_s: float) -> dict[int, Reached | None]:
        """Return what the best plans reach that give each of some pairs of one person, with the whole group.

        **Shapes.** `pairs` are rows of `problem.pairs`. A pair that no plan can give is left out of the answer; None
        stands where the limit ended before the best plan was known.
        """
        if self._residual is None:
            return self._solve(pairs, limit_s=limit_s) if limit_s > 0 else dict.fromkeys(pairs)
        new = [pair for pair in pairs if not self._taken[self._openings.opening_of_pair[pair]]]
        signs = [-1 if level.is_maximised else 1 for level in self._problem.levels]
        reached: dict[int, Reached | None] = dict.fromkeys(pairs, self._best)
        for pair, costs in zip(new, self._residual.costs(self._openings.opening_of_pair[new].tolist()), strict=True):
            steps = zip(self._best, signs, costs.tolist(), strict=True)
            reached[pair] = tuple(value + sign * cost for value, sign, cost in steps)
        return reached

    def _solve(self, pairs: Sequence[int], *, limit_s: float) -> dict[int, Reached | None]:
        stopwatch = Stopwatch(limit_s)
        reached: dict[int, Reached | None] = {}
        for number, pair in enumerate(pairs):
            own = Stopwatch(stopwatch.left_s / (len(pairs) - number))
            try:
                grown = self._grow(pair, own)
                reached[pair] = grown or _force(self._problem, pair, limit_s=own.left_s)
            except ProblemError:  # no plan holds this pin beside those of the file
                continue
        return reached

    def _grow(self, pair: int, stopwatch: Stopwatch) -> Reached | None:
        """Return what the best plan that gives a pair reaches, None where no tree tells.

        **Errors.** `ProblemError` when no plan gives it.
        """
        if self._tree is None:
            return None
        opening, levels = self._openings.opening_of_pair[pair], self._problem.levels
        group, slot = int(self._openings.group[opening]), int(self._openings.slot[opening])
        if not self._tree.force(group, slot, Stopwatch(stopwatch.left_s / 2)):
            return None
        if self._tree.plan is None:
            raise ProblemError("pins_impossible", "$.pins", "cannot all be held: the minimum sizes leave no plan")
        steps = zip(levels, self._tree.best, strict=True)
        return tuple(-value if level.is_maximised else value for level, value in steps)

    @cached_property
    def _tree(self) -> Tree | None:
        """Hold the tree that all searches begin with."""
        if not may_branch(self._problem) or (self._openings.people > 1).any():
            return None
        load_flow_engine()
        return Tree(build_network(self._problem, self._openings), self._problem.levels, Stopwatch(0.0))


def _force(problem: Problem, pair: int, *, limit_s: float) -> Reached | None:
    pairs = problem.pairs
    is_forced = (pairs.slot == pairs.slot[pair]) & group_of(problem, int(pairs.participant[pair]))[pairs.participant]
    pinned = replace(problem, pairs=replace(pairs, is_pinned=pairs.is_pinned | is_forced))
    try:
        solution = solve(pinned, limit_s=limit_s).solution
    except NoPlanError:
        return None
    return None if solution["status"] == "bounded" else tuple(entry["value"] for entry in solution["levels"])


def group_of(problem: Problem, participant: int) -> Truth:
    """Tell who goes wherever somebody goes, the person included: bool (participants,)."""
    group = problem.participants.group
    members: Truth = (group == group[participant]) & (group >= 0)
    members[participant] = True
    return members
