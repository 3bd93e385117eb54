"""Replay a tree of questions whose leaves are bounded by potentials.

1. Every plan answers each question with yes or no, so every plan belongs to one leaf.
2. Any potentials bound a level at a leaf: the cost of a flow is the sum of its reduced costs (cost + potential[tail] −
   potential[head]) less that of the supplies, and no arc can add less than its limits allow.
3. Plans that reach the value of the level miss this bound by the gap between both. An arc that would cost more than
   the gap cannot move; the next level is looked at within the limits that are left.
4. Where costs of 0 are bounded above 0, no flow exists: the leaf is empty.

**Source.** Duality of min-cost flows and complementary slackness: Ahuja, Magnanti, Orlin, *Network Flows* (1993),
section 9.4; fixing by reduced costs: G. Nemhauser, L. Wolsey, *Integer and Combinatorial Optimization* (1988), II.5.
"""

from __future__ import annotations

from itertools import islice, takewhile
from typing import NamedTuple

import numpy as np

from matchday.solver.certificate import TreeProof
from matchday.solver.certify.at_once import LARGEST_SUM, count_at_once, replay_at_once
from matchday.solver.certify.network import Drawn, draw
from matchday.solver.levels import Level
from matchday.solver.problem import Problem, Whole

LARGEST_POTENTIAL = 2**60
LARGEST_SCALE = 2**30
"""Costs of a group, shared out among its people, stay inside 64 bits."""

MANY_SHUT = 4
"""When one arc of so many cannot carry anybody, such arcs are left out; more often would cost more than it saves."""

Path = tuple["Path", int, bool] | None
"""The answers that lead to a leaf: those before, the last question and its answer."""


class _Stages(NamedTuple):
    """What bounds a leaf.

    **Shapes.** `levels` (stages,), their numbers; `potentials` (stages, nodes); `farthest` (stages,), the largest of
    them without its sign.
    """

    levels: list[int]
    potentials: Whole
    farthest: list[int]


def bound_by_tree(problem: Problem, goals: list[int], proof: TreeProof) -> list[int] | None:
    """Return what no plan can beat, as `certify.prove_bounds` does; None for a proof that is not of this problem.

    **Shapes.** `goals` are the values reached, all to be minimised.
    """
    if (problem.participants.max_placements != 1).any():
        return None
    base = draw(problem)
    paths = _walk(proof.questions.tolist())
    if not _is_fitting(base, proof, len(paths)):
        return None
    ends = zip(proof.potentials.min(axis=1).tolist(), proof.potentials.max(axis=1).tolist(), strict=True)
    farthest = [max(-lowest, highest) for lowest, highest in ends]
    levels, leaves, end = proof.levels.tolist(), [], 0
    for path, count in zip(paths, proof.stage_counts.tolist(), strict=True):
        begin, end = end, end + count
        stages = _Stages(levels[begin:end], proof.potentials[begin:end], farthest[begin:end])
        bounds = _bound_leaf(_descend(base, path), stages, goals)
        if bounds is not None:
            leaves.append(bounds)
    return _combine(leaves, goals)


def _is_fitting(base: Drawn, proof: TreeProof, leaf_count: int) -> bool:
    """Tell whether the arrays of a proof fit the network and each other."""
    return (
        0 < leaf_count == len(proof.stage_counts)
        and bool((proof.stage_counts >= 0).all())
        and proof.stage_counts.sum() == len(proof.levels) == len(proof.potentials)
        and proof.potentials.shape[1] == len(base.supply)
        and bool((proof.questions < len(base.slot_shares) * (1 + len(base.seats.people))).all())
        and base.seats.scale <= LARGEST_SCALE
    )


def _walk(questions: list[int]) -> list[Path]:
    """Return the answers that lead to each leaf; nothing for questions that make no tree."""
    waiting: list[Path] = [None]
    found = []
    for question in questions:
        if not waiting:
            return []
        path = waiting.pop()
        if question < 0:
            found.append(path)
        else:
            waiting += [(path, question, False), (path, question, True)]
    return [] if waiting else found


def _descend(base: Drawn, path: Path) -> Drawn:
    """Keep of all plans those that give these answers; a tree of one leaf asks nothing and needs no copy."""
    if path is None:
        return base
    here, slot_count = base.copy(), len(base.slot_shares)
    while path is not None:
        path, question, answer = path
        if question < slot_count:
            here.decide_slot(question, runs=answer)
        else:
            group, slot = divmod(question - slot_count, slot_count)
            here.decide_opening(group, slot, goes=answer)
    return here


