"""The columns and rows that every plan keeps to, stated from the problem for the checker.

Its twin, apart on purpose, is `model`. A plan is a point: 1 for each opening taken, slot that runs, group that has a
placement and employer who receives somebody, 0 for all others.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from matchday.solver.certify.clash import clash, pairs_within
from matchday.solver.certify.seats import Seats
from matchday.solver.levels import Level
from matchday.solver.problem import Truth, Whole

Block = tuple[Whole, NDArray[np.float64], NDArray[np.float64], list[tuple[Whole, Whole, Whole]]]
"""Rows of one kind: whom each is about, sorted; low; high; entries (row, column, amount)."""


@dataclass(frozen=True, eq=False)
class Columns:
    """A point: openings, then slots, groups and employers."""

    seats: Seats

    @cached_property
    def has_run(self) -> Truth:
        """Tell for which slots it is a question whether they run: (slots,)."""
        slots = self.seats.problem.slots
        return (self.seats.demand > 0) & ((slots.min_group > 1) | ("running" in self.seats.problem.objective))

    @property
    def first_run(self) -> int:
        """Return the column of the first slot."""
        return len(self.seats.slot)

    @property
    def first_group(self) -> int:
        """Return the column of the first group."""
        return self.first_run + len(self.seats.problem.slots)

    @property
    def first_employer(self) -> int:
        """Return the column of the first employer."""
        return self.first_group + len(self.seats.people)

    @property
    def column_count(self) -> int:
        """Count all columns."""
        return self.first_employer + self.seats.problem.slots.employer_count

    def upper(self) -> Whole:
        """Return what each column is at most: (columns,)."""
        problem, upper = self.seats.problem, np.ones(self.column_count, np.int64)
        upper[self.first_run : self.first_group] = self.has_run
        upper[self.first_group : self.first_employer] = np.isin(np.arange(len(self.seats.people)), self.seats.group)
        receives = np.isin(np.arange(problem.slots.employer_count), problem.slots.employer[self.seats.slot])
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
            is_single = self.seats.most == 1
            costs[: len(self.seats.slot)] = np.where(is_single, -self.seats.people, 0)[self.seats.group]
            costs[self.first_group : self.first_employer] = np.where(is_single, 0, -self.seats.people)
        else:
            costs[: len(self.seats.slot)] = self.seats.tally.add_up(level)
        return costs


def state_rows(columns: Columns, cliques: Whole) -> dict[str, Block] | None:
    """State all rows, kind by kind; None when the cliques given are none.

    **Shapes.** `cliques` (n, 3): the number of a clique, a group and a slot.
    """
    exclusive = _state_cliques(columns.seats, cliques)
    if exclusive is None:
        return None
    blocks = {**_state_groups(columns), **_state_slots(columns), "employer": _state_employers(columns)}
    return {**blocks, "clique": exclusive}


def _state_groups(columns: Columns) -> dict[str, Block]:
    """State that nobody has more placements than they may, and who has none is not placed."""
    seats = columns.seats
    every, x = np.arange(len(seats.people)), np.arange(len(seats.slot))
    one, never = np.ones_like(x), np.full(len(every), -np.inf)
    has_place = (every, columns.first_group + every, np.ones_like(every))
    most = np.minimum(seats.most, len(seats.problem.slots)).astype(float)
    return {
        "most": (every, np.zeros(len(every)), most, [(seats.group, x, one)]),
        "placed": (every, never, np.zeros(len(every)), [has_place, (seats.group, x, -one)]),
    }


def _state_slots(columns: Columns) -> dict[str, Block]:
    """State that a slot has room, runs with its minimum or not at all, and that whoever is there makes it run."""
    seats, slots = columns.seats, columns.seats.problem.slots
    every, x = np.arange(len(slots)), np.arange(len(seats.slot))
    room = np.minimum(slots.capacity, seats.demand)
    zero, run = np.zeros(len(slots)), columns.first_run + every
    taken = [(seats.slot, x, seats.tally.members), (every, run, -np.where(columns.has_run, room, 0))]
    needed = (every, run, -np.where(columns.has_run, slots.min_group, 0))
    enough = np.minimum(seats.tally.members, slots.min_group[seats.slot])
    link = np.flatnonzero(columns.has_run[seats.slot])
    row, one = np.arange(len(link)), np.ones(len(link), np.int64)
    ends = [(row, link, one), (row, columns.first_run + seats.slot[link], -one)]
    owners = seats.group[link] * len(slots) + seats.slot[link]
    return {
        "capacity": (every, zero - np.inf, np.where(columns.has_run, 0.0, room), taken),
        "minimum": (every, zero, zero + np.inf, [(seats.slot, x, enough), needed]),
        "link": (owners, np.full(len(link), -np.inf), np.zeros(len(link)), ends),
    }


def _state_employers(columns: Columns) -> Block:
    """State that an employer receives somebody only where a slot does."""
    seats, slots = columns.seats, columns.seats.problem.slots
    employer_of, every = slots.employer, np.arange(slots.employer_count)
    x, run = np.flatnonzero(~columns.has_run[seats.slot]), np.flatnonzero(columns.has_run)
    entries = [
        (every, columns.first_employer + every, np.ones_like(every)),
        (employer_of[seats.slot[x]], x, -np.ones_like(x)),
        (employer_of[run], columns.first_run + run, -np.ones_like(run)),
    ]
    return every, np.full(len(every), -np.inf), np.zeros(len(every)), entries


def _state_cliques(seats: Seats, cliques: Whole) -> Block | None:
    """State that a group holds one of slots that all clash with each other; None where some of them do not.

    A slot that stands twice would count twice: it clashes with itself, and yet it may be held.
    """
    ordered = cliques[np.lexsort(cliques.T[::-1])]
    if (ordered[1:] == ordered[:-1]).all(axis=1).any():
        return None
    number, group, slot = ordered.T
    slots = len(seats.problem.slots)
    if ((slot < 0) | (slot >= slots) | (group < 0) | (group >= len(seats.people))).any():
        return None
    key, opening = group * slots + slot, seats.group * slots + seats.slot
    owners, begin, length = np.unique(number, return_index=True, return_counts=True)
    if not np.isin(key, opening).all() or (group != np.repeat(group[begin], length)).any():
        return None
    first, second = pairs_within(begin, length)
    if not clash(seats.problem, slot[first], slot[second]).all():
        return None
    row, x = np.repeat(np.arange(len(owners)), length), np.searchsorted(opening, key)
    return owners, np.zeros(len(owners)), np.ones(len(owners)), [(row, x, np.ones_like(x))]
