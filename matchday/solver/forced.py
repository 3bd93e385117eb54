"""What the best plan reaches that gives somebody a certain place.

Where the problem is a flow, a path in the residual network of a best plan tells (`residual`). Elsewhere the problem is
solved anew with a pin.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from matchday.solver.errors import NoPlanError, ProblemError
from matchday.solver.flow import build_network, may_flow
from matchday.solver.problem import Problem, Truth
from matchday.solver.reduce import find_openings
from matchday.solver.residual import Residual
from matchday.solver.solve import solve
from matchday.solver.stopwatch import Stopwatch
from matchday.solver.values import read_plan

Reached = tuple[int, ...]
"""The value of every elementary level."""


class Forced:
    """The best plans that give a place, for one problem.

    **Units.** `limit_s` is what solving anew may take for one participant.
    **Errors.** `CallError` when the solution claims to be the best one but is not.
    """

    def __init__(self, problem: Problem, solution: Mapping[str, Any], *, limit_s: float) -> None:
        self._problem = problem
        self._limit_s = limit_s
        self._residual: Residual | None = None
        if may_flow(problem):
            best = solution if solution["status"] != "bounded" else solve(problem, limit_s=limit_s).solution
            if best["status"] != "bounded":
                self._use(best)

    def _use(self, best: Mapping[str, Any]) -> None:
        problem, plan = self._problem, read_plan(self._problem, best["placements"])
        network = build_network(problem, find_openings(problem))
        row, slots = network.pair_of_opening, len(problem.slots)
        opening = problem.pairs.participant[row] * slots + problem.pairs.slot[row]
        self._taken = set(zip(plan.participant.tolist(), plan.slot.tolist(), strict=True))
        self._best = tuple(entry["value"] for entry in best["levels"])
        self._residual = Residual(network, np.isin(opening, plan.participant * slots + plan.slot))

    def reach(self, participant: int, slots: Sequence[int]) -> dict[int, Reached | None]:
        """Return what the best plan reaches that gives somebody, with the whole group, a place in each of the slots.

        **Shapes.** A slot that no plan can give is left out; None where the limit ended before the best was known.
        """
        if self._residual is None:
            return self._solve(participant, slots)
        new = [slot for slot in slots if (participant, slot) not in self._taken]
        signs = [-1 if level.is_maximised else 1 for level in self._problem.levels]
        reached: dict[int, Reached | None] = dict.fromkeys(slots, self._best)
        for slot, costs in zip(new, self._residual.costs(participant, new), strict=True):
            steps = zip(self._best, signs, costs.tolist(), strict=True)
            reached[slot] = tuple(value + sign * cost for value, sign, cost in steps)
        return reached

    def _solve(self, participant: int, slots: Sequence[int]) -> dict[int, Reached | None]:
        stopwatch = Stopwatch(self._limit_s)
        reached: dict[int, Reached | None] = {}
        for number, slot in enumerate(slots):
            try:
                reached[slot] = _force(
                    self._problem, participant, slot, limit_s=stopwatch.left_s / (len(slots) - number)
                )
            except ProblemError:  # no plan holds this pin beside those of the file
                continue
        return reached


def _force(problem: Problem, participant: int, slot: int, *, limit_s: float) -> Reached | None:
    pairs = problem.pairs
    is_forced = (pairs.slot == slot) & company(problem, participant)[pairs.participant]
    pinned = replace(problem, pairs=replace(pairs, is_pinned=pairs.is_pinned | is_forced))
    try:
        solution = solve(pinned, limit_s=limit_s).solution
    except NoPlanError:
        return None
    return None if solution["status"] == "bounded" else tuple(entry["value"] for entry in solution["levels"])


def company(problem: Problem, participant: int) -> Truth:
    """Tell who goes wherever somebody goes, the person included: bool (participants,)."""
    group = problem.participants.group
    members: Truth = (group == group[participant]) & (group >= 0)
    members[participant] = True
    return members
