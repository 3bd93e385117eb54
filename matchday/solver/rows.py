"""Rows of a sparse matrix of whole numbers, gathered block by block."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from matchday.solver.problem import Whole


class Rows:
    """Rows low ≤ Σ amount × column ≤ high, all whole; low and high may be infinite."""

    def __init__(self, column_count: int) -> None:
        self.column_count = column_count
        self.count = 0
        self.blocks: list[tuple[str, Whole]] = []
        self._entries: list[tuple[Whole, Whole, Whole]] = []
        self._low: list[NDArray[np.float64]] = []
        self._high: list[NDArray[np.float64]] = []

    def add(self, kind: str, owners: Whole, limits: tuple[Any, Any], *entries: tuple[Any, Any, Any]) -> None:
        """Add a block of rows of one kind: one for each of `owners`, the people, slots … they speak about.

        **Shapes.** `limits` are low and high, each one number or (owners,). Each of `entries` is (row, column,
        amount), the rows counted from 0 within the block; numbers stand for arrays.
        """
        for row, column, amount in entries:
            rows, columns, amounts = np.broadcast_arrays(row, column, amount)
            self._entries.append((rows + self.count, columns, amounts))
        low, high = limits
        self._low.append(np.broadcast_to(np.asarray(low, np.float64), len(owners)))
        self._high.append(np.broadcast_to(np.asarray(high, np.float64), len(owners)))
        self.blocks.append((kind, owners))
        self.count += len(owners)

    def limits(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return `low` and `high`, float64 (rows,): whole numbers below 2⁵³ or infinite."""
        return np.concatenate(self._low), np.concatenate(self._high)

    def matrix(self) -> Any:
        """Return a sparse SciPy matrix, int64 (rows, columns)."""
        from scipy.sparse import csr_array

        row, column, amount = (np.concatenate(part) for part in zip(*self._entries, strict=True))
        return csr_array((amount, (row, column)), shape=(self.count, self.column_count), dtype=np.int64)
