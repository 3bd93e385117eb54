"""Headers of every answer, literally."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from matchday.app import create_app
from tests.conftest import settings

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


def test_the_session_cookie_is_locked_over_https(tmp_path: Path, empty_database: Path) -> None:
    app = create_app(settings(tmp_path, f"sqlite:///{empty_database}", PUBLIC_URL="https://tag.birkenried.example"))

    cookie = app.test_client().get("/access").headers["Set-Cookie"]

    assert cookie.startswith("__Host-matchday=")
    assert all(word in cookie for word in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"))


@pytest.mark.parametrize("path", ["/static/css/matchday.css", "/imprint", "/login"])
def test_a_wrong_method_is_answered_with_the_headers_too(app: Flask, path: str) -> None:
    with app.test_client().put(path) as answer:
        pass

    assert {name: answer.headers.get(name) for name in EXPECTED} == EXPECTED


def test_pages_are_compressed_where_the_browser_can(app: Flask) -> None:
    answer = app.test_client().get("/privacy", headers={"Accept-Encoding": "br, gzip"})

    assert answer.headers["Content-Encoding"] == "br"
    assert answer.headers["Cache-Control"] == "no-store"
