"""The second wall, on PostgreSQL: the database itself shows only the rows of one organiser.

Every table with ``organiser_id`` has a policy (migration 0003) that compares it with the setting
``matchday.organiser_id`` of the transaction. A web request begins seeing nothing; whoever finds out whose request it is
says so with :func:`see_organiser`. Commands, tasks and migrations see all. A statement flagged ``across_organisers``
(see :mod:`matchday.models.guard`, the first wall) sees all by itself alone.

**Source** PostgreSQL manual, 5.9 Row Security Policies.
"""

from __future__ import annotations

from contextvars import ContextVar
from typing import Any

from sqlalchemy import Connection, Engine, event

SETTING = "matchday.organiser_id"
NOTHING, ALL = "", "all"
SHOWN = "matchday.shown"
"""Where a connection notes what its transaction has been told to show."""

_sees: ContextVar[str] = ContextVar("sees", default=ALL)


def see_nothing() -> None:
    """Hide every organiser's rows until somebody says whose request this is."""
    _sees.set(NOTHING)


def see_organiser(organiser_id: int) -> None:
    """Show the rows of this organiser and no other; who sees all, as a command does, keeps seeing all."""
    if _sees.get() != ALL:
        _sees.set(str(organiser_id))


def see_all() -> None:
    """Show everything, as commands and tasks need it."""
    _sees.set(ALL)


def switch_on(engine: Engine) -> None:
    """Tell the database before each statement what it may show, where that has changed."""
    event.listen(engine, "begin", _forget)
    event.listen(engine, "rollback_savepoint", _forget)
    event.listen(engine, "before_cursor_execute", _tell)


def _forget(connection: Connection, *_: object) -> None:
    """Note that nobody knows what is shown: the setting ends with its transaction, or with a savepoint."""
    connection.info[SHOWN] = None


def _tell(connection: Connection, cursor: Any, *rest: Any) -> None:
    statement, _, context = rest[:3]
    if statement.startswith("ROLLBACK TO SAVEPOINT"):
        return  # a transaction that failed takes no other statement
    is_across = context is not None and context.execution_options.get("across_organisers")
    wanted = ALL if is_across else _sees.get()
    if connection.info.get(SHOWN) != wanted:
        cursor.execute("SELECT set_config(%s, %s, true)", (SETTING, wanted))
        connection.info[SHOWN] = wanted
