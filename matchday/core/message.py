"""Messages: what kinds there are and how far one can be."""

from __future__ import annotations

from enum import StrEnum


class MessageKind(StrEnum):
    """Name what a message says; each kind is a folder of templates under ``mail``."""

    SIGN_IN = "sign_in"
    INVITATION = "invitation"
    TICKET = "ticket"
    TICKET_CHANGED = "ticket_changed"
    TICKET_WITHDRAWN = "ticket_withdrawn"
    UNPLACED = "unplaced"
    ROSTER = "roster"


class MessageState(StrEnum):
    """Say how far a message is. ``BY_HAND``: no address of theirs, so the coach tells the person."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    BY_HAND = "by_hand"
