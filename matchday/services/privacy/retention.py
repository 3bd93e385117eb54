"""Retention: what is due goes by itself, once a day for each event. Killed half-way, the whole event is done again.

Every table and every personal column of a person stands here with what it is kept for; a house test sees to that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Text, and_, cast, delete, or_, select, update
from sqlalchemy.orm import Session

from matchday.core import privacy
from matchday.core.participant import Channel, FoodProof, PermissionEntry, PermissionRequest, TravelMeans
from matchday.core.privacy import Keep
from matchday.core.slot import GermanLevel
from matchday.core.wishlist import AcceptableAnswer
from matchday.models import (
    Account,
    Assignment,
    AuditEntry,
    Event,
    Group,
    Message,
    PaperBatch,
    Participant,
    Placement,
    SheetDraft,
    Slot,
)
from matchday.services.audit import changes, write_audit
from matchday.services.event import local_day
from matchday.services.lock import held
from matchday.services.privacy.disk import remove_files
from matchday.services.privacy.erasure import empty_audit, forget_messages
from matchday.services.privacy.ways import EVENT, WAYS_TO_EVENT, WAYS_TO_PERSON

EVERYWHERE = {"across_organisers": "the worker keeps the times of every organiser"}

TABLES: Mapping[str, Keep] = {
    "access_link": Keep.CONTACT,
    "login": Keep.CONTACT,
    "wish": Keep.WISHES,
    "waiting_place": Keep.WISHES,
    "explanation": Keep.WISHES,
    "profile": Keep.NOTES,
    "pin": Keep.NOTES,
    "bar": Keep.NOTES,
    "move": Keep.NOTES,
    "known_way": Keep.NOTES,
    "avoidance": Keep.NOTES,
    "todo": Keep.NOTES,
    "message": Keep.MESSAGES,
    "check_in": Keep.CHECK_INS,
    "scan": Keep.CHECK_INS,
    "absence": Keep.CHECK_INS,
    "walk_in": Keep.CHECK_INS,
    "audit_entry": Keep.AUDIT,
    "participant": Keep.PERSON,
    "confirmation": Keep.PERSON,
    "consent": Keep.PERSON,
    "placement": Keep.PERSON,
    "privacy_request": Keep.PERSON,
    "ticket": Keep.PERSON,
    "unplaced": Keep.PERSON,
}
"""What each table that leads to a person is kept for."""

EMPTIED: Mapping[Keep, Mapping[str, Any]] = {
    Keep.CONTACT: {
        "mail": "", "phone": "", "channel": Channel.NONE, "postcode": "", "town": "", "latitude": None,
        "longitude": None, "travel_means": TravelMeans.BUS, "travel_min": 60,
    },
    Keep.WISHES: {
        "acceptable_answer": AcceptableAnswer.BETTER_NONE, "acceptable_trades": [], "wishlist_saved_at": None,
        "wishlist_saved_by_id": None,
    },
    Keep.NOTES: {
        "school": "", "work_done": "", "can_do": "", "wants": "", "needs_step_free": False, "gear": [],
        "food_proof": FoodProof.NOTHING, "permission_entry": PermissionEntry.UNKNOWN,
        "permission_request": PermissionRequest.NOT_ASKED, "permission_asked_on": None,
        "german_level": GermanLevel.NONE, "languages": [],
    },
}  # fmt: skip
"""The columns of a person that are emptied before the person goes, and what stands there then."""

WITH_PERSON = frozenset({
    "first_name", "last_name", "is_protected", "born_on", "guardian_name", "guardian_signed_on", "language",
    "confirmed_at", "withdrawn_at", "restricted_at",
})  # fmt: skip
"""The columns that go with the person. The mark of protection holds as long as a name is there to protect."""


def list_due(session: Session, *, now: datetime) -> list[int]:
    """Return the inner numbers of the events of all organisers that nobody has looked through today."""
    events = session.scalars(
        select(Event).where(Event.last_on <= now.date()).order_by(Event.id).execution_options(**EVERYWHERE)
    )
    return [event.id for event in events if _is_to_do(event, now=now)]


def retain_event(session: Session, event_id: int, *, folders: Iterable[Path], now: datetime) -> Mapping[Keep, int]:
    """Delete what is due at an event, its mails' files too. Return how many rows went for what; the audit says so too.

    **Shapes** only what had something left; a second time on the same day it is empty.
    """
    asked = held(select(Event).where(Event.id == event_id)).execution_options(**EVERYWHERE)
    event = session.scalar(asked)
    if event is None or not _is_to_do(event, now=now):
        return {}
    today, gone = local_day(event, now), dict[Keep, int]()
    for keep in privacy.due(event.retention, last_on=event.last_on, today=today):
        if keep is Keep.MESSAGES:
            marks = forget_messages(session, Message.event_id == event.id, organiser_id=event.organiser_id)
            remove_files(folders, marks)
            rows = len(marks)
        else:
            rows = DEEDS[keep](session, event)
        gone |= {keep: rows} if rows else {}
    session.expire_all()
    event.retained_on = today
    if gone:
        write_audit(
            session, "event.retain", organiser_id=event.organiser_id, event_id=event.id, by=None, now=now,
            rows={keep.value: rows for keep, rows in gone.items()},
        )  # fmt: skip
    return gone


def set_retention(session: Session, event: Event, lives: Mapping[Keep, int], *, by: Account, now: datetime) -> None:
    """Choose how long what is kept. **Errors** RuleError ``retention_unknown``, ``retention_beyond_person``."""
    privacy.check_lives(lives)
    before = {keep.value: privacy.life_of(keep, event.retention) for keep in Keep}
    event.retention = {keep.value: days for keep, days in lives.items()}
    event.retained_on = None  # a shorter time counts today
    write_audit(
        session, "event.set_retention", organiser_id=event.organiser_id, event_id=event.id, by=by, now=now,
        changed=changes(before, event.retention),
    )  # fmt: skip


def _is_to_do(event: Event, *, now: datetime) -> bool:
    return event.retained_on is None or event.retained_on < local_day(event, now)


def _forget_contact(session: Session, event: Event) -> int:
    return _empty(session, event, Keep.CONTACT) + _delete(session, event, Keep.CONTACT)


def _forget_wishes(session: Session, event: Event) -> int:
    plans = select(Assignment.id).where(Assignment.organiser_id == event.organiser_id, Assignment.event_id == event.id)
    ranks = session.execute(
        update(Placement)
        .where(
            Placement.organiser_id == event.organiser_id,
            Placement.assignment_id.in_(plans),
            Placement.rank.is_not(None),
        )
        .values(rank=None)
    )
    session.execute(
        update(Assignment)
        .where(Assignment.organiser_id == event.organiser_id, Assignment.event_id == event.id)
        .values(problem=None)
    )
    rows = _empty(session, event, Keep.WISHES) + _delete(session, event, Keep.WISHES)
    return rows + int(ranks.rowcount)  # type: ignore[attr-defined]


def _forget_notes(session: Session, event: Event) -> int:
    return _empty(session, event, Keep.NOTES) + _delete(session, event, Keep.NOTES)


def _forget_check_ins(session: Session, event: Event) -> int:
    return _delete(session, event, Keep.CHECK_INS)


def _forget_audit(session: Session, event: Event) -> int:
    told = AuditEntry.action.not_in(["event.retain"])  # the report itself names nobody
    return empty_audit(
        session, and_(AuditEntry.organiser_id == event.organiser_id, AuditEntry.event_id == event.id, told)
    )


def _forget_people(session: Session, event: Event) -> int:
    """Delete everybody with all that is left of them; the event, its slots and its employers stay, without names."""
    mine = {"organiser_id": event.organiser_id, "event_id": event.id}
    ids = session.scalars(
        select(Participant.id).where(Participant.organiser_id == event.organiser_id, Participant.event_id == event.id)
    ).all()
    rows = sum(WAYS_TO_PERSON.delete(session, ids, organiser_id=event.organiser_id).values())
    for table in (PaperBatch, SheetDraft, Group):
        session.execute(delete(table).filter_by(**mine))
    session.execute(update(Assignment).filter_by(**mine).values(solution={}, problem=None))
    named = or_(Slot.foreman_name != "", Slot.foreman_phone != "")
    session.execute(update(Slot).filter_by(**mine).where(named).values(foreman_name="", foreman_phone=""))
    return rows


DEEDS: Mapping[Keep, Callable[[Session, Event], int]] = {
    Keep.CONTACT: _forget_contact,
    Keep.WISHES: _forget_wishes,
    Keep.NOTES: _forget_notes,
    Keep.CHECK_INS: _forget_check_ins,
    Keep.AUDIT: _forget_audit,
    Keep.PERSON: _forget_people,
}
"""How what is due goes; messages have files too and go by their own way."""


def _empty(session: Session, event: Event, keep: Keep) -> int:
    """Empty the columns of everybody at the event. Return how many people still had something there."""
    columns, values = Participant.__table__.c, EMPTIED[keep]
    differs = or_(
        *(
            cast(columns[name], Text) != "[]" if value == [] else columns[name].is_distinct_from(value)
            for name, value in values.items()
        )
    )
    emptied = session.execute(
        update(Participant)
        .where(Participant.organiser_id == event.organiser_id, Participant.event_id == event.id, differs)
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    return int(emptied.rowcount)  # type: ignore[attr-defined]


def _delete(session: Session, event: Event, keep: Keep) -> int:
    rows = 0
    for table in reversed(WAYS_TO_EVENT.tables):
        if TABLES.get(table.name) is keep and table is not EVENT:
            which = WAYS_TO_EVENT.belonging(table, [event.id], organiser_id=event.organiser_id)
            rows += int(session.execute(delete(table).where(which)).rowcount)  # type: ignore[attr-defined]
    return rows
