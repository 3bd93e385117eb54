"""From a problem to a plan."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from matchday.solver.branch import may_branch, solve_by_branch
from matchday.solver.certificate import Certificate
from matchday.solver.errors import CallError, NoPlanError
from matchday.solver.flow import load_flow_engine, may_flow, solve_by_flow
from matchday.solver.join import join
from matchday.solver.lexlp import load_lexlp_engine, solve_by_lexlp
from matchday.solver.mip import load_mip_engine, solve_by_mip
from matchday.solver.problem import Problem
from matchday.solver.reduce import Openings, find_openings
from matchday.solver.replan import may_replan, solve_by_replan
from matchday.solver.search import Found, ProgressListener, Search
from matchday.solver.solution import write_solution
from matchday.solver.stopwatch import Stopwatch


@dataclass(frozen=True)
class _Engine:
    """How an engine is loaded, asked whether it can do a problem, and set to work."""

    load: Callable[[], None]
    may: Callable[[Problem], bool]
    search: Callable[[Problem, Openings, Search], Found]


_ENGINES = {
    "replan": _Engine(lambda: None, may_replan, solve_by_replan),
    "flow": _Engine(load_flow_engine, may_flow, solve_by_flow),
    "branch": _Engine(load_flow_engine, may_branch, solve_by_branch),
    "lexlp": _Engine(load_lexlp_engine, lambda problem: True, solve_by_lexlp),
    "mip": _Engine(load_mip_engine, lambda problem: True, solve_by_mip),
}
"""The first that can do a problem does it; what `branch` leaves open is left to `lexlp`."""

_SCOPE = {
    "replan": "one placement each, without minimum sizes and groups, with kept behind placed and a previous plan",
    "flow": "one placement each, without minimum sizes and groups",
    "branch": "one placement each",
}

ENGINES = ("auto", *_ENGINES)


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

    `auto` takes `flow` where the problem is one, or `replan` where that stays close to a previous plan; else `branch`
    where everybody has one placement, else `lexlp`; what `branch` leaves open goes on to `lexlp`. `progress` is called
    whenever an elementary level has been dealt with, and once more for the lottery.

    **Units.** `limit_s` is wall time; the flow engine looks at it between two levels and always finds a plan.
    **Errors.** `ProblemError` for pins that no plan can hold; `CallError` when the named engine cannot do
    this problem; `NoPlanError` when the limit ended before any plan was found.
    """
    names = [choose_engine(problem, engine)]
    if engine == "auto" and names == ["branch"]:
        names.append("lexlp")
    for name in names:
        _ENGINES[name].load()
    stopwatch = Stopwatch(limit_s)
    openings = find_openings(problem)
    name, found = _search(problem, openings, names, search=Search(problem.levels, stopwatch, progress))
    seconds = stopwatch.seconds
    certificate = Certificate(problem.sha256, found.proof) if found.proof else None
    return Solved(write_solution(problem, openings, found, engine=name, seconds=seconds), certificate)


def _search(problem: Problem, openings: Openings, names: Sequence[str], *, search: Search) -> tuple[str, Found]:
    """Let the engines work one after the other until one leaves nothing open; return whose plan it is."""
    first, *others = names
    if not others:
        return first, _ENGINES[first].search(problem, openings, search)
    try:
        found = _ENGINES[first].search(problem, openings, replace(search, is_first=True))
    except NoPlanError:
        return _search(problem, openings, others, search=search)
    if found.is_reproducible or search.stopwatch.is_over:
        return first, found
    try:
        name, more = _search(problem, openings, others, search=replace(search, known=found.is_taken))
    except NoPlanError:
        return first, found
    joined = join(problem, found, more)
    return (first if joined is found else name), joined


def choose_engine(problem: Problem, engine: str = "auto") -> str:
    """Return the engine that will do this problem, or begin with it.

    **Errors.** `CallError` when the named engine cannot do it, or does not exist.
    """
    if engine not in ENGINES:
        raise CallError(f"there is no engine {engine!a}; there are {', '.join(ENGINES)}")
    if engine == "auto":
        return next(name for name, each in _ENGINES.items() if each.may(problem))
    if not _ENGINES[engine].may(problem):
        raise CallError(f"the {engine} engine cannot do this problem; it does {_SCOPE[engine]}; take another")
    return engine
