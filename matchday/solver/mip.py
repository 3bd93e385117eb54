"""A second opinion on any problem: level by level through SciPy's mixed-integer engine (HiGHS), grade C.

1. State all limits as rows (`model`).
2. For each level, ask for the best plan among those that keep the levels before, with no gap allowed.
3. Round the answer to whole numbers and look again, in whole numbers, whether every row holds. What does
   not hold is thrown away; what does is the best plan so far.
4. The bound is what the engine proved, rounded towards the plan. A level is closed when bound and plan agree.
5. Keep the level: its value becomes a row; where nothing better is thinkable, columns are fixed instead.
6. The lottery, cut in two halves (`model`), comes last.

A level whose plan already reaches what is thinkable at best is closed without asking. When the limit ends a
level, its bound is reported; the levels behind it are not compared.

**Source.** Level by level: D. Manlove, G. O'Malley, *Paired and altruistic kidney donation in the UK*, ACM
Journal of Experimental Algorithmics 19 (2014).
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from matchday.solver.errors import NoPlanError, ProblemError
from matchday.solver.levels import LOTTERY, Level
from matchday.solver.model import HALF_BITS, Model, build_model
from matchday.solver.problem import Problem, Whole
from matchday.solver.reduce import Openings
from matchday.solver.search import Found, Search

OPTIMAL, INFEASIBLE = 0, 2
"""What `scipy.optimize.milp` answers in `status`."""

ROUNDING = 1e-6
"""How far, in relative terms, the engine's bound may be off by its own tolerances."""


def load_mip_engine() -> None:
    """Load SciPy, so that the stop-watch counts no import."""
    import scipy.optimize
    import scipy.sparse  # noqa: F401


def solve_by_mip(problem: Problem, openings: Openings, search: Search) -> Found:
    """Find the plan that is best level after level, as far as the limit reaches.

    **Errors.** `ProblemError("pins_impossible")` when minimum sizes leave no plan that holds the pins;
    `NoPlanError` when the limit ends before a plan was found.
    """
    model = build_model(problem, openings)
    face = _Face(model, search)
    costs = [model.costs(level) for level in search.levels]
    signs = [-1 if level.is_maximised else 1 for level in search.levels]
    bounds = []
    for level, sign, cost in zip(search.levels, signs, costs, strict=True):
        bounds.append(sign * face.close(cost, model.kept_costs(level)))
        search.report(level, sign * face.total(cost), bounds[-1])
    is_drawn = _draw_lots(face, model, search)
    values = tuple(sign * face.total(cost) for sign, cost in zip(signs, costs, strict=True))
    if any(sign * value < sign * bound for sign, value, bound in zip(signs, values, bounds, strict=True)):
        raise RuntimeError("the engine found a plan better than the bound it had claimed")
    return Found(
        is_taken=face.plan[: len(openings)] > 0,
        values=values,
        bounds=tuple(bounds),
        grades="C" * len(bounds),
        is_reproducible=is_drawn and values == tuple(bounds),
    )


def _draw_lots(face: _Face, model: Model, search: Search) -> bool:
    """Choose among the best plans by the lottery; tell whether the choice is final."""
    high, rest = model.lottery_costs()
    high_bound, rest_bound = face.close(high), face.close(rest)
    is_high_closed = high_bound == face.total(high)
    value = (face.total(high) << HALF_BITS) + face.total(rest)
    bound = (high_bound << HALF_BITS) + (rest_bound if is_high_closed else 0)
    search.report(Level(LOTTERY), value, bound)
    return value == bound


