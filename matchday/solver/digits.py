"""Costs of several levels as one whole number, so that comparing numbers compares level after level."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matchday.solver.problem import Whole


class Digits:
    """Give every level a digit, the most important first.

    **Shapes.** `reach` has for each level a number that no sum of its costs exceeds, above or below 0.
    """

    def __init__(self, reach: Sequence[int]) -> None:
        weights, weight = [], 1
        for most in reversed(reach):
            weights.append(weight)
            weight *= 4 * most + 1
        self.weights: list[int] = weights[::-1]
        self._weights: NDArray[np.object_] = np.array(self.weights, object)

    def pack(self, costs: Whole) -> Any:
        """Return one whole number of any size for the costs of all levels: int64 (levels, …) → (…)."""
        return self._weights @ costs.astype(object)

    def unpack(self, number: int) -> Whole:
        """Return the costs of the levels that a number was made of: int64 (levels,)."""
        costs = []
        for weight in self.weights:
            costs.append((2 * number + weight) // (2 * weight))  # to the nearest: what remains may be below 0
            number -= costs[-1] * weight
        return np.array(costs, np.int64)
