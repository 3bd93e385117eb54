"""Show: pages and forms, one package per role. Knows no SQL and no rules."""

from __future__ import annotations

from flask import Flask

from matchday.web import (
    account,
    checkin,
    coach,
    employer,
    errors,
    filters,
    guard,
    language,
    participant,
    public,
    staff,
)


def register(app: Flask) -> None:
    """Give the application its pages."""
    guard.init_app(app)
    language.init_app(app)
    filters.init_app(app)
    errors.init_app(app)
    for package in (public, account, staff, coach, employer, participant, checkin):
        app.register_blueprint(package.bp)
