"""Find every row that belongs to somebody or to an event, by the foreign keys: a new table is never forgotten."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sqlalchemy import Column, ColumnElement, Table, and_, delete, func, or_, select
from sqlalchemy.orm import Session

from matchday.models import AuditEntry, Base, Event, Participant

PERSON, EVENT = Participant.metadata.tables["participant"], Event.metadata.tables["event"]
KEPT = frozenset({AuditEntry.__tablename__})
"""Tables whose rows are emptied, never deleted: a chain without a link would not verify."""


class Ways:
    """The ways from every table to one root: a person, or an event."""

    def __init__(self, root: Table) -> None:
        self.root = root
        self._columns: dict[str, tuple[Column[int], ...]] = {root.name: ()}
        for table in Base.metadata.sorted_tables:  # parents stand before children
            if table is not root and (found := self._find(table)):
                self._columns[table.name] = found

    @property
    def tables(self) -> tuple[Table, ...]:
        """Return the tables that lead to the root, the root itself first, parents before children."""
        found = [table for table in Base.metadata.sorted_tables if table.name in self._columns]
        return (self.root, *(table for table in found if table is not self.root))

    def belonging(self, table: Table, ids: Collection[int], *, organiser_id: int) -> ColumnElement[bool]:
        """Return the condition on ``table`` that a row belongs to one of the roots with these inner numbers."""
        mine = table.c.organiser_id == organiser_id
        if table is self.root:
            return and_(mine, table.c.id.in_(ids))
        ways = [
            column.in_(ids)
            if parent is self.root
            else column.in_(select(parent.c.id).where(self.belonging(parent, ids, organiser_id=organiser_id)))
            for column, parent in self._parents(table)
        ]
        return and_(mine, or_(*ways))

    def count(self, session: Session, ids: Collection[int], *, organiser_id: int) -> dict[str, int]:
        """Return how many rows of each table belong to these roots, where there are any."""
        found = {}
        for table in self.tables:
            which = self.belonging(table, ids, organiser_id=organiser_id)
            if rows := session.scalar(select(func.count()).select_from(table).where(which)):
                found[table.name] = rows
        return found

    def delete(self, session: Session, ids: Collection[int], *, organiser_id: int) -> dict[str, int]:
        """Delete every row that belongs to these roots, children first. Return how many of each table."""
        session.flush()
        gone = {}
        for table in reversed(self.tables):
            if table.name in KEPT:
                continue
            which = self.belonging(table, ids, organiser_id=organiser_id)
            if rows := session.execute(delete(table).where(which)).rowcount:  # type: ignore[attr-defined]
                gone[table.name] = int(rows)
        session.expire_all()
        return gone

    def _find(self, table: Table) -> tuple[Column[int], ...]:
        """Return the columns that lead on: straight to the root where one does, else by any parent."""
        keys = [key for key in table.foreign_keys if key.column.table.name in self._columns]
        straight = [key.parent for key in keys if key.column.table is self.root]
        return tuple(straight or [key.parent for key in keys])

    def _parents(self, table: Table) -> Iterator[tuple[Column[int], Table]]:
        for column in self._columns[table.name]:
            for key in column.foreign_keys:
                if key.column.table.name in self._columns:
                    yield column, key.column.table


WAYS_TO_PERSON, WAYS_TO_EVENT = Ways(PERSON), Ways(EVENT)