class _Face:
    """All plans that keep the levels so far, and the best of them that was found."""

    def __init__(self, model: Model, search: Search) -> None:
        self._model = model
        self._stopwatch = search.stopwatch
        self._matrix = model.rows.matrix()
        self._low, self._high = model.rows.limits()
        self._lower, self._upper = model.lower.copy(), model.upper.copy()
        self._kept: list[tuple[Whole, int]] = []
        self._plan: Whole | None = None

    @property
    def plan(self) -> Whole:
        """Return all columns of the best plan so far."""
        if self._plan is None:
            raise NoPlanError("the limit ended before any plan was found")
        return self._plan

    def total(self, costs: Whole) -> int:
        """Return what the best plan so far costs."""
        return int(costs @ self.plan)

    def close(self, costs: Whole, kept_costs: Whole | None = None) -> int:
        """Find the plan that costs least, keep what it costs, and return the bound.

        `kept_costs` say the same of every plan, but are easier to keep.
        """
        kept_costs = costs if kept_costs is None else kept_costs
        bound = max(self._least(costs), self._least(kept_costs))
        if not self._stopwatch.is_over and (self._plan is None or self.total(costs) > bound):
            bound = max(bound, self._improve(costs))
        value = self.total(costs)
        self._keep(kept_costs, value)
        return min(bound, value)

    def _keep(self, costs: Whole, value: int) -> None:
        """Allow only plans that cost no more from now on.

        Where nothing could ever cost less, each column by itself is as good as it can be and is fixed there: the
        engine has far less work with fixed columns than with one long row over all of them.
        """
        cheap, dear = costs < 0, costs > 0
        if value == self._least(costs):
            self._lower[cheap] = self._upper[cheap]
            self._upper[dear] = self._lower[dear]
        else:
            self._kept.append((costs, value))

    def _least(self, costs: Whole) -> int:
        """Return what a plan would cost if every column could be as good as it can be."""
        return int((np.minimum(costs, 0) * self._upper + np.maximum(costs, 0) * self._lower).sum())

    def _improve(self, costs: Whole) -> int:
        """Ask the engine for a plan that costs less, and return what it proved."""
        answer = self._ask(costs)
        if answer.status == INFEASIBLE and self._plan is None:
            sentence = "cannot all be held: the minimum sizes leave no plan"
            raise ProblemError("pins_impossible", "$.pins", sentence)
        if answer.x is not None:
            self._take(answer.x, costs)
        value = self.total(costs)
        if answer.status == OPTIMAL and abs(answer.fun - value) < 0.5:
            return value
        proved: float | None = answer.mip_dual_bound
        if proved is None or not math.isfinite(proved):
            return -(2**62)
        return math.ceil(proved - ROUNDING * max(1.0, abs(proved)))

    def _ask(self, costs: Whole) -> Any:
        """Put one level before the engine; without the lottery's row and columns where they play no part."""
        from scipy.optimize import Bounds, LinearConstraint, milp
        from scipy.sparse import csr_array

        rows, width = len(self._low), len(costs)
        has_openings = len(self._model.openings) > 0  # the engine wants at least one column
        if has_openings and not costs[-2:].any():
            rows, width = rows - 1, width - 2
        limits = [LinearConstraint(self._matrix[:rows, :width].astype(float), self._low[:rows], self._high[:rows])]
        if self._kept:
            kept = csr_array(np.array([kept[:width] for kept, _ in self._kept], float))
            limits.append(LinearConstraint(kept, -np.inf, [value for _, value in self._kept]))
        return milp(
            costs[:width],
            integrality=np.ones(width),
            bounds=Bounds(self._lower[:width], self._upper[:width]),
            constraints=limits,
            options={"time_limit": self._stopwatch.left_s, "mip_rel_gap": 0.0},
        )

    def _take(self, answer: Any, costs: Whole) -> None:
        """Take the engine's plan for the best one if, in whole numbers, it is possible and no worse."""
        columns = self._model.complete(np.asarray(answer)[: len(self._model.openings)] > 0.5)
        sums = self._matrix @ columns
        is_possible = (
            (self._low <= sums).all()
            and (sums <= self._high).all()
            and (self._lower <= columns).all()
            and (columns <= self._upper).all()
            and all(int(kept @ columns) <= value for kept, value in self._kept)
        )
        if is_possible and (self._plan is None or costs @ columns <= self.total(costs)):
            self._plan = columns
