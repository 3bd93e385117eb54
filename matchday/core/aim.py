"""Aims: what a plan is to reach first, as an order of the solver's levels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum


class Aim(StrEnum):
    """Name what counts most in a plan, after most people have a place."""

    NOBODY_LAST = "nobody_last"
    """As few people as possible on the worst rank, then on the second worst."""
    FIRST_WISHES = "first_wishes"
    """Most first wishes, then most second."""
    SMALLEST_SUM = "smallest_sum"
    """The wishes of all together as far in front as possible."""
    MANY_EMPLOYERS = "many_employers"
    """Most employers who receive somebody."""
    MANY_SLOTS = "many_slots"
    """Most slots that run."""
    SHORT_WAYS = "short_ways"
    """Fewest minutes of way in all."""


ONE_EACH: Mapping[Aim, tuple[str, ...]] = {
    Aim.NOBODY_LAST: ("placed", "ranks:generous", "employers", "travel"),
    Aim.FIRST_WISHES: ("placed", "ranks:first", "employers", "travel"),
    Aim.SMALLEST_SUM: ("placed", "ranks:total", "employers", "travel"),
    Aim.MANY_EMPLOYERS: ("placed", "employers", "ranks:generous", "travel"),
    Aim.MANY_SLOTS: ("placed", "running", "ranks:generous", "travel"),
    Aim.SHORT_WAYS: ("placed", "travel", "ranks:generous", "employers"),
}
"""The orders where everybody gets one place at most."""

SEVERAL_EACH: Mapping[Aim, tuple[str, ...]] = {
    Aim.NOBODY_LAST: ("placed", "placements", "ranks:generous", "travel"),
    Aim.FIRST_WISHES: ("placed", "placements", "ranks:first", "travel"),
    Aim.SMALLEST_SUM: ("placed", "placements", "ranks:total", "travel"),
    Aim.MANY_EMPLOYERS: ("placed", "placements", "employers", "ranks:generous", "travel"),
    Aim.MANY_SLOTS: ("placed", "placements", "running", "ranks:generous", "travel"),
    Aim.SHORT_WAYS: ("placed", "placements", "travel", "ranks:generous"),
}
"""The orders where somebody may get several places: how many they are in all comes before how good they are."""

PUSHING = frozenset({Aim.MANY_EMPLOYERS, Aim.MANY_SLOTS, Aim.SHORT_WAYS})
"""Aims that come before the wishes, and so push people into slots they like less."""


def order_levels(aim: Aim, *, max_placements: int) -> tuple[str, ...]:
    """Return the levels that an aim compares, most important first.

    **Source** the names are those of ``matchday-problem/1``.
    """
    return (ONE_EACH if max_placements == 1 else SEVERAL_EACH)[aim]


def find_aim(levels: Sequence[str]) -> Aim:
    """Return the aim that compares these levels in this order, whatever it keeps of a plan before.

    **Shapes** empty: nobody chose, so the default.
    """
    orders, compared = [*ONE_EACH.items(), *SEVERAL_EACH.items()], tuple(level for level in levels if level != "kept")
    return next((aim for aim, order in orders if order == compared), Aim.NOBODY_LAST)
