"""The columns and rows that every plan keeps to, stated from the problem for the checker.

Its twin, apart on purpose, is `model`. A plan is a point: 1 for each opening taken, slot that runs, group that has a
placement and employer who receives somebody, 0 for all others.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from matchday.solver.levels import Level
from matchday.solver.problem import Problem, Truth, Whole

MINUTE_US = 60_000_000

Block = tuple[Whole, NDArray[np.float64], NDArray[np.float64], list[tuple[Whole, Whole, Whole]]]
"""Rows of one kind: whom each is about, sorted; low; high; entries (row, column, amount)."""


@dataclass(frozen=True, eq=False)
class Seats:
    """Who may go where: groups, and the slots each of them may hold, sorted by group and slot.

    **Shapes.** `people`, `most` (groups,). `group`, `slot`, `is_pinned` (openings,). `opening_of_pair` (pairs,), −1
    where nobody may go.
    """

    problem: Problem
    people: Whole
    most: Whole
    group: Whole
    slot: Whole
    is_pinned: Truth
    opening_of_pair: Whole

    @cached_property
    def has_run(self) -> Truth:
        """Tell for which slots it is a question whether they run: (slots,)."""
        slots = self.problem.slots
        is_alive = np.isin(np.arange(len(slots)), self.slot)
        return is_alive & ((slots.min_group > 1) | ("running" in self.problem.objective))

    @property
    def first_run(self) -> int:
        """Return the column of the first slot."""
        return len(self.slot)

    @property
    def first_group(self) -> int:
        """Return the column of the first group."""
        return self.first_run + len(self.problem.slots)

    @property
    def first_employer(self) -> int:
        """Return the column of the first employer."""
        return self.first_group + len(self.people)

    @property
    def column_count(self) -> int:
        """Count all columns."""
        return self.first_employer + self.problem.slots.employer_count

    def upper(self) -> Whole:
        """Return what each column is at most: (columns,)."""
        problem, upper = self.problem, np.ones(self.column_count, np.int64)
        upper[self.first_run : self.first_group] = self.has_run
        upper[self.first_group : self.first_employer] = np.isin(np.arange(len(self.people)), self.group)
        receives = np.isin(np.arange(problem.slots.employer_count), problem.slots.employer[self.slot])
        upper[self.first_employer :] = receives
        return upper

    def costs(self, level: Level) -> Whole:
        """Return what each column adds to a level, to be minimised: (columns,)."""
        costs = np.zeros(self.column_count, np.int64)
        if level.name == "running":
            costs[self.first_run : self.first_group] = -1
        elif level.name == "employers":
            costs[self.first_employer :] = -1
        elif level.name == "placed":
            is_single = self.most == 1
            costs[: len(self.slot)] = np.where(is_single, -self.people, 0)[self.group]
            costs[self.first_group : self.first_employer] = np.where(is_single, 0, -self.people)
        else:
            is_open = self.opening_of_pair >= 0
            np.add.at(costs, self.opening_of_pair[is_open], self._amounts(level)[is_open])
        return costs

    def _amounts(self, level: Level) -> Whole:
        """Return what each pair adds to a level that is a sum over placements: (pairs,)."""
        pairs = self.problem.pairs
        amounts: Whole = pairs.home_min
        if level.name == "placements":
            amounts = np.full(len(pairs), -1)
        elif level.name == "kept":
            amounts = -pairs.is_previous.astype(np.int64)
        elif level.name == "ranks:total":
            amounts = pairs.rank - 1
        elif level.name == "ranks:generous":
            amounts = (pairs.rank == level.rank).astype(np.int64)
        elif level.name == "ranks:first":
            amounts = -(pairs.rank == level.rank).astype(np.int64)
        return amounts


def find_seats(problem: Problem) -> Seats:
    """Find out who may go where, once what the pins and minimum sizes shut out is struck."""
    pairs, slots = problem.pairs, problem.slots
    named = problem.participants.group
    alone = len(problem.group_ids) + np.arange(len(named))
    _, group_of, people = np.unique(np.where(named >= 0, named, alone), return_inverse=True, return_counts=True)
    most = np.full(len(people), np.iinfo(np.int64).max)
    np.minimum.at(most, group_of, problem.participants.max_placements)

    is_allowed = (pairs.is_named | pairs.is_pinned) & ~(pairs.is_ineligible | pairs.is_barred)
    key = group_of[pairs.participant] * len(slots) + pairs.slot
    opening, agreeing = np.unique(key[is_allowed], return_counts=True)
    group, slot = np.divmod(opening, max(1, len(slots)))
    is_pinned = np.isin(opening, key[pairs.is_pinned])
    taken = np.zeros(len(slots), np.int64)
    np.add.at(taken, slot[is_pinned], people[group[is_pinned]])
    pins_of = np.bincount(group[is_pinned], minlength=len(people))
    has_room = (people[group] <= (slots.capacity - taken)[slot]) & (pins_of < most)[group]
    stays = (agreeing == people[group]) & (is_pinned | has_room)
    demand = np.zeros(len(slots), np.int64)
    np.add.at(demand, slot[stays], people[group[stays]])
    stays &= (demand >= slots.min_group)[slot]

    opening = opening[stays]
    place = np.searchsorted(opening, key)
    is_open = is_allowed & np.isin(key, opening)
    return Seats(
        problem,
        people.astype(np.int64),
        most,
        group[stays],
        slot[stays],
        is_pinned[stays],
        np.where(is_open, place, -1),
    )


def state_rows(seats: Seats, cliques: Whole) -> dict[str, Block] | None:
    """State all rows, kind by kind; None when the cliques given are none.

    **Shapes.** `cliques` (n, 3): the number of a clique, a group and a slot.
    """
    exclusive = _state_cliques(seats, cliques)
    if exclusive is None:
        return None
    blocks = {**_state_groups(seats), **_state_slots(seats), "employer": _state_employers(seats)}
    return {**blocks, "clique": exclusive}


def _state_groups(seats: Seats) -> dict[str, Block]:
    """State that nobody has more placements than they may, and who has none is not placed."""
    every, x = np.arange(len(seats.people)), np.arange(len(seats.slot))
    one, never = np.ones_like(x), np.full(len(every), -np.inf)
    has_place = (every, seats.first_group + every, np.ones_like(every))
    most = np.minimum(seats.most, len(seats.problem.slots)).astype(float)
    return {
        "most": (every, np.zeros(len(every)), most, [(seats.group, x, one)]),
        "placed": (every, never, np.zeros(len(every)), [has_place, (seats.group, x, -one)]),
    }


def _state_slots(seats: Seats) -> dict[str, Block]:
    """State that a slot has room, runs with its minimum or not at all, and that whoever is there makes it run."""
    slots, every, x = seats.problem.slots, np.arange(len(seats.problem.slots)), np.arange(len(seats.slot))
    people = seats.people[seats.group]
    demand = np.zeros(len(slots), np.int64)
    np.add.at(demand, seats.slot, people)
    room = np.minimum(slots.capacity, demand)
    zero, run = np.zeros(len(slots)), seats.first_run + every
    taken = (every, run, -np.where(seats.has_run, room, 0))
    needed = (every, run, -np.where(seats.has_run, slots.min_group, 0))
    enough = np.minimum(people, slots.min_group[seats.slot])
    link = np.flatnonzero(seats.has_run[seats.slot])
    row, one = np.arange(len(link)), np.ones(len(link), np.int64)
    ends = [(row, link, one), (row, seats.first_run + seats.slot[link], -one)]
    owners = seats.group[link] * len(slots) + seats.slot[link]
    return {
        "capacity": (every, zero - np.inf, np.where(seats.has_run, 0.0, room), [(seats.slot, x, people), taken]),
        "minimum": (every, zero, zero + np.inf, [(seats.slot, x, enough), needed]),
        "link": (owners, np.full(len(link), -np.inf), np.zeros(len(link)), ends),
    }


def _state_employers(seats: Seats) -> Block:
    """State that an employer receives somebody only where a slot does."""
    employer_of, every = seats.problem.slots.employer, np.arange(seats.problem.slots.employer_count)
    x, run = np.flatnonzero(~seats.has_run[seats.slot]), np.flatnonzero(seats.has_run)
    entries = [
        (every, seats.first_employer + every, np.ones_like(every)),
        (employer_of[seats.slot[x]], x, -np.ones_like(x)),
        (employer_of[run], seats.first_run + run, -np.ones_like(run)),
    ]
    return every, np.full(len(every), -np.inf), np.zeros(len(every)), entries


def _state_cliques(seats: Seats, cliques: Whole) -> Block | None:
    """State that a group holds one of slots that all clash with each other; None where some of them do not."""
    number, group, slot = cliques[np.lexsort(cliques.T[::-1])].T
    slots = len(seats.problem.slots)
    if ((slot < 0) | (slot >= slots) | (group < 0) | (group >= len(seats.people))).any():
        return None
    key, opening = group * slots + slot, seats.group * slots + seats.slot
    owners, begin, length = np.unique(number, return_index=True, return_counts=True)
    if not np.isin(key, opening).all() or (group != np.repeat(group[begin], length)).any():
        return None
    first, second = _pairs_within(begin, length)
    if not _clash(seats.problem, slot[first], slot[second]).all():
        return None
    row, x = np.repeat(np.arange(len(owners)), length), np.searchsorted(opening, key)
    return owners, np.zeros(len(owners)), np.ones(len(owners)), [(row, x, np.ones_like(x))]


def _pairs_within(begin: Whole, length: Whole) -> tuple[Whole, Whole]:
    """Return all pairs of places of which both lie in the same stretch, the first one before the second."""
    end = np.repeat(begin + length, length)
    here = np.arange(len(end))
    followers = end - here - 1
    first = np.repeat(here, followers)
    return first, first + 1 + np.arange(len(first)) - np.repeat(np.cumsum(followers) - followers, followers)


def _clash(problem: Problem, one: Whole, other: Whole) -> Truth:
    """Tell for every two slots whether nobody can hold both, or they are one. Its twin is `clash.clashing`."""
    slots = problem.slots
    is_first = slots.start_us[one] <= slots.start_us[other]
    early, late = np.where(is_first, one, other), np.where(is_first, other, one)
    way_us = problem.site_minutes[slots.site[early], slots.site[late]] * MINUTE_US
    is_late = slots.end_us[early] + way_us > slots.start_us[late]
    is_late &= slots.is_timed[one] & slots.is_timed[other]
    is_same: Truth = slots.employer[one] == slots.employer[other]
    return is_same | is_late
