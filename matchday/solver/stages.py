"""Flow in stages: what no flow of a region can beat, level after level, and the flow that comes nearest.

1. Weigh several levels so that an earlier one counts far more than those behind it, and send a min-cost flow.
2. Bellman–Ford on the residual graph gives potentials for the weights. Read them as digits: one potential for each
   level. Digits that are too short for some nodes are put right by Bellman–Ford on the level alone.
3. A level's potentials give every arc a reduced cost. They prove that the flow is best for the level if what costs
   more than nothing is empty and what costs less is full. Freeze it so: what stays free is the set of all best flows.
4. The weights were a guess. Where no potentials prove the flow best, longer digits are taken from that level on; a
   level alone cannot fail. The flow and the potentials known by then are nearly right: what is wrong is put right
   person by person.
5. A bound that is no whole number is rounded up. Plans that reach it miss the bound by a known gap: an arc may move
   as far as the gap pays for, and the levels behind are bounded within these limits.

**Source.** Ahuja, Magnanti, Orlin, *Network Flows* (1993), sections 9.3–9.4 (optimality conditions), 9.7 (successive
shortest paths) and 5.4 (Bellman–Ford); C.-C. Huang, T. Kavitha, K. Mehlhorn, D. Michail, *Fair matchings and related
problems*, Algorithmica 74 (2016) 1184–1203 (level after level by duality).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from matchday.solver.levels import LOTTERY, Level
from matchday.solver.network import Network
from matchday.solver.problem import Whole
from matchday.solver.shortest import CycleError, Graph

WORD_BITS = 44
"""What a cost times the number of nodes may need; the flow engine has room for 61, but takes longer for more."""

DIGIT_BITS = 3
"""How far the arcs of a cheapest path are expected to add up on a level: to less than half of 2³ arcs."""

MOST_REPAIRS, ARCS_FOR_REPAIR = 40, 1000
"""How many people are sent one after the other, one for so many arcs; more are sent by the flow engine, all at once."""


@dataclass(frozen=True, eq=False)
class Stage:
    """One level is bounded: no flow of the region is below `bound`, and `potentials` prove it.

    Without a level: the region has no flow at all. `is_whole` tells that a flow reaches the bound.

    **Shapes.** `potentials` int64 (nodes,). `bound` is minimised.
    """

    level: Level | None
    potentials: Whole
    bound: int
    is_whole: bool


class Region:
    """All flows between limits, narrowed by each level that is bounded."""

    def __init__(self, network: Network, low: Whole, high: Whole) -> None:
        self._network = network
        self._settled = low.copy()
        self._supply = network.supply.copy()
        np.subtract.at(self._supply, network.tail, low)  # what must be sent has left its tail and reached its head
        np.add.at(self._supply, network.head, low)
        self._arcs = np.flatnonzero(low < high)
        self._tail, self._head = network.tail[self._arcs], network.head[self._arcs]
        self._room = (high - low)[self._arcs]
        self._flow = np.zeros_like(self._room)
        self._known: dict[Level, Whole] = {}

    def begin(self, flow: Whole, stages: Sequence[Stage]) -> None:
        """Begin at the flow and the potentials of a larger region, which are near those of this one."""
        self._flow = np.clip(flow[self._arcs] - self._settled[self._arcs], 0, self._room)
        self._known = {stage.level: stage.potentials for stage in stages if stage.level}

    @property
    def flow(self) -> Whole:
        """Return what each arc carries in the latest flow, best for all levels bounded so far: int64 (arcs,)."""
        flow = self._settled.copy()
        flow[self._arcs] += self._flow
        return flow

    def bound(self, levels: Sequence[Level]) -> Iterator[Stage]:
        """Bound one level after the other, each among the flows that reach the bounds before."""
        number, digit_bits = 0, DIGIT_BITS
        while number < len(levels):
            costs, bits = self._weigh(levels[number:], digit_bits)
            batch = levels[number : number + len(costs)]
            weights = _add_up([cost[self._arcs] for cost in costs], bits)
            potentials = self._repair(weights, batch, bits)
            if potentials is None:
                if not self._send(weights):
                    yield self._prove_empty()
                    return
                potentials = self._measure_distances(weights)
            digits = _read_digits(potentials, bits)
            self._known |= zip(batch, digits, strict=True)
            digit_bits *= 2
            for level, cost, potentials in zip(batch, costs, digits, strict=True):
                stage = self._prove(level, cost, potentials)
                if stage is None:
                    break
                yield stage
                number, digit_bits = number + 1, DIGIT_BITS
                if not stage.is_whole:
                    break

    def draw(self) -> None:
        """Send the flow of the smallest sum of lots among those that reach the bounds; this proves nothing."""
        self._settle_all_but(self._find_loose())
        is_open = np.zeros(len(self._settled), bool)
        is_open[self._arcs] = True
        if is_open[: len(self._network.openings)].any():
            self.send(self._network.lots(is_open))

    def send(self, costs: Whole) -> bool:
        """Send a flow of least cost among those that reach the bounds; tell whether there is one.

        **Shapes.** `costs` (arcs,).
        """
        return self._send(costs[self._arcs])

    def repeat(self, stages: Sequence[Stage], goals: Sequence[int]) -> list[Stage]:
        """Bound levels by potentials of a larger region, as far as they prove the goals exactly, and narrow the region.

        The last stage of the answer may be above its goal.
        """
        repeated: list[Stage] = []
        for stage, goal in zip(stages, goals, strict=False):
            if stage.level is None:
                break
            costs, potentials, scale = self._costs(stage.level), stage.potentials, self._network.scale(stage.level)
            reduced = self._reduce(costs[self._arcs], potentials)
            total = int(costs @ self._settled + np.minimum(reduced, 0) @ self._room - potentials @ self._supply)
            if total < scale * goal:
                break
            repeated.append(Stage(stage.level, potentials, -(-total // scale), is_whole=True))
            if total > scale * goal:
                break
            self._narrow(reduced, gap=0)
        return repeated

    def floor(self, level: Level) -> Stage:
        """Bound a level by what every arc could add at best."""
        costs = self._costs(level)
        total = int(costs @ self._settled + np.minimum(costs[self._arcs], 0) @ self._room)
        scale = self._network.scale(level)
        return Stage(level, np.zeros_like(self._supply), -(-total // scale), is_whole=total % scale == 0)

    def _weigh(self, levels: Sequence[Level], digit_bits: int) -> tuple[list[Whole], list[int]]:
        """Return the costs of as many levels as one flow has room for, and the bits of each behind the first."""
        costs: list[Whole] = []
        bits: list[int] = []
        left = WORD_BITS - len(self._supply).bit_length()
        for level in levels:
            if costs and level.name == LOTTERY:
                break  # lots are drawn when few are left to be drawn
            cost = self._costs(level)
            bits.append(int(np.abs(cost[self._arcs]).max(initial=0)).bit_length() + digit_bits)
            left -= bits[-1]
            if costs and left < 0:
                break
            costs.append(cost)
        return costs, bits[1 : len(costs)]

    def _costs(self, level: Level) -> Whole:
        """Return the costs of all arcs; lots are drawn only where somebody goes or still may go."""
        if level.name != LOTTERY:
            return self._network.costs(level)
        is_open = self._settled > 0
        is_open[self._arcs] = True
        return self._network.lots(is_open)

    def _repair(self, costs: Whole, batch: Sequence[Level], bits: Sequence[int]) -> Whole | None:
        """Change the flow into one of least cost where little is missing, and return potentials that prove it.

        By what is known, no arc but those of reduced cost 0 may be neither full nor empty. What does not fit then is
        sent where it is missing, over the shortest paths.
        """
        if not all(level in self._known for level in batch):
            return None
        potentials = _add_up([self._known[level] for level in batch], bits)
        reduced = self._reduce(costs, potentials)
        flow = np.where(reduced < 0, self._room, np.where(reduced > 0, 0, self._flow))
        surplus = self._supply.copy()
        np.subtract.at(surplus, self._tail, flow)
        np.add.at(surplus, self._head, flow)
        if surplus[surplus > 0].sum() > min(MOST_REPAIRS, len(self._arcs) // ARCS_FOR_REPAIR):
            return None
        while surplus.any():
            graph = self._residual(self._reduce(costs, potentials), flow).sort()
            path, distance = graph.find_path(surplus > 0, surplus < 0)
            if not path:
                return None
            first, last = graph.tail[path[-1]], graph.head[path[0]]
            arcs = graph.arc[path]
            forward, turned = arcs[arcs >= 0], ~arcs[arcs < 0]
            room = np.concatenate(
                [(self._room - flow)[forward], flow[turned], surplus[[first]], -surplus[[last]]]
            ).min()
            flow[forward] += room
            flow[turned] -= room
            surplus[first] -= room
            surplus[last] += room
            potentials = potentials + distance
        self._flow = flow
        return potentials

    def _send(self, costs: Whole) -> bool:
        """Send a flow of least cost, the costs given for the arcs that can move."""
        from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

        is_used = self._supply != 0
        is_used[self._tail] = is_used[self._head] = True
        tail, head = self._tail, self._head
        if not is_used.all():
            number = np.cumsum(is_used, dtype=np.int32) - np.int32(1)
            tail, head = number[tail], number[head]
        engine = SimpleMinCostFlow()
        engine.add_arcs_with_capacity_and_unit_cost(tail, head, self._room, costs)
        engine.set_nodes_supplies(np.arange(is_used.sum(), dtype=np.int32), self._supply[is_used])
        status = engine.solve()
        if status == engine.INFEASIBLE:
            return False
        if status != engine.OPTIMAL:
            raise RuntimeError(f"the flow engine answered {status.name} to a balanced network")
        self._flow = engine.flows(np.arange(len(self._arcs), dtype=np.int32))
        return True

    def _residual(self, costs: Whole, flow: Whole) -> Graph:
        """Return the arcs with room and, turned around, those that carry something."""
        ahead, back = np.flatnonzero(flow < self._room), np.flatnonzero(flow > 0)
        return Graph(
            arc=np.concatenate([ahead, ~back]),
            tail=np.concatenate([self._tail[ahead], self._head[back]]),
            head=np.concatenate([self._head[ahead], self._tail[back]]),
            length=np.concatenate([costs[ahead], -costs[back]]),
        )

    def _find_loose(self) -> Whole:
        """Return the rows of all arcs that another flow could use otherwise: two flows differ by cycles with room.

        Nodes with no way in or no way out are on no cycle; they are left out until none is left. What stays may still
        be on no cycle.
        """
        ahead, back = self._flow < self._room, self._flow > 0
        tail = np.concatenate([self._tail[ahead], self._head[back]])
        head = np.concatenate([self._head[ahead], self._tail[back]])
        while True:
            has_way_in, has_way_out = np.zeros((2, len(self._supply)), bool)
            has_way_in[head] = has_way_out[tail] = True
            is_passed = has_way_in & has_way_out
            left = np.flatnonzero(is_passed[tail] & is_passed[head])
            if len(left) == len(tail):
                return np.flatnonzero(is_passed[self._tail] & is_passed[self._head])
            tail, head = tail[left], head[left]

    def _measure_distances(self, costs: Whole) -> Whole:
        """Return potentials that prove a flow of least cost."""
        distance = np.zeros_like(self._supply)
        self._residual(costs, self._flow).shorten_behind(distance, len(self._network.openings.people))
        return distance

    def _mend(self, costs: Whole, potentials: Whole) -> Whole | None:
        """Change potentials so that they prove the flow best; None where it is not."""
        distance = potentials.copy()
        try:
            self._residual(costs, self._flow).shorten_behind(distance, len(self._network.openings.people))
        except CycleError:
            return None
        return distance

    def _prove_empty(self) -> Stage:
        """Bound costs of 0 above 0, so that no flow exists at all.

        Where nobody must go anywhere there is always a flow. Let it cost one for each person in excess: by the
        potentials of the cheapest such flow, what everybody must do costs more than nothing.
        """
        network, openings = self._network, self._network.openings
        must, high = self._settled > 0, self._settled.copy()
        high[self._arcs] += self._room
        may_stay = np.zeros(len(high), bool)
        may_stay[len(openings) : network.first_of_slot] = True
        costs = np.where(may_stay & (high == 0), 1, 0) - must
        high[may_stay] = openings.people
        free = Region(network, np.zeros_like(high), high)
        free._send(costs[free._arcs])
        return Stage(None, free._measure_distances(costs[free._arcs]), 1, is_whole=True)

    def _prove(self, level: Level, costs: Whole, potentials: Whole) -> Stage | None:
        """Bound a level by potentials and narrow the region; None where they do not prove the flow best."""
        own = costs[self._arcs]
        reduced = self._reduce(own, potentials)
        if not self._is_best(reduced):
            mended = self._mend(own, potentials)
            if mended is None:
                return None
            potentials, reduced = mended, self._reduce(own, mended)
        scale = self._network.scale(level)
        total = int(costs @ self.flow)
        bound = -(-total // scale)
        self._narrow(reduced, gap=bound * scale - total)
        return Stage(level, potentials, bound, is_whole=bound * scale == total)

    def _reduce(self, costs: Whole, potentials: Whole) -> Whole:
        """Return the reduced costs of the arcs that can move."""
        return costs + potentials.take(self._tail) - potentials.take(self._head)

    def _is_best(self, reduced: Whole) -> bool:
        """Tell whether what costs more than nothing is empty and what costs less is full."""
        moved = np.flatnonzero(reduced != 0)
        flow = self._flow[moved]
        return not np.where(reduced[moved] > 0, flow, self._room[moved] - flow).any()

    def _narrow(self, reduced: Whole, *, gap: int) -> None:
        """Let every arc leave its flow only as far as the gap pays for; settle those that cannot move at all."""
        moved = np.flatnonzero(reduced != 0)
        if not len(moved):
            return
        room, flow = self._room.copy(), self._flow.copy()
        room[moved] = np.minimum(room[moved], gap // np.abs(reduced[moved]))
        full = moved[reduced[moved] < 0]
        sent = self._room[full] - room[full]
        self._settle(full, sent)
        flow[full] -= sent
        left = np.flatnonzero(room > 0)
        self._room, self._flow = room, np.maximum(np.minimum(flow, room), 0)
        self._keep(left)

    def _settle_all_but(self, left: Whole) -> None:
        """Let all other rows of arcs carry what they carry."""
        others = np.ones(len(self._arcs), bool)
        others[left] = False
        rows = np.flatnonzero(others)
        self._settle(rows, self._flow[rows])
        self._keep(left)

    def _settle(self, rows: Whole, sent: Whole) -> None:
        """Count so much of what arcs carry as sent for good."""
        self._settled[self._arcs[rows]] += sent
        np.subtract.at(self._supply, self._tail[rows], sent)
        np.add.at(self._supply, self._head[rows], sent)

    def _keep(self, left: Whole) -> None:
        """Leave only these rows of arcs to move."""
        self._arcs, self._tail, self._head = self._arcs[left], self._tail[left], self._head[left]
        self._room, self._flow = self._room[left], self._flow[left]


def _add_up(costs: Sequence[Whole], bits: Sequence[int]) -> Whole:
    """Weigh levels: each one is moved by the bits of all behind it."""
    total = costs[0]
    for cost, width in zip(costs[1:], bits, strict=True):
        total = (total << width) + cost
    return total


def _read_digits(number: Whole, bits: Sequence[int]) -> list[Whole]:
    """Read weighed numbers as digits, one for each level, each between minus and plus half of its width."""
    digits = []
    for width in reversed(bits):
        half = 1 << (width - 1)
        digits.append(((number + half) & ((1 << width) - 1)) - half)
        number = (number - digits[-1]) >> width
    return [number, *reversed(digits)]
