"""A child of the test that kills itself in the midst of a deed, as a loss of power would."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable

from sqlalchemy import event

from matchday.extensions import db


def is_killed(deed: Callable[[], object], at: int) -> bool:
    """Do a deed in a child that kills itself before its statement number ``at``; commits count too.

    Return whether it came to that: a short deed is done before.
    """
    db.engine.dispose()
    child = os.fork()
    if child == 0:
        count = 0

        def count_down(*_: object) -> None:
            nonlocal count
            count += 1
            if count == at:
                os.kill(os.getpid(), signal.SIGKILL)

        try:
            event.listen(db.engine, "before_cursor_execute", count_down)
            event.listen(db.engine, "commit", count_down)
            deed()
            os._exit(0)
        finally:
            os._exit(1)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0, "the deed failed by itself"
    return os.WIFSIGNALED(status)
