"""Who signs in, and what their role opens."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """Name what an account is. Participants have no account: they come by an access link."""

    OWNER = "owner"
    STAFF = "staff"
    COACH = "coach"
    EMPLOYER = "employer"


STAFF_ROLES = frozenset({Role.OWNER, Role.STAFF})
"""The organiser's people: they see all of their organiser's events."""

PASSWORD_LENGTH = 12
"""Fewest characters of a password (BSI ORP.4: long rather than odd)."""
