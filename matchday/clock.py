"""The one clock. Only doors read it: views, commands and tasks."""

from __future__ import annotations

from datetime import UTC, datetime


def read_clock() -> datetime:
    """Return the moment it is. **Units** aware, UTC."""
    return datetime.now(UTC)
