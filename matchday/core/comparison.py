"""Comparing plans: what becomes of somebody's places, and why a place is not kept."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ShiftKind(StrEnum):
    """Name what becomes of somebody who has other places than before; the hardest comes first."""

    LOST = "lost"
    """Had a place, has none."""
    FEWER = "fewer"
    """Has fewer places, but some of them."""
    MOVED = "moved"
    FURTHER = "further"
    """Keeps all places and gets one more."""
    GAINED = "gained"
    """Had none, has one."""


class Leaving(StrEnum):
    """Say in one word why somebody does not keep a place."""

    GONE = "gone"
    """The slot does not take place any more."""
    MOVED = "moved"
    """Staff try to move the person."""
    NOT_ELIGIBLE = "not_eligible"
    """A rule, a bar or a no stands against it today."""
    FIXED = "fixed"
    """Staff gave the person another place."""
    GROUP = "group"
    """Somebody of the group may not go there any more, or there is not room for all of it."""
    TOO_FEW = "too_few"
    """Too few are left of those who held a place there, and nobody comes beside them."""
    NOT_RUNNING = "not_running"
    """In this plan nobody goes there."""
    GIVEN = "given"
    """Staff gave the place to somebody else."""
    TOO_SMALL = "too_small"
    """There are fewer places than people who hold one, and only such people have them."""
    TAKEN = "taken"
    """In this plan somebody else has it."""
    OUTWEIGHED = "outweighed"
    """There is room, but the plan would be worse by its own rules."""


@dataclass(frozen=True)
class LeftPlace:
    """Describe a place that somebody does not keep, as the new plan leaves its slot.

    **Units** ``held_count``: people who hold a place there today; ``load``: people whom the new plan sends there;
    ``group_count``: people who go with the person, with them.
    """

    is_offered: bool
    is_moved_from: bool
    may_go: bool
    is_fixed_elsewhere: bool
    may_group_go: bool
    is_given: bool
    has_newcomers: bool
    capacity: int
    min_group: int
    held_count: int
    load: int
    group_count: int


def why_left(place: LeftPlace) -> Leaving:
    """Say why somebody does not keep a place: what stands against it whatever the plan is comes first."""
    free = place.capacity - place.load
    reasons = (
        (not place.is_offered, Leaving.GONE),
        (place.is_moved_from, Leaving.MOVED),
        (not place.may_go, Leaving.NOT_ELIGIBLE),
        (place.is_fixed_elsewhere, Leaving.FIXED),
        (not place.may_group_go, Leaving.GROUP),
        (not place.load and place.held_count < place.min_group, Leaving.TOO_FEW),
        (not place.load, Leaving.NOT_RUNNING),
        (free <= 0 and place.is_given, Leaving.GIVEN),
        (free <= 0 and place.held_count > place.capacity and not place.has_newcomers, Leaving.TOO_SMALL),
        (free <= 0, Leaving.TAKEN),
        (free < place.group_count, Leaving.TAKEN if place.group_count <= place.capacity else Leaving.GROUP),
    )
    return next((reason for holds, reason in reasons if holds), Leaving.OUTWEIGHED)


def find_kind(*, left: int, new: int, kept: int) -> ShiftKind:
    """Return what becomes of somebody. **Units** places that are left, got and kept."""
    if not left:
        return ShiftKind.FURTHER if kept else ShiftKind.GAINED
    if new:
        return ShiftKind.MOVED
    return ShiftKind.FEWER if kept else ShiftKind.LOST
