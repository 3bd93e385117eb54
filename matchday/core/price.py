"""Prices: what a level of a plan takes from those that come after it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

PLACING = frozenset({"placed", "placements"})

KNOWN = frozenset({("placed", None), ("ranks:first", 1)})
"""Levels and ranks that everybody knows: places and first wishes."""

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

    Places come before all else, then first wishes, because everybody knows them; then the first level that would be
    better.
    What the level itself reaches without being heeded says nothing: the lot may leave it anywhere.
    """
    rows = with_first_wishes(changes)
    start = 1 + max(place for place, one in enumerate(rows) if one["level"] == level)
    lost = [one for one in rows[start:] if one["before"] != one["after"]]
    first = [one for one in lost if (one["level"], one["rank"]) in KNOWN and one["after"] > one["before"]]
    chosen = next(iter([*first, *(one for one in lost if one in changes)]), None)
    return Cost(chosen["level"], chosen["rank"], abs(chosen["after"] - chosen["before"])) if chosen else None


def is_about_having_none(level: str, levels: Sequence[Mapping[str, Any]]) -> bool:
    """Tell whether without a level a plan is the better, the more people it leaves without a place.

    So it is with the level that places them, unless another one does. What others gain from that is no price: nobody
    gets the place of theirs.
    """
    others = [one["level"] for one in levels if one["level"] != level]
    return level in PLACING and not PLACING & set(others)


def is_about_fewer_places(level: str, changes: Changes) -> bool:
    """Tell whether a plan without a level has fewer places, and what is better in it may come from that alone.

    A place that is not there is no late wish and no way. More people with a place or more first wishes are a price.
    """
    own = [one for one in changes if one["level"] == level and one["before"] > one["after"]]
    cost = find_cost(level, changes) if own and level in PLACING else None
    return cost is not None and (cost.level, cost.rank) not in KNOWN


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
