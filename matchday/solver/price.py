"""What each level costs the others: the plan solved without it, beside the plan that heeds it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from matchday.solver.check import require_true
from matchday.solver.problem import Problem
from matchday.solver.solve import solve
from matchday.solver.values import Change, values


@dataclass(frozen=True)
class Price:
    """What a plan would reach that does not heed one level of the objective.

    **Shapes.** `changes` has every elementary level of the problem, `before` with the level heeded and `after`
    without. `status` is that of the plan without it.
    """

    level: str
    changes: tuple[Change, ...]
    status: str


def price(problem: Problem, solution: Mapping[str, Any], *, limit_s: float = 60.0) -> list[Price]:
    """Price every level of the objective but the last, which costs no other anything.

    A plan without the level that places people may leave most of them out: no file may ask for it, but its price may.

    **Units.** `limit_s` is what each of the plans may take.
    **Errors.** `CallError` for a solution with a claim that is false; `NoPlanError` when a limit ended before any plan
    was found.
    """
    require_true(problem, solution)
    before = [entry["value"] for entry in solution["levels"]]
    return [_price(problem, before, level, limit_s=limit_s) for level in problem.objective[:-1]]


def _price(problem: Problem, before: Sequence[int], level: str, *, limit_s: float) -> Price:
    objective = tuple(name for name in problem.objective if name != level)
    other = solve(replace(problem, objective=objective), limit_s=limit_s).solution
    after = values(problem, other["placements"])
    changes = (Change(each.level, each.rank, value, each.value) for each, value in zip(after, before, strict=True))
    return Price(level, tuple(changes), other["status"])
