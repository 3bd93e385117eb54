"""The problem as a mixed-integer program: whole numbers throughout, every limit of the field as one row.

Columns, in this order and all whole:

- x: the group takes the opening;
- y: the slot runs — for slots with a minimum, and for all when `running` is compared;
- z: the group has a placement — when `placed` is compared;
- w: the employer receives somebody — when `employers` is compared;
- carry and rest: the lottery, cut in two.

No row forces y, z and w up; a level that counts them does.

**The lottery.** Its numbers have 30 bits. An engine that takes 0.999999 for 1 would be wrong by a thousand
in a sum of such numbers. So each number h is cut into a high and a low half of 15 bits, and the sum of the
low halves into *carry* and *rest*: Σ low = 2¹⁵ carry + rest with 0 ≤ rest < 2¹⁵. Then Σ h = 2¹⁵ (Σ high +
carry) + rest, so the smallest Σ h is found by two levels — Σ high + carry, then rest — without a
coefficient above 2¹⁵.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from matchday.solver.cliques import find_cliques
from matchday.solver.costs import pair_costs
from matchday.solver.levels import LOTTERY, Level
from matchday.solver.problem import Problem, Truth, Whole
from matchday.solver.reduce import Openings
from matchday.solver.rows import Rows

HALF_BITS = 15


@dataclass(frozen=True, eq=False)
class Model:
    """Columns and rows of one problem.

    **Shapes.** `run` (slots,), `placed` (groups,), `employer` (employers,): the column of each, −1 for none.
    `lower` and `upper` (columns,).
    """

    problem: Problem
    openings: Openings
    run: Whole
    placed: Whole
    employer: Whole
    lower: Whole
    upper: Whole
    lottery: Whole

    @cached_property
    def cliques(self) -> list[list[int]]:
        """List sets of openings of which a group can hold only one."""
        return list(find_cliques(self.problem, self.openings))

    @cached_property
    def rows(self) -> Rows:
        """State every limit; the last row is the lottery's."""
        rows = Rows(len(self.upper))
        self._add_groups(rows)
        self._add_slots(rows)
        self._add_employers(rows)
        self._add_cliques(rows)
        self._add_lottery(rows)
        return rows

    def costs(self, level: Level) -> Whole:
        """Return what each column adds to a level, to be minimised: int64 (columns,)."""
        costs = np.zeros(len(self.upper), np.int64)
        if level.name == "employers":
            costs[self.employer[self.employer >= 0]] = -1
        elif level.name == "running":
            costs[self.run[self.run >= 0]] = -1
        elif level.name == "placed":
            people, is_single = self.openings.people, self.openings.most_placements == 1
            several = (self.placed >= 0) & ~is_single
            costs[self.placed[several]] = -people[several]
            group = self.openings.group
            costs[: len(group)] = np.where(is_single[group], -people[group], 0)
        else:
            costs[: len(self.openings)] = self.openings.sum_over_members(pair_costs(self.problem, level))
        return costs

    def kept_costs(self, level: Level) -> Whole:
        """Return costs that are the same for every plan, on as few columns as possible: int64 (columns,).

        They differ for `placed` alone. The engine finds the plan faster on x, and keeps the level faster on z: a
        row over all openings would slow down every level behind it.
        """
        if level.name != "placed":
            return self.costs(level)
        costs = np.zeros(len(self.upper), np.int64)
        is_counted = self.placed >= 0
        costs[self.placed[is_counted]] = -self.openings.people[is_counted]
        return costs

    def lottery_costs(self) -> tuple[Whole, Whole]:
        """Return the two levels of the lottery: Σ high + carry, then rest."""
        high, low = np.zeros((2, len(self.upper)), np.int64)
        high[: len(self.openings)] = self.lottery >> HALF_BITS
        high[-2] = low[-1] = 1
        return high, low

    @property
    def lottery_sum(self) -> Whole:
        """Return the lottery as one level, for an engine that checks its sums in whole numbers."""
        return np.pad(self.lottery, (0, len(self.upper) - len(self.lottery)))

    def complete(self, is_taken: Truth) -> Whole:
        """Return all columns as they follow from who takes what: (openings,) → int64 (columns,)."""
        taken = np.flatnonzero(is_taken)
        columns = np.zeros(len(self.upper), np.int64)
        columns[taken] = 1
        slots = self.openings.slot[taken]
        for numbers, present in (
            (self.run, slots),
            (self.placed, self.openings.group[taken]),
            (self.employer, self.problem.slots.employer[slots]),
        ):
            chosen = numbers[present]
            columns[chosen[chosen >= 0]] = 1
        columns[-2:] = divmod(int((self.lottery[taken] % 2**HALF_BITS).sum()), 2**HALF_BITS)
        return columns

    def _add_groups(self, rows: Rows) -> None:
        """Let nobody have more placements than they may, and count who has one."""
        openings, groups = self.openings, np.arange(len(self.openings.people))
        x = np.arange(len(openings))
        most = np.minimum(openings.most_placements, len(self.problem.slots))
        rows.add("most", groups, (0, most), (openings.group, x, 1))
        counted = np.flatnonzero(self.placed >= 0)
        rows.add("placed", groups, (-np.inf, 0), (counted, self.placed[counted], 1), (openings.group, x, -1))

    def _add_slots(self, rows: Rows) -> None:
        """Let no slot take more than its capacity, nor run with less than its minimum."""
        openings, slots = self.openings, self.problem.slots
        every, x, people = np.arange(len(slots)), np.arange(len(openings)), openings.people[openings.group]
        with_run = np.flatnonzero(self.run >= 0)
        demand = np.bincount(openings.slot, people, len(slots)).astype(np.int64)
        room = np.minimum(slots.capacity, demand)
        limit = np.where(self.run >= 0, 0, room)
        load = (openings.slot, x, people)
        rows.add("capacity", every, (-np.inf, limit), load, (with_run, self.run[with_run], -room[with_run]))
        # whoever comes with as many as the minimum or more is enough: to count more says less about fractions
        enough = np.minimum(people, slots.min_group[openings.slot])
        load = (openings.slot, x, enough)
        rows.add("minimum", every, (0, np.inf), load, (with_run, self.run[with_run], -slots.min_group[with_run]))
        # x ≤ y says nothing new about whole numbers, but cuts off fractions
        tight = np.flatnonzero((self.run[openings.slot] >= 0) & (slots.min_group[openings.slot] > people))
        row = np.arange(len(tight))
        rows.add("link", tight, (-np.inf, 0), (row, tight, 1), (row, self.run[openings.slot[tight]], -1))

    def _add_employers(self, rows: Rows) -> None:
        """Let an employer receive somebody only when one of its slots does."""
        openings, employer_of = self.openings, self.problem.slots.employer
        counted = np.flatnonzero(self.employer >= 0)
        without_run = np.flatnonzero(self.run[openings.slot] < 0)
        with_run = np.flatnonzero(self.run >= 0)
        rows.add(
            "employer",
            np.arange(len(self.employer)),
            (-np.inf, 0),
            (counted, self.employer[counted], 1),
            (employer_of[openings.slot[without_run]], without_run, -1),
            (employer_of[with_run], self.run[with_run], -1),
        )

    def _add_cliques(self, rows: Rows) -> None:
        """Let nobody hold two slots that clash."""
        lengths = np.array([len(clique) for clique in self.cliques], np.int64)
        owners = np.arange(len(lengths))
        members = np.array([opening for clique in self.cliques for opening in clique], np.int64)
        rows.add("clique", owners, (0, 1), (np.repeat(owners, lengths), members, 1))

    def _add_lottery(self, rows: Rows) -> None:
        """Σ low = 2¹⁵ carry + rest."""
        x, carry = np.arange(len(self.openings)), len(self.upper) - 2
        low = self.lottery % 2**HALF_BITS
        ends = (0, np.array([carry, carry + 1]), np.array([-(2**HALF_BITS), -1]))
        rows.add("lottery", np.zeros(1, np.int64), (0, 0), (0, x, low), ends)


