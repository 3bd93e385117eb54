"""Logs: one line of JSON for whatever happened, to standard error. They name places and numbers, never people.

What an error or a library says may hold anything, a name or a token: of errors we write the kind and the places in the
code, of libraries the place where they spoke. The request id on every line stands in the answer's header too.
"""

from __future__ import annotations

import logging
import sys
import time
import traceback
from collections.abc import Iterator
from types import TracebackType
from typing import Any
from uuid import uuid4

import structlog
from flask import Flask, Response, g, request
from structlog.typing import EventDict

from matchday.config import ROOT

OURS = "matchday"
HEADER = "X-Request-Id"
log = logging.getLogger("matchday.request")


def set_up_logs(stream: Any = None) -> None:
    """Write every log line of this process as JSON: ours from INFO on, those of libraries from WARNING on."""
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[
            structlog.contextvars.merge_contextvars,
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.stdlib.ExtraAdder(allow=["method", "endpoint", "status", "ms"]),
            structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
        ],
        processors=[
            keep_to_places,
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.JSONRenderer(sort_keys=True),
        ],
    )
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers, root.level = [handler], logging.WARNING
    logging.getLogger(OURS).setLevel(logging.INFO)
    for name in ("gunicorn.error", "gunicorn.access", "dbos"):  # they bring handlers of their own, for plain text
        logging.getLogger(name).handlers, logging.getLogger(name).propagate = [], True
    logging.captureWarnings(capture=True)


def keep_to_places(logger: Any, method: str, line: EventDict) -> EventDict:
    """Take the words of errors and libraries out of a line; their places stay."""
    record: logging.LogRecord = line["_record"]
    if record.name.split(".", maxsplit=1)[0] != OURS:
        line["event"] = f"{record.module}:{record.lineno}"
    told = line.get("exc_info")
    error = told[1] if isinstance(told, tuple) else None
    for name in ("exc_info", "exception", "stack_info", "stack"):
        line.pop(name, None)
    if error is not None:
        line["error"] = [{"kind": _kind(one), "places": _places(one.__traceback__)} for one in _chain(error)]
    return line


def init_app(app: Flask) -> None:
    """Give every request an id, and a line with what was asked for and how long it took."""
    app.before_request_funcs.setdefault(None, []).insert(0, begin_request)
    app.after_request(end_request)


def begin_request() -> None:
    """Bind a new id to every line of this request. One that came along is not trusted."""
    g.request_id, g.began_s = uuid4().hex[:16], time.perf_counter()
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request_id=g.request_id)


def end_request(response: Response) -> Response:
    """Write down the endpoint, never the address: keys stand in it, and whatever a stranger typed."""
    if request_id := g.get("request_id"):
        response.headers[HEADER] = request_id
        took_ms = round((time.perf_counter() - g.began_s) * 1000)
        line = {"method": request.method, "endpoint": request.endpoint, "status": response.status_code, "ms": took_ms}
        log.info("request", extra=line)
    return response


def _chain(error: BaseException) -> Iterator[BaseException]:
    """Yield an error and what led to it."""
    seen: set[int] = set()
    found: BaseException | None = error
    while found is not None and id(found) not in seen:
        seen.add(id(found))
        yield found
        found = found.__cause__ or (None if found.__suppress_context__ else found.__context__)


def _kind(error: BaseException) -> str:
    return f"{type(error).__module__}.{type(error).__qualname__}"


def _places(trace: TracebackType | None) -> list[str]:
    home = f"{ROOT}/"
    return [f"{frame.filename.removeprefix(home)}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]
