"""The network of all plans with one placement each: groups send their people to slots, or unplaced to the sink.

A plan is a flow. The other way round a flow may split a group or leave a slot below its minimum: `branch` decides
such slots and groups until none is left. Where everybody comes alone and no slot has a minimum, every flow is a plan.

**Rewards.** "The slot runs" counts once, however many come. A slot that runs has at least `min_group` people, so the
reward may be shared out evenly among its first people: that is concave, so still a flow, and the same for every plan.
The nearer a slot comes to its minimum the more of the reward a mere flow gets, so the bound is tight. "The employer
receives somebody" is shared out over the smallest minimum of the employer's slots.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from matchday.solver.costs import pair_costs
from matchday.solver.levels import LOTTERY, Level
from matchday.solver.lottery import draw_all
from matchday.solver.problem import Problem, Truth, Whole
from matchday.solver.reduce import Openings

SHARES = np.array([number for number in range(1, 5041) if 5040 % number == 0])
"""A reward is shared out among one of these numbers of people, so that their least common multiple stays small."""

LARGEST_SCALE = 2**12
"""What the average of a group may be multiplied by to be whole; sums over everybody stay inside 64 bits."""

Short = np.ndarray[tuple[int], np.dtype[np.int32]]
Arcs = tuple[Whole, Whole, Whole]
"""Tail, head and capacity of a block of arcs."""


@dataclass(frozen=True, eq=False)
class Network:
    """Nodes: groups, slots, employers where that level is compared, the sink.

    Arcs, in blocks: openings; unplaced groups; rewarded and other people of slots; the same of employers; people whom
    a slot needs for its minimum though no reward falls on them, for the slots in `needy`.

    **Shapes.** `tail`, `head`, `capacity` (arcs,); `supply` (nodes,), its sum 0. `shares` (slots,) and
    `employer_shares` (employers,) are 0 where nobody can come.
    """

    problem: Problem
    openings: Openings
    tail: Short
    head: Short
    capacity: Whole
    supply: Whole
    shares: Whole
    employer_shares: Whole
    needy: Whole
    _costs: dict[Level, Whole] = field(default_factory=dict)

    @cached_property
    def _lots(self) -> Whole:
        """Hold the lot of each pair, −1 as long as it is not drawn."""
        return np.full(len(self.problem.pairs), -1)

    @property
    def pair_of_opening(self) -> Whole:
        """Return the pair of each opening, of the first member where a group goes together."""
        return self.openings.pairs[self.openings.first_pair]

    @property
    def first_of_slot(self) -> int:
        """Return the first slot's rewarded arc."""
        return len(self.openings) + len(self.openings.people)

    @property
    def first_of_employer(self) -> int:
        """Return the first employer's rewarded arc."""
        return self.first_of_slot + 2 * len(self.shares)

    def decide(self, low: Whole, high: Whole, *, question: int, answer: bool) -> None:
        """Narrow the limits of the arcs to the plans that answer a question of a `TreeProof` so."""
        count, openings = len(self.shares), self.openings
        if question >= count:
            group, slot = divmod(question - count, count)
            is_own, is_there = openings.group == group, openings.slot == slot
            if answer:
                high[: len(openings)][is_own & ~is_there] = 0
                high[len(openings) + group] = 0
            else:
                high[: len(openings)][is_own & is_there] = 0
        elif answer:
            first_of_needy = len(self.tail) - len(self.needy)
            must = np.append(first_of_needy + np.flatnonzero(self.needy == question), self.first_of_slot + question)
            low[must] = high[must]
        else:
            high[: len(openings)][openings.slot == question] = 0

    def load(self, flow: Whole) -> Whole:
        """Count the people in each slot."""
        return sum_by(self.openings.slot, flow[: len(self.openings)], len(self.shares))

    def short(self, flow: Whole) -> Whole:
        """Return the slots below their minimum that a flow sends somebody to."""
        load = self.load(flow)
        return np.flatnonzero((load > 0) & (load < self.problem.slots.min_group))

    def split(self, flow: Whole) -> Whole:
        """Return the openings that a flow sends only a part of a group through."""
        carried = flow[: len(self.openings)]
        return np.flatnonzero((carried > 0) & (carried < self.openings.people[self.openings.group]))

    def scale(self, level: Level) -> int:
        """Return what the costs of a level are multiplied by, so that they are whole for one person."""
        return self._scales.get(level.name, self._scales[""])

    @cached_property
    def _scales(self) -> dict[str, int]:
        """Hold the scales of rewards by level, and that of all averages."""
        shared = {"running": self.shares, "employers": self.employer_shares, "": self.openings.people}
        return {name: least_multiple(numbers) for name, numbers in shared.items()}

    def costs(self, level: Level) -> Whole:
        """Return what one person on each arc adds to a level, minimised and multiplied by its scale."""
        if level not in self._costs:
            self._costs[level] = self._compute_costs(level)
        return self._costs[level]

    def _compute_costs(self, level: Level) -> Whole:
        costs, scale = np.zeros(len(self.tail), np.int64), self.scale(level)
        if level.name in {"running", "employers"}:
            is_running = level.name == "running"
            shares = self.shares if is_running else self.employer_shares
            rewarded = costs[self.first_of_slot if is_running else self.first_of_employer :][: len(shares)]
            rewarded[shares > 0] = -scale // shares[shares > 0]
        else:
            costs[: len(self.openings)] = self._average(pair_costs(self.problem, level))
        return costs

    def fill(self, flow: Whole) -> Whole:
        """Return the flow that sends the same people to the same slots and takes rewards first."""
        load, filled = self.load(flow), flow.copy()
        rewarded = np.minimum(load, self.shares)
        spread = [rewarded, load - rewarded]
        if len(self.employer_shares):
            received = sum_by(self.problem.slots.employer, load, len(self.employer_shares))
            spread += [np.minimum(received, self.employer_shares), np.maximum(received - self.employer_shares, 0)]
        needed = np.minimum(spread[1][self.needy], self.capacity[len(self.tail) - len(self.needy) :])
        spread[1][self.needy] -= needed
        filled[self.first_of_slot :] = np.concatenate([*spread, needed])
        return filled

    def value(self, level: Level, flow: Whole) -> int:
        """Return what a flow that is a plan reaches on a level, minimised."""
        costs = self.lots(flow > 0) if level.name == LOTTERY else self.costs(level)
        return int(costs @ flow) // self.scale(level)

    def limits(self) -> tuple[Whole, Whole]:
        """Return the least and the most that each arc carries; a slot with a pin runs."""
        low = np.zeros_like(self.capacity)
        high = self.capacity.copy()
        for slot in np.unique(self.openings.slot[self.openings.is_pinned]).tolist():
            self.decide(low, high, question=slot, answer=True)
        return low, high

    def lots(self, is_drawn: Truth) -> Whole:
        """Return what one person on each arc adds to the lottery; lots are drawn only for some arcs."""
        openings = self.openings
        rows = openings.pairs[np.repeat(is_drawn[: len(openings)], openings.people[openings.group])]
        rows = rows[self._lots[rows] < 0]
        self._lots[rows] = draw_all(self.problem, rows)
        costs = np.zeros(len(self.tail), np.int64)
        costs[: len(openings)] = self._average(self._lots)
        return costs

    def _average(self, amounts: Whole) -> Whole:
        """Return the average of an amount of each pair over the members of each opening, scaled."""
        total, scale = self.openings.sum_over_members(amounts), self._scales[""]
        return total if scale == 1 else total * (scale // self.openings.people[self.openings.group])


def build_network(problem: Problem, openings: Openings) -> Network:
    """Build the network of who may go where. Its twin, written apart on purpose, is `certify.network`."""
    slots, people = problem.slots, openings.people
    room = np.minimum(slots.capacity, sum_by(openings.slot, people[openings.group], len(slots)))
    minimum = np.where(room > 0, slots.min_group, 0)
    shares = _share_out(minimum)
    needy = np.flatnonzero(minimum > shares)
    first_slot, sink = len(people), len(people) + len(slots)
    slot, after_slot = first_slot + np.arange(len(slots)), np.full(len(slots), sink)
    first_employer, employer_shares, received = sink, np.zeros(0, np.int64), np.zeros(0, np.int64)
    if "employers" in problem.objective:
        after_slot, sink = sink + slots.employer, sink + slots.employer_count
        received = sum_by(slots.employer, room, slots.employer_count)
        employer_shares = _share_out(_least_by(slots.employer, minimum, slots.employer_count))
    employer = first_employer + np.arange(len(received))
    may_stay = people.copy()
    may_stay[openings.group[openings.is_pinned]] = 0
    blocks: list[Arcs] = [
        (openings.group, first_slot + openings.slot, people[openings.group]),
        (np.arange(len(people)), np.full(len(people), sink), may_stay),
        (slot, after_slot, shares),
        (slot, after_slot, room - minimum),
        (employer, np.full(len(employer), sink), employer_shares),
        (employer, np.full(len(employer), sink), received - employer_shares),
        (slot[needy], after_slot[needy], (minimum - shares)[needy]),
    ]
    tail, head, capacity = (np.concatenate(column) for column in zip(*blocks, strict=True))
    supply = np.zeros(sink + 1, np.int64)
    supply[: len(people)], supply[sink] = people, -people.sum()
    short_ends = tail.astype(np.int32), head.astype(np.int32)
    return Network(problem, openings, *short_ends, capacity, supply, shares, employer_shares, needy)


def _share_out(minimum: Whole) -> Whole:
    """Return among how many people a reward is shared out that falls only with so many, 0 for nobody."""
    shares: Whole = SHARES[np.searchsorted(SHARES, np.maximum(minimum, 1), side="right") - 1]
    return np.where(minimum > 0, shares, 0)


def _least_by(place: Whole, numbers: Whole, count: int) -> Whole:
    """Return the least number above 0 at each place, 0 where there is none."""
    least = np.full(count, np.iinfo(np.int64).max)
    np.minimum.at(least, place[numbers > 0], numbers[numbers > 0])
    return np.where(least == np.iinfo(np.int64).max, 0, least)


def least_multiple(numbers: Whole) -> int:
    """Return the least common multiple of all numbers above 0."""
    return math.lcm(*np.unique(numbers[numbers > 0]).tolist())


def sum_by(place: Whole, amounts: Whole, count: int) -> Whole:
    """Add up amounts by their places 0 … count − 1."""
    total = np.zeros(count, np.int64)
    np.add.at(total, place, amounts)
    return total
