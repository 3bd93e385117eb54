"""Prices: what a level of a plan takes from those that come after it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Changes = Sequence[Mapping[str, Any]]
"""The elementary levels of a plan, the most important first: ``level``, ``rank``, ``before`` and ``after``, what they
reach where one level is not heeded."""


@dataclass(frozen=True)
class Cost:
    """Say from which level how much is taken. **Units** ``count`` in what the level counts."""

    level: str
    rank: int | None
    count: int


def find_cost(level: str, changes: Changes) -> Cost | None:
    """Return what a level costs, or None where it costs nothing.

    First wishes come before all else, because everybody knows them; then the first level that would be better.
    What the level itself reaches without being heeded says nothing: the lot may leave it anywhere.
    """
    rows = with_first_wishes(changes)
    start = 1 + max(place for place, one in enumerate(rows) if one["level"] == level)
    lost = [one for one in rows[start:] if one["before"] != one["after"]]
    first = [one for one in lost if (one["level"], one["rank"]) == ("ranks:first", 1) and one["after"] > one["before"]]
    chosen = next(iter([*first, *(one for one in lost if one in changes)]), None)
    return Cost(chosen["level"], chosen["rank"], abs(chosen["after"] - chosen["before"])) if chosen else None


def with_first_wishes(changes: Changes) -> Changes:
    """Return the levels with the first wishes: where the last ones are compared, no level counts them.

    They are who has a place and none of the others.
    """
    behind = [one for one in changes if one["level"] == "ranks:generous"]
    if not behind:
        return changes
    whole = {one["level"]: one for one in changes}
    places = whole.get("placements", whole["placed"])
    first = {when: places[when] - sum(one[when] for one in behind) for when in ("before", "after")}
    start = changes.index(behind[0])
    return [*changes[:start], {"level": "ranks:first", "rank": 1, **first}, *changes[start:]]
