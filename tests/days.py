"""Builders of the day itself: published plans that run, people who came."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from matchday.core.event import Stage
from matchday.models import CheckIn, Event, Slot, Ticket
from matchday.services.checkin import admit
from matchday.services.ticket import list_tickets_of
from tests.plans import a_day, published


def a_running_day(session: Session, *, people: int = 2, capacity: int = 2, **values: object) -> Event:
    """Return an event whose plan is published and whose day runs: one slot, from 08:00 to 14:00 on the wall."""
    event = a_day(session, people=people, capacity=capacity, **values)
    published(session, event)
    event.stage = Stage.RUNNING
    session.commit()
    return event


def tickets_of(session: Session, event: Event) -> list[Ticket]:
    """Return the event's tickets in the order of their people."""
    return list_tickets_of(session, event)


def came(session: Session, ticket: Ticket, *, now: datetime) -> CheckIn:
    """Check a ticket in."""
    check_in, _ = admit(session, ticket, by=None, now=now)
    session.commit()
    return check_in


def slot_of(session: Session, event: Event) -> Slot:
    """Return the slot everybody goes to."""
    return tickets_of(session, event)[0].slot
