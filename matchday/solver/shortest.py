"""Shortest distances and paths in a graph of flat arrays (Bellman–Ford, all arcs of a round at once).

**Source.** Ahuja, Magnanti, Orlin, *Network Flows* (1993), section 5.4.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matchday.solver.problem import Truth, Whole

FAR = 2**62

Short = np.ndarray[tuple[int], np.dtype[np.int32]]


@dataclass(frozen=True, eq=False)
class Graph:
    """Arcs with lengths; no cycle is shorter than nothing.

    **Shapes.** All (arcs,); `arc` is the number by which others know an arc, negative where it is turned around.
    """

    arc: Whole
    tail: Short
    head: Short
    length: Whole

    def shorten(self, distance: Whole, is_goal: Truth | None = None) -> Whole:
        """Shorten all distances as far as arcs allow, and return the round in which each became what it is.

        Nothing is looked at behind nodes that are as far as the nearest goal.

        **Shapes.** `distance` int64 (nodes,) is changed; `FAR` where no path is known. The answer is −1 there.
        """
        round_of, nearest = np.where(distance < FAR, 0, -1), FAR
        is_new = distance < FAR
        for number in range(1, len(distance) + 2):
            moved = is_new[self.tail]
            head, way = self.head[moved], distance[self.tail[moved]] + self.length[moved]
            before = distance.copy()
            np.minimum.at(distance, head, way)
            is_new = distance < before
            round_of[is_new] = number
            if is_goal is not None:
                nearest = int(distance[is_goal].min(initial=FAR))
                is_new &= distance < nearest
            if not is_new.any():
                return round_of
        raise RuntimeError("the flow engine's answer is not optimal: a negative cycle is left")

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
