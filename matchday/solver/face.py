"""All plans that reach what was settled so far, between limits of whole numbers; and what no plan goes below.

For rows low ≤ A x ≤ high, columns lower ≤ x ≤ upper and any multipliers y of the rows, every plan has

    c x  =  (c − y A) x + y (A x)  ≥  Σ least of (c − y A)ⱼ xⱼ  +  Σ least of yᵢ (A x)ᵢ  =  floor.

Multipliers are whole numbers over a common denominator, so the floor is exact, whatever the engine rounded. A plan
that costs v is v − floor away from it: a column whose reduced cost is larger than that cannot move by one, nor can a
row with such a multiplier. They are frozen, and what stays free holds all plans that cost v.

**Source.** Weak duality and reduced cost fixing: G. Nemhauser, L. Wolsey, *Integer and Combinatorial Optimization*
(1988), II.3.1 and II.5.2.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from matchday.solver.engine import Program, Real
from matchday.solver.problem import Whole

DENOMINATORS = (1, 2, 3, 4, 6, 12, 60)
"""What the multipliers of most programs are whole multiples of."""
FINE_BITS, SUM_BITS = 30, 60
"""All others are rounded to so many bits behind the point; sums over all rows and columns have no more than that."""
NOISE, SHARE = 1e-6, 1e-12
"""How far a multiplier may be off, and which share of itself."""
FRACTION = 1e-3
"""A floor this far below a whole number is not one that was rounded."""


@dataclass(frozen=True, eq=False)
class Multipliers:
    """Multipliers of the rows: `amount` over `denominator`.

    **Shapes.** `amount` int64 (rows,).
    """

    amount: Whole
    denominator: int


def round_multipliers(multiplier: Real, program: Program) -> Multipliers:
    """Round the engine's multipliers; one that leans on a side without a limit is noise and becomes 0."""
    multiplier = np.where(np.isinf(np.where(multiplier > 0, program.low, program.high)), 0, multiplier)
    for denominator in DENOMINATORS:
        exact = multiplier * denominator
        if (np.abs(exact - np.round(exact)) <= NOISE + SHARE * np.abs(exact)).all():
            return Multipliers(np.round(exact).astype(np.int64), denominator)
    largest = float(np.abs(multiplier).max()) * (program.matrix.nnz + 1)
    denominator = 2 ** max(0, min(FINE_BITS, SUM_BITS - math.ceil(math.log2(largest))))
    return Multipliers(np.round(multiplier * denominator).astype(np.int64), denominator)


@dataclass(frozen=True, eq=False)
class Floor:
    """What no plan of a face costs less than: `total` over `denominator`.

    **Shapes.** `reduced` int64 (columns,), over the same denominator.
    """

    total: int
    denominator: int
    reduced: Whole
    multipliers: Multipliers

    @property
    def value(self) -> int:
        """Return the least whole number that is not below."""
        return -(-self.total // self.denominator)

    def is_short_of(self, value: int) -> bool:
        """Tell whether the floor lies truly below a value, not by rounding alone."""
        return value * self.denominator - self.total > FRACTION * self.denominator


@dataclass(frozen=True, eq=False)
class Face:
    """The plans between limits; all numbers of `program` are whole, or infinite."""

    program: Program

    def has(self, columns: Whole) -> bool:
        """Tell whether a plan is one of them."""
        program = self.program
        sums = program.matrix @ columns
        is_between = (program.lower <= columns).all() and (columns <= program.upper).all()
        return bool(is_between and (program.low <= sums).all() and (sums <= program.high).all())

    def floor(self, costs: Whole, multipliers: Multipliers) -> Floor:
        """Compute what no plan costs less than."""
        program, amount = self.program, multipliers.amount
        reduced = multipliers.denominator * costs - program.matrix.T @ amount
        lower, upper = program.lower.astype(np.int64), program.upper.astype(np.int64)
        columns = np.where(reduced > 0, reduced * lower, reduced * upper)
        leaning = np.flatnonzero(amount)
        side = np.where(amount > 0, program.low, program.high)[leaning].astype(np.int64)
        total = int(columns.sum()) + int((amount[leaning] * side).sum())
        return Floor(total, multipliers.denominator, reduced, multipliers)

    def freeze(self, floor: Floor, value: int) -> Face:
        """Keep only what plans that cost `value` can be; expects that the floor is not above."""
        program, gap = self.program, value * floor.denominator - floor.total
        amount = floor.multipliers.amount
        lower = np.where(floor.reduced < -gap, program.upper, program.lower)
        upper = np.where(floor.reduced > gap, program.lower, program.upper)
        high = np.where(amount > gap, program.low, program.high)
        low = np.where(amount < -gap, program.high, program.low)
        return Face(replace(program, low=low, high=high, lower=lower, upper=upper))

    def keep(self, costs: Whole, value: int) -> Face:
        """Keep only plans that cost `value`, by one more row."""
        from scipy.sparse import csr_array, vstack

        program = self.program
        matrix: Any = vstack([program.matrix, csr_array(costs[None, :])], format="csr")
        low, high = np.append(program.low, value), np.append(program.high, value)
        return Face(replace(program, matrix=matrix, low=low, high=high))

    def open(self, count: int) -> Face:
        """Keep the first rows only, and with them the plans of this face and others."""
        program = self.program
        low, high = program.low[:count], program.high[:count]
        return Face(replace(program, matrix=program.matrix[:count], low=low, high=high))
