"""Participants: how they are reached, how they travel, what their papers allow."""

from __future__ import annotations

from datetime import date
from enum import StrEnum


class Channel(StrEnum):
    """Say how a person is reached. ``NONE``: only the coach speaks with them."""

    MAIL = "mail"
    PHONE = "phone"
    LETTER = "letter"
    NONE = "none"


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


def age_on(born_on: date, day: date) -> int:
    """Return the full years of somebody born on ``born_on`` on ``day``; 29 February counts on 1 March."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def shown_name(first_name: str, last_name: str) -> str:
    """Return the name as staff read it in lists: first name and the initial of the last name."""
    return f"{first_name} {last_name[:1]}." if last_name else first_name
