"""A stop-watch: how long a plan may take, and how long it took."""

from __future__ import annotations

import time


class Stopwatch:
    """Count seconds from the moment it is made.

    **Units.** Seconds of wall time; no clock of the calendar is read.
    """

    def __init__(self, limit_s: float) -> None:
        self._limit_s = limit_s
        self._started_s = time.perf_counter()

    @property
    def seconds(self) -> float:
        """Tell how many seconds have passed."""
        return time.perf_counter() - self._started_s

    @property
    def left_s(self) -> float:
        """Tell how many seconds are left, never less than 0."""
        return max(0.0, self._limit_s - self.seconds)

    @property
    def is_over(self) -> bool:
        """Tell whether the limit is reached."""
        return self.left_s == 0

    @property
    def is_half_over(self) -> bool:
        """Tell whether half of the limit is reached."""
        return self.left_s <= self._limit_s / 2
