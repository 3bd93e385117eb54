"""Shortest distances and paths in a graph of flat arrays (Bellman–Ford, all arcs behind nodes that moved at once).

**Source.** Ahuja, Magnanti, Orlin, *Network Flows* (1993), section 5.4.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matchday.solver.problem import Truth, Whole

FAR = 2**60
"""The distance of what no path reaches, far above every sum of costs."""

FIRST_LOOK = 8
"""After so many rounds, twice as many and so on, cycles are looked for."""

Short = np.ndarray[tuple[int], np.dtype[np.int32]]


class CycleError(Exception):
    """Say that a cycle is shorter than nothing, so that there are no shortest paths."""


@dataclass(frozen=True, eq=False)
class Graph:
    """Arcs with lengths.

    **Shapes.** All (arcs,); `arc` is the number by which others know an arc, negative where it is turned around.
    """

    arc: Whole
    tail: Short
    head: Short
    length: Whole

    def sort(self) -> Graph:
        """Return the same graph with its arcs sorted by tail, which all that follows expects."""
        order = np.argsort(self.tail, kind="stable")
        return Graph(self.arc[order], self.tail[order], self.head[order], self.length[order])

    def shorten_behind(self, distance: Whole, first_nodes: int) -> None:
        """Shorten all distances; one of the first nodes with a single way in is as far as that way makes it.

        Such a node is left out and its arcs begin where the way does, which halves the rounds: in a residual graph
        everybody is reached from the place they hold. Only the distances of the other nodes are begun with.

        **Shapes.** `distance` int64 (nodes,) is changed.
        **Errors.** `CycleError`.
        """
        into = np.flatnonzero(self.head < first_nodes)
        ways = np.bincount(self.head[into], minlength=len(distance))
        into = into[ways[self.head[into]] == 1]
        node, origin, length = self.head[into], self.tail[into], self.length[into]
        before, beyond = np.arange(len(distance), dtype=np.int32), np.zeros_like(distance)
        before[node], beyond[node] = origin, length
        is_other = np.ones(len(self.arc), bool)
        is_other[into] = False
        other = np.flatnonzero(is_other)
        tail = self.tail[other]
        behind = Graph(self.arc[other], before.take(tail), self.head[other], self.length[other] + beyond.take(tail))
        behind.sort().shorten(distance)
        distance[node] = distance[origin] + length

    def shorten(self, distance: Whole, is_goal: Truth | None = None) -> Whole:
        """Shorten all distances as far as arcs allow, and return the row of the arc that made each what it is.

        Nothing is looked at behind nodes that are as far as the nearest goal.

        **Shapes.** `distance` int64 (nodes,) is changed; `FAR` where no path is known. The answer is −1 where nothing
        was shortened.
        **Errors.** `CycleError`.
        """
        first, moved = np.searchsorted(self.tail, np.arange(len(distance) + 1)), np.flatnonzero(distance < FAR)
        into, is_new = np.full(len(distance), -1), np.zeros(len(distance), bool)
        rounds = 0
        while len(moved):
            counts = first[moved + 1] - first[moved]
            arcs = np.repeat(first[moved] - np.cumsum(counts) + counts, counts)
            arcs += np.arange(len(arcs))
            head, way = self.head[arcs], np.repeat(distance[moved], counts) + self.length[arcs]
            is_shorter = np.flatnonzero(way < distance[head])
            arcs, head, way = arcs[is_shorter], head[is_shorter], way[is_shorter]
            np.minimum.at(distance, head, way)
            is_last = way == distance[head]
            into[head[is_last]] = arcs[is_last]
            is_new[head] = True
            moved = np.flatnonzero(is_new)
            is_new[moved] = False
            if is_goal is not None:
                moved = moved[distance[moved] < distance[is_goal].min(initial=FAR)]
            rounds += 1
            if rounds >= FIRST_LOOK and rounds.bit_count() == 1:
                self._require_no_cycle(into)
        return into

    def _require_no_cycle(self, into: Whole) -> None:
        """Walk back from every node, twice as far each time; only a cycle that is shorter than nothing has no end."""
        before, reached = np.arange(len(into)), np.flatnonzero(into >= 0)
        before[reached] = self.tail[into[reached]]
        for _ in range(len(into).bit_length()):
            before = before[before]
        if (into[before] >= 0).any():
            raise CycleError

    def find_path(self, starts: Truth, goals: Truth) -> tuple[list[int], Whole]:
        """Return the rows of a shortest path from any start to any goal, the last arc first, and all distances.

        The path is empty where there is none. Distances are cut off at that of the goal.
        """
        distance = np.where(starts, 0, FAR)
        into = self.shorten(distance, goals)
        ends = np.flatnonzero(goals)
        node = int(ends[np.argmin(distance[ends])])
        nearest, path = distance[node], list[int]()
        while into[node] >= 0:
            path.append(int(into[node]))
            node = int(self.tail[path[-1]])
        return path, np.minimum(distance, nearest)
