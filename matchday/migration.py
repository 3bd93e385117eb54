"""Migrations: loaded by commands only. The web never changes a table, and its process stays small."""

from __future__ import annotations

import click
from flask import Flask, current_app
from sqlalchemy import Engine, inspect, text

from matchday.config import ROOT
from matchday.extensions import db


class SchemaError(RuntimeError):
    """Say that tables and code do not belong together, and which command mends it."""


def init_app(app: Flask) -> None:
    """Prepare ``flask db`` where the application is built for a command."""
    if click.get_current_context(silent=True) is not None:
        bind(app)


def bind(app: Flask) -> None:
    """Tell Flask-Migrate where the migrations are."""
    from flask_migrate import Migrate

    Migrate(app, db, directory=str(ROOT / "migrations"), render_as_batch=True)


def require_newest(app: Flask) -> None:
    """Refuse to start where the tables are not those of this code; commands start, to mend it.

    **Errors** SchemaError with the command to run.
    """
    if click.get_current_context(silent=True) is not None:
        return
    with app.app_context():
        done = read_revision(db.engine)
    if done != newest():
        raise SchemaError(_advice(done))


def read_revision(engine: Engine) -> str | None:
    """Return the number of the last migration that was done, or None."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
        return found


def newest() -> str:
    """Return the number of the newest migration of this code."""
    return max(path.name for path in (ROOT / "migrations" / "versions").glob("[0-9]*.py")).partition("_")[0]


def _advice(done: str | None) -> str:
    if done is not None and done > newest():
        return (
            f"The tables are newer than this matchday: migration {done}, known up to {newest()}. "
            "Start the newer matchday, or restore the backup that was made before the update."
        )
    return (
        f"The tables are older than this matchday: migration {done or 'none'}, needed {newest()}. Make a backup with "
        "`flask --app wsgi backup make FOLDER`, then run `flask --app wsgi db upgrade` and start again."
    )


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
