"""Gather everything that is known about a person, for the person (Art. 15 DSGVO).

Rows are found by the foreign keys, columns by their data class: what is added later is in the export by itself.
Other people are named by their role only. What nobody can read, keys and digests, is left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Table, and_, or_, select
from sqlalchemy.orm import Session

from matchday.core.account import Role
from matchday.core.privacy import DataClass
from matchday.models import Account, AuditEntry, Event, Group, Participant, Slot
from matchday.services.audit import write_audit
from matchday.services.privacy.erasure import about_people
from matchday.services.privacy.ways import WAYS_TO_PERSON

Row = Mapping[str, Any]
READABLE = frozenset({"reference", "alias", "short_code", "group_id"})
"""Pseudonyms that the person knows or can read. The others are keys, numbers and digests of the machine."""
OF_OTHERS = frozenset({"effect"})
"""What a place would change for all: of few people it could be about one, and is not the person's to read."""
ELSEWHERE = ("plan", "draft", "papers", "backup")
"""What is not in the tables' own words: see web/say_privacy.py."""
HIDDEN_IN_AUDIT = frozenset({"participant", "account", "ticket", "message", "walk_in", "group"})
PEOPLE_IN_AUDIT = frozenset({"coach_id", "name", "by"})
"""In an entry's details: inner numbers that say nothing, and other people's names."""


@dataclass(frozen=True)
class SlotFacts:
    """Hold a slot as the person knows it."""

    employer: str
    title: str
    start_at: datetime
    end_at: datetime


@dataclass(frozen=True)
class PersonRecord:
    """Everything about a person. **Shapes** ``tables``: a table's name to its rows, each column to its value.

    A value is plain, a member of an enum, a moment, a :class:`SlotFacts`, or a :class:`Role` in place of a name.
    """

    person: Participant
    event: Event
    made_at: datetime
    tables: Mapping[str, tuple[Row, ...]]


def is_exported(column: Column[Any]) -> bool:
    """Tell whether a column stands in the export."""
    data_class = column.info["data_class"]
    if data_class in (DataClass.PERSONAL, DataClass.SPECIAL):
        return True
    if column.name in OF_OTHERS:
        return False
    targets = {key.column.table.name for key in column.foreign_keys}
    if targets:
        return bool(targets & {"account", "slot", "participant_group"})
    return column.name in READABLE or (data_class is DataClass.NONE and not column.primary_key)


def export_participant(
    session: Session, person: Participant, event: Event, *, by: Account | Participant, now: datetime
) -> PersonRecord:
    """Return everything about a person and note who asked for it."""
    names = _Names(session, person)
    tables = {}
    for table in WAYS_TO_PERSON.tables:
        is_audit = table.name == AuditEntry.__tablename__
        found = _audit_rows(session, person, table) if is_audit else _rows(session, person, table)
        if rows := tuple(_write(table, row, names) for row in found):
            tables[table.name] = rows
    write_audit(
        session, "participant.export", organiser_id=person.organiser_id, event_id=person.event_id, by=by, now=now,
        participant=person.id,
    )  # fmt: skip
    return PersonRecord(person, event, now, tables)


class _Names:
    """What inner numbers stand for, without anybody's name."""

    def __init__(self, session: Session, person: Participant) -> None:
        mine = person.organiser_id
        accounts = session.scalars(select(Account).where(Account.organiser_id == mine))
        self.roles = {one.id: next((role for role in Role if role in one.role_names), Role.STAFF) for one in accounts}
        slots = session.scalars(select(Slot).where(Slot.organiser_id == mine, Slot.event_id == person.event_id))
        self.slots = {one.id: SlotFacts(one.employer.name, one.title, one.start_at, one.end_at) for one in slots}
        groups = session.scalars(select(Group).where(Group.organiser_id == mine, Group.event_id == person.event_id))
        self.groups = {one.id: one.label for one in groups}

    def of(self, column: Column[Any], value: Any) -> Any:
        """Return what a value stands for."""
        targets = {key.column.table.name for key in column.foreign_keys}
        if value is None or not targets:
            return value
        known: Mapping[int, Any] = (
            self.roles if "account" in targets else self.slots if "slot" in targets else self.groups
        )
        return known.get(value)


def _rows(session: Session, person: Participant, table: Table) -> list[Row]:
    which = WAYS_TO_PERSON.belonging(table, [person.id], organiser_id=person.organiser_id)
    return [dict(row) for row in session.execute(select(table).where(which).order_by(table.c.id)).mappings()]


def _audit_rows(session: Session, person: Participant, table: Table) -> list[Row]:
    """Return the entries by the person and about them."""
    which = and_(
        table.c.organiser_id == person.organiser_id,
        or_(table.c.participant_id == person.id, about_people([person.id], organiser_id=person.organiser_id)),
    )
    return [dict(row) for row in session.execute(select(table).where(which).order_by(table.c.number)).mappings()]


def _write(table: Table, row: Row, names: _Names) -> Row:
    written = {column.name: names.of(column, row[column.name]) for column in table.columns if is_exported(column)}
    if table.name == AuditEntry.__tablename__:
        written = {name: written[name] for name in ("written_at", "action", "account_id")}
        written["details"] = _without_others(row["details"] or {}, names)
    return written


def _without_others(details: Mapping[str, Any], names: _Names) -> Row:
    """Take other people out of what an entry says."""
    told: dict[str, Any] = {}
    for name, value in details.items():
        if name in HIDDEN_IN_AUDIT:
            continue
        if name == "slot":
            told[name] = names.slots.get(value)
        elif name == "slots":
            told[name] = [[names.slots.get(one) for one in tier] for tier in value]
        elif name == "changed" and isinstance(value, Mapping):
            told[name] = {field: [] if field in PEOPLE_IN_AUDIT else pair for field, pair in value.items()}
        elif name not in PEOPLE_IN_AUDIT:
            told[name] = value
    return told


def exported_tables() -> tuple[Table, ...]:
    """Return the tables of which rows can stand in an export."""
    return WAYS_TO_PERSON.tables
