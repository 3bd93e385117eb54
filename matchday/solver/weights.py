"""Several levels as one: each counts so often that no level behind can make up for it.

An engine that searches among whole points proves the levels together faster than one after the other. Where a level
before must be kept to a value, its points miss what a mere linear program allows by some people, and every level behind
may spend them; where it is weighed, nobody spends what is dearer than all that it buys.

**Source.** H. Sherali, A. Soyster, *Preemptive and nonpreemptive multi-objective programming*, Journal of Optimization
Theory and Applications 39 (1983) 173–186.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from matchday.solver.face import Face
from matchday.solver.problem import Whole

LARGEST_WEIGHT = 2**20
"""How often a level may count; the engine calculates with about 15 decimal digits and allows itself some slack."""


@dataclass(frozen=True, eq=False)
class Weighed:
    """Some levels, how often each counts, and the most that each can come to.

    **Shapes.** Each level is what its columns cost, (columns,).
    """

    levels: Sequence[Whole]
    weights: Sequence[int]
    most: Sequence[int]

    @property
    def costs(self) -> Whole:
        """Return what the columns cost on all levels together."""
        total: Whole = np.sum([weight * costs for weight, costs in zip(self.weights, self.levels, strict=True)], axis=0)
        return total

    def share_out(self, bound: int, values: Sequence[int]) -> list[int]:
        """Return what no plan goes below on each level, given what none goes below on all together.

        `values` are those of a plan; behind the first level on which it is above its bound there is none.
        """
        behind = [weight * most for weight, most in zip(self.weights, self.most, strict=True)]
        bounds: list[int] = []
        for place, (weight, value) in enumerate(zip(self.weights, values, strict=True)):
            bounds.append(min(value, -((sum(behind[place + 1 :]) - bound) // weight)))
            if bounds[-1] < value:
                break
            bound -= weight * value
        return bounds


def weigh(levels: Sequence[Whole], face: Face) -> Weighed:
    """Weigh the first of some levels, as many as the engine can tell apart, so that none makes up for one before."""
    lower, upper = face.program.lower.astype(np.int64), face.program.upper.astype(np.int64)
    weights, most = list[int](), list[int]()
    for costs in levels:
        ends = costs * lower, costs * upper
        least, largest = int(np.minimum(*ends).sum()), int(np.maximum(*ends).sum())
        times = largest - least + 1
        if weights and weights[0] * times > LARGEST_WEIGHT:
            break
        weights, most = [*(weight * times for weight in weights), 1], [*most, largest]
    return Weighed(levels[: len(weights)], weights, most)
