"""Health: when a worker counts as away, a task as stuck, and the mailbox of returned mails as unread."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

AWAY_AFTER = timedelta(minutes=5)
STUCK_AFTER = timedelta(minutes=10)
UNREAD_AFTER = timedelta(hours=1)


class Trouble(StrEnum):
    """Name what keeps letters, mails and plans from being made, or from being known to have arrived."""

    WORKER_AWAY = "worker_away"
    TASK_STUCK = "task_stuck"
    RETURNS_UNREAD = "returns_unread"


def find_trouble(
    *, beat_at: datetime | None, waiting_since: datetime | None, unread_since: datetime | None, now: datetime
) -> Trouble | None:
    """Say what is wrong, or None. Without any task a worker that was never there is no trouble yet.

    **Shapes** ``beat_at``: the newest sign of life of any worker; ``waiting_since``: when the oldest task that is not
    done was due, or None; ``unread_since``: since when the mailbox of returned mails cannot be read, or None.
    """
    waits = now - waiting_since if waiting_since else timedelta(0)
    if beat_at is None:
        return Trouble.WORKER_AWAY if waits > AWAY_AFTER else None
    if now - beat_at > AWAY_AFTER:
        return Trouble.WORKER_AWAY
    if waits > STUCK_AFTER:
        return Trouble.TASK_STUCK
    return Trouble.RETURNS_UNREAD if unread_since and now - unread_since > UNREAD_AFTER else None
