"""Tickets: whether one counts, which one stays with which slot, and when it opens the door."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo


class TicketState(StrEnum):
    """Say whether a ticket counts."""

    VALID = "valid"
    WITHDRAWN = "withdrawn"


def share_out(held: Mapping[int, int], slot_ids: Sequence[int]) -> dict[int, int]:
    """Say which of a person's tickets shows which slot, so that as few as possible change.

    A ticket keeps its slot where the person keeps it; the other slots go to the other tickets, the lowest first.

    **Shapes** ``held`` and the answer: ordinal of the ticket to slot id; ``slot_ids`` in order of time, each once.
    """
    shared = {ordinal: slot_id for ordinal, slot_id in sorted(held.items()) if slot_id in slot_ids}
    shared = {ordinal: slot_id for ordinal, slot_id in shared.items() if held_first(held, slot_id) == ordinal}
    free = (ordinal for ordinal in range(1, len(held) + len(slot_ids) + 1) if ordinal not in shared)
    new = (slot_id for slot_id in slot_ids if slot_id not in shared.values())
    return shared | dict(zip(free, tuple(new), strict=False))


def held_first(held: Mapping[int, int], slot_id: int) -> int:
    """Return the lowest ordinal that holds ``slot_id``."""
    return min(ordinal for ordinal, held_id in held.items() if held_id == slot_id)


def door_window(start_at: datetime, end_at: datetime, *, opens_min: int) -> tuple[datetime, int]:
    """Return from when and how long a ticket opens the door.

    **Units** ``opens_min`` minutes before the start; the answer's second part is whole minutes.
    """
    from_at = (start_at - timedelta(minutes=opens_min)).replace(second=0, microsecond=0)
    return from_at, int((end_at - from_at).total_seconds()) // 60


def kept_until(ends: Collection[datetime], *, zone: ZoneInfo) -> datetime:
    """Return when a copy on somebody's phone goes: with the last of their days."""
    last_on = max(ends).astimezone(zone).date()
    return datetime.combine(last_on + timedelta(days=1), time(), zone)
