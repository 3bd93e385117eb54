"""Papers for many: which kinds there are and how long their file lives."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum


class PaperKind(StrEnum):
    """Name what a batch of papers holds."""

    ACCESS_LETTERS = "access_letters"
    TICKET_LETTERS = "ticket_letters"
    TICKETS = "tickets"
    ROSTERS = "rosters"
    ATTESTATIONS = "attestations"


class PaperState(StrEnum):
    """Say how far a batch is."""

    REQUESTED = "requested"
    RUNNING = "running"
    READY = "ready"
    FAILED = "failed"
    GONE = "gone"


PAPER_LIFE = timedelta(hours=24)
"""After so long the file of a batch is removed: a stored PDF is one more place to erase."""