def _bound_leaf(leaf: Drawn, stages: _Stages, goals: list[int]) -> list[int] | None:
    """Return the bounds at a leaf up to the first that is not its goal; None for a leaf without any plan."""
    levels, first, bounds = leaf.seats.problem.levels, _count_first(leaf, stages), list[int]()
    if first > 1:
        are_all = first == len(stages.levels)
        bounds = replay_at_once(leaf, levels[:first], stages.potentials[:first], narrows=not are_all)
        if are_all or bounds != goals[:first]:
            return bounds[: _count_reached(bounds, goals) + 1]
    part = _Part(leaf)
    for number, potentials, farthest in islice(zip(*stages, strict=True), len(bounds), None):
        if number < 0:
            found = part.bound(None, potentials, farthest)
            return None if found is not None and found[0] > 0 else bounds
        if number != len(bounds) or number >= len(goals):
            break
        found = part.bound(levels[number], potentials, farthest)
        if found is None:
            break
        bound, scale = found
        bounds.append(-(-bound // scale))
        if bounds[-1] != goals[number]:
            break
        part.tighten(gap=scale * goals[number] - bound)
    return bounds


def _count_first(leaf: Drawn, stages: _Stages) -> int:
    """Return how many stages, from the first on, bound one level after the other and can be replayed at once."""
    in_order = zip(range(count_at_once(leaf)), stages.levels, stages.farthest, strict=False)
    return sum(takewhile(bool, (place == level and far < LARGEST_POTENTIAL for place, level, far in in_order)))


def _count_reached(bounds: list[int], goals: list[int]) -> int:
    """Return how many bounds, from the first on, are their goals."""
    return sum(takewhile(bool, (bound == goal for bound, goal in zip(bounds, goals, strict=False))))


class _Part:
    """The flows at a leaf that reach the goals of the levels before.

    **Shapes.** `_arcs`, the numbers of those that may carry somebody, sorted; `_tail`, `_head`, `_is_open` (arcs,);
    `_tally` of the openings among them. `_priced` are the places of arcs whose reduced cost is not 0, `_moved` their
    numbers, `_reduced` what it is, `_cheap_end` what they carry at their cheap end.
    """

    def __init__(self, leaf: Drawn) -> None:
        self._leaf, self._tally = leaf, leaf.seats.tally
        self._arcs, self._tail, self._head = np.arange(len(leaf.tail)), leaf.tail, leaf.head
        self._is_open = leaf.high > 0
        self._most, self._most_supply = int(leaf.high.sum()), int(np.abs(leaf.supply).sum())
        self._priced = self._moved = self._reduced = self._cheap_end = np.zeros(0, np.int64)
        self._leave_out_shut()

    def bound(self, level: Level | None, potentials: Whole, farthest: int) -> tuple[int, int] | None:
        """Return what every flow costs at least on a level, times what; None where the numbers are too large to tell.

        Without a level nothing costs anything. `farthest` is the largest potential, without its sign.
        """
        if farthest >= LARGEST_POTENTIAL:
            return None
        reduced = potentials.take(self._tail)
        reduced -= potentials.take(self._head)
        scale = 1
        if level is not None:
            where, costs, scale = self._leaf.costs(level, self._arcs, self._tally)
            reduced[where] += costs
        self._priced = (reduced != 0).nonzero()[0]
        self._reduced = reduced = reduced[self._priced]
        largest = max(int(reduced.max(initial=0)), -int(reduced.min(initial=0)))
        if largest * self._most + farthest * self._most_supply > LARGEST_SUM:
            return None
        self._moved = moved = self._arcs[self._priced]
        self._cheap_end = np.where(reduced > 0, self._leaf.low[moved], self._leaf.high[moved])
        return int(reduced @ self._cheap_end) - int(potentials @ self._leaf.supply), scale

    def tighten(self, *, gap: int) -> None:
        """Let every arc move only as far from its cheap end as the gap pays for."""
        leaf, moved, low, high = self._leaf, self._moved, self._cheap_end, self._cheap_end
        if gap:
            way = gap // np.abs(self._reduced)
            low = np.maximum(leaf.low[moved], self._cheap_end - way)
            high = np.minimum(leaf.high[moved], self._cheap_end + way)
        leaf.low[moved], leaf.high[moved] = low, high
        self._is_open[self._priced] = high > 0
        self._leave_out_shut()

    def _leave_out_shut(self) -> None:
        """Forget the arcs that cannot carry anybody, where they are many."""
        if MANY_SHUT * (len(self._arcs) - np.count_nonzero(self._is_open)) > len(self._arcs):
            left = self._is_open.nonzero()[0]
            self._tally = self._tally.only(self._is_open[: len(self._tally)])
            self._arcs, self._tail, self._head = self._arcs[left], self._tail[left], self._head[left]
            self._is_open = np.ones(len(left), bool)


def _combine(leaves: list[list[int]], goals: list[int]) -> list[int]:
    """Return the bounds of all leaves together up to the first that is open."""
    bounds: list[int] = []
    for number, goal in enumerate(goals):
        alive = [leaf for leaf in leaves if leaf[:number] == goals[:number]]
        if any(len(leaf) <= number for leaf in alive):
            break
        bounds.append(min([goal, *(leaf[number] for leaf in alive)]))
        if bounds[-1] != goal:
            break
    return bounds
