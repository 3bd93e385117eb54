"""Two slots clash when one person cannot hold both."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from matchday.solver.problem import Problem

MINUTE_US = 60_000_000


def clashing(problem: Problem, first: NDArray[np.int64], second: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Tell for every two different slots whether they clash.

    They clash when they have the same employer, or when both have times and neither can be reached from the
    other: the end of one plus the way is after the start of the other. Touching is allowed.

    **Shapes.** `first` and `second` are numbers of slots, (n,); so is the answer.
    **Source.** `matchday-problem/1`, §2.6. Its twin, written apart on purpose, is `certify.clash`.
    """
    slots = problem.slots
    there = slots.end_us[first] + MINUTE_US * problem.site_minutes[slots.site[first], slots.site[second]]
    back = slots.end_us[second] + MINUTE_US * problem.site_minutes[slots.site[second], slots.site[first]]
    apart = (there <= slots.start_us[second]) | (back <= slots.start_us[first])
    both_timed = slots.is_timed[first] & slots.is_timed[second]
    same_employer = slots.employer[first] == slots.employer[second]
    clash: NDArray[np.bool_] = same_employer | (both_timed & ~apart)
    return clash
