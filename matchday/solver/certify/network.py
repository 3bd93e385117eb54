"""The network of all plans, drawn from the problem for the checker. Its twin, apart on purpose, is `network`.

Every group sends its people to slots or, unplaced, to the sink. A plan is a flow; of the flows that are no plan (a
group split, a slot below its minimum) the tree of questions leaves fewer and fewer.

A slot that runs has at least `min_group` people, so "it runs" may be paid out evenly over its first people, for a
flow that is a plan to the same sum. So may "the employer receives somebody" over the smallest minimum of its slots.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from matchday.solver.certify.seats import Seats, Tally, find_seats, sum_by
from matchday.solver.levels import Level
from matchday.solver.problem import Problem, Whole

SHARES = 5040
"""A reward is shared out over the largest divisor of this number that is not above the minimum."""

_DIVISORS = np.array([0, *(number for number in range(1, SHARES + 1) if SHARES % number == 0)])


@dataclass(frozen=True, eq=False)
class Drawn:
    """Arcs, in blocks: openings, unplaced groups, then three for every slot and two for every employer.

    A slot's blocks are its rewarded first people, those still needed for its minimum, and all others; an
    employer's are the rewarded first people and all others.

    **Shapes.** `tail`, `head`, `low`, `high` (arcs,); `supply` (nodes,). `slot_shares` (slots,) and
    `employer_shares` (employers,) are 0 where nobody can come.
    """

    seats: Seats
    tail: Whole
    head: Whole
    low: Whole
    high: Whole
    supply: Whole
    slot_shares: Whole
    employer_shares: Whole

    @cached_property
    def first_of_slot(self) -> int:
        """Return the first slot's rewarded arc."""
        return len(self.seats.slot) + len(self.seats.people)

    def copy(self) -> Drawn:
        """Return the same network, to be decided further by itself."""
        return replace(self, low=self.low.copy(), high=self.high.copy())

    def costs(self, level: Level, arcs: Whole, tally: Tally) -> tuple[slice, Whole, int]:
        """Return which of some arcs a level lies on, what one person there adds, minimised, and what that is scaled by.

        **Shapes.** `arcs` (n,), their numbers, sorted; `tally` of the openings among them.
        """
        if level.name == "running":
            return _pay_out(self.slot_shares, arcs - self.first_of_slot)
        if level.name == "employers":
            return _pay_out(self.employer_shares, arcs - self.first_of_slot - 3 * len(self.slot_shares))
        costs, scale = tally.add_up(level), self.seats.scale
        if scale > 1:  # members differ: each person of a group carries the average
            costs *= scale // tally.members
        return slice(len(tally)), costs, scale

    def decide_slot(self, slot: int, *, runs: bool) -> None:
        """Keep only the plans in which a slot runs, or does not."""
        if runs:
            rewarded = self.first_of_slot + slot
            for arc in (rewarded, rewarded + len(self.slot_shares)):
                self.low[arc] = self.high[arc]
        else:
            self.high[: len(self.seats.slot)][self.seats.slot == slot] = 0

    def decide_opening(self, group: int, slot: int, *, goes: bool) -> None:
        """Keep only the plans in which a group goes to a slot, or does not."""
        seats, openings = self.seats, self.high[: len(self.seats.slot)]
        if goes:
            openings[(seats.group == group) & (seats.slot != slot)] = 0
            self.high[len(seats.slot) + group] = 0
        else:
            openings[(seats.group == group) & (seats.slot == slot)] = 0


def _pay_out(shares: Whole, places: Whole) -> tuple[slice, Whole, int]:
    """Return which places are among `shares`, what a first person is paid there, and what all shares of one come to."""
    scale = math.lcm(*np.unique(shares[shares > 0]).tolist())
    where = slice(*np.searchsorted(places, [0, len(shares)]).tolist())
    paid = shares[places[where]]
    return where, np.where(paid > 0, -(scale // np.maximum(paid, 1)), 0), scale


def draw(problem: Problem) -> Drawn:
    """Draw the network of a problem in which everybody has at most one placement."""
    slots, pairs, seats = problem.slots, problem.pairs, find_seats(problem)
    people = seats.people
    room = np.minimum(slots.capacity, seats.demand)
    minimum = np.minimum(slots.min_group, room)
    shares = _largest_shares(minimum)
    first_slot, sink = len(people), len(people) + len(slots)
    every_slot = np.arange(len(slots))
    beyond, employer_shares = np.full(len(slots), sink), np.zeros(0, np.int64)
    blocks = []
    if "employers" in problem.objective:
        first_employer, sink = sink, sink + slots.employer_count
        beyond = first_employer + slots.employer
        received = sum_by(slots.employer, room, slots.employer_count)
        least = np.full(slots.employer_count, SHARES)
        np.minimum.at(least, slots.employer[room > 0], minimum[room > 0])
        employer_shares = np.where(received > 0, _largest_shares(least), 0)
        node = first_employer + np.arange(slots.employer_count)
        blocks = [(node, np.full_like(node, sink), part) for part in (employer_shares, received - employer_shares)]
    may_stay = people.copy()
    may_stay[seats.group_of[pairs.participant[pairs.is_pinned]]] = 0
    blocks = [
        (seats.group, first_slot + seats.slot, seats.tally.members),
        (np.arange(len(people)), np.full(len(people), sink), may_stay),
        *((first_slot + every_slot, beyond, part) for part in (shares, minimum - shares, room - minimum)),
        *blocks,
    ]
    tail, head, high = (np.concatenate(column) for column in zip(*blocks, strict=True))
    supply = np.zeros(sink + 1, np.int64)
    supply[: len(people)], supply[sink] = people, -people.sum()
    drawn = Drawn(seats, tail, head, np.zeros_like(high), high, supply, shares, employer_shares)
    for pinned in np.unique(pairs.slot[pairs.is_pinned]).tolist():
        drawn.decide_slot(pinned, runs=True)
    return drawn


def _largest_shares(minimum: Whole) -> Whole:
    """Return the largest divisor of `SHARES` that is not above each minimum, 0 for 0."""
    return _DIVISORS[np.searchsorted(_DIVISORS, minimum, side="right") - 1]
