"""Check-ins: what the door answers when a ticket is shown, and how long an answer can be taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from matchday.core.errors import RuleError

UNDO_S = 60
"""Seconds in which a welcome can be taken back."""


class Answer(StrEnum):
    """Say what the door answers."""

    ADMITTED = "admitted"
    ALREADY_IN = "already_in"
    OTHER_SLOT = "other_slot"
    OTHER_DAY = "other_day"
    TOO_EARLY = "too_early"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"
    UNKNOWN = "unknown"


NAMED = frozenset({Answer.ADMITTED, Answer.ALREADY_IN, Answer.TOO_EARLY})
"""Answers that name the person: who stands at a wrong door is nobody's business there."""


class Way(StrEnum):
    """Say how a ticket was shown."""

    CAMERA = "camera"
    CODE = "code"
    NAME = "name"


@dataclass(frozen=True)
class ShownTicket:
    """What is known of a ticket that was shown. **Units** ``start_at`` and ``end_at`` of its slot, aware."""

    slot_id: int
    start_at: datetime
    end_at: datetime
    counts: bool
    """Not withdrawn."""
    is_newest: bool
    """What was shown is the newest revision; typed and ticked it always is."""
    is_in: bool
    """Was counted before."""


@dataclass(frozen=True)
class Door:
    """Where and by what rule it is asked. ``slot_id`` None: a member of staff asks for any slot of the event.

    **Units** ``opens_min`` minutes before a slot's start.
    """

    slot_id: int | None
    opens_min: int
    zone: ZoneInfo


def decide(ticket: ShownTicket | None, door: Door, way: Way, *, now: datetime) -> Answer:
    """Return what the door answers: the first of these that is true.

    1. UNKNOWN: no ticket of ours. 2. WITHDRAWN: it counts nowhere. 3. REPLACED: a newer one counts.
    4. OTHER_DAY: genuine, but not today; said before the place, since nobody shall go there now.
    5. OTHER_SLOT: genuine and for today, but for another door. 6. ALREADY_IN: counted before, here.
    7. TOO_EARLY: before the door opens. 8. ADMITTED.

    The day runs from the opening to the end on the clock of the place. A name may be ticked a day later still: then
    the foreman makes up for what was forgotten.
    """
    if ticket is None:
        return Answer.UNKNOWN
    opens_at = ticket.start_at - timedelta(minutes=door.opens_min)
    today, first, last = (at.astimezone(door.zone).date() for at in (now, opens_at, ticket.end_at))
    late = timedelta(days=1 if way is Way.NAME else 0)
    answers = (
        (not ticket.counts, Answer.WITHDRAWN),
        (not ticket.is_newest, Answer.REPLACED),
        (not first <= today <= last + late, Answer.OTHER_DAY),
        (door.slot_id not in (None, ticket.slot_id), Answer.OTHER_SLOT),
        (ticket.is_in, Answer.ALREADY_IN),
        (now < opens_at, Answer.TOO_EARLY),
    )
    return next((answer for is_so, answer in answers if is_so), Answer.ADMITTED)


def require_undoable(answer: Answer, *, scanned_at: datetime, now: datetime) -> None:
    """Do nothing if a welcome can still be taken back.

    **Errors** RuleError ``undo_too_late`` (``most``, seconds), ``undo_nothing`` where nobody was let in.
    """
    if answer is not Answer.ADMITTED:
        raise RuleError("undo_nothing")
    if now - scanned_at > timedelta(seconds=UNDO_S):
        raise RuleError("undo_too_late", most=UNDO_S)
