"""Ask the system about processes, and wait for what comes true by itself."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path


def is_alive(number: int) -> bool:
    """Say whether this process runs; one that only waits to be buried does not."""
    try:
        return Path(f"/proc/{number}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def eventually(question: Callable[[], object], *, within_s: float = 15) -> None:
    """Return when the question is answered with yes."""
    deadline = time.monotonic() + within_s
    while not question():
        assert time.monotonic() < deadline, "it did not come true in time"
        time.sleep(0.02)
