"""The level values of any plan, by plain arithmetic and without an engine.

The plan need not be a good one, nor even a possible one: staff ask here what a move would change.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from matchday.solver.errors import ProblemError
from matchday.solver.levels import Level
from matchday.solver.problem import Problem, Truth, Whole


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

    **Shapes.** All (placements,), in the order given.
    """

    participant: Whole
    slot: Whole
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
    people = {name: number for number, name in enumerate(problem.participants.ids)}
    slots = {name: number for number, name in enumerate(problem.slots.ids)}
    participants = np.array([people.get(name, -1) for name, _ in placements], np.int64)
    taken = np.array([slots.get(name, -1) for _, name in placements], np.int64)
    for place in np.flatnonzero((participants < 0) | (taken < 0)).tolist():
        raise ProblemError("unknown_id", f"$.placements[{place}]", "names somebody or a slot not in the file")
    pairs = problem.pairs
    keys = pairs.participant * len(slots) + pairs.slot
    wanted = participants * len(slots) + taken
    place_of = np.minimum(np.searchsorted(keys, wanted), max(0, len(keys) - 1))
    is_known = keys[place_of] == wanted if len(keys) else np.zeros(len(wanted), bool)

    def column(known: Whole, otherwise: int) -> Whole:
        found = np.full(len(wanted), otherwise, np.int64)
        found[is_known] = known[place_of[is_known]]
        return found

    return Plan(
        participant=participants,
        slot=taken,
        rank=column(pairs.rank, problem.rank_count + 1),
        home_min=column(pairs.home_min, 0),
        is_previous=column(pairs.is_previous.astype(np.int64), 0).astype(bool),
    )


def _value(problem: Problem, plan: Plan, level: Level) -> int:
    match level.name:
        case "placed":
            return int(np.count_nonzero(np.bincount(plan.participant)))
        case "kept":
            return int(plan.is_previous.sum())
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
            return int((plan.rank == level.rank).sum())
