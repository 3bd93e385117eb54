"""From a problem to a plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from matchday.solver.certificate import Certificate
from matchday.solver.errors import CallError
from matchday.solver.flow import load_flow_engine, may_flow, solve_by_flow
from matchday.solver.mip import load_mip_engine, solve_by_mip
from matchday.solver.problem import Problem
from matchday.solver.reduce import find_openings
from matchday.solver.search import ProgressListener, Search
from matchday.solver.solution import write_solution
from matchday.solver.stopwatch import Stopwatch

ENGINES = ("auto", "flow", "mip")
_STEPS = {"flow": (load_flow_engine, solve_by_flow), "mip": (load_mip_engine, solve_by_mip)}


@dataclass(frozen=True, eq=False)
class Solved:
    """A plan, as the JSON value of a `matchday-solution/1` file, and the certificate that proves it."""

    solution: dict[str, Any]
    certificate: Certificate | None


def solve(
    problem: Problem,
    *,
    limit_s: float = 60.0,
    engine: str = "auto",
    progress: ProgressListener | None = None,
) -> Solved:
    """Find the best plan, level after level, and say how far it is proven.

    `auto` takes `flow` where the problem is one, else `mip`. `progress` is called whenever an elementary
    level has been dealt with, and once more for the lottery.

    **Units.** `limit_s` is wall time; the flow engine looks at it between two levels and always finds a plan.
    **Errors.** `ProblemError` for pins that no plan can hold; `CallError` when the named engine cannot do
    this problem; `NoPlanError` when the limit ended before any plan was found.
    """
    engine = choose_engine(problem, engine)
    load, search_plan = _STEPS[engine]
    load()
    stopwatch = Stopwatch(limit_s)
    search = Search(problem.levels, stopwatch, progress)
    openings = find_openings(problem)
    found = search_plan(problem, openings, search)
    seconds = stopwatch.seconds
    certificate = Certificate(problem.sha256, found.proof) if found.proof else None
    return Solved(write_solution(problem, openings, found, engine=engine, seconds=seconds), certificate)


def choose_engine(problem: Problem, engine: str = "auto") -> str:
    """Return the engine that will do this problem, `flow` or `mip`.

    **Errors.** `CallError` when the named engine cannot do it, or does not exist.
    """
    if engine not in ENGINES:
        raise CallError(f"there is no engine {engine!a}; there are {', '.join(ENGINES)}")
    if engine == "auto":
        return "flow" if may_flow(problem) else "mip"
    if engine == "flow" and not may_flow(problem):
        raise CallError("the flow engine does one placement each, without minimum sizes and groups; take mip")
    return engine
