"""Pages for translations of slots' texts, with a translator that really answers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from matchday import translator
from matchday.core.account import Role
from matchday.models import Event, Slot
from matchday.services.slottext import list_slot_texts
from tests.factories import a_slot, an_account, an_event
from tests.page_client import PageClient


class Translator(BaseHTTPRequestHandler):
    """Answer as LibreTranslate does; it knows Arabic and Turkish, badly."""

    asked: list[dict[str, Any]]

    def do_POST(self) -> None:
        """Translate, refuse, say nothing of use, or send elsewhere."""
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.asked.append({"path": self.path, **asked})
        status, body = {
            "ar": (200, {"translatedText": f"[{asked['q']}]"}),
            "tr": (200, {"translatedText": None}),
            "en": (302, {}),
        }.get(asked["target"], (400, {"error": "ti is not supported"}))
        self.send_response(status)
        self.send_header("Location", "/elsewhere")
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def asked(app: Flask) -> Iterator[list[dict[str, Any]]]:
    """Let a translator listen on this machine, and return what it is asked."""
    Translator.asked = []
    with ThreadingHTTPServer(("127.0.0.1", 0), Translator) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        config = app.extensions["matchday.config"]
        address = f"http://127.0.0.1:{server.server_port}"
        app.extensions["matchday.config"] = replace(config, translator_url=address, translator_key="k")
        yield Translator.asked
        server.shutdown()


@pytest.fixture
def event(session: Session, client: PageClient) -> Event:
    staff = an_account(session, Role.STAFF)
    session.commit()
    client.sign_in(staff)
    return an_event(session, by=staff)


@pytest.fixture
def slot(session: Session, event: Event) -> Slot:
    found = a_slot(session, event, title="Halle 2", duties="Bleche kanten", foreman_name="Herr Ott")
    session.commit()
    return found


def address(slot: Slot, event: Event, end: str = "") -> str:
    return f"/staff/{event.key}/slots/{slot.key}/texts{end}"


def test_staff_write_a_translation(session: Session, client: PageClient, event: Event, slot: Slot) -> None:
    assert "noch keine" in client.get(f"/staff/{event.key}/slots/{slot.key}").text
    form = client.get(address(slot, event, "/ar"))
    assert "Vorschlag holen" not in form.text
    assert {"Halle 2", "Bleche kanten"} <= {text.strip() for text in form.texts}
    assert [field["dir"] for field in form.all("textarea")] == ["rtl"]

    page = client.follow(address(slot, event, "/ar"), {"title": "", "duties": "ثني الصفائح", "is_read": "y"})

    assert "übersetzt" in page.text
    assert list_slot_texts(session, slot)["ar"].is_read
    slot.duties = "Bleche schneiden"
    session.commit()
    assert "Der Betrieb hat den Text geändert" in client.get(address(slot, event)).text
    client.get(address(slot, event, "/de"), expect=404)


def test_a_draft_fills_the_form_and_nothing_is_saved(
    session: Session, client: PageClient, event: Event, slot: Slot, asked: list[dict[str, Any]]
) -> None:
    assert "Vorschlag holen" in client.get(address(slot, event, "/ar")).text
    assert not asked

    page = client.post(address(slot, event, "/ar/draft"), expect=200)

    assert "Entwurf einer Maschine" in page.text
    assert "[Bleche kanten]" in page.text
    assert list_slot_texts(session, slot) == {}
    assert asked[0] == {
        "path": "/translate", "q": "Halle 2", "source": "de", "target": "ar", "format": "text", "api_key": "k",
    }  # fmt: skip
    assert [one["q"] for one in asked] == ["Halle 2", "Bleche kanten"]


@pytest.mark.parametrize("tag", ["ti", "tr", "en"])
def test_a_translator_that_cannot_is_told_in_words(
    client: PageClient, event: Event, slot: Slot, asked: list[dict[str, Any]], tag: str
) -> None:
    page = client.post(address(slot, event, f"/{tag}/draft"), expect=409)

    assert "hat keine Übersetzung geschickt" in page.text
    assert [one["path"] for one in asked] == ["/translate"]


def test_a_translator_that_is_silent_or_missing(
    app: Flask, client: PageClient, event: Event, slot: Slot, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "kein Übersetzungsprogramm" in client.post(address(slot, event, "/ar/draft"), expect=409).text
    monkeypatch.setattr(translator, "PATIENCE_S", 0.1)
    with ThreadingHTTPServer(("127.0.0.1", 0), Translator) as deaf:  # it listens, and nobody picks up
        config = replace(app.extensions["matchday.config"], translator_url=f"http://127.0.0.1:{deaf.server_port}")
        app.extensions["matchday.config"] = config
        assert "antwortet nicht" in client.post(address(slot, event, "/ar/draft"), expect=409).text
    client.post(address(slot, event, "/de-simple/draft"), expect=409)
