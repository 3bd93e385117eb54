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

import math

import numpy as np

from matchday.solver.certificate import TreeProof
from matchday.solver.certify.network import Drawn, draw
from matchday.solver.problem import Problem, Whole

LARGEST_SUM = 2.0**62
"""Sums that may be larger do not fit into 64 bits: such a stage proves nothing."""

LARGEST_POTENTIAL = 2**60
LARGEST_SCALE = 2**30
"""Costs of a group, shared out among its people, stay inside 64 bits."""

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
        and math.lcm(*np.unique(base.seats.people).tolist()) <= LARGEST_SCALE
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
    for number, potentials in stages:
        if number < 0:
            bound = _bound(leaf, np.zeros_like(leaf.high), potentials)
            return None if bound is not None and bound > 0 else bounds
        if number != len(bounds) or number >= len(goals):
            break
        costs, scale = leaf.costs(leaf.seats.problem.levels[number])
        bound = _bound(leaf, costs, potentials)
        if bound is None:
            break
        bounds.append(-(-bound // scale))
        if bounds[-1] != goals[number]:
            break
        _tighten(leaf, costs + potentials[leaf.tail] - potentials[leaf.head], gap=scale * goals[number] - bound)
    return bounds


def _bound(leaf: Drawn, costs: Whole, potentials: Whole) -> int | None:
    """Return what every flow at a leaf costs at least; None where the numbers are too large to tell."""
    if not ((potentials > -LARGEST_POTENTIAL) & (potentials < LARGEST_POTENTIAL)).all():
        return None
    reduced = costs + potentials[leaf.tail] - potentials[leaf.head]
    arcs, nodes = np.abs(reduced) * leaf.high.astype(float), np.abs(potentials) * np.abs(leaf.supply).astype(float)
    if arcs.sum() + nodes.sum() > LARGEST_SUM:
        return None
    cheapest = np.where(reduced > 0, leaf.low, leaf.high)
    return int(reduced @ cheapest) - int(potentials @ leaf.supply)


def _tighten(leaf: Drawn, reduced: Whole, *, gap: int) -> None:
    """Let every arc move only as far from its cheap end as the gap pays for."""
    may_move = np.flatnonzero((leaf.low < leaf.high) & (reduced != 0))
    dear, cheap = may_move[reduced[may_move] > 0], may_move[reduced[may_move] < 0]
    leaf.high[dear] = np.minimum(leaf.high[dear], leaf.low[dear] + gap // reduced[dear])
    leaf.low[cheap] = np.maximum(leaf.low[cheap], leaf.high[cheap] - gap // -reduced[cheap])


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
