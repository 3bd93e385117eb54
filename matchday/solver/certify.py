"""Replay a certificate: prove with plain integers that no plan is better on any level.

Everything is built here a second time from the problem alone, so that a mistake of the engine cannot hide.

1. Draw the network of all allowed pairs, and the plan as a flow in it.
2. For each level, compute the reduced cost of every free arc: cost + potential[tail] − potential[head].
3. A free arc below 0 must be full, one above 0 empty. Summed over all arcs, any other flow then costs at
   least as much, and as much only if it agrees on all these arcs.
4. So they may be taken out, and the next level is looked at on the arcs that are left.

**Source.** Complementary slackness of min-cost flows: Ahuja, Magnanti, Orlin, *Network Flows* (1993),
theorem 9.4.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matchday.solver.certificate import Certificate, node_count
from matchday.solver.levels import Level
from matchday.solver.problem import Problem, Truth, Whole
from matchday.solver.values import Plan

LARGEST_POTENTIAL = 2**60
"""Sums of two potentials and a cost stay inside 64 bits."""


def count_proven(problem: Problem, plan: Plan, certificate: Certificate) -> int:
    """Count the levels, from the first on, that the certificate proves; 0 for one that does not belong here.

    Expects a plan that is possible.
    """
    if not is_fitting(problem, certificate):
        return 0
    arcs = _draw(problem, plan)
    is_free = np.ones(len(arcs.tail), bool)
    for number, (level, potentials) in enumerate(zip(problem.levels, certificate.potentials, strict=False)):
        reduced = arcs.costs(problem, level) + potentials[arcs.tail] - potentials[arcs.head]
        is_wrong = ((reduced > 0) & (arcs.flow > 0)) | ((reduced < 0) & (arcs.flow < arcs.capacity))
        if (is_free & is_wrong).any():
            return number
        is_free &= reduced == 0
    return min(len(problem.levels), len(certificate.potentials))


def is_fitting(problem: Problem, certificate: Certificate) -> bool:
    """Tell whether a certificate is one for this problem, of the right shape and without absurd numbers."""
    potentials = certificate.potentials
    return (
        certificate.problem_sha256 == problem.sha256
        and _may_be_proven(problem)
        and potentials.dtype == np.int64
        and potentials.ndim == 2
        and len(potentials) <= len(problem.levels)
        and potentials.shape[1] == node_count(problem)
        and bool(((potentials >= -LARGEST_POTENTIAL) & (potentials <= LARGEST_POTENTIAL)).all())
    )


def _may_be_proven(problem: Problem) -> bool:
    """Tell whether potentials prove anything: one placement each, no minimum sizes, no groups of several."""
    _, group_people = np.unique(problem.participants.group, return_counts=True)
    in_company = group_people[np.unique(problem.participants.group) >= 0] > 1
    return not (
        in_company.any() or (problem.participants.max_placements != 1).any() or (problem.slots.min_group != 1).any()
    )


@dataclass(frozen=True, eq=False)
class _Arcs:
    """Openings, unplaced participants, first and further people of slots, then of employers.

    **Shapes.** `tail`, `head`, `capacity`, `flow` (arcs,); `pair` (openings,) the row in `problem.pairs`.
    """

    pair: Whole
    tail: Whole
    head: Whole
    capacity: Whole
    flow: Whole
    first_of_slot: int
    first_of_employer: int

    def costs(self, problem: Problem, level: Level) -> Whole:
        """Return what a unit on each arc adds to a level, less than 0 where the level is maximised."""
        costs = np.zeros(len(self.tail), np.int64)
        rank = problem.pairs.rank[self.pair]
        openings = costs[: len(self.pair)]
        if level.name in {"placed", "placements"}:
            openings[:] = -1
        elif level.name == "kept":
            openings[problem.pairs.is_previous[self.pair]] = -1
        elif level.name == "ranks:generous":
            openings[rank == level.rank] = 1
        elif level.name == "ranks:first":
            openings[rank == level.rank] = -1
        elif level.name == "ranks:total":
            openings[:] = rank - 1
        elif level.name == "travel":
            openings[:] = problem.pairs.home_min[self.pair]
        elif level.name == "running":
            costs[self.first_of_slot :][: len(problem.slots)] = -1
        else:
            costs[self.first_of_employer :][: problem.slots.employer_count] = -1
        return costs


def _draw(problem: Problem, plan: Plan) -> _Arcs:
    """Draw the network and the plan in it. Its twin, written apart on purpose, is `flow.build_network`."""
    slots, pairs = problem.slots, problem.pairs
    people_count, slot_count = len(problem.participants), len(slots)
    pair = np.flatnonzero(_may_carry(problem))
    participant, slot = pairs.participant[pair], pairs.slot[pair]
    has_pin = np.isin(np.arange(people_count), pairs.participant[pairs.is_pinned])
    is_placed = np.isin(np.arange(people_count), plan.participant)
    is_taken = np.isin(participant * slot_count + slot, plan.participant * slot_count + plan.slot)
    sink = node_count(problem) - 1
    blocks: list[tuple[NDArray[Any], ...]] = [
        (participant, people_count + slot, np.ones(len(pair), np.int64), is_taken),
        (np.arange(people_count), np.full(people_count, sink), 1 - has_pin.astype(np.int64), ~is_placed),
    ]
    load = np.bincount(plan.slot, minlength=slot_count)
    slot_node = people_count + np.arange(slot_count)
    room = np.minimum(slots.capacity, people_count)
    if "employers" not in problem.objective:
        blocks += _split(slot_node, np.full(slot_count, sink), capacity=room, load=load)
    else:
        employers = slots.employer_count
        node = people_count + slot_count + np.arange(employers)
        blocks += _split(slot_node, node[slots.employer], capacity=room, load=load)
        employer_room = np.bincount(slots.employer, room, employers).astype(np.int64)
        received = np.bincount(slots.employer[plan.slot], minlength=employers)
        blocks += _split(node, np.full(employers, sink), capacity=employer_room, load=received)
    tail, head, capacity, flow = (np.concatenate(column).astype(np.int64) for column in zip(*blocks, strict=True))
    first_of_slot = len(pair) + people_count
    return _Arcs(pair, tail, head, capacity, flow, first_of_slot, first_of_slot + 2 * slot_count)


def _may_carry(problem: Problem) -> Truth:
    """Tell which pairs some plan may hold: allowed, and not shut out by pins of the person or on the slot."""
    pairs = problem.pairs
    is_allowed = (pairs.is_named | pairs.is_pinned) & ~(pairs.is_ineligible | pairs.is_barred)
    has_pin = np.isin(pairs.participant, pairs.participant[pairs.is_pinned])
    pins_on = np.bincount(pairs.slot[pairs.is_pinned], minlength=len(problem.slots))
    is_full = (pins_on >= problem.slots.capacity)[pairs.slot]
    return is_allowed & (pairs.is_pinned | ~(has_pin | is_full))


def _split(tail: Whole, head: Whole, *, capacity: Whole, load: Whole) -> list[tuple[NDArray[Any], ...]]:
    """Send the first person over one arc and all others over another."""
    first, others = np.minimum(load, 1), np.maximum(load - 1, 0)
    one = np.minimum(capacity, 1)
    return [(tail, head, one, first), (tail, head, capacity - one, others)]
