"""Headers of every answer, literally."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from matchday.app import create_app
from matchday.core.account import Role
from matchday.core.event import Stage
from matchday.services.event import read_event
from matchday.web.login import leave_mark
from tests.conftest import settings
from tests.factories import a_slot, an_account, an_event
from tests.house.world import open_doors
from tests.page_client import PageClient

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
EXPECTED = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; "
    "img-src 'self' data:; connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), interest-cohort=()",
}
PATHS = ["/", "/access", "/login", "/nowhere", "/staff/", "/static/css/matchday.css", "/static/nowhere.css", "/ready"]


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_carries_the_headers(app: Flask, path: str) -> None:
    with app.test_client().get(path) as answer:
        pass

    assert {name: answer.headers.get(name) for name in EXPECTED} == EXPECTED
    assert "Strict-Transport-Security" not in answer.headers


@pytest.mark.parametrize("path", ["/", "/nowhere", "/static/css/matchday.css"])
def test_https_is_for_good(tmp_path: Path, empty_database: Path, path: str) -> None:
    app = create_app(settings(tmp_path, f"sqlite:///{empty_database}", PUBLIC_URL="https://tag.birkenried.example"))

    with app.test_client().get(path) as answer:
        pass

    assert answer.headers["Strict-Transport-Security"] == "max-age=63072000; includeSubDomains"


def test_pages_are_not_kept_and_static_files_are(app: Flask) -> None:
    client = app.test_client()

    with client.get("/access") as page, client.get("/static/css/matchday.css") as style:
        pass

    assert page.headers["Cache-Control"] == "no-store"
    assert style.headers["Cache-Control"] == "max-age=31536000, public"


def test_both_cookies_are_locked_over_https(tmp_path: Path, empty_database: Path) -> None:
    app = create_app(settings(tmp_path, f"sqlite:///{empty_database}", PUBLIC_URL="https://tag.birkenried.example"))

    cookie = app.test_client().get("/access").headers["Set-Cookie"]
    with app.test_request_context():
        mark = leave_mark(Response(), "0" * 32).headers["Set-Cookie"]

    assert cookie.startswith("__Host-matchday=")
    assert mark.startswith(f"__Host-matchday-device={'0' * 32}; ")
    assert "Max-Age=15552000" in mark  # 180 days, as long as the login is kept
    for locked in (cookie, mark):
        assert all(word in locked for word in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"))
        assert "Domain" not in locked


@pytest.mark.parametrize("path", ["/static/css/matchday.css", "/imprint", "/login"])
def test_a_wrong_method_is_answered_with_the_headers_too(app: Flask, path: str) -> None:
    with app.test_client().put(path) as answer:
        pass

    assert {name: answer.headers.get(name) for name in EXPECTED} == EXPECTED


def test_pages_are_compressed_where_the_browser_can(app: Flask) -> None:
    answer = app.test_client().get("/privacy", headers={"Accept-Encoding": "br, gzip"})

    assert answer.headers["Content-Encoding"] == "br"
    assert answer.headers["Cache-Control"] == "no-store"


CAMERA = {
    **EXPECTED,
    "Content-Security-Policy": EXPECTED["Content-Security-Policy"].replace(
        "script-src 'self';", "script-src 'self' 'wasm-unsafe-eval';"
    ),
    "Permissions-Policy": "camera=(self), geolocation=(), microphone=(), interest-cohort=()",
}


def test_only_the_page_that_scans_may_use_the_camera_and_webassembly(client: PageClient, session: Session) -> None:
    slot = a_slot(session, an_event(session, stage=Stage.RUNNING))
    event = read_event(session, slot.organiser_id, event_id=slot.event_id)
    client.sign_in(an_account(session, Role.DOOR, organiser=event.organiser))
    door = f"/checkin/{event.key}/slots/{slot.key}"

    scan, others = client.http.get(door), [client.http.get(path) for path in (f"{door}/walk-in", "/checkin", "/T")]

    assert {name: scan.headers.get_all(name) for name in CAMERA} == {name: [value] for name, value in CAMERA.items()}
    for answer in others:
        assert answer.status_code == 200
        assert {name: answer.headers.get(name) for name in EXPECTED} == EXPECTED


def test_answers_of_every_kind_carry_the_headers(app: Flask, session: Session) -> None:
    doors = open_doors(app, stage=Stage.RUNNING)
    staff, door = f"/staff/{doors.own.event.key}", f"/checkin/{doors.own.event.key}/ask"
    asked = {"scan_id": "a0" * 16, "way": "code", "shown": "ABCDEFGH"}

    answers = {
        "application/pdf": doors.ask("participant", "GET", "/participant/ticket/1.pdf"),
        "text/calendar": doors.ask("participant", "GET", "/participant/ticket/1.ics"),
        XLSX: doors.ask("staff", "GET", f"{staff}/sheet/template/matchday.xlsx"),
        "application/json": doors.ask("door", "POST", door, asked, Accept="application/json"),
        "redirect": doors.ask("nobody", "GET", "/staff/"),
        "refused": doors.ask("nobody", "POST", door, asked),
        "without a token": doors.ask("door", "POST", door, {**asked, "csrf_token": "x"}),
        "not there": doors.ask("staff", "GET", f"{staff}/slots/zzzzzzzzzz"),
        "text/css": doors.ask("nobody", "GET", f"/brand/{doors.own.event.organiser.key}.css"),
    }

    assert [answer.status_code for answer in answers.values()] == [200, 200, 200, 200, 302, 403, 403, 404, 200]
    assert [kind for kind, answer in answers.items() if "/" in kind and answer.mimetype != kind] == []
    for answer in answers.values():
        assert {name: answer.headers.get_all(name) for name in EXPECTED} == {name: [v] for name, v in EXPECTED.items()}


def test_a_page_that_broke_carries_the_headers(app: Flask) -> None:
    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.view_functions["public.imprint"] = lambda: 1 / 0

    answer = app.test_client().get("/imprint")

    assert answer.status_code == 500
    assert {name: answer.headers.get(name) for name in EXPECTED} == EXPECTED
