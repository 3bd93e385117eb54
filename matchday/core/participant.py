"""Participants: how they are reached, how they travel, what their papers allow."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date
from enum import StrEnum

from matchday.core.errors import RuleError

OLDEST = 110
"""Years. Who would be older was written down wrongly."""


class Channel(StrEnum):
    """Say how a person is reached. ``PHONE``: somebody calls. ``NONE``: only the coach speaks with them."""

    MAIL = "mail"
    SMS = "sms"
    PHONE = "phone"
    LETTER = "letter"
    NONE = "none"


WRITTEN = frozenset({Channel.MAIL, Channel.SMS, Channel.LETTER})
"""Here a message reaches the person without anybody having to say it."""


class TravelMeans(StrEnum):
    """Name how somebody gets to a slot."""

    FOOT = "foot"
    BIKE = "bike"
    BUS = "bus"
    CAR = "car"


class PermissionEntry(StrEnum):
    """Repeat what the residence paper says about work; never why.

    **Source** Residence permit incl. § 24 AufenthG: free. Gestattung and Duldung: with permission only.
    """

    FREE = "free"
    WITH_PERMISSION = "with_permission"
    NOT_ALLOWED = "not_allowed"
    UNKNOWN = "unknown"


class PermissionRequest(StrEnum):
    """Say how far the request for a permission is."""

    NOT_NEEDED = "not_needed"
    NOT_ASKED = "not_asked"
    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"


class FoodProof(StrEnum):
    """Say what a person has shown for work with food."""

    NOTHING = "nothing"
    DECLARATION = "declaration"
    CERTIFICATE = "certificate"


class ParticipantState(StrEnum):
    """Name how far somebody is: the last that is true counts."""

    ADDED = "added"
    """Got neither an invitation nor an access link yet."""
    INVITED = "invited"
    """Got an invitation or an access link that nobody opened yet."""
    OPENED = "opened"
    WISHED = "wished"
    UNPLACED = "unplaced"
    """Has no place in the published plan."""
    PLACED = "placed"
    """Has a place in the published plan and has not said yet whether they come."""
    CALLED_OFF = "called_off"
    """Had places in the published plan, and none of them is offered any more."""
    CONFIRMED = "confirmed"
    """Has said yes to the place."""
    WITHDRAWN = "withdrawn"


def state_of(
    *,
    is_invited: bool,
    has_opened: bool,
    has_wished: bool,
    is_unplaced: bool,
    is_placed: bool,
    is_called_off: bool,
    has_confirmed: bool,
    is_withdrawn: bool,
) -> ParticipantState:
    """Return how far somebody is."""
    steps = (
        (is_withdrawn, ParticipantState.WITHDRAWN),
        (is_called_off, ParticipantState.CALLED_OFF),
        (is_placed and has_confirmed, ParticipantState.CONFIRMED),
        (is_placed, ParticipantState.PLACED),
        (is_unplaced, ParticipantState.UNPLACED),
        (has_wished, ParticipantState.WISHED),
        (has_opened, ParticipantState.OPENED),
        (is_invited, ParticipantState.INVITED),
    )
    return next((state for is_so, state in steps if is_so), ParticipantState.ADDED)


def is_permission_open(entry: PermissionEntry, request: PermissionRequest) -> bool:
    """Tell whether somebody must still ask, or wait, for a permission; an entry nobody read counts as open."""
    if entry is PermissionEntry.UNKNOWN:
        return True
    waits = request in (PermissionRequest.NOT_ASKED, PermissionRequest.ASKED)
    return entry is PermissionEntry.WITH_PERMISSION and waits


def default_alias(taken: Collection[str]) -> str:
    """Return the next free «Gast 17»: says nothing about the person."""
    numbers = [int(alias.removeprefix("Gast ")) for alias in taken if re.fullmatch(r"Gast [0-9]{1,6}", alias)]
    return f"Gast {max(numbers, default=0) + 1}"


def age_on(born_on: date, day: date) -> int:
    """Return the full years of somebody born on ``born_on`` on ``day``; 29 February counts on 1 March."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def check_born_on(born_on: date | None, *, today: date) -> None:
    """Check that somebody who takes part can be born on ``born_on``; not known is allowed.

    **Errors** RuleError ``born_on_future``, ``born_on_too_old`` (``most``).
    """
    if born_on is None:
        return
    if born_on > today:
        raise RuleError("born_on_future")
    if age_on(born_on, today) > OLDEST:
        raise RuleError("born_on_too_old", most=OLDEST)


def shown_name(first_name: str, last_name: str) -> str:
    """Return the name as staff read it in lists: first name and the initial of the last name."""
    return f"{first_name} {last_name[:1]}." if last_name else first_name
