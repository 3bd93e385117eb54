"""Replay multipliers of rows: prove how good a plan can be where plans are no flows.

1. State the columns and rows that every plan keeps to, from the problem alone (`program`). Cliques are given by the
   proof, and every two slots in one of them must clash.
2. Any multipliers bound a level: what it costs is the sum of all reduced costs (cost − multipliers × rows) and of all
   multipliers × what their rows come to, and neither a column nor a row can add less than its limits allow.
3. Plans that reach the value of the level miss this bound by the gap between both. A column, or a row, that would cost
   more than the gap cannot leave its cheap end; the next level is looked at within the limits that are left, and
   may use the values of all levels before as rows.

**Source.** Weak duality and fixing by reduced costs: G. Nemhauser, L. Wolsey, *Integer and Combinatorial
Optimization* (1988), II.3 and II.5.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from matchday.solver.certificate import ROWS, RowProof
from matchday.solver.certify.program import Block, Columns, state_rows
from matchday.solver.certify.seats import find_seats
from matchday.solver.problem import Problem, Whole

LARGEST_SUM = 2.0**62
"""Sums that may be larger do not fit into 64 bits: such multipliers prove nothing."""

_KEPT = ROWS.index("kept")


def bound_by_rows(problem: Problem, goals: list[int], proof: RowProof) -> list[int] | None:
    """Return what no plan can beat, as `certify.prove_bounds` does; None for a proof that is not of this problem.

    **Shapes.** `goals` are the values reached, all to be minimised.
    """
    if (
        proof.multipliers.shape[1] != 4
        or proof.cliques.shape[1] != 3
        or len(proof.denominators) > len(problem.levels)
        or (proof.denominators < 1).any()
    ):
        return None
    columns = Columns(find_seats(problem))
    blocks = state_rows(columns, proof.cliques)
    return None if blocks is None else list(_replay(_Limits(columns, blocks), goals, proof))


def _replay(limits: _Limits, goals: list[int], proof: RowProof) -> Iterator[int]:
    """Yield the bound of each level, as long as its multipliers prove something."""
    levels = limits.columns.seats.problem.levels
    costs: list[Whole] = []
    for number, denominator in enumerate(proof.denominators.tolist()):
        costs.append(limits.columns.costs(levels[number]))
        entries = proof.multipliers[proof.multipliers[:, 0] == number, 1:]
        is_kept = entries[:, 0] == _KEPT
        shares = [(denominator, costs[number])]
        total = 0
        for _, earlier, amount in entries[is_kept].tolist():
            if not 0 <= earlier < number:
                return
            shares.append((-amount, costs[earlier]))
            total += amount * goals[earlier]
        multiplier = limits.spread(entries[~is_kept])
        bound = None if multiplier is None else limits.bound(shares, multiplier)
        if multiplier is None or bound is None:
            return
        total += bound
        yield -(-total // denominator)
        if denominator * goals[number] < total:
            return
        limits.tighten(multiplier, gap=denominator * goals[number] - total)


class _Limits:
    """What columns and rows can be in plans that reach the goals of the levels before."""

    def __init__(self, columns: Columns, blocks: dict[str, Block]) -> None:
        self.columns = columns
        self._owners = {ROWS.index(kind): block[0] for kind, block in blocks.items()}
        counts = [len(block[0]) for block in blocks.values()]
        self._first = dict(zip(self._owners, (np.cumsum(counts) - counts).tolist(), strict=True))
        self._low = np.concatenate([block[1] for block in blocks.values()])
        self._high = np.concatenate([block[2] for block in blocks.values()])
        parts = [
            (row + first, column, amount)
            for first, block in zip(self._first.values(), blocks.values(), strict=True)
            for row, column, amount in block[3]
        ]
        self._row, self._column, self._amount = (np.concatenate(part) for part in zip(*parts, strict=True))
        self._upper = columns.upper()
        self._lower = np.zeros_like(self._upper)
        self._lower[: columns.first_run] = columns.seats.is_pinned
        self._reduced = np.zeros_like(self._upper)

    def spread(self, entries: Whole) -> Whole | None:
        """Return the multiplier of every row; None where one names no row, or leans on a side without a limit.

        **Shapes.** `entries` (n, 3): kind, owner, amount.
        """
        multiplier = np.zeros(len(self._low), np.int64)
        for kind in np.unique(entries[:, 0]).tolist():
            owners, amounts = entries[entries[:, 0] == kind, 1:].T
            known = self._owners.get(kind)
            if known is None or not np.isin(owners, known).all():
                return None
            if len(np.unique(owners)) < len(owners):
                return None
            multiplier[self._first[kind] + np.searchsorted(known, owners)] = amounts
        side = np.where(multiplier > 0, self._low, self._high)
        return multiplier if np.isfinite(side[multiplier != 0]).all() else None

    def bound(self, shares: list[tuple[int, Whole]], multiplier: Whole) -> int | None:
        """Return what no plan goes below; None where the sums are too large to tell.

        `shares` add up to the costs: how often, and which.
        """
        if any(abs(share) > LARGEST_SUM for share, _ in shares):
            return None
        costs, largest = np.zeros_like(self._upper), np.zeros(len(self._upper))
        for share, part in shares:
            costs += share * part
            largest += abs(float(share)) * np.abs(part).astype(float)
        weights = self._amount * multiplier[self._row]
        sizes = np.abs(self._amount).astype(float) * np.abs(multiplier[self._row].astype(float))
        largest += np.bincount(self._column, sizes, len(largest))
        leaning = np.flatnonzero(multiplier)
        side = np.where(multiplier > 0, self._low, self._high)[leaning]
        if largest.sum() + (np.abs(multiplier[leaning].astype(float)) * np.abs(side)).sum() > LARGEST_SUM:
            return None
        self._reduced = costs
        np.subtract.at(self._reduced, self._column, weights)
        cheapest = np.where(self._reduced > 0, self._lower, self._upper)
        return int(self._reduced @ cheapest) + int(multiplier[leaning] @ side.astype(np.int64))

    def tighten(self, multiplier: Whole, *, gap: int) -> None:
        """Keep every column and row at its cheap end that would cost more than the gap to move."""
        dear, cheap = self._reduced > gap, self._reduced < -gap
        self._upper[dear], self._lower[cheap] = self._lower[dear], self._upper[cheap]
        at_low, at_high = multiplier > gap, multiplier < -gap
        self._high[at_low], self._low[at_high] = self._low[at_low], self._high[at_high]
