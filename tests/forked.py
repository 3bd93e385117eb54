"""Processes that are loaded when they begin: forked from one that has imported matchday, with its worker, once.

To import everything anew takes three seconds of a processor; the tests of crashes and crowds begin fifty processes.
That the worker and the web start from nothing is shown by the journeys.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from multiprocessing import get_context
from multiprocessing.process import BaseProcess

CONTEXT = get_context("forkserver")
CONTEXT.set_forkserver_preload(["matchday.worker", "dbos", "tests.services.crowd"])


def begin(deed: Callable[..., object], *given: object, environ: Mapping[str, str] | None = None) -> BaseProcess:
    """Do a deed in a process of its own, in these surroundings."""
    process = CONTEXT.Process(target=act, args=(deed, given, dict(environ or {})))
    process.start()
    return process


def act(deed: Callable[..., object], given: tuple[object, ...], environ: dict[str, str]) -> None:
    """Do the deed as if this process had been started for it."""
    os.environ.update(environ)
    deed(*given)
    sys.stdout.flush()
