"""Several levels as one: each counts so often that no level behind can make up for it.

An engine that searches among whole points proves the levels together faster than one after the other. Where a level
before must be kept to a value, its points miss what a mere linear program allows by some people, and every level behind
may spend them; where it is weighed, nobody spends what is dearer than all that it buys.

So levels that are settled need not be kept either: they have a price. If no plan costs less in all than one that
reaches their values, none of those that reach them costs less on the levels in question. That is true for any price;
it need only be high enough that nobody gives up what is settled.

**Source.** H. Sherali, A. Soyster, *Preemptive and nonpreemptive multi-objective programming*, Journal of Optimization
Theory and Applications 39 (1983) 173–186; prices: A. Geoffrion, *Lagrangean relaxation for integer programming*,
Mathematical Programming Study 2 (1974) 82–114.
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
    """Some levels, how often each counts, and the most that each can come to; and settled ones with their prices.

    **Shapes.** Each level is what its columns cost, (columns,).
    """

    levels: Sequence[Whole]
    weights: Sequence[int]
    most: Sequence[int]
    settled: Sequence[Whole] = ()
    prices: Sequence[int] = ()

    @property
    def costs(self) -> Whole:
        """Return what the columns cost on all levels together."""
        counted = zip((*self.prices, *self.weights), (*self.settled, *self.levels), strict=True)
        total: Whole = np.sum([weight * costs for weight, costs in counted], axis=0)
        return total

    def share_out(self, bound: int, plan: Whole) -> list[int]:
        """Return what no plan that is as good on settled levels goes below on each level, given a bound of them all.

        Behind the first level on which the given plan is above its bound there is none.
        """
        bound -= sum(price * int(costs @ plan) for price, costs in zip(self.prices, self.settled, strict=True))
        values = [int(costs @ plan) for costs in self.levels]
        behind = [weight * most for weight, most in zip(self.weights, self.most, strict=True)]
        bounds: list[int] = []
        for place, (weight, value) in enumerate(zip(self.weights, values, strict=True)):
            bounds.append(min(value, -((sum(behind[place + 1 :]) - bound) // weight)))
            if bounds[-1] < value:
                break
            bound -= weight * value
        return bounds


def weigh(levels: Sequence[Whole], face: Face, settled: Sequence[Whole] = (), *, times: int = 1) -> Weighed:
    """Weigh the first of some levels, as many as the engine can tell apart, so that none makes up for one before.

    A settled level is `times` as dear as what can usually be had for it on the next.
    """
    lower, upper = face.program.lower.astype(np.int64), face.program.upper.astype(np.int64)
    prices = _find_prices([*settled, levels[0]], times)
    weights, most = list[int](), list[int]()
    for costs in levels:
        ends = costs * lower, costs * upper
        least, largest = int(np.minimum(*ends).sum()), int(np.maximum(*ends).sum())
        times = largest - least + 1
        if weights and max([1, *prices]) * weights[0] * times > LARGEST_WEIGHT:
            break
        weights, most = [*(weight * times for weight in weights), 1], [*most, largest]
    prices = [min(price * weights[0], LARGEST_WEIGHT) for price in prices]
    return Weighed(levels[: len(weights)], weights, most, settled, prices)


def _find_prices(levels: Sequence[Whole], times: int) -> list[int]:
    """Return what all levels but the last are worth, if the last counts once."""
    price, prices = 1, list[int]()
    for costs in levels[:0:-1]:
        used = np.abs(costs[costs != 0])
        price = min(LARGEST_WEIGHT, price * times * int(np.median(used) if len(used) else 1))
        prices.append(price)
    return prices[::-1]
