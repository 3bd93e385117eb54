"""A plan made better: groups are sent elsewhere one after the other, and everybody else is placed anew around them.

1. Groups stay where a plan has them, and slots run or do not run as they do there. What is left to choose is a flow, so
   the best level after level is a matter of a moment.
2. The potentials of that flow say what a place in each slot is worth to the others. Going elsewhere makes the plan
   better only where the ranks of the group and the places it takes and leaves promise so: only that is tried, what
   promises most first.
3. What makes the plan better is kept, and the next is promised by its potentials. The search ends where nothing is
   left to try, or after a number of attempts, not of seconds.

**Source.** E. Aarts, J. Lenstra (eds.), *Local Search in Combinatorial Optimization* (1997), chapter 1; potentials as
in `stages`.
"""

from __future__ import annotations

import numpy as np

from matchday.solver.network import Network
from matchday.solver.problem import Truth, Whole
from matchday.solver.stages import Region, Stage
from matchday.solver.stopwatch import Stopwatch

MOST_ATTEMPTS = 250
"""How often groups are sent elsewhere to see what comes of it."""


def place_around(network: Network, is_taken: Truth, stopwatch: Stopwatch) -> Whole:
    """Return a plan that is as good as another one or better, as a flow; the limit ends only what begins with 2.

    **Shapes.** `is_taken` (openings,); the answer int64 (arcs,).
    """
    arrangement = _Arrangement(network, is_taken)
    untried, is_better = np.ones(len(is_taken), bool), False
    for _ in range(MOST_ATTEMPTS):
        promising = arrangement.find_promising()
        ahead = promising[untried[promising]]
        if is_better and not len(ahead):
            untried[:], is_better, ahead = True, False, promising
        if stopwatch.is_over or not len(ahead):
            break
        untried[ahead[0]] = False
        is_better |= arrangement.send(int(ahead[0]))
    return arrangement.flow


class _Arrangement:
    """Groups in their places, and the best flow of everybody else around them."""

    def __init__(self, network: Network, is_taken: Truth) -> None:
        self._network = network
        self._in_company = network.openings.people[network.openings.group] > 1
        self._stages: list[Stage] = []
        self.flow = np.zeros_like(network.capacity)
        self._keep_if_better(is_taken)

    def send(self, opening: int) -> bool:
        """Send a group through an opening; tell whether that made the plan better, else leave it as it was."""
        openings = self._network.openings
        is_taken = self.flow[: len(openings)] > 0
        is_taken[openings.group == openings.group[opening]] = False
        is_taken[opening] = True
        return self._keep_if_better(is_taken)

    def find_promising(self) -> Whole:
        """List openings through which a group may go that does not, and gain by it, the most promising first."""
        network, openings = self._network, self._network.openings
        people, count = openings.people[openings.group], len(openings)
        taken = np.flatnonzero(self._in_company & (self.flow[:count] > 0))
        held = np.full(len(openings.people), -1)
        held[openings.group[taken]] = taken
        room = network.problem.slots.capacity.copy()
        np.subtract.at(room, openings.slot[taken], people[taken])
        is_other = self._in_company & (held[openings.group] != np.arange(count)) & ~openings.is_pinned
        ways = np.flatnonzero(is_other & (room[openings.slot] >= people))
        gains = np.zeros((len(self._stages), len(ways)), np.int64)
        for row, stage in zip(gains, self._stages, strict=True):
            if stage.level is not None:
                price = network.costs(stage.level)[:count] - stage.potentials[len(openings.people) + openings.slot]
                before = np.append(price, -stage.potentials[-1])[held[openings.group[ways]]]  # −1: unplaced
                row[:] = people[ways] * (before - price[ways])
        first = np.argmax(gains != 0, axis=0)
        order = np.lexsort(-gains[::-1])
        promising: Whole = ways[order[gains[first, np.arange(len(ways))][order] > 0]]
        return promising

    def _keep_if_better(self, is_taken: Truth) -> bool:
        """Place everybody who comes alone around the groups of a plan; keep that if it is better than what is known."""
        region = Region(self._network, *self._limits(is_taken))
        region.begin(self.flow, self._stages)
        best = [stage.bound for stage in self._stages]
        stages: list[Stage] = []
        for stage in region.bound(self._network.problem.levels):
            stages.append(stage)
            bounds = [stage.bound for stage in stages]
            if stage.level is None or (best and bounds > best[: len(bounds)]):
                return False
        if best and bounds == best:
            return False
        self.flow, self._stages = region.flow, stages
        return True

    def _limits(self, is_taken: Truth) -> tuple[Whole, Whole]:
        """Return the limits of the arcs that leave groups and slots that run as a plan has them."""
        network, openings = self._network, self._network.openings
        low, high = network.limits()
        high[: len(openings)][self._in_company & ~is_taken] = 0
        goes = openings.group[self._in_company & is_taken]
        high[len(openings) + goes] = 0
        runs = np.zeros(len(network.shares), bool)
        runs[openings.slot[is_taken]] = True
        has_minimum = network.problem.slots.min_group > 1
        high[: len(openings)][(has_minimum & ~runs)[openings.slot]] = 0
        first_of_needy = len(network.tail) - len(network.needy)
        must = (
            network.first_of_slot + np.flatnonzero(has_minimum & runs),
            first_of_needy + np.flatnonzero(runs[network.needy]),
        )
        for arcs in must:
            low[arcs] = high[arcs]
        return low, high
