"""The level values of any plan, by plain arithmetic and without an engine.

The plan need not be a good one, nor even a possible one: staff ask here what a move would change.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, repeat

import numpy as np

from matchday.solver.errors import ProblemError
from matchday.solver.levels import Level
from matchday.solver.problem import Problem, Truth, Whole

NO_PAIR = -1


@dataclass(frozen=True)
class LevelValue:
    """What a plan reaches on one elementary level."""

    level: str
    rank: int | None
    value: int


@dataclass(frozen=True)
class Change:
    """What another plan would reach on one elementary level."""

    level: str
    rank: int | None
    before: int
    after: int

    @property
    def is_better(self) -> bool:
        """Tell whether the other plan is better on this level."""
        return self.after != self.before and (self.after > self.before) == Level(self.level).is_maximised


@dataclass(frozen=True, eq=False)
class Plan:
    """A plan as numbers.

    A placement that nobody wished has rank R + 1; without known minutes it has 0 of them.

    **Shapes.** All (placements,), in the order given. `pair` is the row of `problem.pairs`, `NO_PAIR` for none.
    """

    participant: Whole
    slot: Whole
    pair: Whole
    rank: Whole
    home_min: Whole
    is_previous: Truth


def values(problem: Problem, placements: Sequence[Sequence[str]]) -> tuple[LevelValue, ...]:
    """Compute what a plan reaches on every elementary level of the problem, in the order compared.

    **Shapes.** `placements` are pairs of participant id and slot id, in any order.
    **Errors.** `ProblemError("unknown_id")` for an id that the problem does not have.
    """
    reached = reach(problem, read_plan(problem, placements))
    steps = zip(problem.levels, reached, strict=True)
    return tuple(LevelValue(level.name, level.rank, value) for level, value in steps)


def reach(problem: Problem, plan: Plan) -> tuple[int, ...]:
    """Compute what a plan in numbers reaches on every elementary level, in the order compared."""
    return tuple(_value(problem, plan, level) for level in problem.levels)


def changes(problem: Problem, before: Sequence[int], after: Sequence[int]) -> tuple[Change, ...]:
    """Return the levels on which two plans differ, in the order compared.

    **Shapes.** `before` and `after` have the value of every elementary level.
    """
    steps = zip(problem.levels, before, after, strict=True)
    return tuple(Change(level.name, level.rank, one, other) for level, one, other in steps if one != other)


def read_plan(problem: Problem, placements: Sequence[Sequence[str]]) -> Plan:
    """Look up what the problem says about every placement.

    **Errors.** `ProblemError("unknown_id")` for an id that the problem does not have.
    """
    people, slots, pairs = problem.participants.numbers, problem.slots.numbers, problem.pairs
    ids = list(chain.from_iterable(placements))
    participant = np.fromiter(map(people.get, ids[::2], repeat(-1)), np.int64, len(placements))
    slot = np.fromiter(map(slots.get, ids[1::2], repeat(-1)), np.int64, len(placements))
    for place in np.flatnonzero((participant < 0) | (slot < 0)).tolist():
        raise ProblemError("unknown_id", f"$.placements[{place}]", "names somebody or a slot not in the file")
    keys, wanted = pairs.participant * len(slots) + pairs.slot, participant * len(slots) + slot
    pair = np.searchsorted(keys, wanted)
    pair[pair == len(pairs)] = NO_PAIR
    is_known = pair != NO_PAIR
    is_known[is_known] = keys[pair[is_known]] == wanted[is_known]
    pair[~is_known] = NO_PAIR
    found = pair if is_known.all() else pair[is_known]
    rank, home_min = np.full(len(pair), problem.rank_count + 1), np.zeros(len(pair), np.int64)
    is_previous = np.zeros(len(pair), bool)
    rank[is_known], home_min[is_known] = pairs.rank[found], pairs.home_min[found]
    is_previous[is_known] = pairs.is_previous[found]
    return Plan(participant, slot, pair, rank, home_min, is_previous)


def _value(problem: Problem, plan: Plan, level: Level) -> int:
    match level.name:
        case "placed":
            return int(np.count_nonzero(np.bincount(plan.participant)))
        case "kept":
            return int(np.count_nonzero(plan.is_previous))
        case "employers":
            return int(np.count_nonzero(np.bincount(problem.slots.employer[plan.slot])))
        case "running":
            return int(np.count_nonzero(np.bincount(plan.slot)))
        case "placements":
            return len(plan.slot)
        case "ranks:total":
            return int((plan.rank - 1).sum())
        case "travel":
            return int(plan.home_min.sum())
        case _:
            return int(np.count_nonzero(plan.rank == level.rank))
