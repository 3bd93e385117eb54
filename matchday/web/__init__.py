"""Show: pages and forms, one package per role. Knows no SQL and no rules."""

from __future__ import annotations

from flask import Flask

from matchday.web import coach, employer, errors, filters, guard, language, limits, participant, public, staff


def register(app: Flask) -> None:
    """Give the application its pages."""
    guard.init_app(app)
    language.init_app(app)
    filters.init_app(app)
    errors.init_app(app)
    limits.init_app(app)
    for package in (public, staff, coach, employer, participant):
        app.register_blueprint(package.bp)
