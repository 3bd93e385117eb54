"""The solver beside named peers, in the same run, so that whatever else the machine does slows both.

1. A plan on 12 levels with its proof, beside one bare min-cost flow of OR-Tools on the same network; the checker beside
   the solver; planning anew and explaining. `MATCHDAY_BENCH_SIZES=300,5000` takes some sizes only.
2. With all sizes: time against size, drawn into `docs/solver.svg`.
3. Minimum sizes, groups and two placements, beside SciPy's `milp` closing the same levels one after the other.
4. A national day: seconds and memory (`national`).

All problems are invented (`matchday.solver.generate`), with seed 1.
"""

from __future__ import annotations

import math
import os
import statistics
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from bench import national
from bench.chart import Line, write_chart
from bench.figure import Figure
from bench.gap import find_gap
from matchday.solver import Explainer, Problem, Solved, check, read_problem, solve
from matchday.solver.generate import generate

SEED = 1
SLOTS_OF = {300: 80, 1_000: 150, 5_000: 600, 20_000: 2_400, 130_000: 15_000}
"""How many slots there are for so many participants."""

MOST_FLOWS = {300: 6.0, 5_000: 5.0, 130_000: 8.0}
MOST_REPLAN_FLOWS = {130_000: 0.08}
MOST_EXPLAIN_MS = {300: 1.0, 5_000: 10.0, 130_000: 100.0}
MOST_CHECK_PERCENT = {5_000: 5.0, 130_000: 5.0}
"""For fewer people the checker takes what some hundred calls of NumPy take, however little they have to add up."""

HARD_CASES: tuple[tuple[int, str, dict[str, Any], float], ...] = (
    (300, "minimum sizes", {"has_minimums": True}, 0.1),
    (300, "30 groups", {"groups": 30}, 1.0),
    (300, "two placements each", {"placements": 2}, 0.1),
    (1_000, "33 groups", {"groups": 33}, 0.5),
)
"""How many participants, what is added to their problem, and how much of SciPy's time it may take."""

LANDKREIS, MANY_SEEDS, MOST_GROUPS_S = 300, range(1, 21), 2.0
"""Groups make some problems of a size far harder than others: twenty of them are solved."""

LARGE, LARGE_GROUPS, LOOSE = 5_000, (158, 500), 1.6
MOST_MINIMUMS_S, MOST_LOOSE_S, MOST_TWO_EACH_S, MOST_GAP_PERCENT = 1.0, 10.0, 30.0, 1.0
"""For 5,000 participants: minimum sizes, the same with many places to spare, two placements each, some groups and many.
"""

FEW_PERCENT = 1.0
"""A level with fewer people than this share of all has no goal of its own."""

LIMIT_S, NATIONAL_LIMIT_S = 60.0, 900.0
STAYS_OUT = 1000
"""What it costs the bare flow to leave somebody out; a placement costs its rank."""

CANCELLED, EXPLAINED = 5, 20
CHART = Path(__file__).parent.parent / "docs" / "solver.svg"


@dataclass(frozen=True)
class Times:
    """What one size took, in seconds: the bare flow, our plan with its proof, the checker.

    Ours are whole calls, from the arrays of the problem: what the checker reads the solver has written down.
    """

    flow_s: float
    solve_s: float
    check_s: float


def measure() -> Iterator[Figure]:
    """Measure size after size, draw the chart when none was left out; then the hard cases."""
    sizes = take_sizes()
    measured: dict[int, Times] = {}
    for size in sizes:
        problem = invent(size)
        measured[size], solved = time_one(problem)
        yield from compare(problem, measured[size])
        yield from replan(problem, solved, measured[size])
        yield from explain(problem, solved)
    if is_whole():
        draw(measured)
    for size, name, more, most in HARD_CASES:
        if size in sizes:
            yield beside_scipy(name, invent(size, **more), most=most)
    if LANDKREIS in sizes:
        yield prove_many([invent(LANDKREIS, groups=30, seed=seed) for seed in MANY_SEEDS], most_s=MOST_GROUPS_S)
    if LARGE in sizes:
        yield prove("minimum sizes", invent(LARGE, has_minimums=True), rounds=3, most_s=MOST_MINIMUMS_S)
        loose = invent(LARGE, has_minimums=True, tight=LOOSE)
        yield prove(f"minimum sizes, {LOOSE:g} times the places needed", loose, rounds=1, most_s=MOST_LOOSE_S)
        yield prove("two placements each", invent(LARGE, placements=2), rounds=1, most_s=MOST_TWO_EACH_S)
        both = invent(LARGE, placements=2, has_minimums=True, tight=LOOSE)
        what = f"two placements each, minimum sizes, {LOOSE:g} times the places needed"
        yield prove(what, both, rounds=1, most_s=LIMIT_S)
        for groups in LARGE_GROUPS:
            crowd = invent(LARGE, groups=groups)
            yield from tell_gap(crowd, solve(crowd, limit_s=LIMIT_S).solution)
    if national.PARTICIPANTS in sizes:
        yield from national.measure()


