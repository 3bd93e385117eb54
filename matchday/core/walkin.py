"""Walk-ins: people at a door whom nobody expected, and what staff decide about them."""

from __future__ import annotations

from enum import StrEnum


class WalkInState(StrEnum):
    """Say what became of the question."""

    ASKED = "asked"
    APPROVED = "approved"
    REFUSED = "refused"
