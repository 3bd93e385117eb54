"""Garbage: objects that point at each other are looked for between requests, never within one.

Python before 3.12 looks for them in the middle of whatever takes memory, and what it then destroys can pull the ground
from under the interpreter: a page of thousands of rows ended the process. Within a request hardly anything is garbage
yet, so looking there costs time and finds nothing.

**Source** python/cpython issue 97922: since 3.12 it is looked for between two instructions only.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable
from itertools import count
from typing import TYPE_CHECKING

from werkzeug.wsgi import ClosingIterator

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

ALL_EVERY = 50
"""After so many requests everything is looked through, not only what is new."""


def collect_between_requests(answer: WSGIApplication) -> WSGIApplication:
    """Return the application so that garbage is looked for once an answer is sent.

    It begins with the first request: a command line that loads the application goes on as it was. What is loaded by
    then is left out.
    """
    requests = count()

    def collect() -> None:
        gc.collect(1 if next(requests) % ALL_EVERY else 2)

    def answer_and_collect(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if gc.isenabled():
            gc.collect()
            gc.freeze()
            gc.disable()
        return ClosingIterator(answer(environ, start_response), collect)

    return answer_and_collect
