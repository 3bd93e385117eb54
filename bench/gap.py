"""How far the first open level of a plan may be from the best."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Gap:
    """The first level that stays open: where it stands among how many, and how far apart value and bound are.

    `percent` is of its bound: where hardly anybody is left to count on a level, one person is many percent of it.
    """

    where: str
    people: int
    bound: int
    percent: float


def find_gap(levels: Sequence[dict[str, Any]]) -> Gap | None:
    """Return the gap of the first open level, None where all are proven."""
    for place, level in enumerate(levels):
        if level["value"] != level["bound"]:
            where = f"the {place + 1}. of {len(levels)}, {level['level']} {level['value']}, bound {level['bound']}"
            people, bound = abs(level["value"] - level["bound"]), abs(level["bound"])
            return Gap(where, people, bound, 100 * people / max(1, bound))
    return None
