"""Explanations: why somebody has a place and not one they wished more, without a word about anybody else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Why(StrEnum):
    """Say in one word why a wish was not fulfilled."""

    NOT_OFFERED = "not_offered"
    """The slot does not take place any more."""
    NOT_ELIGIBLE = "not_eligible"
    """The person may not or can not go there; the rules of the field tell which reason."""
    BARRED = "barred"
    """Staff forbade it."""
    PINNED_ELSEWHERE = "pinned_elsewhere"
    """Staff fixed another place for the person."""
    GROUP = "group"
    """Somebody of the group may not go there, or there is no room for all of it."""
    PINS = "pins"
    """Staff fixed all the places there for others."""
    CLOSED = "closed"
    """Fewer people than it needs could ever come."""
    CLASH = "clash"
    """It does not go together with a place the person has."""
    FULL = "full"
    """All places are taken."""
    NOT_RUNNING = "not_running"
    """The plan has fewer people there than it needs."""
    OUTWEIGHED = "outweighed"
    """There is room, but the plan would be worse by its own rules."""
    LOTTERY = "lottery"
    """A plan that is as good gives it: the lot decided."""
    LEFT_BY_PINS = "left_by_pins"
    """Staff fixed places there for others; a plan that is as good gives one of those left: the lot decided."""
    KEPT = "kept"
    """There is room, but the person keeps the place of the plan before, of which only a part was made anew."""
    NOT_BEST = "not_best"
    """A better plan gives it, but nobody found that one in time."""
    UNKNOWN = "unknown"
    """It was not found out in time."""


class Cost(StrEnum):
    """Say what the place would cost somebody else: the first thing in which the plan would become worse."""

    NOTHING = "nothing"
    PLACE = "place"
    """Somebody would be without a place."""
    PLACES = "places"
    """All together would have fewer places."""
    CHANGE = "change"
    """Somebody would lose a place they know of."""
    WISH = "wish"
    """Somebody would get a wish further behind."""
    EMPLOYER = "employer"
    """An employer would receive nobody."""
    SLOT = "slot"
    """A slot would not run."""
    WAY = "way"
    """The ways would become longer."""


@dataclass(frozen=True)
class Ground:
    """Why somebody has a place: it fulfils a wish, else they said that such a place is good too, else staff chose it.

    **Shapes** ``rank`` of the wish, from 1; None without one.
    """

    rank: int | None
    is_accepted: bool


FEW_PLACES = 3
"""In a slot with fewer places it is not said what a place would cost: it could tell about one person."""

COST_OF_LEVEL: Mapping[str, Cost] = {
    "placed": Cost.PLACE,
    "placements": Cost.PLACES,
    "kept": Cost.CHANGE,
    "employers": Cost.EMPLOYER,
    "running": Cost.SLOT,
    "travel": Cost.WAY,
}
"""Every other level is about wishes."""


@dataclass(frozen=True)
class Effect:
    """How one level would change. **Shapes** ``rank`` for levels that count a wish."""

    level: str
    rank: int | None
    before: int
    after: int


def find_cost(effects: Sequence[Effect], *, capacity: int) -> Cost:
    """Return what may be said of the cost of a place. **Shapes** ``effects`` by importance; the first one counts."""
    if not effects or capacity < FEW_PLACES:
        return Cost.NOTHING
    return COST_OF_LEVEL.get(effects[0].level, Cost.WISH)


def read_effects(stored: Sequence[Mapping[str, Any]]) -> tuple[Effect, ...]:
    """Return effects as they were stored."""
    return tuple(Effect(one["level"], one["rank"], one["before"], one["after"]) for one in stored)
