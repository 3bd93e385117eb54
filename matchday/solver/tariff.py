"""What everything costs, level after level and in the lottery, reckoned when it is first asked for."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

import numpy as np

from matchday.solver.costs import pair_costs
from matchday.solver.digits import Digits
from matchday.solver.levels import LOTTERY, Level
from matchday.solver.lottery import BITS
from matchday.solver.problem import Problem, Whole
from matchday.solver.reduce import Openings


class Option(NamedTuple):
    """An opening of somebody, its slot, and what it adds to the levels and the lottery, in digits."""

    opening: int
    slot: int
    cost: int


class Tariff:
    """Costs of openings and rewards, every level minimised; `levels` are those of the problem and the lottery.

    `running` and `employer` are the rewards, in digits, for a slot that runs and an employer who receives somebody.
    """

    def __init__(self, problem: Problem, openings: Openings) -> None:
        nodes = len(openings.people) + len(problem.slots) + problem.slots.employer_count + 1
        self.levels = (*problem.levels, Level(LOTTERY))
        self.largest = [_largest(problem, level) for level in self.levels]
        self.digits = Digits([8 * nodes * (most + 1) for most in self.largest])
        weights = {level.name: weight for level, weight in zip(self.levels, self.digits.weights, strict=True)}
        self.running, self.employer = weights.get("running", 0), weights.get("employers", 0)
        self._problem = problem
        self._openings = openings
        self._first: Whole = np.searchsorted(openings.group, np.arange(len(openings.people) + 1))
        self._known: dict[int, list[Option]] = {}

    def options(self, person: int) -> list[Option]:
        """Return the openings of somebody."""
        self.learn([person])
        return self._known[person]

    def learn(self, people: Sequence[int]) -> None:
        """Reckon the openings of several people together, which is faster than one by one."""
        new = [person for person in people if person not in self._known]
        if new:
            own = [np.arange(self._first[person], self._first[person + 1]) for person in new]
            openings = np.concatenate(own)
            costs = self.digits.pack(np.array([self.cost(openings, level) for level in self.levels]))
            options = map(Option, openings.tolist(), self._openings.slot[openings].tolist(), costs.tolist())
            for person, each in zip(new, own, strict=True):
                self._known[person] = list(islice(options, len(each)))

    def cost(self, openings: Whole, level: Level) -> Whole:
        """Return what some openings add to a level, minimised.

        A reward for whole slots or employers is no sum over openings and left out.
        """
        rows = self._openings.pairs[openings]
        if level.name in {"employers", "running"}:
            return np.zeros_like(rows)
        return pair_costs(self._problem, level, rows)


def _largest(problem: Problem, level: Level) -> int:
    """Return the most that one placement may add to a level."""
    match level.name:
        case "travel":
            return int(problem.pairs.home_min.max(initial=0))
        case "ranks:total":
            return problem.rank_count
        case name:
            return 2**BITS if name == LOTTERY else 1
