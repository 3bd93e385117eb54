"""Holding rows until the commit, so that two who would change the same do it one after the other.

PostgreSQL's strongest lock also stops whoever adds a row that belongs to the held one: two who had each added such a
row and then asked for the lock would wait for each other. Nobody here changes a row's key, so a weaker one is enough.
SQLite has one writer at a time and needs none.

**Source** PostgreSQL manual, Explicit Locking, FOR NO KEY UPDATE.
"""

from __future__ import annotations

from typing import Any, TypeVar

from sqlalchemy import Select
from sqlalchemy.orm import Session

from matchday.models import Base

Query = TypeVar("Query", bound=Select[Any])


def held(query: Query, *, skip_held: bool = False, of: type[Base] | None = None) -> Query:
    """Return the query so that it holds what it finds until the commit; ``skip_held`` leaves out what others hold.

    ``of`` names the one table that is held where the query reads more.
    """
    return query.with_for_update(key_share=True, skip_locked=skip_held, of=of)


def hold(session: Session, row: Base) -> None:
    """Hold a row until the commit and read it anew: another may have changed it meanwhile."""
    session.flush()  # what this transaction changed is not read over
    session.refresh(row, with_for_update={"key_share": True, "of": type(row)})
