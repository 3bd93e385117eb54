"""Which question to ask where the best flow of a part is no plan: the one whose answers raise the bounds most.

1. A slot below its minimum may run or not; a group that is split may go to one of its slots or not. Slots come first.
2. What the answers of a question raise is learned when it is asked: level by level, on average over the parts where it
   was. Both answers count alike, for both have to be dealt with.
3. What was never asked is tried: the most urgent first, until some in a row would raise less than the best.
4. Where one answer leaves no plan, the other is certain, and nothing is better to ask.

**Source.** T. Achterberg, T. Koch, A. Martin, *Branching rules revisited*, Operations Research Letters 33 (2005) 42–54
(reliability branching), with vectors in the order of the levels where they have one number.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import zip_longest

import numpy as np

from matchday.solver.network import Network
from matchday.solver.problem import Whole

MOST_IN_VAIN = 8
"""After so many questions in a row that would raise less than the best, no other one is tried."""

Raise = tuple[float, ...]
"""By how much an answer raises the bounds of the part where it is given, level by level."""

Trial = Callable[[int, bool], list[int] | None]
"""Returns the bounds of a part after an answer to a question; None where no plan is left."""


class Questions:
    """The questions of one tree, and what was learned from their answers."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._learned: dict[tuple[int, bool], tuple[int, Raise]] = {}

    def choose(self, flow: Whole, bounds: list[int], trial: Trial) -> int | None:
        """Return the question to ask where a flow has these bounds; None where the flow is a plan."""
        best, best_raise, in_vain = None, tuple[float, ...](), 0
        for question in self._sort(flow):
            if best is not None and in_vain >= MOST_IN_VAIN and not self._is_known(question):
                break
            yes, no = (self._expect(question, answer, bounds, trial) for answer in (True, False))
            if yes is None or no is None:
                return question
            both = tuple(map(sum, zip_longest(yes, no, fillvalue=0.0)))
            in_vain += 1
            if best is None or both > best_raise:
                best, best_raise, in_vain = question, both, 0
        return best

    def learn(self, question: int, answer: bool, *, bounds: list[int], after: list[int]) -> None:
        """Learn what an answer raises from the bounds of a part before and after it."""
        count, mean = self._learned.get((question, answer), (0, ()))
        raised = (b - a for a, b in zip(bounds, after, strict=False))
        pairs = zip_longest(mean, raised, fillvalue=0.0)
        self._learned[question, answer] = count + 1, tuple(old + (new - old) / (count + 1) for old, new in pairs)

    def _is_known(self, question: int) -> bool:
        return (question, True) in self._learned and (question, False) in self._learned

    def _expect(self, question: int, answer: bool, bounds: list[int], trial: Trial) -> Raise | None:
        """Return what an answer raises, by what was learned or else by a trial; None where it leaves no plan."""
        if (question, answer) not in self._learned:
            after = trial(question, answer)
            if after is None:
                return None
            self.learn(question, answer, bounds=bounds, after=after)
        return self._learned[question, answer][1]

    def _sort(self, flow: Whole) -> list[int]:
        """Return the questions about a flow: what is known before what is to be tried, then the most urgent first."""
        short, split = self._network.short(flow), self._network.split(flow)
        questions = self._ask_slots(flow, short) if len(short) else self._ask_groups(flow, split)
        return sorted(questions, key=lambda question: not self._is_known(question))

    def _ask_slots(self, flow: Whole, short: Whole) -> list[int]:
        """Return slots below their minimum, the nearest to it first."""
        filled = self._network.load(flow)[short] / self._network.problem.slots.min_group[short]
        return [int(slot) for slot in short[np.argsort(-filled, kind="stable")]]

    def _ask_groups(self, flow: Whole, split: Whole) -> list[int]:
        """Return one way for each split group: where most of it is of whom somebody is furthest behind in rank.

        Whoever decides there moves the levels that come first. To stay unplaced is further behind than any rank; of
        groups as far behind comes first whose people are furthest apart, then the largest.

        **Shapes.** `split` are openings that carry a part of a group.
        """
        network = self._network
        openings, problem = network.openings, network.problem
        group, people = openings.group[split], openings.people
        rank = openings.sum_over_members(problem.pairs.rank)[split] // people[group]
        stays = flow[len(openings) : len(openings) + len(people)] > 0
        best, worst = np.full_like(people, problem.rank_count + 2), np.where(stays, problem.rank_count + 2, 0)
        np.minimum.at(best, group, rank)
        np.maximum.at(worst, group, rank)
        ways = split[np.lexsort((-flow[split], -people[group], best[group], -worst[group]))]
        _, first = np.unique(openings.group[ways], return_index=True)
        asked = len(network.shares) * (1 + openings.group) + openings.slot
        return [int(question) for question in asked[ways[np.sort(first)]]]
