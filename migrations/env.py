"""Alembic's entry: migrate our tables, then those of the tasks. DBOS keeps its own and looks after them itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from alembic import context
from flask import current_app
from sqlalchemy import Connection, Enum

from matchday.extensions import db
from matchday.models import Base
from matchday.models.base import Moment
from matchday.services.task import prepare_tasks


def is_ours(name: str | None, kind: str, parents: Any) -> bool:
    """Tell Alembic to pass over tables that are not in our models."""
    return kind != "table" or name in Base.metadata.tables


def plain_type(kind: str, found: object, autogen: object) -> str | bool:
    """Write our own kinds of columns as what the database knows, so that a migration needs nothing of ours."""
    if kind == "type" and isinstance(found, Moment):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(found, Enum):
        return f"sa.String(length={found.length})"
    return False


def migrate(connection: Connection) -> None:
    """Run the migrations in one transaction where the database can."""
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        compare_type=True,
        include_name=is_ours,
        render_item=plain_type,
        transaction_per_migration=False,
    )
    with context.begin_transaction():
        context.run_migrations()
        require_whole(connection)


def require_whole(connection: Connection) -> None:
    """Do nothing if every row leads somewhere. **Errors** RuntimeError; nothing is committed then."""
    if connection.dialect.name != "sqlite":
        return
    if lost := connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall():
        raise RuntimeError(f"the migration leaves {len(lost)} rows that lead nowhere: {lost[:3]}")


@contextmanager
def foreign_keys_off(connection: Connection) -> Iterator[None]:
    """Let SQLite build a table anew: with foreign keys on, dropping the old one would delete what hangs on it."""
    if connection.dialect.name != "sqlite":
        yield
        return
    plain = connection.connection.driver_connection  # not in a transaction yet: only then does the setting change
    plain.execute("PRAGMA foreign_keys = 0")
    try:
        yield
    finally:
        connection.rollback()
        plain.execute("PRAGMA foreign_keys = 1")


with db.engine.connect() as connection, foreign_keys_off(connection):
    migrate(connection)
    connection.commit()
prepare_tasks(current_app.config["SQLALCHEMY_DATABASE_URI"])
