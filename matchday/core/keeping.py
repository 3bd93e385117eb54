"""Keeping: what a plan leaves as it is in the plan before."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

Place = tuple[int, int]
"""A participant's and a slot's inner number."""


class Keeping(StrEnum):
    """Name what a plan keeps of the plan before."""

    NOTHING = "nothing"
    """It is made anew."""
    SETTLED = "settled"
    """Who is not concerned stays. Of the others most keep their place; then most people get one."""
    MOST = "most"
    """Most people get a place, then most keep theirs: somebody may be moved so that another gets a place."""


@dataclass(frozen=True)
class Room:
    """How many people a slot takes at most, and with how many it runs at least."""

    capacity: int
    min_group: int


def find_settled(
    held: Collection[Place],
    *,
    fixed: Collection[Place],
    rooms: Mapping[int, Room],
    groups: Iterable[Collection[int]],
    may_hold: Callable[[int, Collection[int]], bool],
) -> frozenset[Place]:
    """Return the places of the plan before that nothing touches, so that all of them can stay together.

    A place is touched when its slot is gone, has become too small for all who hold it or is left with too few, when
    the person may not hold it any more beside what is fixed, and when that is so for somebody of the group.

    **Shapes** ``fixed``: what staff pinned, and so for all of a group; ``may_hold``: whether somebody may hold these
    slots, all of them together.
    """
    together = {person: frozenset(group) for group in groups for person in group}
    pinned = frozenset((one, slot) for person, slot in fixed for one in together.get(person, (person,)))
    settled = frozenset(held)
    while True:
        stay = frozenset(_untouched(settled, pinned=pinned, rooms=rooms, together=together, may_hold=may_hold))
        if stay == settled:
            return settled
        settled = stay


def _untouched(
    settled: frozenset[Place],
    *,
    pinned: frozenset[Place],
    rooms: Mapping[int, Room],
    together: Mapping[int, frozenset[int]],
    may_hold: Callable[[int, Collection[int]], bool],
) -> Iterator[Place]:
    load = Counter(slot for _, slot in settled | pinned)
    held: defaultdict[int, set[int]] = defaultdict(set)
    for person, slot in settled | pinned:
        held[person].add(slot)
    for person, slot in settled:
        room = rooms.get(slot)
        is_right = room is not None and room.min_group <= load[slot] <= room.capacity
        is_whole = all((one, slot) in settled | pinned for one in together.get(person, ()))
        if is_right and is_whole and may_hold(person, held[person]):
            yield person, slot
