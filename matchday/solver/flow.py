"""One placement each, no minimum sizes, no groups: a min-cost flow for each level, on the face before it.

1. Everybody sends one unit to a slot or, unplaced, to the sink; slots pass on what they take.
2. Solve a min-cost flow for the first level.
3. Bellman–Ford on the residual graph gives potentials, and these give every arc a reduced cost.
4. A plan is optimal for the level if and only if arcs of positive reduced cost are empty and arcs of negative
   reduced cost are full. Freeze them so: what stays free is exactly the set of all optimal plans.
5. Go on with the next level; the lottery comes last and leaves a single plan.

`employers` and `running` count the first person only. That is concave, so it is still a flow: one rewarded
arc of capacity 1 beside an arc for all others.

**Source.** Ahuja, Magnanti, Orlin, *Network Flows* (1993), sections 9.3–9.4 (optimality conditions) and 5.4
(Bellman–Ford); C.-C. Huang, T. Kavitha, K. Mehlhorn, D. Michail, *Fair matchings and related problems*,
Algorithmica 74 (2016) 1184–1203 (level after level by duality).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matchday.solver.certificate import TreeProof
from matchday.solver.costs import pair_costs
from matchday.solver.levels import LOTTERY, Level
from matchday.solver.problem import Problem, Truth, Whole
from matchday.solver.reduce import Openings
from matchday.solver.search import Found, Search


def may_flow(problem: Problem) -> bool:
    """Tell whether the problem is a flow: one placement each, no minimum sizes, nobody in company."""
    is_single = (problem.participants.max_placements == 1).all()
    has_no_minimum = (problem.slots.min_group == 1).all()
    named = problem.participants.group
    is_alone = len(np.unique(named[named >= 0])) == (named >= 0).sum()
    return bool(is_single and has_no_minimum and is_alone)


def load_flow_engine() -> None:
    """Load OR-Tools, so that the stop-watch counts no import."""
    import ortools.graph.python.min_cost_flow  # noqa: F401


def solve_by_flow(problem: Problem, openings: Openings, search: Search) -> Found:
    """Find the plan that is best level after level, with potentials that prove it.

    A limit ends the search between two levels; the levels before are proven all the same.

    **Errors.** Expects a problem for which `may_flow` is true.
    """
    network = build_network(problem, openings)
    face = _Face(network)
    potentials: list[Whole] = []
    floors: list[int] = []
    for level in (*search.levels, Level(LOTTERY)):
        costs = network.costs(level)
        if potentials and search.stopwatch.is_over:
            floors.append(int((np.minimum(costs, 0) * network.capacity).sum()))
            break
        potentials.append(face.close(costs))
        floors.append(face.total(costs))
        sign = -1 if level.is_maximised else 1
        search.report(level, sign * floors[-1], sign * floors[-1])
    count = len(search.levels)
    signs = [-1 if level.is_maximised else 1 for level in search.levels]
    bounds: list[int | None] = [sign * floor for sign, floor in zip(signs, floors[:count], strict=False)]
    bounds += [None] * (count - len(bounds))
    values = [sign * face.total(network.costs(level)) for sign, level in zip(signs, search.levels, strict=True)]
    proven = potentials[:count]
    return Found(
        is_taken=face.flow[: len(openings)] > 0,
        values=tuple(values),
        bounds=tuple(bounds),
        is_reproducible=len(potentials) == count + 1,
        grades="".join("A" if bound == value else "C" for bound, value in zip(bounds, values, strict=True)),
        proof=TreeProof(
            questions=np.array([-1]),
            stage_counts=np.array([len(proven)]),
            levels=np.arange(len(proven)),
            potentials=np.array(proven, np.int64).reshape(-1, len(network.supply)),
        ),
    )


@dataclass(frozen=True, eq=False)
class Network:
    """The flow network.

    Nodes: participants, slots, employers where that level is compared, the sink. Arcs: openings, unplaced
    participants, then for slots and for employers a rewarded arc of capacity 1 and an arc for all others.

    **Shapes.** `tail`, `head` int32 and `capacity` int64 (arcs,); `supply` int64 (nodes,), its sum 0.
    `pair_of_opening` (openings,). `first_of_slot` and `first_of_employer` are the first rewarded arcs.
    """

    problem: Problem
    tail: np.ndarray[tuple[int], np.dtype[np.int32]]
    head: np.ndarray[tuple[int], np.dtype[np.int32]]
    capacity: Whole
    supply: Whole
    pair_of_opening: Whole
    first_of_slot: int
    first_of_employer: int

    def costs(self, level: Level) -> Whole:
        """Return what one unit on each arc adds to a level, to be minimised."""
        costs = np.zeros(len(self.tail), np.int64)
        if level.name == "running":
            costs[self.first_of_slot : self.first_of_slot + len(self.problem.slots)] = -1
        elif level.name == "employers":
            costs[self.first_of_employer : self.first_of_employer + self.problem.slots.employer_count] = -1
        else:
            costs[: len(self.pair_of_opening)] = pair_costs(self.problem, level)[self.pair_of_opening]
        return costs


def build_network(problem: Problem, openings: Openings) -> Network:
    """Build the network of who may go where. Its twin, written apart on purpose, is in `certify`."""
    people, slots, employers = len(problem.participants), len(problem.slots), problem.slots.employer_count
    counts_employers = "employers" in problem.objective
    pair_of_opening = np.flatnonzero(openings.opening_of_pair >= 0)  # alone: one pair for each opening
    pair_of_opening = pair_of_opening[np.argsort(openings.opening_of_pair[pair_of_opening])]
    participant = problem.pairs.participant[pair_of_opening]
    slot_node, employer_node = people + np.arange(slots), people + slots + np.arange(employers)
    sink = people + slots + (employers if counts_employers else 0)
    after_slot = employer_node[problem.slots.employer] if counts_employers else np.full(slots, sink)
    may_stay = np.ones(people, np.int64)
    may_stay[participant[openings.is_pinned]] = 0
    room = np.minimum(problem.slots.capacity, people)
    employer_room = np.bincount(problem.slots.employer, room, employers).astype(np.int64)

    tails = [participant, np.arange(people), slot_node, slot_node]
    heads = [people + openings.slot, np.full(people, sink), after_slot, after_slot]
    capacities = [np.ones_like(participant), may_stay, np.minimum(room, 1), np.maximum(room - 1, 0)]
    if counts_employers:
        tails += [employer_node, employer_node]
        heads += [np.full(employers, sink)] * 2
        capacities += [np.minimum(employer_room, 1), np.maximum(employer_room - 1, 0)]
    supply = np.zeros(sink + 1, np.int64)
    supply[:people] = 1
    supply[sink] = -people
    return Network(
        problem=problem,
        tail=np.concatenate(tails).astype(np.int32),
        head=np.concatenate(heads).astype(np.int32),
        capacity=np.concatenate(capacities).astype(np.int64),
        supply=supply,
        pair_of_opening=pair_of_opening,
        first_of_slot=len(participant) + people,
        first_of_employer=len(participant) + people + 2 * slots,
    )


class _Face:
    """All flows that are optimal for the levels closed so far: those between `_low` and `_high`."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._low = np.zeros_like(network.capacity)
        self._high = network.capacity.copy()
        self.flow = self._low

    def total(self, costs: Whole) -> int:
        """Return what the flow costs."""
        return int(costs @ self.flow)

    def close(self, costs: Whole) -> Whole:
        """Take a flow of least cost, freeze the face of all such flows, and return potentials that prove it.

        **Shapes.** `costs` int64 (arcs,); the answer int64 (nodes,): no free arc with room has a reduced cost
        cost + potential[tail] − potential[head] below 0, none that carries anything has one above 0.
        """
        network, free = self._network, self._low < self._high
        if self.flow is not self._low and not costs[free].any():
            return np.zeros_like(network.supply)
        self.flow = self._least_cost_flow(costs, free)
        potentials = _bellman_ford(network, costs, has_room=self.flow < self._high, carries=self.flow > self._low)
        reduced = costs + potentials[network.tail] - potentials[network.head]
        empty, full = free & (reduced > 0), free & (reduced < 0)
        self._high[empty] = self._low[empty]
        self._low[full] = self._high[full]
        return potentials

    def _least_cost_flow(self, costs: Whole, free: Truth) -> Whole:
        from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

        network, arcs = self._network, np.flatnonzero(free)
        supply = network.supply.copy()  # what is frozen has left its tail and reached its head already
        np.subtract.at(supply, network.tail, self._low)
        np.add.at(supply, network.head, self._low)
        engine = SimpleMinCostFlow()
        engine.add_arcs_with_capacity_and_unit_cost(
            network.tail[arcs], network.head[arcs], self._high[arcs] - self._low[arcs], costs[arcs]
        )
        engine.set_nodes_supplies(np.arange(len(supply), dtype=np.int32), supply)
        status = engine.solve()
        if status != engine.OPTIMAL:
            raise RuntimeError(f"the flow engine answered {status.name} to a balanced network")
        flow = self._low.copy()
        flow[arcs] += engine.flows(np.arange(len(arcs), dtype=np.int32))
        return flow


