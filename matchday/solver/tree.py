"""A tree of questions that splits all plans: what its leaves prove together about one plan.

Each leaf bounds the levels in its own region. A plan is best for a level if no leaf goes below it there, of those
that reach its values on the levels before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from matchday.solver.certificate import TreeProof
from matchday.solver.network import Network
from matchday.solver.problem import Whole
from matchday.solver.search import Found
from matchday.solver.stages import Stage

LARGEST_BYTES = 2**28
"""Potentials of a proof that a certificate can hold."""


@dataclass(eq=False)
class Node:
    """A part of all plans: its bounds, or those of the part it was split from; or split itself by a question.

    `flow` is where the search of the children begins, as long as one of them waits. It is kept as the arcs that carry
    somebody, which are few.
    """

    parent: Node | None = None
    question: int = -1
    answer: bool = False
    stages: list[Stage] = field(default_factory=list)
    asked: int = -1
    children: list[Node] = field(default_factory=list)
    _carried: tuple[Whole, Whole, int] | None = field(default=None, init=False)

    @property
    def flow(self) -> Whole | None:
        """Return what each arc carries: int64 (arcs,)."""
        if self._carried is None:
            return None
        arcs, amounts, count = self._carried
        flow = np.zeros(count, np.int64)
        flow[arcs] = amounts
        return flow

    @property
    def bounds(self) -> list[int]:
        """Return what no plan here can beat on each level, given the bounds before."""
        return [stage.bound for stage in self.stages]

    @property
    def is_empty(self) -> bool:
        """Tell whether no plan is left here."""
        return any(stage.level is None for stage in self.stages)

    def keep(self, flow: Whole) -> None:
        """Keep a flow for the children to begin with."""
        arcs = np.flatnonzero(flow)
        self._carried = arcs.astype(np.int32), flow[arcs], len(flow)

    def forget(self) -> None:
        """Forget the flow: no child waits."""
        self._carried = None

    def ask(self, question: int, flow: Whole) -> None:
        """Split what is here by a question; yes stands before no."""
        self.asked = question
        self.keep(flow)
        self.children = [Node(self, question, answer, self.stages) for answer in (True, False)]

    def leaves(self) -> list[Node]:
        """List the parts below that are not split: together they hold all plans."""
        waiting, found = [self], []
        while waiting:
            node = waiting.pop()
            waiting += node.children
            if not node.children:
                found.append(node)
        return found

    def walk(self, goals: list[int]) -> list[Node]:
        """List this node and all below, each before its children, yes before no.

        A node that cannot beat the goals needs no children.
        """
        waiting, found = [self], []
        while waiting:
            node = waiting.pop()
            if node.bounds[: len(goals)] >= goals:
                node.asked, node.children = -1, []
            found.append(node)
            waiting += reversed(node.children)
        return found


def conclude(network: Network, root: Node, flow: Whole, *, is_reproducible: bool) -> Found:
    """Write down a plan, given as a flow, and what the tree proves about it."""
    levels = network.problem.levels
    goals = [network.value(level, flow) for level in levels]
    nodes = root.walk(goals)
    leaves = [node for node in nodes if not node.children]
    floors = _combine([leaf.bounds for leaf in leaves if not leaf.is_empty], goals)
    signs = [-1 if level.is_maximised else 1 for level in levels]
    bounds = [sign * floor for sign, floor in zip(signs, floors, strict=False)]
    proof = _write_proof(nodes, goals, width=len(network.supply))
    # potentials that do not prove the best bound the rest: grade B
    grades = ["A" if floor == goal else "B" for floor, goal in zip(floors, goals, strict=False)]
    return Found(
        is_taken=flow[: len(network.openings)] > 0,
        values=tuple(sign * goal for sign, goal in zip(signs, goals, strict=True)),
        bounds=(*bounds, *[None] * (len(levels) - len(bounds))),
        grades="".join(grades if proof else "C" * len(grades)).ljust(len(levels), "C"),
        is_reproducible=is_reproducible,
        proof=proof,
    )


def _combine(leaves: Sequence[list[int]], goals: list[int]) -> list[int]:
    """Return the bounds of all leaves together up to the first that is open."""
    bounds: list[int] = []
    for number, goal in enumerate(goals):
        alive = [leaf[number] for leaf in leaves if leaf[:number] == goals[:number]]
        bounds.append(min([goal, *alive]))
        if bounds[-1] != goal:
            break
    return bounds


def _write_proof(nodes: Sequence[Node], goals: list[int], *, width: int) -> TreeProof | None:
    """Write down the tree and the potentials of its leaves; None where that is more than a certificate may hold."""
    counts, levels, potentials = [], [], []
    for leaf in nodes:
        if leaf.children:
            continue
        needed = [
            stage for number, stage in enumerate(leaf.stages[: len(goals)]) if leaf.bounds[:number] == goals[:number]
        ]
        counts.append(len(needed))
        levels += [-1 if stage.level is None else number for number, stage in enumerate(needed)]
        potentials += [stage.potentials for stage in needed]
    if 8 * width * len(potentials) > LARGEST_BYTES:
        return None
    return TreeProof(
        questions=np.array([node.asked for node in nodes], np.int64),
        stage_counts=np.array(counts, np.int64),
        levels=np.array(levels, np.int64),
        potentials=np.array(potentials, np.int64).reshape(-1, width),
    )
