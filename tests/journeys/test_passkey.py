"""A passkey in a real browser, with Chromium's own virtual device: set up, sign in, confirm."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.conftest import copied
from tests.journeys.served import Served, free_port, serve
from tests.journeys.visitor import DESK, Visitor

pytestmark = pytest.mark.browser
PASSWORD = "ein langer Satz für das Büro"


@pytest.fixture
def served(tmp_path: Path, empty_database: Path) -> Iterator[Served]:
    """Return matchday under a name: passkeys know no addresses of numbers."""
    port, instance = str(free_port()), copied(empty_database, tmp_path)
    with serve(instance, with_worker=False, PORT=port, PUBLIC_URL=f"http://localhost:{port}") as served:
        yield served


@pytest.fixture
def owner(served: Served, browser: Browser) -> Visitor:
    """Return an owner who signed in for the first time, at a device that can make passkeys."""
    said = served.flask("account", "invite-owner", "hansen@birkenried.example", "--name", "Frau Hansen",
                        "--organiser", "Landkreis Birkenried")  # fmt: skip
    owner = Visitor(browser, served.address, size=DESK)
    device = owner.context.new_cdp_session(owner.page)
    device.send("WebAuthn.enable")
    abilities = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
    }
    device.send("WebAuthn.addVirtualAuthenticator", {"options": abilities})
    owner.open(re.search(r"http\S+", said).group())  # type: ignore[union-attr]
    owner.tap("Anmelden")
    owner.fill("Neues Passwort", PASSWORD)
    owner.fill("Noch einmal", PASSWORD)
    owner.tap("Passwort speichern")
    return owner


def test_a_passkey_is_set_up_and_signs_in(owner: Visitor) -> None:
    owner.tap("Passkey einrichten", role="link")
    owner.tap("Passkey auf diesem Gerät einrichten")
    owner.reads("Ihr Passkey ist gespeichert")
    owner.tap("Ersatzcodes zeigen")
    owner.tap("Ich habe sie aufbewahrt", role="link")
    owner.reads("Noch keine Veranstaltung")

    owner.tap("Abmelden", within="header")
    owner.open("/login")
    owner.tap("Mit Passkey anmelden")
    owner.reads("Noch keine Veranstaltung")

    owner.tap("Abmelden", within="header")
    owner.open("/login")
    owner.fill("E-Mail-Adresse", "hansen@birkenried.example")
    owner.fill("Passwort", PASSWORD)
    owner.tap("Anmelden")
    owner.reads("Zweiter Schritt")
    owner.tap("Mit Passkey weiter")
    owner.reads("Noch keine Veranstaltung")

    owner.open("/account/confirm?next=/account/")
    owner.tap("Mit Passkey bestätigen")
    owner.reads("Wo bin ich angemeldet?")
    owner.reads("Passkey: Linux, Chrome")
