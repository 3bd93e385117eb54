"""Refuse every query on an organiser's table that does not name the organiser, in production too.

A statement passes when each table with ``organiser_id`` it reads stands in a comparison of that column.
Loads along a relationship and refreshes of a row in hand pass: the row was fetched through its organiser.
The few statements that must look across organisers (signing in by a secret) say why with
``.execution_options(across_organisers="reason")``.
"""

from __future__ import annotations

from typing import Any, cast

from sqlalchemy import Column, Executable, Table, event
from sqlalchemy.orm import ORMExecuteState, Session
from sqlalchemy.sql import operators, visitors
from sqlalchemy.sql.elements import BinaryExpression
from sqlalchemy.sql.visitors import ExternallyTraversible

NAMING = frozenset({operators.eq, operators.in_op})


class UnscopedQuery(RuntimeError):
    """Say that a query does not name the organiser: a fault of ours, never shown to people."""


def switch_on() -> None:
    """Guard every session from now on."""
    if not event.contains(Session, "do_orm_execute", refuse_unscoped):
        event.listen(Session, "do_orm_execute", refuse_unscoped)


def switch_off() -> None:
    """Take the guard away: for the control of its own test only."""
    event.remove(Session, "do_orm_execute", refuse_unscoped)


def refuse_unscoped(state: ORMExecuteState) -> None:
    """Raise if the statement reads an organiser's table without naming the organiser.

    **Errors** UnscopedQuery.
    """
    if state.is_insert or state.is_column_load or state.is_relationship_load:
        return
    if state.execution_options.get("across_organisers"):
        return
    if missing := unscoped_tables(state.statement):
        raise UnscopedQuery(f"organiser_id is not named for: {', '.join(sorted(missing))}")


def unscoped_tables(statement: Executable | ExternallyTraversible) -> set[str]:
    """Return the names of the organiser's tables that ``statement`` reads without naming the organiser."""
    used: set[str] = set()
    named: set[str] = set()
    for element in visitors.iterate(cast("ExternallyTraversible", statement)):
        if isinstance(element, Table) and "organiser_id" in element.c:
            used.add(element.name)
        elif isinstance(element, BinaryExpression) and element.operator in NAMING:
            named.update(table for side in (element.left, element.right) if (table := _organiser_of(side)))
    return used - named


def _organiser_of(side: object) -> str | None:
    if not isinstance(side, Column) or side.name != "organiser_id":
        return None
    origin: Any = side.table
    while not isinstance(origin, Table):  # an alias stands for its table
        origin = origin.element
    return str(origin.name)
