"""A folder in place of a mail server or gateway: for the demo, and wherever nothing is sent."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path


def put_into_folder(content: bytes, folder: Path, *, name: str) -> None:
    """Put a message into a folder, the moment before its name. Whoever looks into the folder finds whole ones only."""
    folder.mkdir(parents=True, exist_ok=True)
    dated = f"{datetime.now(UTC):%Y%m%d-%H%M%S-%f}-{name}"
    draft = folder / f".{dated}.draft"
    draft.write_bytes(content)
    draft.rename(folder / dated)
