"""What it would take to give somebody a certain place, where the problem is a flow: its residual network.

1. Draw the flow network of the problem, and the plan as a flow in it. An arc with room may take one more unit, an arc
   that carries something may give one back: these are the arcs of the residual network.
2. Whoever is to get a place goes there over an own arc, and a path from the slot back to the person makes room. The
   cheapest path, level after level, leads to the best plan that gives this place.
3. Most cheapest paths lead through the sink: somebody moves to a free place or loses theirs, and the place the person
   leaves stays free. What that costs follows from the distances of all nodes to the sink and from it.
4. A path is cheaper only when somebody on it takes the place the person leaves. Search backwards from the person
   (Dijkstra), with the distances to the sink as potentials, and stop where the way through the sink is as near.

Costs are compared level after level; in the search they are whole numbers with one digit for each level.

**Source.** Ahuja, Magnanti, Orlin, *Network Flows* (1993), sections 5.4 (Bellman–Ford), 9.3 (residual networks) and
9.7 (successive shortest paths).
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from matchday.solver.digits import Digits
from matchday.solver.errors import CallError
from matchday.solver.flow import Network
from matchday.solver.problem import Truth, Whole
from matchday.solver.shortest import FAR, CycleError, Graph

Short = NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class _Arcs:
    """Arcs of a network.

    **Shapes.** `tail` and `head` (arcs,); `costs` (levels, arcs), every level minimised.
    """

    tail: Short
    head: Short
    costs: Short

    def sorted_by(self, ends: Short) -> _Arcs:
        order = np.argsort(ends, kind="stable")
        return _Arcs(self.tail[order], self.head[order], self.costs[:, order])

    def turned(self) -> _Arcs:
        return _Arcs(self.head, self.tail, self.costs)


class Residual:
    """What every place would cost everybody, after a set-up that they share.

    **Errors.** `CallError` when the plan is not a best one.
    """

    def __init__(self, network: Network, taken: Truth) -> None:
        arcs = _draw_residual(network, taken)
        self._arcs = arcs.sorted_by(arcs.head)
        self._network = network
        self._people = len(network.problem.participants)
        self._sink = len(network.supply) - 1
        self._to_sink = _measure_distances(self._arcs.turned(), self._sink)
        self._from_sink = _measure_distances(arcs.sorted_by(arcs.tail), self._sink)
        self._first_into = np.searchsorted(self._arcs.head, np.arange(self._sink + 2))
        self._lengths_into: dict[int, list[tuple[int, int]]] = {}

    def costs(self, openings: Sequence[int]) -> list[Whole]:
        """Return what giving each of some openings of one person, who holds none of them, adds to the levels.

        **Shapes.** Each int64 (levels,), every level minimised: above 0 is worse.
        """
        if not openings:
            return []
        person, nodes = int(self._network.tail[openings[0]]), self._network.head[openings].tolist()
        gap = self._to_sink[:, person] + self._from_sink[:, person]
        nearer = self._search(person, set(nodes), bound=self._digits.pack(gap))
        costs = []
        for node in nodes:
            into = np.arange(self._first_into[node], self._first_into[node + 1])
            own_arc = into[self._arcs.tail[into] == person][0]
            back = self._digits.unpack(nearer[node]) if node in nearer else gap
            back = back + self._to_sink[:, node] - self._to_sink[:, person]
            costs.append(self._arcs.costs[:, own_arc] + back)
        return costs

    def _search(self, person: int, wanted: set[int], *, bound: int) -> dict[int, int]:
        """Return the reduced distances from wanted nodes to a person, where they are below the bound.

        No path through the sink is below it.
        """
        nearest = {person: 0}
        found: dict[int, int] = {}
        heap = [(0, person)] if bound else []
        while heap and len(found) < len(wanted):
            distance, node = heapq.heappop(heap)
            if distance > nearest[node]:
                continue
            if node in wanted:
                found[node] = distance
            for length, tail in self._lengths(node):
                longer = distance + length
                if longer >= bound:
                    break
                if longer < nearest.get(tail, bound):
                    nearest[tail] = longer
                    heapq.heappush(heap, (longer, tail))
        return found

    def _lengths(self, node: int) -> list[tuple[int, int]]:
        """Return from where a node is reached and how far that is, nearest first, without the sink.

        Only one arc leads to a person, from what is held: where a person leads to the node, both steps are one.
        """
        lengths = self._lengths_into.get(node)
        if lengths is None:
            arcs = np.arange(self._first_into[node], self._first_into[node + 1])
            reduced, tails = self._reduced(arcs), self._arcs.tail[arcs]
            is_person = tails < self._people
            held = self._first_into[tails[is_person]]
            reduced[:, is_person] += self._reduced(held)
            tails[is_person] = self._arcs.tail[held]
            nearest: dict[int, int] = {}
            for length, tail in sorted(zip(self._digits.pack(reduced).tolist(), tails.tolist(), strict=True)):
                nearest.setdefault(tail, length)
            nearest.pop(self._sink, None)
            lengths = self._lengths_into[node] = [(length, tail) for tail, length in nearest.items()]
        return lengths

    def _reduced(self, arcs: Whole) -> Whole:
        """Return costs less what they bring nearer to the sink: (arcs,) → (levels, arcs)."""
        tail, head = self._arcs.tail[arcs], self._arcs.head[arcs]
        return self._arcs.costs[:, arcs] + self._to_sink[:, head] - self._to_sink[:, tail]

    @cached_property
    def _digits(self) -> Digits:
        """Give each level a digit that no path, measured with any of the distances, can exceed."""
        largest = np.abs(self._arcs.costs).max(axis=1, initial=0).tolist()
        farthest = np.where(self._to_sink < FAR, np.abs(self._to_sink), 0).max(axis=1, initial=0).tolist()
        pairs = zip(largest, farthest, strict=True)
        return Digits([cost * (self._sink + 1) + 2 * distance for cost, distance in pairs])


def _draw_residual(network: Network, taken: Truth) -> _Arcs:
    """Draw what may still change: (openings,) → arcs from tail to head that one more unit may take."""
    flow = _draw_flow(network, taken)
    ahead, back = np.flatnonzero(flow < network.capacity), np.flatnonzero(flow > 0)
    levels = network.problem.levels
    costs = np.zeros((len(levels), len(ahead) + len(back)), np.int32)
    for row, level in zip(costs, levels, strict=True):
        amount = network.costs(level)
        row[: len(ahead)], row[len(ahead) :] = amount[ahead], -amount[back]
    tail = np.concatenate([network.tail[ahead], network.head[back]])
    head = np.concatenate([network.head[ahead], network.tail[back]])
    return _Arcs(tail, head, costs)


def _draw_flow(network: Network, taken: Truth) -> Whole:
    """Return what every arc of the network carries in a plan: (openings,) → int64 (arcs,)."""
    people, slots = len(network.problem.participants), network.problem.slots
    is_unplaced = np.ones(people, np.int64)
    is_unplaced[network.tail[: len(taken)][taken]] = 0
    load = np.bincount(network.head[: len(taken)][taken] - people, minlength=len(slots))
    blocks = [taken, is_unplaced, np.minimum(load, 1), np.maximum(load - 1, 0)]
    if network.first_of_employer < len(network.tail):
        received = np.bincount(slots.employer, load, slots.employer_count)
        blocks += [np.minimum(received, 1), np.maximum(received - 1, 0)]
    return np.concatenate(blocks).astype(np.int64)


def _measure_distances(arcs: _Arcs, root: int) -> Whole:
    """Return the distances of all nodes from the root, the last node, compared level after level: (levels, nodes).

    The arcs of the shortest paths of one level are those that the next may choose from.

    **Shapes.** Arcs are sorted by tail.
    **Errors.** `CallError` for a cycle of negative length: the plan could be better.
    """
    tail, head, rows = arcs.tail, arcs.head, np.arange(len(arcs.tail))
    distances = np.zeros((len(arcs.costs), root + 1), np.int64)
    for distance, costs in zip(distances, arcs.costs, strict=True):
        lengths = costs[rows]
        if lengths.any():
            distance[:] = FAR
            distance[root] = 0
            try:
                Graph(rows, tail, head, lengths).shorten(distance)
            except CycleError:
                raise CallError("the plan is not the best one, whatever it claims") from None
            is_tight = distance[tail] + lengths == distance[head]
            tail, head, rows = tail[is_tight], head[is_tight], rows[is_tight]
    return distances
