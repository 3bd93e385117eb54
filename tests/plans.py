"""Builders of days that can be planned, and of plans."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matchday.core.event import Stage
from matchday.models import Account, Assignment, Event, Participant, Slot
from matchday.services.assignment import News, publish_assignment, read_assignment, request_assignment
from matchday.services.solving import compute_assignment
from tests.conftest import NOW
from tests.factories import KEYRING, a_participant, a_slot, a_wish, an_account, an_event


def a_member_of_staff(session: Session, event: Event) -> Account:
    """Return somebody of the event's organiser."""
    return an_account(session, organiser=event.organiser)


def a_day(session: Session, *, people: int = 3, capacity: int = 2, **values: object) -> Event:
    """Return an event with one slot that everybody wished first."""
    event = an_event(session, **{"stage": Stage.ASSIGNING, **values})
    slot = a_slot(session, event, capacity=capacity)
    for _ in range(people):
        a_wish(session, a_participant(session, event), slot)
    return event


def the_slot(session: Session, event: Event) -> Slot:
    """Return the event's first slot."""
    return session.query(Slot).filter(Slot.organiser_id == event.organiser_id).order_by(Slot.id).limit(1).one()


def a_plan(session: Session, event: Event, *, by: Account | None = None) -> Assignment:
    """Return a plan of the event that is computed and proposed."""
    by = by or a_member_of_staff(session, event)
    number = request_assignment(session, event, by=by, now=NOW).number
    assignment_id = read_assignment(session, event, number).id
    session.commit()
    compute_assignment(session, assignment_id, keyring=KEYRING, now=NOW)
    session.commit()
    return read_assignment(session, event, number)


def published(session: Session, event: Event, *, by: Account | None = None) -> News:
    """Compute a plan of the event and publish it."""
    by = by or a_member_of_staff(session, event)
    plan = a_plan(session, event, by=by)
    news = publish_assignment(
        session, event, plan, seen_publication=event.publication_count, keyring=KEYRING, by=by, now=NOW
    )
    session.commit()
    return news


def people_of(session: Session, event: Event) -> list[Participant]:
    """Return the event's people in the order they were added."""
    return list(
        session.query(Participant)
        .filter(Participant.organiser_id == event.organiser_id, Participant.event_id == event.id)
        .order_by(Participant.id)
    )
