"""Messages: what kinds there are and how far one can be."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum


class MessageKind(StrEnum):
    """Name what a message says; each kind is a folder of templates under ``mail``."""

    SIGN_IN = "sign_in"
    INVITATION = "invitation"
    TICKET = "ticket"
    OFFER = "offer"
    """A place became free for somebody who waited."""
    REMINDER = "reminder"
    """Nobody has said yet whether they come."""
    TICKET_CHANGED = "ticket_changed"
    TICKET_WITHDRAWN = "ticket_withdrawn"
    WITHDRAWN = "withdrawn"
    UNPLACED = "unplaced"
    ROSTER = "roster"


class MessageState(StrEnum):
    """Say how far a message is. ``BY_HAND``: no address of theirs, so the coach tells the person."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    NEEDLESS = "needless"
    """What it asks for is done already."""
    BY_HAND = "by_hand"


LONGEST_PAUSE = timedelta(hours=1)
TRIES = 56
"""With the pauses below somebody's mail is tried for a little more than two days."""


def pause_after(attempts: int) -> timedelta | None:
    """Return how long to wait after so many failed attempts, or None to give up: 1 minute, doubled up to 1 hour.

    A mail server may be away over a weekend's night and a day; after two days staff must know.
    """
    if attempts >= TRIES:
        return None
    return min(timedelta(minutes=2 ** min(attempts - 1, 10)), LONGEST_PAUSE)
