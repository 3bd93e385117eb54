"""Let one peer answer one question: `python bench/peer.py NAME LIMIT_S`, the question on standard input as JSON.

Run by the Python of an environment that has the peers, so nothing of ours is imported. The answer on standard output:
the seconds from the question to the answer, how many levels were closed, and the pairs that are placed.
"""

from __future__ import annotations

import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

MOST_ROUNDS, ENOUGH_S = 5, 5.0


@dataclass(frozen=True)
class Question:
    """Who may go where, and the costs to be made as small as possible, one level after the other.

    **Shapes.** `participant`, `slot`, `rank` (pairs,), sorted by participant; `capacity`, `minimum`, `employer`
    (slots,). `levels` has the costs of all pairs, or None for most employers who receive somebody.
    """

    people: int
    participant: list[int]
    slot: list[int]
    rank: list[int]
    capacity: list[int]
    minimum: list[int]
    employer: list[int]
    levels: list[list[int] | None]

    def pairs_by(self, owners: list[int]) -> dict[int, list[int]]:
        """Gather the pairs of each owner: (pairs,) → owner to pairs."""
        found = defaultdict(list)
        for pair, owner in enumerate(owners):
            found[owner].append(pair)
        return found


Answer = tuple[int, list[int]]
"""How many levels were closed, and the pairs that are placed."""


def ask_networkx(question: Question, limit_s: float) -> Answer:
    """Send one flow by networkx's network simplex, which knows no limit."""
    import networkx as nx

    (costs,) = question.levels
    graph = nx.DiGraph()
    graph.add_node("sink", demand=question.people)
    for person in range(question.people):
        graph.add_node(("person", person), demand=-1)
        graph.add_edge(("person", person), "sink", capacity=1, weight=0)
    for slot, capacity in enumerate(question.capacity):
        graph.add_edge(("slot", slot), "sink", capacity=capacity, weight=0)
    for person, slot, cost in zip(question.participant, question.slot, costs or (), strict=True):
        graph.add_edge(("person", person), ("slot", slot), capacity=1, weight=cost)
    _, flow = nx.network_simplex(graph)
    ways = enumerate(zip(question.participant, question.slot, strict=True))
    return 1, [pair for pair, (person, slot) in ways if flow["person", person]["slot", slot]]


def ask_milp(question: Question, limit_s: float) -> Answer:
    """Hand one program to SciPy's `milp`."""
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_array

    (costs,) = question.levels
    pairs = np.arange(len(question.slot))
    rows = np.concatenate([question.participant, question.people + np.array(question.slot)])
    shape = question.people + len(question.capacity), len(pairs)
    matrix = csr_array((np.ones(2 * len(pairs)), (rows, np.tile(pairs, 2))), shape=shape)
    most = np.concatenate([np.ones(question.people), question.capacity])
    answer = milp(
        costs,
        constraints=LinearConstraint(matrix, -np.inf, most),
        integrality=np.ones(len(pairs)),
        bounds=Bounds(0, 1),
        options={"time_limit": limit_s, "mip_rel_gap": 0},
    )
    return int(answer.status == 0), [] if answer.x is None else np.flatnonzero(answer.x > 0.5).tolist()


def ask_cbc(question: Question, limit_s: float) -> Answer:
    """Hand one program to CBC through PuLP."""
    import pulp

    (costs,) = question.levels
    program = pulp.LpProblem("plan", pulp.LpMinimize)
    x = [pulp.LpVariable(f"x{pair}", cat=pulp.LpBinary) for pair in range(len(question.slot))]
    program += pulp.lpDot(costs, x)
    for pairs in question.pairs_by(question.participant).values():
        program += pulp.lpSum(x[pair] for pair in pairs) <= 1
    for slot, pairs in question.pairs_by(question.slot).items():
        program += pulp.lpSum(x[pair] for pair in pairs) <= question.capacity[slot]
    status = program.solve(pulp.PULP_CBC_CMD(msg=False, timeLimit=limit_s, gapRel=0))
    return int(status == pulp.LpStatusOptimal), [pair for pair, each in enumerate(x) if (each.value() or 0) > 0.5]


def ask_cp_sat(question: Question, limit_s: float) -> Answer:
    """Close one level after the other with CP-SAT; it begins each at the plan of the level before."""
    from ortools.sat.python import cp_model

    model, ends = cp_model.CpModel(), time.perf_counter() + limit_s
    x = [model.new_bool_var("") for _ in question.slot]
    for pairs in question.pairs_by(question.participant).values():
        model.add_at_most_one(x[pair] for pair in pairs)
    for slot, pairs in question.pairs_by(question.slot).items():
        load, runs = sum(x[pair] for pair in pairs), model.new_bool_var("")
        model.add(load <= question.capacity[slot] * runs)
        model.add(load >= question.minimum[slot] * runs)
    receives = []
    for pairs in question.pairs_by([question.employer[slot] for slot in question.slot]).values():
        receives.append(model.new_bool_var(""))
        model.add(receives[-1] <= sum(x[pair] for pair in pairs))
    engine, placed = cp_model.CpSolver(), list[int]()
    for number, costs in enumerate(question.levels):
        cost = -sum(receives) if costs is None else cp_model.LinearExpr.weighted_sum(x, costs)
        model.minimize(cost)
        engine.parameters.max_time_in_seconds = max(0.0, ends - time.perf_counter())
        if engine.solve(model) != cp_model.OPTIMAL:
            return number, placed
        placed = [pair for pair, each in enumerate(x) if engine.boolean_value(each)]
        model.add(cost == round(engine.objective_value))
        model.clear_hints()
        for each in x:
            model.add_hint(each, engine.boolean_value(each))
    return len(question.levels), placed


def ask_gale_shapley(question: Question, limit_s: float) -> Answer:
    """Let people propose in the order of their wishes; a slot prefers the lower number. It closes no level."""
    from matching.games import HospitalResident

    by_wish = sorted(range(len(question.slot)), key=lambda pair: question.rank[pair])
    wishes, wished_by = defaultdict(list), defaultdict(list)
    for pair in by_wish:
        wishes[question.participant[pair]].append(question.slot[pair])
    for person, slot in zip(question.participant, question.slot, strict=True):
        wished_by[slot].append(person)
    capacity = {slot: question.capacity[slot] for slot in wished_by}
    game = HospitalResident.create_from_dictionaries(dict(wishes), dict(wished_by), capacity)
    held = {(resident.name, hospital.name) for hospital, residents in game.solve().items() for resident in residents}
    ways = enumerate(zip(question.participant, question.slot, strict=True))
    return 0, [pair for pair, way in ways if way in held]


PEERS: dict[str, Callable[[Question, float], Answer]] = {
    "SciPy's milp": ask_milp,
    "networkx": ask_networkx,
    "PuLP with CBC": ask_cbc,
    "CP-SAT": ask_cp_sat,
    "matching (Gale–Shapley)": ask_gale_shapley,
}


def answer(name: str, question: Question, limit_s: float) -> dict[str, Any]:
    """Return what one peer answers, and the least seconds of some rounds; the first has its imports in it."""
    seconds: list[float] = []
    while not seconds or (len(seconds) < MOST_ROUNDS and sum(seconds) < ENOUGH_S):
        began = time.perf_counter()
        closed, placed = PEERS[name](question, limit_s)
        seconds.append(time.perf_counter() - began)
    return {"seconds": min(seconds), "closed": closed, "placed": placed}


if __name__ == "__main__":
    print(json.dumps(answer(sys.argv[1], Question(**json.load(sys.stdin)), float(sys.argv[2]))))
