"""Who signs in, and what their role opens."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """Name what an account is. Participants have no account: they come by an access link."""

    OWNER = "owner"
    STAFF = "staff"
    READER = "reader"
    """Sees what staff see and changes nothing."""
    DOOR = "door"
    """Helps at the doors on the day and sees nothing else."""
    COACH = "coach"
    EMPLOYER = "employer"


STAFF_ROLES = frozenset({Role.OWNER, Role.STAFF})
"""The organiser's people who decide: they see and change all of their organiser's events."""

OFFICE_ROLES = STAFF_ROLES | {Role.READER}
"""Who may open the staff pages at all."""

PASSWORD_LENGTH = 12
"""Fewest characters of a password (BSI ORP.4: long rather than odd)."""
