"""What a backup holds, written beside the copy and checked when it is put back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from matchday.backup.sealed_file import BackupError

CHUNK = 1024 * 1024


@dataclass(frozen=True)
class Manifest:
    """Describe one backup.

    **Shapes** ``rows``: table to count; ``key_mark``: made from the installation key, and leads not back to it.
    """

    version: str
    made_at: str
    database: str
    migration: str
    sha256: str
    key_mark: str
    rows: Mapping[str, int]

    @property
    def row_count(self) -> int:
        """Return the rows of all tables."""
        return sum(self.rows.values())

    @property
    def moment(self) -> datetime:
        """Return when it was made."""
        return datetime.fromisoformat(self.made_at)

    def write(self, path: Path) -> None:
        """Write it into a file."""
        path.write_text(json.dumps(asdict(self), indent=1), encoding="utf-8")

    @classmethod
    def read(cls, path: Path) -> Manifest:
        """Read it from a file."""
        return cls(**json.loads(path.read_text(encoding="utf-8")))

    def require_copy(self, path: Path) -> None:
        """Refuse a copy that is not the one described. **Errors** BackupError."""
        if fingerprint(path) != self.sha256:
            raise BackupError("The backup is damaged: its copy of the database is not the one its manifest names.")


def fingerprint(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
