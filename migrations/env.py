"""Alembic's entry: migrate our tables, then those of the tasks. DBOS keeps its own and looks after them itself."""

from __future__ import annotations

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


with db.engine.connect() as connection:
    migrate(connection)
    connection.commit()
prepare_tasks(current_app.config["SQLALCHEMY_DATABASE_URI"])
