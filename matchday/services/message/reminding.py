"""Reminding: what the worker writes by itself, to choose in time, of the next day, and to thank afterwards.

Everything may be asked again and again: a message has its cause once.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session

from matchday.core.event import Stage
from matchday.core.message import (
    MessageKind,
    MessageState,
    may_remind_of_tomorrow,
    may_thank,
    wishing_reminder,
)
from matchday.core.participant import WRITTEN
from matchday.core.slot import SlotState
from matchday.core.ticket import TicketState
from matchday.models import AccessLink, Event, Message, Participant, Slot, Ticket
from matchday.services.attestation import list_attestations
from matchday.services.lock import held
from matchday.services.message.inviting import REMIND_AFTER
from matchday.services.message.outbox import is_written_to, message_to_participant, post

EVERYWHERE = {"across_organisers": "the worker reminds the people of every organiser"}
IN_PROGRESS = (Stage.WISHING, Stage.PUBLISHED, Stage.RUNNING, Stage.CLOSED)


def list_in_progress(session: Session) -> list[int]:
    """Return the inner numbers of all events whose people may have to be reminded of something."""
    found = session.scalars(
        select(Event.id).where(Event.stage.in_(IN_PROGRESS)).order_by(Event.id).execution_options(**EVERYWHERE)
    )
    return list(found)


def remind_people(session: Session, event_id: int, *, now: datetime) -> int:
    """Write what it is time for in one event. Return how many messages."""
    event = session.scalar(held(select(Event).where(Event.id == event_id)).execution_options(**EVERYWHERE))
    if event is None:
        return 0
    zone = ZoneInfo(event.time_zone)
    if event.stage is Stage.WISHING:
        days = wishing_reminder(event.wishing_until, now=now, zone=zone) if event.wishing_until else None
        if days is None or event.wishing_until is None:
            return 0
        mark = f"{event.wishing_until:%Y%m%d}/{days}"
        return _write(session, event, MessageKind.WISHING, _unwished(session, event, now=now), mark=mark, now=now)
    if event.stage is not Stage.CLOSED and may_remind_of_tomorrow(now, zone=zone):
        tomorrow = now.astimezone(zone).date() + timedelta(days=1)
        begins = datetime.combine(tomorrow, time(), zone)
        people = _expected(session, event, begins, datetime.combine(tomorrow + timedelta(days=1), time(), zone))
        return _write(session, event, MessageKind.DAY_BEFORE, people, mark=f"{tomorrow:%Y%m%d}", now=now)
    if may_thank(event.last_on, now=now, zone=zone):
        came = [one.ticket.participant for one in list_attestations(session, event, now=now)]
        return _write(session, event, MessageKind.THANKS, came, mark="thanks", now=now)
    return 0


def _write(
    session: Session, event: Event, kind: MessageKind, people: Iterable[Participant], *, mark: str, now: datetime
) -> int:
    """Write to each of these people who has not got this message yet; whom nothing reaches in time is told by hand.

    Nobody is thanked by hand.
    """
    before = set(
        session.scalars(
            select(Message.cause).where(
                Message.organiser_id == event.organiser_id, Message.event_id == event.id, Message.kind == kind
            )
        )
    )
    taking_part = (one for one in people if one.withdrawn_at is None and one.restricted_at is None)
    reached = (one for one in taking_part if kind is not MessageKind.THANKS or is_written_to(one))
    causes = {f"{kind}/{one.id}/{mark}": one for one in reached}
    new = [message_to_participant(causes[one], kind, cause=one, now=now) for one in causes if one not in before]
    post(session, *new)
    return len(new)


def _unwished(session: Session, event: Event, *, now: datetime) -> list[Participant]:
    """Return who has no wish list, but a way in or nothing that reaches them, and was not invited just now."""
    has_access = exists().where(
        AccessLink.organiser_id == event.organiser_id,
        AccessLink.participant_id == Participant.id,
        AccessLink.revoked_at.is_(None),
    )
    just_invited = exists().where(
        Message.organiser_id == event.organiser_id,
        Message.participant_id == Participant.id,
        Message.kind == MessageKind.INVITATION,
        (Message.state == MessageState.WAITING) | (Message.made_at > now - REMIND_AFTER),
    )
    is_asked = has_access | Participant.channel.not_in(WRITTEN)
    return _people(session, event, Participant.wishlist_saved_at.is_(None), is_asked, ~just_invited)


def _expected(session: Session, event: Event, begins: datetime, ends: datetime) -> list[Participant]:
    """Return who has a ticket for a slot that begins in this time."""
    has_ticket = exists().where(
        Ticket.organiser_id == event.organiser_id,
        Ticket.participant_id == Participant.id,
        Ticket.state == TicketState.VALID,
        Ticket.slot_id == Slot.id,
        Slot.organiser_id == event.organiser_id,
        Slot.state == SlotState.APPROVED,
        Slot.start_at >= begins,
        Slot.start_at < ends,
    )
    return _people(session, event, has_ticket)


def _people(session: Session, event: Event, *which: ColumnElement[bool]) -> list[Participant]:
    return list(
        session.scalars(
            select(Participant)
            .where(
                Participant.organiser_id == event.organiser_id,
                Participant.event_id == event.id,
                Participant.withdrawn_at.is_(None),
                *which,
            )
            .order_by(Participant.id)
        )
    )
