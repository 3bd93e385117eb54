"""Who may go where and what that adds to a level, found from the problem for the checker.

Its twin, apart on purpose, is `reduce` with `costs`.
"""

from __future__ import annotations

from dataclasses import dataclass

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

    def add_up(self, level: Level) -> Whole:
        """Return what each opening adds to a level that is a sum over placements, to be minimised: (openings,)."""
        amounts: Whole = np.add.reduceat(_amounts(self.problem, level)[self.pair], self.first_pair)
        return amounts


def find_seats(problem: Problem) -> Seats:
    """Find out who may go where, once what the pins and minimum sizes shut out is struck."""
    pairs, slots, named = problem.pairs, problem.slots, problem.participants.group
    own = np.where(named >= 0, named, len(problem.group_ids) + np.arange(len(named)))
    _, group_of, people = np.unique(own, return_inverse=True, return_counts=True)
    most = np.full(len(people), np.iinfo(np.int64).max)
    np.minimum.at(most, group_of, problem.participants.max_placements)

    is_allowed = (pairs.is_named | pairs.is_pinned) & ~(pairs.is_ineligible | pairs.is_barred)
    key = group_of[pairs.participant] * len(slots) + pairs.slot
    pair = np.flatnonzero(is_allowed)
    pair = pair[np.argsort(key[pair], kind="stable")]
    opening, members = np.unique(key[pair], return_counts=True)
    group, slot = np.divmod(opening, max(1, len(slots)))
    is_pinned = np.isin(opening, key[pairs.is_pinned])
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


def _amounts(problem: Problem, level: Level) -> Whole:
    """Return what each pair adds to a level that is a sum over placements: (pairs,)."""
    pairs = problem.pairs
    amounts: Whole = pairs.home_min
    if level.name in {"placed", "placements"}:
        amounts = np.full(len(pairs), -1)
    elif level.name == "kept":
        amounts = -pairs.is_previous.astype(np.int64)
    elif level.name == "ranks:generous":
        amounts = (pairs.rank == level.rank).astype(np.int64)
    elif level.name == "ranks:first":
        amounts = -(pairs.rank == level.rank).astype(np.int64)
    elif level.name == "ranks:total":
        amounts = pairs.rank - 1
    return amounts
