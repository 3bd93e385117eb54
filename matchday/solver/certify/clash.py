"""Which slots nobody can hold together, for the checker. Its twin, apart on purpose, is `solver.clash`."""

from __future__ import annotations

import numpy as np

from matchday.solver.problem import Problem, Truth, Whole

MINUTE_US = 60_000_000


def clash(problem: Problem, one: Whole, other: Whole) -> Truth:
    """Tell for every two slots whether nobody can hold both, or they are one: (n,)."""
    slots = problem.slots
    is_first = slots.start_us[one] <= slots.start_us[other]
    early, late = np.where(is_first, one, other), np.where(is_first, other, one)
    way_us = problem.site_minutes[slots.site[early], slots.site[late]] * MINUTE_US
    is_late = slots.end_us[early] + way_us > slots.start_us[late]
    is_late &= slots.is_timed[one] & slots.is_timed[other]
    is_same: Truth = slots.employer[one] == slots.employer[other]
    return is_same | is_late


def pairs_within(begin: Whole, length: Whole) -> tuple[Whole, Whole]:
    """Return all pairs of places of which both lie in the same stretch, the first one before the second.

    **Shapes.** `begin`, `length` (stretches,), one after the other without a gap.
    """
    end = np.repeat(begin + length, length)
    here = np.arange(len(end))
    followers = end - here - 1
    first = np.repeat(here, followers)
    return first, first + 1 + np.arange(len(first)) - np.repeat(np.cumsum(followers) - followers, followers)
