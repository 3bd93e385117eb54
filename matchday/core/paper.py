"""Papers for many: which kinds there are, when each can be made, in which order, and how long their file lives."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from enum import StrEnum

from matchday.core.event import Action, Stage, is_open


class PaperKind(StrEnum):
    """Name what a batch of papers holds."""

    ACCESS_LETTERS = "access_letters"
    TICKET_LETTERS = "ticket_letters"
    TICKETS = "tickets"
    ROSTERS = "rosters"
    PROFILES = "profiles"
    """What people let an employer read of themselves, one page each."""
    ATTESTATIONS = "attestations"
    MESSAGE_LETTERS = "message_letters"
    """Messages to who is reached by letter."""


class PaperState(StrEnum):
    """Say how far a batch is."""

    REQUESTED = "requested"
    RUNNING = "running"
    READY = "ready"
    FAILED = "failed"
    GONE = "gone"


OPEN_STATES = frozenset({PaperState.REQUESTED, PaperState.RUNNING})
"""The worker still has something to do."""

PAPER_LIFE = timedelta(hours=24)
"""After so long the file of a batch is removed: a stored PDF is one more place to erase."""

ORPHAN_AGE = timedelta(minutes=10)
"""A file that belongs to no batch is given this long: it may be one that is just being written."""

BY_SHEET = 4
"""Tickets on one sheet of A4."""

BY_SLOT = frozenset({PaperKind.ROSTERS, PaperKind.PROFILES})
"""Made for slots; all others for people."""

AFTER_PUBLICATION = BY_SLOT | {PaperKind.TICKET_LETTERS, PaperKind.TICKETS, PaperKind.ATTESTATIONS}


def may_print(kind: PaperKind, stage: Stage) -> bool:
    """Tell whether papers of this kind can be made in ``stage``."""
    if kind in AFTER_PUBLICATION:
        return is_open(stage, Action.SHOW_TICKET)
    return is_open(stage, Action.PREPARE)


def stack_order(ids: Sequence[int]) -> list[int | None]:
    """Return the order in which tickets stand on sheets of four, so that they are in order again once cut.

    **Shapes** the first quarter of all lies in the first corner of the sheets, the second in the next, and so on; laid
    on one another the four stacks give the order of ``ids``. None leaves a corner empty.
    """
    sheet_count = -(-len(ids) // BY_SHEET)
    places = [sheet + corner * sheet_count for sheet in range(sheet_count) for corner in range(BY_SHEET)]
    return [ids[place] if place < len(ids) else None for place in places]
