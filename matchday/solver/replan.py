"""Solve anew after little has changed: everybody who may keeps the place of `previous`, the others are led to one.

For one placement each without minimum sizes and groups, where the objective begins with `placed` and `kept`.

1. Of all who can keep the previous place, as many do as fit. For these people alone no plan is better: all are placed,
   all are kept, and nothing is left to choose. This holds however good the previous plan was.
2. Count for each slot how many people must move until somebody more fits in. Nobody more fits into a *dead* slot,
   whoever moves: who has no place and named dead slots only stays without one.
3. All others are led to a place one after the other (`paths`). The plan stays the best for those led so far.
4. The potentials of the paths, one level from each of their digits, are the certificate.

Where many have to be led far, the flow engine is faster, and takes over after a fixed number of steps.
"""

from __future__ import annotations

import numpy as np

from matchday.solver.certificate import TreeProof
from matchday.solver.flow import may_flow, solve_by_flow
from matchday.solver.ground import lay_ground
from matchday.solver.levels import LOTTERY, Level
from matchday.solver.lottery import draw_all
from matchday.solver.paths import NOTHING, Paths
from matchday.solver.problem import Problem, Truth, Whole
from matchday.solver.reduce import Openings
from matchday.solver.search import Found, Search
from matchday.solver.tariff import Tariff
from matchday.solver.values import Plan, reach

FEW_STEPS, STEPS_PER_SLOT = 100, 1
"""How many slots may be looked at, in any problem or for each slot it has, before the flow engine takes over."""


def may_replan(problem: Problem) -> bool:
    """Tell whether a problem asks to keep a previous plan, and in a way that can be done locally."""
    pairs = problem.pairs
    previous = np.bincount(pairs.participant[pairs.is_previous], minlength=1)
    return problem.objective[:2] == ("placed", "kept") and previous.max() == 1 and may_flow(problem)


def solve_by_replan(problem: Problem, openings: Openings, search: Search) -> Found:
    """Find the plan that is best level after level, with potentials that prove it.

    **Errors.** Expects a problem for which `may_replan` is true.
    """
    held = _keep(problem, openings)
    tariff = Tariff(problem, openings)
    ground = lay_ground(problem, openings, tariff, held=held)
    paths = Paths(problem, openings, tariff, held=held, potentials=ground)
    for person in _find_waiting(problem, openings, held, ground[0] < 0):
        paths.lead(person)
        if paths.visited > max(FEW_STEPS, STEPS_PER_SLOT * len(problem.slots)):
            return solve_by_flow(problem, openings, search)
    return _write_down(problem, openings, search, paths=paths, tariff=tariff)


def _keep(problem: Problem, openings: Openings) -> Whole:
    """Return the opening that everybody keeps or `NOTHING`: (people,). Where they do not all fit, the first do."""
    kept = np.flatnonzero(problem.pairs.is_previous[openings.pairs])
    kept = kept[np.argsort(openings.slot[kept], kind="stable")]
    slot = openings.slot[kept]
    place = np.arange(len(kept)) - np.searchsorted(slot, slot)
    kept = kept[place < problem.slots.capacity[slot]]
    held = np.full(len(openings.people), NOTHING)
    held[openings.group[kept]] = kept
    return held


def _find_waiting(problem: Problem, openings: Openings, held: Whole, is_dead: Truth) -> list[int]:
    """List who is to be led: without a place, but a pin, a previous place that others keep, or a slot not dead."""
    matters = ~is_dead[openings.slot] | openings.is_pinned | problem.pairs.is_previous[openings.pairs]
    return list(np.unique(openings.group[matters & (held[openings.group] == NOTHING)]).tolist())


def _write_down(problem: Problem, openings: Openings, search: Search, *, paths: Paths, tariff: Tariff) -> Found:
    held = np.array(paths.held, np.int64)
    holders = np.flatnonzero(held != NOTHING)
    taken = held[holders]
    rows = openings.pairs[taken]
    pairs = problem.pairs
    plan = Plan(
        participant=pairs.participant[rows],
        slot=pairs.slot[rows],
        pair=rows,
        rank=pairs.rank[rows],
        home_min=pairs.home_min[rows],
        is_previous=pairs.is_previous[rows],
    )
    values = reach(problem, plan)
    for level, value in zip(problem.levels, values, strict=True):
        search.report(level, value, value)
    if search.listener:
        total = int(draw_all(problem, rows).sum())
        search.report(Level(LOTTERY), total, total)
    nodes = paths.potentials
    potentials = np.zeros((len(values), len(held) + nodes.shape[1]), np.int64)
    for row, node, level in zip(potentials, nodes, problem.levels, strict=True):
        row[len(held) :] = node
        row[holders] = node[openings.slot[taken]] - tariff.cost(taken, level)
    is_taken = np.zeros(len(openings), bool)
    is_taken[taken] = True
    return Found(
        is_taken=is_taken,
        values=values,
        bounds=values,
        grades="A" * len(values),
        is_reproducible=True,
        proof=TreeProof(
            questions=np.array([-1]),
            stage_counts=np.array([len(values)]),
            levels=np.arange(len(values)),
            potentials=potentials,
        ),
    )
