"""Reading changes nothing, and nothing is written without the token of its form: law 6, over http and https."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask

from matchday.app import create_app
from matchday.core.event import Stage
from matchday.extensions import db, limiter
from matchday.models import Organiser
from matchday.web import guard
from tests.conftest import copied, empty, settings
from tests.house.access_table import GATEWAY, who_enters
from tests.house.crawl import fingerprint, walk
from tests.house.world import Doors, open_doors

HTTPS = "https://localhost"
BOTH = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]


@contextmanager
def opened(app: Flask, *, stage: Stage) -> Iterator[Doors]:
    """Open the doors of a house for one test."""
    limiter.enabled, was = False, limiter.enabled
    with app.app_context():
        try:
            yield open_doors(app, stage=stage)
        finally:
            limiter.enabled = was
            db.session.remove()
            db.engine.dispose()


@pytest.fixture(params=["http", "https"])
def doors(request: pytest.FixtureRequest, tmp_path: Path, empty_database: Path) -> Iterator[Doors]:
    """Return the doors of a house that people reach by http, or by https."""
    app = create_app(settings(copied(empty_database, tmp_path), PUBLIC_URL=f"{request.param}://localhost"))
    with opened(app, stage=Stage.WISHING) as doors:
        yield doors


def writing(doors: Doors) -> Iterator[tuple[str, str, str]]:
    """Give every address of a form with its method, for nobody and for whoever may most there."""
    for rule, method in doors.rules("POST", "PUT", "PATCH", "DELETE"):
        if rule.endpoint in GATEWAY:
            continue
        for visitor in {"nobody", *who_enters(rule.endpoint)[-1:]} & doors.visitors.keys():
            yield visitor, method, doors.address(rule, doors.own.keys)


def let_through(doors: Doors, token: str, **headers: str) -> list[tuple[str, str, int]]:
    """Return every writing address that does not refuse a form with this token."""
    answers = (
        (visitor, path, doors.ask(visitor, method, path, {"csrf_token": token}, **headers).status_code)
        for visitor, method, path in writing(doors)
    )
    return [answer for answer in answers if answer[2] not in (400, 403)]


def test_no_form_is_taken_without_its_token(doors: Doors) -> None:
    before = fingerprint()

    assert let_through(doors, "", Referer=f"{HTTPS}/access") == []
    assert fingerprint() == before


def test_no_form_is_taken_with_the_token_of_somebody_else(doors: Doors) -> None:
    before = fingerprint()

    assert let_through(doors, doors.visitors["reader"].csrf_token, Referer=f"{HTTPS}/access") == []
    assert fingerprint() == before


def test_without_its_guard_forms_would_be_taken(doors: Doors) -> None:
    before = fingerprint()
    doors.app.config["WTF_CSRF_ENABLED"] = False

    taken = {visitor for visitor, _, _ in let_through(doors, "", Referer=f"{HTTPS}/access")}

    assert taken >= {"owner", "employer", "participant"}  # the coach's account was closed on the way
    assert fingerprint() != before


@pytest.mark.parametrize("doors", ["https"], indirect=True)
@pytest.mark.parametrize(
    "led_from", [{}, {"Referer": "https://elsewhere.example/staff/"}], ids=["nowhere", "elsewhere"]
)
def test_over_https_no_form_is_taken_that_came_from_elsewhere(doors: Doors, led_from: dict[str, str]) -> None:
    taken = [
        (visitor, path)
        for visitor, method, path in writing(doors)
        if doors.ask(visitor, method, path, **led_from).status_code not in (400, 403)
    ]

    assert taken == []


def test_a_form_of_ours_is_taken(doors: Doors) -> None:
    referer = f"{HTTPS if doors.is_https else 'http://localhost'}/staff/organiser"

    answer = doors.ask("owner", "POST", "/staff/organiser", {"name": "Landkreis Neu"}, Referer=referer)

    assert answer.status_code in (302, 422)


@pytest.fixture(params=BOTH)
def house(request: pytest.FixtureRequest, tmp_path: Path, empty_database: Path) -> Flask:
    """Return an application on each kind of database."""
    if request.param == "sqlite":
        return create_app(settings(copied(empty_database, tmp_path)))
    url = request.getfixturevalue("postgres_url")
    empty(url)
    return create_app(settings(tmp_path, url))


@pytest.mark.parametrize("house", BOTH[1:], indirect=True)
def test_whatever_is_read_changes_nothing(house: Flask) -> None:
    """On a published day everybody's pages are walked in test_seen_fields.py, on SQLite."""
    with opened(house, stage=Stage.WISHING) as doors:
        before, counted = fingerprint(), 0

        for visitor in doors.visitors:
            counted += sum(1 for _ in walk(doors, visitor))
        counted += sum(1 for _ in walk(doors, "owner", method="HEAD"))

        assert fingerprint() == before
        assert counted > 200


def test_a_page_that_writes_is_noticed(house: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def write() -> str:
        db.session.add(Organiser(name="Landkreis Heimlich"))
        db.session.commit()
        return "geschrieben"

    monkeypatch.setattr(guard, "SAFE", frozenset())
    house.view_functions["public.imprint"] = write
    with opened(house, stage=Stage.WISHING) as doors:
        before = fingerprint()

        list(walk(doors, "nobody"))

        assert fingerprint() != before
