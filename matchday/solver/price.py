"""What each level costs the others: the plan solved without it, beside the plan that heeds it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from matchday.solver.check import require_true
from matchday.solver.levels import PLACING
from matchday.solver.problem import Problem
from matchday.solver.solve import solve
from matchday.solver.values import Change, values


@dataclass(frozen=True)
class Price:
    """What a plan would reach that does not heed one level of the objective.

    **Shapes.** `changes` has every elementary level of the problem, `before` with the level heeded and `after`
    without; it is empty where nobody would be placed without the level. `status` is that of the plan without it.
    """

    level: str
    changes: tuple[Change, ...]
    status: str | None


def price(problem: Problem, solution: Mapping[str, Any], *, limit_s: float = 60.0) -> list[Price]:
    """Price every level of the objective but the last, which costs no other anything.

    **Units.** `limit_s` is what each of the plans may take.
    **Errors.** `CallError` for a solution with a claim that is false; `NoPlanError` when a limit ended before any plan
    was found.
    """
    require_true(problem, solution)
    before = [entry["value"] for entry in solution["levels"]]
    return [_price(problem, before, level, limit_s=limit_s) for level in problem.objective[:-1]]


def _price(problem: Problem, before: Sequence[int], level: str, *, limit_s: float) -> Price:
    objective = tuple(name for name in problem.objective if name != level)
    if not _places(objective):
        return Price(level, (), None)
    other = solve(replace(problem, objective=objective), limit_s=limit_s).solution
    after = values(problem, other["placements"])
    changes = (Change(each.level, each.rank, value, each.value) for each, value in zip(after, before, strict=True))
    return Price(level, tuple(changes), other["status"])


def _places(objective: Sequence[str]) -> bool:
    """Tell whether an objective places people before it compares what is best when nobody is placed."""
    for name in objective:
        if name in PLACING:
            return True
        if name.startswith("ranks:") or name == "travel":
            return False
    return True
