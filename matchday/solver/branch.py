"""One placement each, with minimum sizes and groups: flows, and a tree of questions where a flow is no plan.

1. A flow may leave a slot below its minimum or split a group. Its bounds are bounds of all plans all the same.
2. Ask one question about such a slot (does it run?) or group (does it go there?), and bound both answers; which one
   is best to ask is learned (`question`).
3. A flow that is a plan is the best of its part. What cannot beat the best plan so far needs no more questions.
4. The parts that are left, each with its bounds, are the proof.

Where much of the first flow is no plan, a first plan is found by deciding all of that at once (`dive`), and made better
by sending groups elsewhere (`around`). Where it splits many groups, hardly any tree comes to an end: an engine that
another one follows leaves it at that plan.

Until there is a plan, yes is looked at before no and deep before broad; from then on the part that promises most, so
that what is known of the best plan grows with every part. The search ends after a number of parts, not of seconds: the
same problem gives the same tree on every machine.

**Source.** A. Land, A. Doig, *An automatic method of solving discrete programming problems*, Econometrica 28 (1960).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from matchday.solver.around import place_around
from matchday.solver.dive import dive
from matchday.solver.errors import NoPlanError, ProblemError
from matchday.solver.levels import LOTTERY, Level
from matchday.solver.network import LARGEST_SCALE, Network, build_network, least_multiple
from matchday.solver.problem import Problem, Whole
from matchday.solver.question import Questions
from matchday.solver.reduce import Openings
from matchday.solver.search import Found, Search
from matchday.solver.stages import Region
from matchday.solver.stopwatch import Stopwatch
from matchday.solver.tree import Node, conclude

MOST_NODES = 2000
"""How many parts are looked at."""

MOST_TRIED = 500_000
"""With more openings, a trial of one answer takes as long as a part."""

FEW_DOUBTS = 20
"""How many slots below their minimum and ways of split groups are decided one by one until a first plan is found."""

MANY_SPLIT, PEOPLE_FOR_SPLIT = 20, 100
"""With more split groups in the first flow, and more than one for so many people, the other engine gets further."""


def may_branch(problem: Problem) -> bool:
    """Tell whether everybody has one placement, and groups have no sizes of an absurd common multiple."""
    named = problem.participants.group[problem.participants.group >= 0]
    is_single = (problem.participants.max_placements == 1).all()
    return bool(is_single) and least_multiple(np.bincount(named)) <= LARGEST_SCALE


def solve_by_branch(problem: Problem, openings: Openings, search: Search) -> Found:
    """Find the plan that is best level after level, as far as parts and limit reach, with a tree that proves it.

    **Errors.** Expects a problem for which `may_branch` is true. `ProblemError("pins_impossible")` when minimum
    sizes leave no plan that holds the pins; `NoPlanError` when the search ended before a plan was found.
    """
    network = build_network(problem, openings)
    tree = Tree(network, (*search.levels, Level(LOTTERY)), search.stopwatch)
    is_searched = tree.grow([tree.root], is_first=search.is_first)
    if tree.plan is None:
        if is_searched:
            raise ProblemError("pins_impossible", "$.pins", "cannot all be held: the minimum sizes leave no plan")
        raise NoPlanError("the search ended before any plan was found")
    found = conclude(network, tree.root, tree.plan, is_reproducible=is_searched)
    for level, value, bound in zip(search.levels, found.values, found.bounds, strict=True):
        if bound is not None:
            search.report(level, value, bound)
    if is_searched:
        search.report(Level(LOTTERY), tree.best[-1], tree.best[-1])
    return found


class Tree:
    """Parts of all plans, and the best plan found in them: as a flow, with its values, all minimised."""

    def __init__(self, network: Network, levels: Sequence[Level], stopwatch: Stopwatch) -> None:
        self.root = Node()
        self.plan: Whole | None = None
        self.best: list[int] = []
        self._network, self._levels, self._stopwatch = network, levels, stopwatch
        self._best_of_all: Whole | None = None
        self._questions = Questions(network)
        self._is_left = False

    def force(self, group: int, slot: int, stopwatch: Stopwatch) -> bool:
        """Find the best plan in which a group goes to a slot; tell whether no better one is left.

        The first such search grows the tree of all plans. Every search begins at its leaves, with the best plan of all.
        """
        self.plan, self.best, self._stopwatch = None, [], stopwatch
        if self._best_of_all is None:
            self.root = Node()
            self.grow([self.root])
            self._best_of_all, self.plan, self.best = self.plan, None, []
        leaves = sorted(self.root.leaves(), key=lambda leaf: leaf.bounds)
        waiting = []
        for leaf in leaves:
            part = Node(leaf, slot, True, leaves[0].stages)
            if self._best_of_all is not None:
                part.keep(self._best_of_all)
            stages = [stage for stage in leaf.stages if stage.level]  # a leaf without such plans may have worse ones
            waiting.append(Node(part, len(self._network.shares) * (1 + group) + slot, True, stages))
        return self.grow(waiting[::-1])

    def grow(self, waiting: list[Node], *, is_first: bool = False) -> bool:
        """Look at one part after the other; tell whether none is left that could hold a better plan.

        The last is the first, until there is a plan; then the one with the best bounds, the last of those alike. As the
        first of two engines it leaves the rest to the other where many groups are split, or half of the time gave no
        plan.
        """
        for _ in range(MOST_NODES):
            waiting = [node for node in waiting if not self._is_beaten(node.bounds)]
            if self._stopwatch.is_over or (is_first and self.plan is None and self._stopwatch.is_half_over):
                return False
            if not waiting:
                return True
            node = waiting.pop(-1 if self.plan is None else _find_most_promising(waiting))
            self._look(node, is_first=is_first)
            if self._is_left:
                return False
            waiting += reversed(node.children)
        return not waiting

    def _is_beaten(self, bounds: list[int]) -> bool:
        """Tell whether a part with these bounds cannot hold a better plan than the best so far."""
        return self.plan is not None and bounds >= self.best

    def _look(self, node: Node, *, is_first: bool) -> None:
        """Bound the levels in one part, and split it where its best flow is no plan.

        Before the first part is split, a first plan is looked for, and the rest may be left to the other engine.
        """
        region = self._enter(node, None if node.parent is None else node.parent.flow)
        if node.parent is not None and not node.answer:
            node.parent.forget()
        if self._is_beaten(node.bounds):
            self._learn(node)
            return
        doubt = self._bound(node, region)
        self._learn(node)
        if node.is_empty:
            # no plan reaches a bound that was rounded, but one that misses it may be the best
            if doubt is not None and node.bounds[:-1] != self.best[: len(node.stages) - 1]:
                node.stages.pop()
                self._ask(node, doubt)
        elif not self._is_beaten(node.bounds):
            node.stages += [region.floor(level) for level in self._levels[len(node.stages) :]]
            if node is self.root:
                self._dive(region.flow)
                self._is_left = is_first and self._splits_many(region.flow)
            if not self._is_left and not self._is_beaten(node.bounds) and not self._ask(node, region.flow):
                self._take(region.flow)
                # a plan that misses a bound which was rounded: another may reach it
                if doubt is not None and not self._is_beaten(node.bounds):
                    self._ask(node, doubt)

    def _enter(self, node: Node, flow: Whole | None) -> Region:
        """Begin a part with the flow of its parent, and bound what the parent's potentials prove to be best."""
        region = Region(self._network, *self._limits(node))
        if node.parent is not None and flow is not None:
            region.begin(flow, node.parent.stages)
        node.stages = region.repeat(node.stages, self.best)
        return region

    def _learn(self, node: Node) -> None:
        """Learn from a part what its answer raises."""
        if node.parent is not None and not node.is_empty:
            self._questions.learn(node.question, node.answer, bounds=node.parent.bounds, after=node.bounds)

    def _bound(self, node: Node, region: Region) -> Whole | None:
        """Bound level after level until the part is beaten, and return the flow of the first bound that was rounded."""
        doubt = None
        for stage in region.bound(self._levels[len(node.stages) :]):
            node.stages.append(stage)
            if stage.level is None or self._is_beaten(node.bounds):
                break
            if not stage.is_whole and doubt is None:
                doubt = region.flow
            if self._stopwatch.is_over:
                break
        return doubt

    def _ask(self, node: Node, flow: Whole) -> bool:
        """Split a part where a flow is no plan; tell whether there was something to ask."""
        question = self._questions.choose(flow, node.bounds, lambda *asked: self._try(node, flow, *asked))
        if question is not None:
            node.ask(question, flow)
        return question is not None

    def _try(self, node: Node, flow: Whole, question: int, answer: bool) -> list[int] | None:
        """Return the bounds of a part after an answer, as far as they are those before; None if no plan is left."""
        part = Node(node, question, answer, node.stages)
        if self._stopwatch.is_over or len(self._network.openings) > MOST_TRIED:
            return part.bounds
        region = self._enter(part, flow)
        if not self._is_beaten(part.bounds):
            for stage in region.bound(self._levels[len(part.stages) :]):
                part.stages.append(stage)
                if stage.level is None:
                    return None
                if part.bounds != node.bounds[: len(part.stages)]:
                    break
        return part.bounds

    def _dive(self, flow: Whole) -> None:
        """Take a first plan near the flow of the root where much of it is no plan."""
        network = self._network
        if len(network.short(flow)) + len(network.split(flow)) <= FEW_DOUBTS:
            return
        plan = dive(network, self._levels[:-1], self._stopwatch, flow=flow, stages=self.root.stages)
        if plan is None:
            return
        if (network.openings.people > 1).any():
            plan = place_around(network, plan[: len(network.openings)] > 0, self._stopwatch)
        self._take(plan)

    def _splits_many(self, flow: Whole) -> bool:
        """Tell whether the first flow splits so many groups that hardly any tree comes to an end."""
        openings, people = self._network.openings, len(self._network.problem.participants)
        split = len(np.unique(openings.group[self._network.split(flow)]))
        return split > max(MANY_SPLIT, people // PEOPLE_FOR_SPLIT)

    def _limits(self, node: Node) -> tuple[Whole, Whole]:
        """Return the limits of the arcs that the answers down to a node leave."""
        low, high = self._network.limits()
        while node.parent is not None:
            self._network.decide(low, high, question=node.question, answer=node.answer)
            node = node.parent
        return low, high

    def _take(self, flow: Whole) -> None:
        """Keep a plan if it is better than the best so far."""
        plan = self._network.fill(flow)
        values = [self._network.value(level, plan) for level in self._levels]
        if self.plan is None or values < self.best:
            self.plan, self.best = plan, values


def _find_most_promising(waiting: Sequence[Node]) -> int:
    """Return the place of the part with the best bounds, the last of those alike."""
    return min(range(len(waiting)), key=lambda place: (waiting[place].bounds, -place))
