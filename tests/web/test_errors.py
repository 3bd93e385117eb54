"""Refusals and faults are pages in the reader's language, never a traceback."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError

from matchday.core.errors import RuleError
from tests.page_client import PageClient


def _raise(error: Exception) -> None:
    raise error


@pytest.fixture
def broken(app: Flask) -> Flask:
    """Return an application with pages that break."""
    app.config["PROPAGATE_EXCEPTIONS"] = False
    faults = {
        "/fault": ValueError("a name that must not be shown"),
        "/database": OperationalError("SELECT secret", {}, Exception("disk")),
        "/refusal": RuleError("link_gone"),
    }
    app.view_functions.update({path: (lambda error=error: _raise(error)) for path, error in faults.items()})
    for path in faults:
        app.url_map.add(app.url_rule_class(path, endpoint=path))
    return app


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/nowhere", 404, "Diese Seite gibt es nicht."),
        ("/fault", 500, "Bei uns ist etwas kaputt."),
        ("/database", 503, "Wir sind gleich wieder da."),
        ("/refusal", 409, "Dieser Link gilt nicht mehr."),
    ],
)
def test_a_refusal_is_a_page(broken: Flask, path: str, status: int, words: str) -> None:
    page = PageClient(broken).get(path, expect=status)

    assert words in page.text
    assert "secret" not in page.html
    assert "Traceback" not in page.html
    assert "must not be shown" not in page.html


def test_a_wrong_method_says_which_are_right(app: Flask) -> None:
    answer = app.test_client().post("/imprint", data={"csrf_token": PageClient(app).csrf_token()})

    assert answer.status_code in (403, 405)


@pytest.mark.parametrize("referer", ["http://[", "http://[::1]]/staff/", "//[x"])
def test_who_says_nonsense_about_where_they_came_from_is_refused_all_the_same(app: Flask, referer: str) -> None:
    assert app.test_client().get("/nowhere", headers={"Referer": referer}).status_code == 404


def test_a_form_without_its_token_is_refused_in_words(app: Flask) -> None:
    answer = app.test_client().post("/access", data={"short_code": "ABCDE"})

    assert answer.status_code == 403
    assert "Es wurde nichts gespeichert" in answer.get_data(as_text=True)


def test_too_much_at_once_is_refused_in_words(client: PageClient) -> None:
    page = client.post("/language", {"language": "x" * 12_000_000}, expect=413)

    assert "Diese Datei ist zu groß." in page.text


def test_many_wrong_codes_are_slowed_down(client: PageClient) -> None:
    for _ in range(10):
        client.post("/access", {"short_code": "ABCDE FGH12"}, expect=422)

    page = client.post("/access", {"short_code": "ABCDE FGH12"}, expect=429)

    assert "Das waren viele Versuche." in page.text


@pytest.mark.parametrize(
    ("path", "status"), [("/nowhere", 404), ("/fault", 500), ("/database", 503), ("/refusal", 409)]
)
@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("en", "ltr"), ("de", "ltr")])
def test_a_refusal_is_in_the_reader_s_language(
    broken: Flask, path: str, status: int, language: str, direction: str
) -> None:
    answer = broken.test_client().get(path, headers={"Accept-Language": language})

    html = answer.get_data(as_text=True)
    assert (answer.status_code, f'<html lang="{language}" dir="{direction}">' in html) == (status, True)
    assert ("Zur Startseite" in html) == (language == "de")
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")


@pytest.mark.parametrize(
    ("referrer", "back"),
    [("http://localhost/imprint", "/imprint"), ("https://elsewhere.example//x", None), (None, None)],
)
def test_a_refusal_leads_back_to_where_somebody_came_from(
    broken: Flask, referrer: str | None, back: str | None
) -> None:
    html = (
        broken.test_client().get("/refusal", headers={"Referer": referrer} if referrer else {}).get_data(as_text=True)
    )

    assert ("Zurück" in html) == (back is not None)
    assert back is None or f'href="{back}"' in html
