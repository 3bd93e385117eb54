"""The audit chain: every entry commits to its text and to the entry before.

An entry stores a *salted commitment* to its text, so that the text and the salt can be erased by law later
while the chain still verifies. **Source** hash chain after Schneier and Kelsey 1999, commitments by SHA-256.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

HEAD_FORMAT = "matchday-audit/1"
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


@dataclass(frozen=True)
class Head:
    """Hold the newest entry of a chain as it was on a day: kept elsewhere, it shows that later entries were cut off."""

    organiser_key: str
    number: int
    entry_hash: str
    on: date

    def sign(self, secret: bytes) -> str:
        """Return the head as one line with its seal, to be kept in a file, a mail or on paper."""
        return f"{self._line} {self._seal(secret)}"

    @classmethod
    def read(cls, line: str, secret: bytes) -> Head | None:
        """Return the head a line holds, or None where it is no such line or its seal is not ours."""
        parts = line.split()
        if len(parts) != 6 or parts[0] != HEAD_FORMAT or not parts[2].isdecimal():
            return None
        try:
            head = cls(parts[1], int(parts[2]), parts[3], date.fromisoformat(parts[4]))
        except ValueError:
            return None
        return head if hmac.compare_digest(head._seal(secret), parts[5]) else None

    @property
    def _line(self) -> str:
        return f"{HEAD_FORMAT} {self.organiser_key} {self.number} {self.entry_hash} {self.on.isoformat()}"

    def _seal(self, secret: bytes) -> str:
        return hmac.digest(secret, self._line.encode(), hashlib.sha256).hex()[:32]
