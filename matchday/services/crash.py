"""Let tests end the process at a chosen place, as a power cut would; everywhere else this does nothing."""

from __future__ import annotations

import os
import signal
from pathlib import Path


def crash_point(name: str) -> None:
    """Kill this process at once if ``MATCHDAY_CRASH_AT`` names this place.

    ``MATCHDAY_CRASH_ONCE`` is a file that is written first, so that the process started next passes.
    """
    if os.environ.get("MATCHDAY_CRASH_AT") != name:
        return
    mark = Path(os.environ["MATCHDAY_CRASH_ONCE"])
    if not mark.exists():
        mark.write_text(name)
        os.kill(os.getpid(), signal.SIGKILL)
