"""Tickets: whether one counts."""

from __future__ import annotations

from enum import StrEnum


class TicketState(StrEnum):
    """Say whether a ticket counts."""

    VALID = "valid"
    WITHDRAWN = "withdrawn"
