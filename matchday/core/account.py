"""Who signs in, and what their role opens."""

from __future__ import annotations

from collections.abc import Collection
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

TEAM_ROLES = (Role.OWNER, Role.STAFF, Role.READER, Role.DOOR, Role.COACH)
"""What somebody in the team may be, each once."""

HELPERS = frozenset({Role.COACH, Role.DOOR})
"""Whom staff may invite without an owner: they see few people, or none but at a door."""


def only_reads(roles: Collection[Role]) -> bool:
    """Tell whether somebody with these roles reads along in the office: changes nothing, sees no telephone or mail."""
    return Role.READER in roles and not STAFF_ROLES & frozenset(roles)


def roles_of(task: Role) -> frozenset[Role]:
    """Return the roles of somebody with this task: an owner is staff too."""
    return frozenset({Role.OWNER, Role.STAFF}) if task is Role.OWNER else frozenset({task})


def task_of(roles: Collection[Role]) -> Role:
    """Return what somebody with these roles does in the team: the first of ``TEAM_ROLES`` counts."""
    return next((role for role in TEAM_ROLES if role in roles), Role.EMPLOYER)


def may_decide_about(roles: Collection[Role], others: Collection[Role]) -> bool:
    """Tell whether somebody with ``roles`` may invite, or let in again, somebody with the roles ``others``."""
    return Role.OWNER in roles or (Role.STAFF in roles and frozenset(others) <= HELPERS)


PASSWORD_LENGTH = 12
"""Fewest characters of a password (BSI ORP.4: long rather than odd)."""
