"""Somebody who looks and then hesitates: what a lock is for shows in each run, however busy the machine."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

PAUSE_S = 0.5


def pausing(look: Callable[..., Any], *, for_s: float = PAUSE_S) -> Callable[..., Any]:
    """Return what looks and then waits, so that others look meanwhile."""

    def look_and_wait(*args: Any, **how: Any) -> Any:
        seen = look(*args, **how)
        time.sleep(for_s)
        return seen

    return look_and_wait
