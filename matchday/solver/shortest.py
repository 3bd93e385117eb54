"""Shortest distances and paths in a graph of flat arrays (Bellman–Ford, all arcs behind nodes that moved at once).

**Source.** Ahuja, Magnanti, Orlin, *Network Flows* (1993), section 5.4.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matchday.solver.problem import Truth, Whole

FAR = 2**60
"""The distance of what no path reaches, far above every sum of costs."""

Short = np.ndarray[tuple[int], np.dtype[np.int32]]


class CycleError(Exception):
    """Say that distances do not come to rest: a cycle is shorter than nothing, or looked at for too long to be told."""


@dataclass(frozen=True, eq=False)
class Graph:
    """Arcs with lengths, sorted by tail.

    **Shapes.** All (arcs,); `arc` is the number by which others know an arc, negative where it is turned around.
    """

    arc: Whole
    tail: Short
    head: Short
    length: Whole

    def shorten(self, distance: Whole, is_goal: Truth | None = None, *, most_rounds: int = FAR) -> Whole:
        """Shorten all distances as far as arcs allow, and return the round in which each became what it is.

        Nothing is looked at behind nodes that are as far as the nearest goal.

        **Shapes.** `distance` int64 (nodes,) is changed; `FAR` where no path is known. The answer is −1 there.
        **Errors.** `CycleError` after `most_rounds`, or after as many as there are nodes.
        """
        first, moved = np.searchsorted(self.tail, np.arange(len(distance) + 1)), np.flatnonzero(distance < FAR)
        round_of = np.full(len(distance), -1)
        round_of[moved] = 0
        is_new = np.zeros(len(distance), bool)
        for number in range(1, min(most_rounds, len(distance)) + 2):
            counts = first[moved + 1] - first[moved]
            arcs = np.repeat(first[moved] - np.cumsum(counts) + counts, counts)
            arcs += np.arange(len(arcs))
            head, way = self.head[arcs], np.repeat(distance[moved], counts) + self.length[arcs]
            is_shorter = np.flatnonzero(way < distance[head])
            head = head[is_shorter]
            np.minimum.at(distance, head, way[is_shorter])
            is_new[head] = True
            moved = np.flatnonzero(is_new)
            is_new[moved] = False
            round_of[moved] = number
            if is_goal is not None:
                moved = moved[distance[moved] < distance[is_goal].min(initial=FAR)]
            if not len(moved):
                return round_of
        raise CycleError

    def find_path(self, starts: Truth, goals: Truth) -> tuple[list[int], Whole]:
        """Return the rows of a shortest path from any start to any goal, the last arc first, and all distances.

        The path is empty where there is none. Distances are cut off at that of the goal.
        """
        distance = np.where(starts, 0, FAR)
        round_of = self.shorten(distance, goals)
        ends = np.flatnonzero(goals)
        node = int(ends[np.argmin(distance[ends])])
        nearest, path = distance[node], list[int]()
        while round_of[node] > 0:
            into = np.flatnonzero(self.head == node)
            tail = self.tail[into]
            is_earlier = (round_of[tail] >= 0) & (round_of[tail] < round_of[node])
            path.append(int(into[np.argmax(is_earlier & (distance[tail] + self.length[into] == distance[node]))]))
            node = int(self.tail[path[-1]])
        return path, np.minimum(distance, nearest)
