"""The solver beside libraries that people take for such questions, each with what it can express, at a size it can do.

1. One objective: most people placed, then the smallest sum of ranks. Whoever answers must find the same values.
2. Minimum sizes, level by level, by CP-SAT; every level that it closes must be the same.
3. Gale and Shapley's stable matching answers another question. What its plan reaches on our levels is told.
4. One objective, from the arrays to the places, beside the kernel of OR-Tools alone: what our arrays cost.

The peers run in an environment of their own (`requirements-bench.in`), made when this chapter is first measured.
Seconds are wall time (of the kernel: processor time), from the question in memory to the answer, the best of some
rounds. All problems are invented, with seed 1.
"""

from __future__ import annotations

import json
import math
import subprocess
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from bench.figure import Figure
from bench.solver import LIMIT_S, STAYS_OUT, closed_levels, invent, size_of, take_sizes
from matchday.solver import Problem, solve, values
from matchday.solver.levels import Level
from matchday.solver.network import build_network
from matchday.solver.reduce import find_openings
from matchday.solver.stages import Region
from tools.environment import PEERS_PYTHON, peers_step
from tools.steps import carry_out

CHILD = Path(__file__).parent / "peer.py"
ONE_OBJECTIVE = ("placed", "ranks:total")
PEERS_AT = {
    300: ("SciPy's milp", "networkx", "PuLP with CBC", "CP-SAT"),
    1_000: ("SciPy's milp", "networkx", "PuLP with CBC", "CP-SAT"),
}
STABLE = "matching (Gale–Shapley)"
SMALL = 300
"""Its library copies a game by recursion, which ends in an error with some hundred people more."""

KERNELS_AT = (300, 5_000, 130_000)
MOST_OF_CP_SAT = 0.01
MOST_MORE_MS = {300: 2.0}
MOST_KERNELS = {5_000: 1.2, 130_000: 1.1}


def measure() -> Iterator[Figure]:
    """Make the environment of the peers, and ask one after the other."""
    carry_out(peers_step())
    sizes = take_sizes()
    for people, peers in [(people, peers) for people, peers in PEERS_AT.items() if people in sizes]:
        problem = replace(invent(people), objective=ONE_OBJECTIVE)
        for peer in peers:
            yield with_one_objective(peer, problem)
    if SMALL in sizes:
        yield with_minimums("CP-SAT", invent(SMALL, has_minimums=True))
        yield from with_stability(invent(SMALL))
    for people in [people for people in KERNELS_AT if people in sizes]:
        yield beside_kernel(invent(people))


def ask(peer: str, problem: Problem, levels: list[list[int] | None]) -> dict[str, Any]:
    """Return what a peer answers, with the true values of its plan on our levels.

    **Errors.** `CalledProcessError` where it breaks down.
    """
    pairs, slots = problem.pairs, problem.slots
    question = {
        "people": len(problem.participants),
        "participant": pairs.participant.tolist(),
        "slot": pairs.slot.tolist(),
        "rank": pairs.rank.tolist(),
        "capacity": slots.capacity.tolist(),
        "minimum": slots.min_group.tolist(),
        "employer": slots.employer.tolist(),
        "levels": levels,
    }
    command = [PEERS_PYTHON, "-P", CHILD, peer, str(LIMIT_S)]
    said = subprocess.run(command, input=json.dumps(question), capture_output=True, text=True, check=True).stdout
    answer: dict[str, Any] = json.loads(said)
    people = problem.participants.ids
    placements = [(people[pairs.participant[pair]], slots.ids[pairs.slot[pair]]) for pair in answer["placed"]]
    return answer | {"values": [level.value for level in values(problem, placements)]}


def with_one_objective(peer: str, problem: Problem) -> Figure:
    """Compare two levels, for a peer in one number: no sum of ranks outweighs a person."""
    heavy = len(problem.participants) * (problem.rank_count + 1)
    answer = ask(peer, problem, [(problem.pairs.rank - 1 - heavy).tolist()])
    ours = solve_often(problem)
    what = f"{size_of(problem)}, one objective: ours with proof, in times of {peer}"
    if not answer["closed"]:
        return Figure(f"{what} ({LIMIT_S:g} s without an end)", ours["seconds"] / answer["seconds"], "", 1)
    assert answer["values"] == closed_levels(ours)
    return Figure(f"{what} ({answer['seconds']:.3g} s, the same plan's value)", ours["seconds"] / answer["seconds"], "")


