"""The day itself: where each guest stands, what is wrong at a slot, when somebody may have left."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from matchday.core.checkin import Answer
from matchday.core.errors import RuleError

MISSING_AFTER = timedelta(minutes=15)
"""So long after the start of a slot somebody who is not there is missing, not only late."""
DOOR_BEFORE = timedelta(minutes=30)
"""So long before the start the door should be open."""
REFUSED_FOR = timedelta(minutes=30)
"""So long a refused scan is worth a look; afterwards the person has found the way or somebody has called."""

REFUSING = frozenset({Answer.OTHER_SLOT, Answer.OTHER_DAY, Answer.REPLACED, Answer.WITHDRAWN, Answer.UNKNOWN})
"""Answers after which somebody stands at a door and is not let in."""


class GuestState(StrEnum):
    """Say where somebody with a ticket for a slot stands."""

    EXPECTED = "expected"
    MISSING = "missing"
    HERE = "here"
    LEFT = "left"
    """Was here and left before the end."""
    ABSENT = "absent"
    """Did not come, as staff noted it."""


class Trouble(StrEnum):
    """Name what needs somebody at a slot. The order of the members is the order of urgency."""

    WALK_IN = "walk_in"
    """Somebody without a ticket waits for an answer."""
    WITHDRAWN = "withdrawn"
    """The slot is taken back, and people still have a ticket for it."""
    MISSING = "missing"
    REFUSED = "refused"
    """Tickets were shown that do not belong here."""
    DOOR = "door"
    """The slot begins soon, and nobody has opened its door page."""
    NOT_COVERED = "not_covered"
    """A guest who came without a ticket stays, and nobody has seen to the insurance."""


@dataclass(frozen=True, kw_only=True)
class SlotCounts:
    """Count what happens at a slot. **Units** people with a valid ticket; ``refused`` scans within ``REFUSED_FOR``."""

    invited: int = 0
    here: int = 0
    left: int = 0
    absent: int = 0
    asked: int = 0
    uncovered: int = 0
    refused: int = 0

    @property
    def came(self) -> int:
        """Return who was here at all."""
        return self.here + self.left

    @property
    def open(self) -> int:
        """Return of whom nobody knows anything yet."""
        return self.invited - self.came - self.absent


def is_late(start_at: datetime, *, now: datetime) -> bool:
    """Tell whether who is not there by now is missing."""
    return now >= start_at + MISSING_AFTER


def guest_state(
    start_at: datetime, *, is_checked_in: bool, left_at: datetime | None, is_absent: bool, now: datetime
) -> GuestState:
    """Say where somebody stands. Who was seen was not absent, whatever was noted before."""
    if is_checked_in:
        return GuestState.LEFT if left_at else GuestState.HERE
    if is_absent:
        return GuestState.ABSENT
    return GuestState.MISSING if is_late(start_at, now=now) else GuestState.EXPECTED


def count_missing(counts: SlotCounts, start_at: datetime, *, now: datetime) -> int:
    """Return how many are missing at a slot."""
    return counts.open if is_late(start_at, now=now) else 0


def troubles_of(
    counts: SlotCounts, *, start_at: datetime, end_at: datetime, is_withdrawn: bool, is_door_open: bool, now: datetime
) -> tuple[Trouble, ...]:
    """Return what needs somebody at a slot, the most urgent first."""

    def found() -> Iterator[tuple[Trouble, bool]]:
        is_over, is_near = now >= end_at, now >= start_at - DOOR_BEFORE
        yield Trouble.WALK_IN, counts.asked > 0
        yield Trouble.WITHDRAWN, is_withdrawn and counts.open > 0 and not is_over
        yield Trouble.MISSING, not is_withdrawn and count_missing(counts, start_at, now=now) > 0
        yield Trouble.REFUSED, counts.refused > 0
        is_shut = is_near and not is_over and counts.open > 0 and not counts.came and not is_door_open
        yield Trouble.DOOR, is_shut and not is_withdrawn
        yield Trouble.NOT_COVERED, counts.uncovered > 0 and not is_over

    return tuple(trouble for trouble, is_so in found() if is_so)


def check_departure(left_at: datetime, *, checked_in_at: datetime, end_at: datetime, now: datetime) -> None:
    """Check that somebody can have left a slot early at ``left_at``.

    **Errors** RuleError ``left_before_arrival`` (``at``), ``left_after_end`` (``at``), ``left_in_future``.
    """
    if left_at < checked_in_at.replace(second=0, microsecond=0):
        raise RuleError("left_before_arrival", at=checked_in_at)
    if left_at >= end_at:
        raise RuleError("left_after_end", at=end_at)
    if left_at > now:
        raise RuleError("left_in_future")
