"""Passwords: only a slow hash of them is kept.

**Source** OWASP Password Storage Cheat Sheet: Argon2id with 19 MiB, two rounds, one lane.
"""

from __future__ import annotations

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


def hash_password(password: str) -> str:
    """Return what is kept of a password; the same password gives another text each time."""
    return HASHER.hash(password)


def is_password(typed: str, kept: str | None) -> bool:
    """Tell whether ``typed`` is the password that was kept. It takes as long where none was."""
    try:
        HASHER.verify(kept or _nobodys(), typed)
    except (InvalidHashError, VerificationError):
        return False
    return bool(kept)


@cache
def _nobodys() -> str:
    return hash_password("nobody has this password")
