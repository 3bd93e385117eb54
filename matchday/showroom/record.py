"""A specimen of somebody's record: every table, heading and word, so that whoever translates them sees them all."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Boolean, Column, Date, Enum, Integer, Table

from matchday.core.account import Role
from matchday.core.activity import Ability, Activity
from matchday.core.wishlist import AcceptableAnswer
from matchday.models import AuditEntry, Event, Participant
from matchday.models.base import Moment
from matchday.services.privacy import PersonRecord, SlotFacts
from matchday.services.privacy.export import exported_tables, is_exported
from matchday.web.message import FAILURES
from matchday.web.say_audit import ACTIONS
from matchday.web.say_privacy import LISTS

ANYTHING = "…"


def specimen(person: Participant, event: Event, now: datetime) -> PersonRecord:
    """Return a record that holds every word it could hold; whose it is, is said, and nothing of them."""
    slot = SlotFacts(ANYTHING, ANYTHING, now, now + timedelta(hours=6))
    tables = {table.name: _rows(table, slot, now) for table in exported_tables()}
    return PersonRecord(person, event, now, tables)


def _rows(table: Table, slot: SlotFacts, now: datetime) -> tuple[Mapping[str, Any], ...]:
    """Return so many rows that every value of every column stands in one."""
    if table.name == AuditEntry.__tablename__:
        return tuple(
            {"written_at": now, "action": action, "account_id": Role.COACH, "details": _details(slot).get(action, {})}
            for action, text in ACTIONS.items()
            if not isinstance(text, str)  # plain text is of nobody's record
        )
    values = {column.name: _values(column, slot, now) for column in table.columns if is_exported(column)}
    count = max(map(len, values.values()))
    return tuple({name: of[row % len(of)] for name, of in values.items()} for row in range(count))


def _values(column: Column[Any], slot: SlotFacts, now: datetime) -> list[Any]:
    if targets := {key.column.table.name for key in column.foreign_keys}:
        return [slot] if "slot" in targets else list(Role) if "account" in targets else [ANYTHING]
    if column.name in LISTS:
        return [[one.value for one in LISTS[column.name]]]
    match column.name:
        case "abilities":
            return [{next(iter(Activity)).value: next(iter(Ability)).value}]
        case "failure":
            return list(FAILURES)
        case "language" | "languages":
            return ["ar"]
    return _of_type(column, now)


def _of_type(column: Column[Any], now: datetime) -> list[Any]:
    match column.type:
        case Enum(enum_class=kind):
            return list(kind)
        case Boolean():
            return [True, False]
        case Moment():
            return [now]
        case Date():
            return [now.date()]
        case Integer():
            return [1]
    return [ANYTHING]


def _details(slot: SlotFacts) -> Mapping[str, Mapping[str, Any]]:
    return {
        "confirmation.accept": {"slot": slot},
        "message.invite": {"count": 1},
        "participant.change": {"changed": {"phone": [ANYTHING, ANYTHING]}},
        "profile.save": {"step": "school"},
        "wishlist.answer_acceptable": {"answer": AcceptableAnswer.TRADES, "trades": ["care"]},
        "wishlist.save": {"slots": [[slot]]},
    }
