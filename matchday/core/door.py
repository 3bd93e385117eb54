"""Doors: when the link of a door is open, and what a phone that opens it is told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from matchday.core.event import Action, Stage, is_open

OPENS_EVENING_AT = time(18, 0)
"""So early on the evening before a foreman can open the door and look who comes."""


class DoorState(StrEnum):
    """Say what a phone finds that opens a door link."""

    MINE = "mine"
    """This phone looks after the door."""
    FREE = "free"
    """No phone does yet: a tap takes it over."""
    TAKEN = "taken"
    """Another phone does."""
    EARLY = "early"
    OVER = "over"
    REVOKED = "revoked"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class DoorSpan:
    """From when until when a door link is open. **Units** aware moments; ``until_at`` is the first one after."""

    from_at: datetime
    until_at: datetime


def door_span(start_at: datetime, end_at: datetime, *, zone: ZoneInfo) -> DoorSpan:
    """Return when the door of a slot is open: from six in the evening before to the end of the day after."""
    first_on, last_on = start_at.astimezone(zone).date(), end_at.astimezone(zone).date()
    return DoorSpan(
        datetime.combine(first_on - timedelta(days=1), OPENS_EVENING_AT, zone),
        datetime.combine(last_on + timedelta(days=2), time(), zone),
    )


def door_state(
    span: DoorSpan, stage: Stage, *, bound_to: str | None, device: str | None, is_revoked: bool, now: datetime
) -> DoorState:
    """Return what the phone ``device`` finds at a door that is bound to ``bound_to``; both are digests."""
    answers = (
        (is_revoked, DoorState.REVOKED),
        (now >= span.until_at or stage in (Stage.CLOSED, Stage.ARCHIVED), DoorState.OVER),
        (now < span.from_at or not is_open(stage, Action.CHECK_IN), DoorState.EARLY),
        (bound_to is None, DoorState.FREE),
        (bound_to == device, DoorState.MINE),
    )
    return next((state for is_so, state in answers if is_so), DoorState.TAKEN)


def door_address(public_url: str, token: str) -> str:
    """Return what a roster's QR code says; the token stands behind ``#``, so it reaches no log."""
    return f"{public_url}/checkin#{token}"
