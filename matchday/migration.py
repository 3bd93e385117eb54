"""Migrations: loaded by commands only. The web never changes a table, and its process stays small."""

from __future__ import annotations

import click
from flask import Flask, current_app

from matchday.config import ROOT
from matchday.extensions import db


def init_app(app: Flask) -> None:
    """Prepare ``flask db`` where the application is built for a command."""
    if click.get_current_context(silent=True) is not None:
        bind(app)


def bind(app: Flask) -> None:
    """Tell Flask-Migrate where the migrations are."""
    from flask_migrate import Migrate

    Migrate(app, db, directory=str(ROOT / "migrations"), render_as_batch=True)


def upgrade() -> None:
    """Bring the tables of the current application up to the newest migration."""
    from flask_migrate import upgrade as carry_out

    bind(current_app._get_current_object())  # type: ignore[attr-defined]
    carry_out()


def downgrade(revision: str) -> None:
    """Take the tables of the current application down to ``revision``, or to ``base``: none."""
    from flask_migrate import downgrade as carry_out

    bind(current_app._get_current_object())  # type: ignore[attr-defined]
    carry_out(revision=revision)
