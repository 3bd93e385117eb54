"""Guardians: whoever is not of age takes part only when a parent or guardian has signed."""

from __future__ import annotations

from datetime import date

from matchday.core.errors import RuleError
from matchday.core.participant import age_on

OF_AGE = 18
"""Full years on the day of the slot. **Source** § 2 BGB; minors need the consent of who cares for them, § 107 BGB."""


def is_guardian_needed(born_on: date | None, day: date) -> bool:
    """Tell whether somebody must sign for a person on ``day``; an unknown birth date is for staff to ask for."""
    return born_on is not None and age_on(born_on, day) < OF_AGE


def check_signed_on(signed_on: date, *, today: date) -> None:
    """Check that a signature is not of a day to come. **Errors** RuleError ``guardian_future``."""
    if signed_on > today:
        raise RuleError("guardian_future")
