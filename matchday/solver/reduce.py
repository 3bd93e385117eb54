"""Who may go where, once everything that can never happen is struck.

1. Everybody belongs to a group; who comes alone is a group of one.
2. An *opening* is a group and a slot whose pair is allowed for every member.
3. A group goes nowhere that is too small for it beside the people pinned there.
4. A group whose pins use up its placements goes nowhere else.
5. A slot that fewer people than `min_group` could ever enter is closed. One pass reaches the fixpoint: an
   opening struck here belongs to the closed slot alone and takes nobody from another.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from matchday.solver.errors import ProblemError
from matchday.solver.problem import Problem, Truth, Whole


@dataclass(frozen=True, eq=False)
class Openings:
    """Groups, and the slots each of them may still go to; sorted by group, then slot.

    **Shapes.** `people` and `most_placements` (groups,). `group`, `slot` and `is_pinned` (openings,).
    `opening_of_pair` (pairs,) is −1 for a struck pair.
    """

    people: Whole
    most_placements: Whole
    group: Whole
    slot: Whole
    is_pinned: Truth
    opening_of_pair: Whole

    def __len__(self) -> int:
        return len(self.slot)

    @cached_property
    def pairs(self) -> Whole:
        """List the pairs of all openings, sorted by opening."""
        stays = np.flatnonzero(self.opening_of_pair >= 0)
        return stays[np.argsort(self.opening_of_pair[stays], kind="stable")]

    @cached_property
    def first_pair(self) -> Whole:
        """Return where the pairs of each opening begin in `pairs`."""
        people = self.people[self.group]
        return np.cumsum(people) - people

    def sum_over_members(self, amounts: Whole) -> Whole:
        """Add up an amount of each pair over the members of each opening: int64 (pairs,) → (openings,)."""
        total: Whole = amounts[self.pairs]
        return total if len(total) == len(self) else np.add.reduceat(total, self.first_pair)


def find_openings(problem: Problem) -> Openings:
    """Find who may go where.

    **Errors.** `ProblemError("pins_impossible")` when a pin stands on a slot that can never run.
    """
    pairs, slots = problem.pairs, problem.slots
    group_of, people, most = _gather_groups(problem)
    is_allowed = (pairs.is_named | pairs.is_pinned) & ~pairs.is_ineligible & ~pairs.is_barred
    allowed = np.flatnonzero(is_allowed)
    group, slot = group_of[pairs.participant[allowed]], pairs.slot[allowed]
    opening_of_allowed, member_count = np.arange(len(allowed)), np.ones_like(allowed)
    if problem.group_ids:  # else everybody is a group, in their own order, and pairs are sorted as openings are
        _, first, opening_of_allowed, member_count = np.unique(
            group * len(slots) + slot, return_index=True, return_inverse=True, return_counts=True
        )
        group, slot = group[first], slot[first]
    is_pinned = np.zeros(len(group), bool)
    is_pinned[opening_of_allowed[pairs.is_pinned[allowed]]] = True

    pinned_people = np.bincount(slot[is_pinned], people[group[is_pinned]], len(slots)).astype(np.int64)
    is_full = np.bincount(group[is_pinned], minlength=len(people)) >= most
    room = (slots.capacity - pinned_people)[slot]
    stays = is_pinned | ((people[group] <= room) & ~is_full[group])
    stays &= member_count == people[group]

    demand = np.bincount(slot[stays], people[group[stays]], len(slots))
    stays &= (demand >= slots.min_group)[slot]
    if (is_pinned & ~stays).any():
        raise ProblemError("pins_impossible", "$.pins", "pin somebody where min_group can never be reached")

    opening_of_pair = np.full(len(pairs), -1)
    opening_of_pair[allowed] = np.where(stays, np.cumsum(stays) - 1, -1)[opening_of_allowed]
    return Openings(people, most, group[stays], slot[stays], is_pinned[stays], opening_of_pair)


def _gather_groups(problem: Problem) -> tuple[Whole, Whole, Whole]:
    """Return the group of each participant, and people and most placements of each group."""
    named = problem.participants.group
    alone = len(problem.group_ids) + np.arange(len(named))
    _, group_of = np.unique(np.where(named >= 0, named, alone), return_inverse=True)
    people = np.bincount(group_of)
    most = np.full(len(people), np.iinfo(np.int64).max)
    np.minimum.at(most, group_of, problem.participants.max_placements)
    return group_of.astype(np.int64), people.astype(np.int64), most
