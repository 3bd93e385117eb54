"""The potentials of a plan in which everybody keeps their place: what one more person in a slot would add, at best.

Keeping is compared before all but `placed`, so the cheapest path from a slot to a free place moves as few people as
possible, and one who moves goes to a slot from which one fewer must. So potentials are laid in rounds: slots with room,
slots from which one must move, two, and so on. What is left when no round finds any more is *dead*: nobody more ever
fits in, and a place there costs somebody else any place.
"""

from __future__ import annotations

import numpy as np

from matchday.solver.paths import NOTHING
from matchday.solver.problem import Problem, Whole
from matchday.solver.reduce import Openings
from matchday.solver.tariff import Tariff


def lay_ground(problem: Problem, openings: Openings, tariff: Tariff, *, held: Whole) -> Whole:
    """Return potentials that prove a plan in which everybody either keeps a place or could have one in dead slots only.

    The objective begins with `placed` and `kept`. Below 0 on the first level are dead slots, and nothing else.

    **Shapes.** `held` (people,) is the opening of each or `NOTHING`. The answer is int64 (levels and lottery, slots,
    employers where they are compared, and the sink).
    """
    holders = np.flatnonzero(held != NOTHING)
    slot_of = np.full(len(held), NOTHING)
    slot_of[holders] = openings.slot[held[holders]]
    load = np.bincount(slot_of[holders], minlength=len(problem.slots))
    ground = _promise_rewards(problem, tariff, load)
    is_found = load < problem.slots.capacity
    origin = slot_of[openings.group]
    asked, latest = np.flatnonzero(origin != NOTHING), is_found
    while latest.any():
        asked = asked[~is_found[origin[asked]]]
        ways = asked[latest[openings.slot[asked]]]
        latest = np.zeros_like(is_found)
        latest[origin[ways]] = True
        is_found |= latest
        ways = ways[np.argsort(origin[ways], kind="stable")]
        for row, level in zip(ground, tariff.levels, strict=True):
            start = np.flatnonzero(np.r_[True, origin[ways][1:] != origin[ways][:-1]][: len(ways)])
            gain = tariff.cost(held[openings.group[ways]], level) - tariff.cost(ways, level) + row[openings.slot[ways]]
            most = np.maximum.reduceat(gain, start) if len(ways) else gain
            row[origin[ways[start]]] = most
            ways = ways[gain == np.repeat(most, np.diff(np.r_[start, len(ways)]))]
    dead = np.flatnonzero(~is_found)
    ground[:3, dead] = [[-1], [-1], [tariff.largest[2] + 1]]  # more than all that is compared behind the first two
    return ground


def _promise_rewards(problem: Problem, tariff: Tariff, load: Whole) -> Whole:
    """Return the potentials of slots with room and of employers: what runs or receives nobody yet brings a reward."""
    levels = [level.name for level in tariff.levels]
    slots, employers = problem.slots, problem.slots.employer_count if "employers" in levels else 0
    ground = np.zeros((len(levels), len(slots) + employers + 1), np.int64)
    if "running" in levels:
        ground[levels.index("running"), : len(slots)] = load == 0
    if "employers" in levels:
        row = ground[levels.index("employers")]
        row[len(slots) : -1] = np.bincount(slots.employer, load, employers) == 0
        row[: len(slots)] = row[len(slots) + slots.employer]
    return ground
