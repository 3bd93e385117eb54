"""Sieves: which slots somebody wants to look at. None of them hides what the others let through."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from matchday.core.eligibility import Reason
from matchday.core.travel import NEAR_MIN


class Sieve(StrEnum):
    """Name what a slot must be to be looked at."""

    NEAR = "near"
    """The way there is short."""
    WAY = "way"
    """The person gets there and home again at that hour."""
    GERMAN = "german"
    """The person knows enough German."""
    ABLE = "able"
    """The person can already do something of the trade."""


_AGAINST = {Sieve.WAY: {Reason.NO_BUS, Reason.TOO_FAR}, Sieve.GERMAN: {Reason.GERMAN}}


def passes(sieve: Sieve, *, reasons: Collection[Reason], minutes: int | None, is_able: bool) -> bool:
    """Tell whether a slot passes. What is not known of the way is not near, but possible. **Units** minutes."""
    if sieve is Sieve.ABLE:
        return is_able
    if sieve is Sieve.NEAR:
        return minutes is not None and minutes <= NEAR_MIN
    return not _AGAINST[sieve].intersection(reasons)
