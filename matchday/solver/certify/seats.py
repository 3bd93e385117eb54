"""Who may go where and what that adds to a level, found from the problem for the checker.

Its twin, apart on purpose, is `reduce` with `costs`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from matchday.solver.levels import Level
from matchday.solver.problem import Problem, Truth, Whole


@dataclass(frozen=True, eq=False)
class Seats:
    """Groups, and the slots each of them may hold: openings, sorted by group and slot.

    **Shapes.** `group_of` (participants,). `people`, `most` (groups,): named groups by their ids, then who is alone.
    `group`, `slot`, `is_pinned` (openings,). `pair` (pairs that stay,), sorted by opening, whose pairs begin at
    `first_pair` (openings,).
    """

    problem: Problem
    group_of: Whole
    people: Whole
    most: Whole
    group: Whole
    slot: Whole
    is_pinned: Truth
    pair: Whole
    first_pair: Whole

    @cached_property
    def scale(self) -> int:
        """Return what amounts of a group are multiplied by to be shared out among its people in whole numbers."""
        return math.lcm(*np.flatnonzero(np.bincount(self.people)).tolist())

    def add_up(self, level: Level, openings: Whole) -> Whole:
        """Return what openings add to a level that is a sum over placements, to be minimised: (n,).

        **Shapes.** `openings` (n,), their numbers.
        """
        if len(self.pair) == len(self.slot):  # nobody goes in company
            return _amounts(self.problem, level, self.pair[openings])
        members = self.people[self.group[openings]]
        begin = np.cumsum(members) - members
        place = np.arange(members.sum()) + np.repeat(self.first_pair[openings] - begin, members)
        amounts: Whole = np.add.reduceat(_amounts(self.problem, level, self.pair[place]), begin)
        return amounts


def find_seats(problem: Problem) -> Seats:
    """Find out who may go where, once what the pins and minimum sizes shut out is struck."""
    pairs, slots, named = problem.pairs, problem.slots, problem.participants.group
    own = np.where(named >= 0, named, len(problem.group_ids) + np.arange(len(named)))
    _, group_of, people = np.unique(own, return_inverse=True, return_counts=True)
    most = np.full(len(people), np.iinfo(np.int64).max)
    np.minimum.at(most, group_of, problem.participants.max_placements)

    is_allowed = (pairs.is_named | pairs.is_pinned) & ~(pairs.is_ineligible | pairs.is_barred)
    pair = np.flatnonzero(is_allowed)
    first = np.arange(len(pair))
    if problem.group_ids:  # else pairs are sorted so already, and each is an opening
        key = (group_of[pairs.participant] * len(slots) + pairs.slot)[pair]
        order = np.argsort(key, kind="stable")
        pair, first = pair[order], np.flatnonzero(np.diff(key[order], prepend=-1) > 0)
    members = np.diff(first, append=len(pair))
    leader = pair[first]
    group, slot = group_of[pairs.participant[leader]], pairs.slot[leader]
    is_pinned = pairs.is_pinned[leader]  # a pin holds for the whole group
    room = slots.capacity - sum_by(slot[is_pinned], people[group[is_pinned]], len(slots))
    pins_of = np.bincount(group[is_pinned], minlength=len(people))
    may_move = (people[group] <= room[slot]) & (pins_of < most)[group]
    stays = (members == people[group]) & (is_pinned | may_move)
    demand = sum_by(slot[stays], people[group[stays]], len(slots))
    stays &= (demand >= slots.min_group)[slot]
    return Seats(
        problem,
        group_of.astype(np.int64),
        people.astype(np.int64),
        most,
        group[stays],
        slot[stays],
        is_pinned[stays],
        pair[np.repeat(stays, members)],
        (np.cumsum(members[stays]) - members[stays]).astype(np.int64),
    )


def sum_by(place: Whole, amount: Whole, count: int) -> Whole:
    """Add up amounts by their places 0 … count − 1."""
    total = np.zeros(count, np.int64)
    np.add.at(total, place, amount)
    return total


def _amounts(problem: Problem, level: Level, rows: Whole) -> Whole:
    """Return what pairs in these rows add to a level that is a sum over placements: (n,)."""
    pairs = problem.pairs
    amounts: Whole
    match level.name:
        case "placed" | "placements":
            amounts = np.full(len(rows), -1)
        case "kept":
            amounts = -pairs.is_previous[rows].astype(np.int64)
        case "ranks:generous":
            amounts = (pairs.rank[rows] == level.rank).astype(np.int64)
        case "ranks:first":
            amounts = -(pairs.rank[rows] == level.rank).astype(np.int64)
        case "ranks:total":
            amounts = pairs.rank[rows] - 1
        case _:
            amounts = pairs.home_min[rows]
    return amounts
