"""Lead one person after another to a place on the cheapest path, and keep the potentials that prove it cheapest.

The nodes are slots, employers where that level is compared, and the sink. Who enters a full slot sends somebody there
on to another slot, or out to the sink; a slot with room passes on to the sink itself. Every node has a potential such
that no step costs less than 0 once cost + potential[from] − potential[to] is reckoned.

**Source.** Successive shortest paths with potentials: Ahuja, Magnanti, Orlin, *Network Flows* (1993), section 9.7.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from matchday.solver.problem import Problem, Whole
from matchday.solver.reduce import Openings
from matchday.solver.tariff import Tariff

NOBODY = NOTHING = -1


class _Step(NamedTuple):
    """A way from one node to the next; on most of them somebody changes to an opening or to nothing."""

    tail: int
    head: int
    cost: int
    person: int = NOBODY
    opening: int = NOTHING


class Paths:
    """Where everybody is, and the potentials.

    **Shapes.** `held` (people,) is the opening of each or `NOTHING`. `potentials` int64 (levels and lottery, slots,
    employers where compared, and sink), 0 at the sink.
    """

    def __init__(self, problem: Problem, openings: Openings, tariff: Tariff, *, held: Whole, potentials: Whole) -> None:
        self.held: list[int] = held.tolist()
        self.visited = 0
        self._tariff = tariff
        self._ground = potentials
        self._start, self._sink = potentials.shape[1], potentials.shape[1] - 1
        self._potentials = {self._start: 0}
        self._pinned = set(openings.group[openings.is_pinned].tolist())
        self._slots = problem.slots
        self._has_employers = "employers" in problem.objective
        holders = np.flatnonzero(held != NOTHING)
        slot = openings.slot[held[holders]]
        self._holders = holders[np.argsort(slot, kind="stable")]
        self._first = np.concatenate([[0], np.cumsum(np.bincount(slot, minlength=len(problem.slots)))])
        self._people_in: dict[int, list[int]] = {}

    @property
    def potentials(self) -> Whole:
        """Return the potentials as they are now, of the levels without the lottery."""
        potentials = self._ground[:-1].copy()
        for node, number in self._potentials.items():
            if node != self._start:
                potentials[:, node] = self._tariff.digits.unpack(number)[:-1]
        return potentials

    def lead(self, person: int) -> None:
        """Lead somebody who holds nothing to a place, or out, on the cheapest path."""
        distance, steps, reached = self._search(person)
        for node in reached[1:]:
            self._potentials[node] += distance[node] - distance[self._sink]
        self.visited += len(reached)
        node = self._sink
        while node != self._start:
            self._take(steps[node])
            node = steps[node].tail

    def _search(self, person: int) -> tuple[dict[int, int], dict[int, _Step], list[int]]:
        """Return distances, the last step to each node, and the nodes nearer than the sink, nearest first."""
        distance = {self._start: 0}
        steps: dict[int, _Step] = {}
        heap = [(0, self._start)]
        reached: list[int] = []
        while True:
            near, node = heapq.heappop(heap)
            if node == self._sink:
                return distance, steps, reached
            if near > distance[node]:
                continue
            reached.append(node)
            near += self._potentials[node]
            for step in self._ways(node, person):
                longer = near + step.cost - self._potential(step.head)
                if step.head not in distance or longer < distance[step.head]:
                    distance[step.head], steps[step.head] = longer, step
                    heapq.heappush(heap, (longer, step.head))

    def _potential(self, node: int) -> int:
        number = self._potentials.get(node)
        if number is None:
            number = self._potentials[node] = self._tariff.digits.pack(self._ground[:, node])
        return number

    def _people(self, slot: int) -> list[int]:
        """Return who is in a slot now."""
        people = self._people_in.get(slot)
        if people is None:
            people = self._people_in[slot] = self._holders[self._first[slot] : self._first[slot + 1]].tolist()
        return people

    def _ways(self, node: int, newcomer: int) -> Iterator[_Step]:
        """Yield every way on from a node."""
        if node == self._start:
            yield from self._moves(node, newcomer)
        elif node >= len(self._slots):
            yield from self._exchanges(node)
        else:
            people = self._people(node)
            if len(people) < self._slots.capacity[node]:
                after = len(self._slots) + int(self._slots.employer[node]) if self._has_employers else self._sink
                yield _Step(node, after, 0 if people else -self._tariff.running)
            self._tariff.learn(people)
            for person in people:
                yield from self._moves(node, person)

    def _exchanges(self, node: int) -> Iterator[_Step]:
        """Yield the ways from an employer: one more person comes, or another slot gives one back."""
        slots = np.flatnonzero(self._slots.employer == node - len(self._slots)).tolist()
        loads = [len(self._people(slot)) for slot in slots]
        yield _Step(node, self._sink, 0 if any(loads) else -self._tariff.employer)
        for slot, load in zip(slots, loads, strict=True):
            if load:
                yield _Step(node, slot, self._tariff.running if load == 1 else 0)

    def _moves(self, tail: int, person: int) -> Iterator[_Step]:
        """Yield where somebody may go instead of staying at a node, and out."""
        held, options = self.held[person], self._tariff.options(person)
        left = next((option.cost for option in options if option.opening == held), 0)
        for option in options:
            if option.opening != held:
                yield _Step(tail, option.slot, option.cost - left, person, option.opening)
        if person not in self._pinned:
            yield _Step(tail, self._sink, -left, person)

    def _take(self, step: _Step) -> None:
        if step.person == NOBODY:
            return
        if step.tail != self._start:
            self._people(step.tail).remove(step.person)
        if step.opening != NOTHING:
            self._people(step.head).append(step.person)
        self.held[step.person] = step.opening
