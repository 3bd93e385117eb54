"""Somebody with an authenticator app on their phone."""

from __future__ import annotations

import pyotp

from tests.journeys.visitor import Visitor


def set_up_app(visitor: Visitor) -> pyotp.TOTP:
    """Set up the second factor by an app at the first sign-in, keep the codes, go on. Return the app."""
    visitor.tap("App einrichten", role="link")
    address = visitor.page.get_by_role("link", name="Auf diesem Telefon öffnen").get_attribute("href")
    app = pyotp.parse_uri(address)
    visitor.fill("Code aus der App", app.now())
    visitor.tap("Einrichten")
    visitor.tap("Ersatzcodes zeigen")
    visitor.tap("Ich habe sie aufbewahrt", role="link")
    return app
