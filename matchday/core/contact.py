"""Whom to call: who has a number, in which order."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Contact:
    """Hold who answers, and under which number. Without a number there is nobody to call."""

    name: str
    phone: str


def first_reachable(*contacts: Contact | None) -> Contact:
    """Return the first who has a number; where nobody has one, the last, who has none either."""
    known = [one for one in contacts if one]
    return next((one for one in known if one.phone), known[-1])
