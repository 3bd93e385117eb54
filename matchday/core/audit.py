"""The audit chain: every entry commits to its text and to the entry before.

An entry stores a *salted commitment* to its text, so that the text and the salt can be erased by law later
while the chain still verifies. **Source** hash chain after Schneier and Kelsey 1999, commitments by SHA-256.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

FIRST = "0" * 64
"""What the first entry of an organiser has before it."""


def commit_to(details: Mapping[str, object], *, salt: bytes) -> str:
    """Return the commitment to ``details``: hex SHA-256 over salt and canonical JSON."""
    text = json.dumps(details, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(salt + text.encode()).hexdigest()


def chain_hash(previous: str, *, number: int, at_s: int, action: str, commitment: str) -> str:
    """Return the hash of an entry: over the entry before, its number, its moment, its action, its commitment.

    **Units** ``at_s`` Unix seconds.
    """
    text = json.dumps([previous, number, at_s, action, commitment], separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