def _bellman_ford(network: Network, costs: Whole, *, has_room: Truth, carries: Truth) -> Whole:
    """Return shortest distances in the residual graph from a source that is 0 from every node.

    All arcs are relaxed at once, grouped by the node they reach, until nothing gets shorter. The flow is
    optimal, so there is no negative cycle, and no more rounds than nodes.

    **Shapes.** `has_room` and `carries` (arcs,); the answer int64 (nodes,).
    """
    tail = np.concatenate([network.tail[has_room], network.head[carries]])
    head = np.concatenate([network.head[has_room], network.tail[carries]])
    length = np.concatenate([costs[has_room], -costs[carries]])
    order = np.argsort(head, kind="stable")
    tail, head, length = tail[order], head[order], length[order]
    distance = np.zeros_like(network.supply)
    if not len(head):
        return distance
    starts = np.flatnonzero(np.r_[True, head[1:] != head[:-1]])
    reached = head[starts]
    for _ in range(len(distance) + 1):
        nearest = np.minimum.reduceat(distance[tail] + length, starts)
        is_shorter = nearest < distance[reached]
        if not is_shorter.any():
            return distance
        distance[reached[is_shorter]] = nearest[is_shorter]
    raise RuntimeError("the flow engine's answer is not optimal: a negative cycle is left")
