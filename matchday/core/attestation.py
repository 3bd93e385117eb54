"""Attestations: who took part, from when to when, and when that can be put on paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Attended:
    """Hold when somebody took part in a slot. **Units** aware moments in whole minutes."""

    from_at: datetime
    until_at: datetime

    @property
    def minutes(self) -> int:
        """Return how long that was."""
        return int((self.until_at - self.from_at).total_seconds()) // 60


def attended(
    start_at: datetime, end_at: datetime, *, checked_in_at: datetime | None, left_at: datetime | None, now: datetime
) -> Attended | None:
    """Return what can be attested now, or None: nobody came, the slot still runs, or they left before it began.

    The hours are the slot's own, shortened where somebody left early: nobody loses minutes to a line at the door.
    """
    if checked_in_at is None:
        return None
    until_at = min(left_at or end_at, end_at).replace(second=0, microsecond=0)
    span = Attended(start_at.replace(second=0, microsecond=0), until_at)
    return span if span.minutes > 0 and until_at <= now else None