def solve_often(problem: Problem) -> dict[str, Any]:
    """Return the fastest of some solutions."""
    solutions = [solve(problem, limit_s=LIMIT_S).solution for _ in range(10)]
    return min(solutions, key=lambda solution: solution["seconds"])


def with_minimums(peer: str, problem: Problem) -> Figure:
    """Let a peer close the levels of a problem with minimum sizes, one after the other."""
    answer = ask(peer, problem, [_costs(problem, level) for level in problem.levels])
    ours, closed = solve_often(problem), answer["closed"]
    assert answer["values"][:closed] == closed_levels(ours)[:closed]
    proven = len(closed_levels(ours))
    what = f"{size_of(problem)}, minimum sizes, levels proven: {proven} of {len(ours['levels'])}, {peer} {closed}"
    ratio = ours["seconds"] / answer["seconds"] if proven >= closed else math.inf
    return Figure(f"{what} in {answer['seconds']:.3g} s; our time in its time", ratio, "", MOST_OF_CP_SAT)


def _costs(problem: Problem, level: Level) -> list[int] | None:
    """Return what each pair adds to a level, to be minimised; None for the employers."""
    pairs = problem.pairs
    match level.name:
        case "placed":
            return [-1] * len(pairs)
        case "ranks:generous":
            return [int(rank == level.rank) for rank in pairs.rank.tolist()]
        case "travel":
            return list(pairs.home_min.tolist())
    return None


def with_stability(problem: Problem) -> Iterator[Figure]:
    """Tell what a stable plan reaches, where a slot prefers the lower number."""
    problem = replace(problem, objective=("placed", "ranks:first"))
    answer, ours = ask(STABLE, problem, []), solve_often(problem)
    assert answer["values"][0] <= ours["levels"][0]["value"]
    yield Figure(f"{size_of(problem)}: our time in times of {STABLE}", ours["seconds"] / answer["seconds"], "")
    for place, said in ((0, "people placed"), (1, "first wishes")):
        best = ours["levels"][place]["value"]
        yield Figure(f"the same: {said} by a stable plan (ours {best})", answer["values"][place], "")


def beside_kernel(problem: Problem) -> Figure:
    """Send one objective by our arrays, and the same by the kernel alone, in turns."""
    rounds = max(3, min(40, 40_000 // len(problem.participants)))
    ours_s, kernel_s = (min(seconds) for seconds in zip(*(send_both(problem) for _ in range(rounds)), strict=True))
    people, size = len(problem.participants), size_of(problem)
    if people in MOST_MORE_MS:
        more_ms = 1000 * (ours_s - kernel_s)
        return Figure(
            f"{size}: one objective from the arrays, more than the kernel", more_ms, "ms", MOST_MORE_MS[people]
        )
    return Figure(f"{size}: one objective from the arrays, in kernels", ours_s / kernel_s, "", MOST_KERNELS[people])


def send_both(problem: Problem) -> tuple[float, float]:
    """Return the seconds of one flow from the arrays to the places, without proof, and those of the kernel alone.

    **Units.** Seconds of processor time: both are one thread.
    """
    began = time.process_time()
    openings = find_openings(problem)
    network = build_network(problem, openings)
    region = Region(network, *network.limits())
    costs = network.costs(Level("ranks:total")) + STAYS_OUT * network.costs(Level("placed"))
    region.send(costs)
    placed = np.flatnonzero(region.flow[: len(openings)])
    seconds = time.process_time() - began
    kernel, used = SimpleMinCostFlow(), np.flatnonzero(network.capacity)
    tail, head, capacity = network.tail[used], network.head[used], network.capacity[used]
    arcs = kernel.add_arcs_with_capacity_and_unit_cost(tail, head, capacity, costs[used])
    kernel.set_nodes_supplies(np.arange(len(network.supply), dtype=np.int32), network.supply)
    began = time.process_time()
    assert kernel.solve() == kernel.OPTIMAL
    kernel_s = time.process_time() - began
    assert costs[placed].sum() == kernel.flows(arcs) @ costs[used]
    return seconds, kernel_s
