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

import numpy as np

from matchday.solver.certificate import TreeProof
from matchday.solver.certify.network import Drawn, draw
from matchday.solver.problem import Problem, Whole

LARGEST_SUM = 2**62
"""Sums that may be larger do not fit into 64 bits: such a stage proves nothing."""

LARGEST_POTENTIAL = 2**60
LARGEST_SCALE = 2**30
"""Costs of a group, shared out among its people, stay inside 64 bits."""

MANY_SHUT = 4
"""When one arc of so many cannot carry anybody, such arcs are left out; more often would cost more than it saves."""

Path = tuple["Path", int, bool] | None
"""The answers that lead to a leaf: those before, the last question and its answer."""


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
    leaves, last = [], np.cumsum(proof.stage_counts)
    for path, begin, end in zip(paths, last - proof.stage_counts, last, strict=True):
        stages = zip(proof.levels[begin:end].tolist(), proof.potentials[begin:end], strict=True)
        bounds = _bound_leaf(_descend(base, path), list(stages), goals)
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
    """Keep of all plans those that give these answers."""
    here, slot_count = base.copy(), len(base.slot_shares)
    while path is not None:
        path, question, answer = path
        if question < slot_count:
            here.decide_slot(question, runs=answer)
        else:
            group, slot = divmod(question - slot_count, slot_count)
            here.decide_opening(group, slot, goes=answer)
    return here


def _bound_leaf(leaf: Drawn, stages: list[tuple[int, Whole]], goals: list[int]) -> list[int] | None:
    """Return the bounds at a leaf up to the first that is not its goal; None for a leaf without any plan."""
    bounds: list[int] = []
    part, levels = _Part(leaf), leaf.seats.problem.levels
    for number, potentials in stages:
        if number < 0:
            bound = part.bound(np.zeros_like(part.arcs), potentials)
            return None if bound is not None and bound > 0 else bounds
        if number != len(bounds) or number >= len(goals):
            break
        costs, scale = leaf.costs(levels[number], part.arcs)
        bound = part.bound(costs, potentials)
        if bound is None:
            break
        bounds.append(-(-bound // scale))
        if bounds[-1] != goals[number]:
            break
        part.tighten(gap=scale * goals[number] - bound)
    return bounds


class _Part:
    """The flows at a leaf that reach the goals of the levels before: `arcs`, sorted, hold all that may carry somebody.

    **Shapes.** `_priced` are the arcs whose reduced cost is not 0, `_reduced` what it is, `_cheap_end` what they carry
    at their cheap end.
    """

    def __init__(self, leaf: Drawn) -> None:
        self.arcs = np.flatnonzero(leaf.high > 0)
        self._tail, self._head = leaf.tail[self.arcs], leaf.head[self.arcs]
        self._low, self._high = leaf.low[self.arcs], leaf.high[self.arcs]
        self._supply = leaf.supply
        self._most, self._most_supply = int(self._high.sum()), int(np.abs(leaf.supply).sum())
        self._priced = self._reduced = self._cheap_end = np.zeros(0, np.int64)
        self._shut = 0

    def bound(self, costs: Whole, potentials: Whole) -> int | None:
        """Return what every flow costs at least; None where the numbers are too large to tell."""
        farthest = _largest(potentials)
        if farthest >= LARGEST_POTENTIAL:
            return None
        reduced = costs + potentials[self._tail] - potentials[self._head]
        self._priced = priced = np.flatnonzero(reduced != 0)
        self._reduced = reduced = reduced[priced]
        if _largest(reduced) * self._most + farthest * self._most_supply > LARGEST_SUM:
            return None
        self._cheap_end = np.where(reduced > 0, self._low[priced], self._high[priced])
        return int(reduced @ self._cheap_end) - int(potentials @ self._supply)

    def tighten(self, *, gap: int) -> None:
        """Let every arc move only as far from its cheap end as the gap pays for."""
        priced, low, high = self._priced, self._cheap_end, self._cheap_end
        if gap:
            way = gap // np.abs(self._reduced)
            low = np.maximum(self._low[priced], self._cheap_end - way)
            high = np.minimum(self._high[priced], self._cheap_end + way)
        self._low[priced], self._high[priced] = low, high
        self._shut += len(high) - int(np.count_nonzero(high))
        if MANY_SHUT * self._shut > len(self.arcs):
            self._leave_out_shut()

    def _leave_out_shut(self) -> None:
        """Forget the arcs that cannot carry anybody."""
        left, self._shut = np.flatnonzero(self._high > 0), 0
        self.arcs, self._tail, self._head = self.arcs[left], self._tail[left], self._head[left]
        self._low, self._high = self._low[left], self._high[left]


def _largest(numbers: Whole) -> int:
    """Return the largest amount, without its sign."""
    return max(int(numbers.max(initial=0)), -int(numbers.min(initial=0)))


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
