"""A first plan, at once: one opening after the other is taken if it still fits."""

from __future__ import annotations

import numpy as np

from matchday.solver.clash import clashing
from matchday.solver.engine import Real
from matchday.solver.model import Model
from matchday.solver.problem import Truth


def choose(model: Model, share: Real) -> Truth:
    """Choose openings that fit beside each other, pins first, then those with the largest share.

    A slot that stays below its minimum is closed, and whoever was there may go elsewhere. Where such a slot has a
    pin, what comes out is no plan.

    **Shapes.** `share` (openings,) is how much of each opening a point has; so is the answer. Without shares, the
    openings of the largest groups and the best ranks come first.
    """
    openings, slots = model.openings, model.problem.slots
    rank = openings.sum_over_members(model.problem.pairs.rank) / openings.people[openings.group]
    keys = (rank, -openings.people[openings.group], -np.round(share, 3), ~openings.is_pinned)
    order = np.lexsort(keys).tolist()
    is_closed = np.zeros(len(slots), bool)
    while True:
        chosen = _fill(model, order, is_closed)
        people = openings.people[openings.group[chosen]]
        load = np.bincount(openings.slot[chosen], people, len(slots))
        is_short = (load > 0) & (load < slots.min_group) & ~is_closed
        if not is_short.any():
            return chosen
        is_closed |= is_short


def _fill(model: Model, order: list[int], is_closed: Truth) -> Truth:
    """Take every opening that fits beside those taken before."""
    openings = model.openings
    group, slot = openings.group.tolist(), openings.slot.tolist()
    people, left = openings.people.tolist(), openings.most_placements.tolist()
    room = np.where(is_closed, 0, model.problem.slots.capacity).tolist()
    held: dict[int, list[int]] = {}
    chosen = np.zeros(len(openings), bool)
    for opening in order:
        own, there = group[opening], slot[opening]
        if left[own] < 1 or people[own] > room[there]:
            continue
        if (others := held.setdefault(own, [])) and _clashes(model, others, there):
            continue
        chosen[opening] = True
        others.append(there)
        left[own] -= 1
        room[there] -= people[own]
    return chosen


def _clashes(model: Model, held: list[int], slot: int) -> bool:
    return bool(clashing(model.problem, np.array(held), np.full(len(held), slot)).any())
