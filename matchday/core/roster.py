"""Rosters: how long an employer may read who comes."""

from __future__ import annotations

from datetime import date, timedelta

from matchday.core.errors import RuleError
from matchday.core.event import Action, Stage, is_open

SHOWN_AFTER = timedelta(days=14)
"""So long after the last day of the event an employer still sees who was there."""


def require_shown(stage: Stage, last_on: date, *, today: date) -> None:
    """Do nothing if an employer may read the roster ``today``.

    **Errors** RuleError ``roster_shut`` before publication, ``roster_gone`` too long after the event.
    """
    if today > last_on + SHOWN_AFTER or stage is Stage.ARCHIVED:
        raise RuleError("roster_gone")
    if not is_open(stage, Action.SHOW_TICKET):
        raise RuleError("roster_shut")
