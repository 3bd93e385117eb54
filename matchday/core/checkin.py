"""Check-ins: what the door answers when a ticket is shown."""

from __future__ import annotations

from enum import StrEnum


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


class Way(StrEnum):
    """Say how a ticket was shown."""

    CAMERA = "camera"
    CODE = "code"
    NAME = "name"
