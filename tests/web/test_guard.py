"""Reading never writes, and who is not signed in is shown the way."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matchday.core.account import Role
from matchday.extensions import db
from matchday.models import Organiser
from matchday.web import guard
from tests.factories import an_account
from tests.page_client import PageClient


@pytest.fixture
def sly(app: Flask) -> Flask:
    """Return an application with a page that writes while it is only read."""

    def write() -> str:
        db.session.add(Organiser(name="Landkreis Heimlich"))
        db.session.flush()
        db.session.commit()
        return "geschrieben"

    app.view_functions["sly"] = write
    app.url_map.add(app.url_rule_class("/sly", endpoint="sly"))
    app.config["PROPAGATE_EXCEPTIONS"] = False
    return app


def count_organisers(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Organiser)) or 0


def test_a_page_that_writes_while_it_is_read_is_a_fault(sly: Flask, session: Session) -> None:
    answer = sly.test_client().get("/sly")

    assert answer.status_code == 500
    assert count_organisers(session) == 0


def test_without_the_guard_it_would_write(sly: Flask, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "SAFE", frozenset())

    answer = sly.test_client().get("/sly")

    assert answer.get_data(as_text=True) == "geschrieben"
    assert count_organisers(session) == 1


def test_a_writing_request_begins_with_the_write_lock(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    begun: list[str] = []
    db.session.remove()
    with db.engine.connect() as connection:
        raw = connection.connection.dbapi_connection
        assert raw is not None
        raw.set_trace_callback(begun.append)
        connection.rollback()
        connection.exec_driver_sql("SELECT 1")
        raw.set_trace_callback(None)

    assert "BEGIN IMMEDIATE" in begun


def test_who_is_not_signed_in_is_shown_the_way(app: Flask) -> None:
    client = app.test_client()

    ways = {path: client.get(path).headers["Location"].split("?")[0] for path in ("/staff/", "/participant/")}

    assert ways == {"/staff/": "/login", "/participant/": "/access"}


def test_another_role_is_told_that_nothing_is_here(client: PageClient, session: Session) -> None:
    client.sign_in(an_account(session, Role.COACH))

    page = client.get("/staff/", expect=404)

    assert "Diese Seite gibt es nicht." in page.text


@pytest.mark.parametrize(
    ("asked", "back"),
    [("/participant/", "/participant/"), ("https://elsewhere.example", "/"), ("//elsewhere.example", "/"), (None, "/")],
)
def test_nobody_is_led_elsewhere(asked: str | None, back: str) -> None:
    assert guard.keep_back(asked, "/") == back