def build_model(problem: Problem, openings: Openings) -> Model:
    """Lay out the columns of a problem."""
    slots, count = problem.slots, len(openings)
    is_alive = np.zeros(len(slots), bool)
    is_alive[openings.slot] = True
    runs = is_alive & ((slots.min_group > 1) | ("running" in problem.objective))
    run, count = _number(runs, count)
    may_go = np.isin(np.arange(len(openings.people)), openings.group)
    placed, count = _number(may_go & ("placed" in problem.objective), count)
    may_receive = np.isin(np.arange(slots.employer_count), slots.employer[openings.slot])
    employer, count = _number(may_receive & ("employers" in problem.objective), count)
    lower, upper = np.zeros(count + 2, np.int64), np.ones(count + 2, np.int64)
    lower[: len(openings)] = openings.is_pinned
    upper[-2:] = len(problem.pairs), 2**HALF_BITS - 1
    lottery = openings.sum_over_members(pair_costs(problem, Level(LOTTERY)))
    return Model(problem, openings, run, placed, employer, lower, upper, lottery)


def _number(is_wanted: Truth, first: int) -> tuple[Whole, int]:
    """Return numbers from `first` on for what is wanted, −1 for the rest, and the next one free."""
    numbers = np.where(is_wanted, first + np.cumsum(is_wanted) - 1, -1)
    return numbers.astype(np.int64), first + int(is_wanted.sum())
