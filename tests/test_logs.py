"""Logs are JSON with a request id; no word of a person, no token and no line break gets into them."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from matchday.logs import set_up_logs
from tests.factories import a_participant, an_event

CANARY = "qpzxgeheim"


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    """Return what the process writes to its log, and put everything back afterwards."""
    root, ours = logging.getLogger(), logging.getLogger("matchday")
    before = (root.handlers, root.level, ours.level)
    stream = io.StringIO()
    set_up_logs(stream)
    yield stream
    (root.handlers, root.level, ours.level) = before
    logging.captureWarnings(capture=False)


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_a_line_is_json_and_a_line_break_is_no_new_line(stream: io.StringIO) -> None:
    logging.getLogger("matchday.worker").warning("message %s was not taken\r\n{}", 7)

    (line,) = lines(stream)
    assert line["event"] == "message 7 was not taken\r\n{}"
    assert (line["level"], line["logger"]) == ("warning", "matchday.worker")


def test_of_an_error_only_kind_and_places_are_told(stream: io.StringIO) -> None:
    try:
        try:
            raise ValueError(CANARY)
        except ValueError as error:
            raise KeyError(CANARY) from error
    except KeyError:
        logging.getLogger("matchday.web").exception("a page broke")

    (line,) = lines(stream)
    assert [one["kind"] for one in line["error"]] == ["builtins.KeyError", "builtins.ValueError"]
    assert line["error"][0]["places"][0].startswith("tests/test_logs.py:")
    assert CANARY not in stream.getvalue()


def test_of_a_library_only_the_place_is_told(stream: io.StringIO) -> None:
    logging.getLogger("dbos").error("could not send to %s", CANARY)

    (line,) = lines(stream)
    assert line["event"].startswith("test_logs:")


def test_what_the_database_says_of_a_refused_row_is_not_told(stream: io.StringIO, session: Session) -> None:
    event = an_event(session)
    a_participant(session, event, reference=CANARY)

    with pytest.raises(IntegrityError) as refused:
        a_participant(session, event, reference=CANARY)
    logging.getLogger("matchday").error("a page broke", exc_info=refused.value)

    assert lines(stream)[-1]["error"][0]["kind"] == "sqlalchemy.exc.IntegrityError"
    assert CANARY not in stream.getvalue()


def test_the_request_id_stands_in_every_line_and_in_the_answer(stream: io.StringIO, app: Flask) -> None:
    answer = app.test_client().get("/access", headers={"X-Request-Id": CANARY})

    (line,) = [line for line in lines(stream) if line["event"] == "request"]
    assert line["request_id"] == answer.headers["X-Request-Id"] != CANARY
    assert (line["method"], line["endpoint"], line["status"]) == ("GET", "public.access", 200)


def test_no_page_that_breaks_tells_what_was_asked_or_typed(stream: io.StringIO, app: Flask) -> None:
    app.before_request(break_down)
    asked = 0
    for rule in app.url_map.iter_rules():
        if rule.endpoint == "static":
            continue
        names = {name: "1" if "ordinal" in name or name.endswith("number") else CANARY for name in rule.arguments}
        with app.test_request_context():
            path = app.url_map.bind("localhost").build(rule.endpoint, names)
        for method in rule.methods & {"GET", "POST"}:
            answer = app.test_client().open(
                f"{path}?next={CANARY}", method=method, data={"token": CANARY} if method == "POST" else None,
                headers={"User-Agent": CANARY, "Referer": f"http://localhost/{CANARY}", "Cookie": f"matchday={CANARY}"},
            )  # fmt: skip
            asked += answer.status_code == 500

    assert asked > 100
    assert len([line for line in lines(stream) if line["event"] == "a page broke"]) == asked
    assert CANARY not in stream.getvalue()


def break_down() -> None:
    """Break as the worst page could: with everything it knows in its last words."""
    raise RuntimeError(CANARY)


def test_without_the_care_the_words_would_stand_there(stream: io.StringIO) -> None:
    plain = logging.StreamHandler(stream)
    logging.getLogger("matchday").addHandler(plain)
    try:
        raise ValueError(CANARY)
    except ValueError:
        logging.getLogger("matchday").exception("a page broke")
    finally:
        logging.getLogger("matchday").removeHandler(plain)

    assert CANARY in stream.getvalue()
