"""Who may go where and what that adds to a level, found from the problem for the checker.

Its twin, apart on purpose, is `reduce` with `costs`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from matchday.solver.levels import Level
from matchday.solver.problem import Pairs, Problem, Truth, Whole


@dataclass(frozen=True, eq=False)
class Tally:
    """What openings add to a level.

    **Shapes.** `members` (openings,): how many people go together. `pair`, their rows in `pairs`, and `rank`
    (members of all openings,), sorted by opening.
    """

    pairs: Pairs
    members: Whole
    pair: Whole
    rank: Whole

    def __len__(self) -> int:
        return len(self.members)

    @property
    def is_plain(self) -> bool:
        """Tell whether nobody goes in company."""
        return len(self.pair) == len(self.members)

    def only(self, stays: Truth) -> Tally:
        """Return the tally of those openings that stay."""
        left = places = stays.nonzero()[0]
        if not self.is_plain:
            places = np.repeat(stays, self.members).nonzero()[0]
        return Tally(self.pairs, self.members[left], self.pair[places], self.rank[places])

    def add_up(self, level: Level) -> Whole:
        """Return what openings add to a level that is a sum over placements, to be minimised: (openings,)."""
        amounts: Whole
        match level.name:
            case "placed" | "placements":
                return -self.members
            case "kept":
                amounts = -self.pairs.is_previous[self.pair].astype(np.int64)
            case "travel":
                amounts = self.pairs.home_min[self.pair]
            case _:
                amounts = cost_of_ranks(level, self.rank)
        return amounts if self.is_plain else np.add.reduceat(amounts, self.members.cumsum() - self.members)


@dataclass(frozen=True, eq=False)
class Seats:
    """Groups, and the slots each of them may hold: openings, sorted by group and slot.

    **Shapes.** `group_of` (participants,). `people`, `most` (groups,): named groups by their ids, then who is alone.
    `group`, `slot`, `is_pinned` (openings,). `demand` (slots,): how many people could come.
    """

    problem: Problem
    group_of: Whole
    people: Whole
    most: Whole
    group: Whole
    slot: Whole
    is_pinned: Truth
    tally: Tally
    demand: Whole

    @cached_property
    def scale(self) -> int:
        """Return what amounts of a group are multiplied by to be shared out among its people in whole numbers."""
        return math.lcm(*np.flatnonzero(np.bincount(self.people)).tolist())


def find_seats(problem: Problem) -> Seats:
    """Find out who may go where, once what the pins and minimum sizes shut out is struck."""
    pairs, slots, named = problem.pairs, problem.slots, problem.participants.group
    is_alone = named < 0
    group_of = np.where(is_alone, len(problem.group_ids) - 1 + is_alone.cumsum(), named)
    people = np.bincount(group_of)
    most = np.full(len(people), np.iinfo(np.int64).max)
    np.minimum.at(most, group_of, problem.participants.max_placements)

    is_allowed = (pairs.is_named | pairs.is_pinned) & ~(pairs.is_ineligible | pairs.is_barred)
    pair = is_allowed.nonzero()[0]
    leader: Whole | slice = pair if len(pair) < len(pairs) else slice(None)  # nothing is copied where nothing is struck
    count: Whole | int = 1
    if problem.group_ids:  # else pairs are sorted so already, and each is an opening
        key = (group_of[pairs.participant] * len(slots) + pairs.slot)[pair]
        order = np.argsort(key, kind="stable")
        first = np.flatnonzero(np.diff(key[order], prepend=-1) > 0)
        pair, count = pair[order], np.diff(first, append=len(pair))
        leader = pair[first]
    group, slot = group_of[pairs.participant[leader]], pairs.slot[leader]
    members, is_pinned = people[group], pairs.is_pinned[leader]  # a pin holds for the whole group
    room = slots.capacity - sum_by(slot[is_pinned], members[is_pinned], len(slots))
    is_bound = np.bincount(group[is_pinned], minlength=len(people)) >= most
    may_move = (members <= room[slot]) & ~is_bound[group]
    stays = (count == members) & (is_pinned | may_move)
    demand = sum_by(slot, members * stays, len(slots))
    demand[demand < slots.min_group] = 0
    stays &= (demand > 0)[slot]
    left = slice(None) if stays.all() else stays.nonzero()[0]
    pair = pair[np.repeat(stays, count) if problem.group_ids else left]
    tally = Tally(pairs, members[left], pair, pairs.rank[pair])
    return Seats(problem, group_of, people, most, group[left], slot[left], is_pinned[left], tally, demand)


def cost_of_ranks(level: Level, rank: Whole) -> Whole:
    """Return what placements of these ranks add to a level of ranks, to be minimised: (placements,)."""
    if level.name == "ranks:total":
        return rank - 1
    amounts: Whole = (rank == level.rank).astype(np.int64)
    return np.negative(amounts) if level.is_maximised else amounts


def sum_by(place: Whole, amount: Whole, count: int) -> Whole:
    """Add up amounts by their places 0 … count − 1."""
    total = np.zeros(count, np.int64)
    np.add.at(total, place, amount)
    return total