def take_sizes() -> list[int]:
    """Return the sizes that are measured: those of `MATCHDAY_BENCH_SIZES`, else all."""
    wanted = os.environ.get("MATCHDAY_BENCH_SIZES", "")
    return [int(size) for size in wanted.split(",") if size] or list(SLOTS_OF)


def is_whole() -> bool:
    """Tell whether all sizes are measured: a table of some does not replace that of all."""
    return take_sizes() == list(SLOTS_OF)


def invent(participants: int, **more: Any) -> Problem:
    """Return the invented problem of a size."""
    what = {"participants": participants, "slots": SLOTS_OF[participants], "seed": SEED, **more}
    return read_problem(generate(**what))


def size_of(problem: Problem) -> str:
    """Name the size of a problem."""
    return f"{len(problem.participants):,} × {len(problem.slots):,}"


def time_one(problem: Problem) -> tuple[Times, Solved]:
    """Return the best times of some rounds in turns, and the plan."""
    rounds = []
    for _ in range(max(1, min(20, 100_000 // len(problem.participants)))):
        flow_s, began = send_bare_flow(problem), time.perf_counter()
        solved, written = solve(problem, limit_s=NATIONAL_LIMIT_S), time.perf_counter()
        faults, looked_at = check(problem, solved.solution, solved.certificate), time.perf_counter()
        rounds.append((flow_s, written - began, looked_at - written))
        assert (faults, solved.solution["status"]) == ([], "proven")
    return Times(*(min(column) for column in zip(*rounds, strict=True))), solved


def send_bare_flow(problem: Problem) -> float:
    """Return the seconds of one min-cost flow, from the same arrays to the answer: the smallest sum of ranks."""
    pairs, people, slots = problem.pairs, len(problem.participants), len(problem.slots)
    began = time.perf_counter()
    sink, everybody, every_slot = people + slots, np.arange(people), people + np.arange(slots)
    tail = np.concatenate([pairs.participant, everybody, every_slot])
    head = np.concatenate([people + pairs.slot, np.full(people + slots, sink)])
    room = np.concatenate([np.ones(len(pairs) + people, np.int64), problem.slots.capacity])
    costs = np.concatenate([pairs.rank, np.full(people, STAYS_OUT), np.zeros(slots, np.int64)])
    supply = np.concatenate([np.ones(people, np.int64), np.zeros(slots, np.int64), [-people]])
    flow = SimpleMinCostFlow()
    arcs = flow.add_arcs_with_capacity_and_unit_cost(tail.astype(np.int32), head.astype(np.int32), room, costs)
    flow.set_nodes_supplies(np.arange(sink + 1, dtype=np.int32), supply)
    assert flow.solve() == flow.OPTIMAL
    flow.flows(arcs)
    return time.perf_counter() - began


def compare(problem: Problem, times: Times) -> Iterator[Figure]:
    """Tell the plan in bare flows and the checker in plans."""
    people = len(problem.participants)
    what = f"{size_of(problem)}, seed {SEED}: 12 levels with proof ({times.solve_s:.3g} s), in bare flows of OR-Tools"
    yield Figure(what, times.solve_s / times.flow_s, "", MOST_FLOWS.get(people))
    percent = 100 * times.check_s / times.solve_s
    yield Figure(f"{size_of(problem)}: the checker, of our own time", percent, "%", MOST_CHECK_PERCENT.get(people))


def replan(problem: Problem, solved: Solved, times: Times) -> Iterator[Figure]:
    """Let one slot after the other fall out, fixed dice choose which, and plan anew with few changes."""
    pairs, slots = problem.pairs, {name: number for number, name in enumerate(problem.slots.ids)}
    people = {name: number for number, name in enumerate(problem.participants.ids)}
    held = [people[person] * len(slots) + slots[slot] for person, slot in solved.solution["placements"]]
    is_previous = np.isin(pairs.participant * len(slots) + pairs.slot, held)
    running = np.unique(pairs.slot[is_previous])
    seconds = []
    for slot in np.random.default_rng(SEED).choice(running, CANCELLED, replace=False).tolist():
        changed = replace(pairs, is_previous=is_previous, is_barred=pairs.slot == slot)
        objective = ("placed", "kept", *problem.objective[1:])
        again = solve(replace(problem, pairs=changed, objective=objective), limit_s=NATIONAL_LIMIT_S)
        assert again.solution["status"] == "proven"
        seconds.append(again.solution["seconds"])
    median_s = statistics.median(seconds)
    what = (
        f"{size_of(problem)}: planning anew after a slot fell out (median of {CANCELLED}: {median_s:.3g} s), in flows"
    )
    yield Figure(what, median_s / times.flow_s, "", MOST_REPLAN_FLOWS.get(len(problem.participants)))


def explain(problem: Problem, solved: Solved) -> Iterator[Figure]:
    """Explain the plan to some participants, fixed dice choose to whom."""
    began = time.perf_counter()
    explainer = Explainer(problem, solved.solution)
    size = size_of(problem)
    yield Figure(f"{size}: explanations, to set them up", time.perf_counter() - began, "s")
    seconds = []
    for person in np.random.default_rng(SEED).choice(problem.participants.ids, EXPLAINED, replace=False).tolist():
        began = time.perf_counter()
        explainer.explain(person)
        seconds.append(time.perf_counter() - began)
    what, most_ms = f"{size}: one explanation (median of {EXPLAINED})", MOST_EXPLAIN_MS.get(len(problem.participants))
    yield Figure(what, 1000 * statistics.median(seconds), "ms", most_ms)


def beside_scipy(name: str, problem: Problem, *, most: float) -> Figure:
    """Solve a hard case, and let SciPy close the same levels; what both closed must be the same."""
    ours = solve(problem, limit_s=LIMIT_S).solution
    peer = solve(problem, limit_s=LIMIT_S, engine="mip").solution
    proven, closed = closed_levels(ours), closed_levels(peer)
    assert all(one == other for one, other in zip(proven, closed, strict=False))
    words = (
        f"{len(proven)} of {len(ours['levels'])}, SciPy {len(closed)} in {peer['seconds']:.3g} s, limit {LIMIT_S:g} s"
    )
    what = f"{size_of(problem)}, {name}: levels closed ({words}), in times of SciPy's milp"
    return Figure(what, ours["seconds"] / peer["seconds"] if len(proven) >= len(closed) else math.inf, "", most)


def prove(name: str, problem: Problem, *, rounds: int, most_s: float) -> Figure:
    """Prove all levels of a hard problem; the best of some rounds."""
    solutions = [solve(problem, limit_s=LIMIT_S).solution for _ in range(rounds)]
    seconds = min(solution["seconds"] for solution in solutions)
    proven, levels = len(closed_levels(solutions[0], grades="AB")), len(problem.levels)
    what = f"{size_of(problem)}, {name}: {proven} of {levels} levels proven"
    return Figure(what, seconds if proven == levels else math.inf, "s", most_s)


def prove_many(problems: Sequence[Problem], *, most_s: float) -> Figure:
    """Prove all levels of several problems of one kind; the longest of them."""
    solutions = [solve(problem, limit_s=LIMIT_S).solution for problem in problems]
    seconds = sorted(solution["seconds"] for solution in solutions)
    proven, half_s = sum(one["status"] == "proven" for one in solutions), seconds[(len(seconds) - 1) // 2]
    kind = f"{size_of(problems[0])}, {len(problems[0].group_ids)} groups"
    what = f"{kind}: the longest of {len(problems)} seeds ({proven} proven, half of them within {half_s:.3g} s)"
    return Figure(what, seconds[-1] if proven == len(problems) else math.inf, "s", most_s)


def tell_gap(problem: Problem, solution: dict[str, Any]) -> Iterator[Figure]:
    """Tell how long all levels took, or how far the first open one may be from the best: of its bound, of everybody."""
    levels, people = solution["levels"], len(problem.participants)
    what, gap = f"{size_of(problem)}, {len(problem.group_ids)} groups", find_gap(levels)
    if gap is None:
        yield Figure(f"{what}: all {len(levels)} levels {solution['status']}", solution["seconds"], "s", LIMIT_S)
        return
    is_large = gap.bound >= FEW_PERCENT * people / 100
    what = f"{what}, limit {LIMIT_S:g} s: gap of the first open level ({gap.where}), of its bound"
    yield Figure(what, gap.percent, "%", MOST_GAP_PERCENT if is_large else None)
    percent = 100 * gap.people / people
    yield Figure(f"the same, of everybody ({gap.people} of {people:,} people)", percent, "%", MOST_GAP_PERCENT)


def closed_levels(solution: dict[str, Any], *, grades: str = "ABC") -> list[int]:
    """Return the values of the levels that nothing beats, by a proof of these grades."""
    levels = [level for level in solution["levels"] if level["value"] == level["bound"]]
    return [level["value"] for level in levels if level["grade"] in grades]


def draw(measured: dict[int, Times]) -> None:
    """Draw time against size into the page about the solver."""
    lines = (
        Line("12 levels with proof", [(size, times.solve_s) for size, times in measured.items()]),
        Line("one bare flow of OR-Tools", [(size, times.flow_s) for size, times in measured.items()]),
        Line("the checker", [(size, times.check_s) for size, times in measured.items()]),
    )
    write_chart(CHART, lines, across="participants", up="seconds")
