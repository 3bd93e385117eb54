"""Somebody with an authenticator app on their phone."""

from __future__ import annotations

from passlib.totp import TOTP

from tests.journeys.visitor import Visitor


def set_up_app(visitor: Visitor) -> TOTP:
    """Set up the second factor by an app at the first sign-in, keep the codes, go on. Return the app."""
    visitor.tap("App einrichten", role="link")
    address = visitor.page.get_by_role("link", name="Auf diesem Telefon öffnen").get_attribute("href")
    app: TOTP = TOTP.from_uri(address)
    visitor.fill("Code aus der App", app.generate().token)
    visitor.tap("Einrichten")
    visitor.tap("Ersatzcodes zeigen")
    visitor.tap("Ich habe sie aufbewahrt", role="link")
    return app
