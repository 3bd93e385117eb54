"""The one function that checks what must hold finds each fault: its controls."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from matchday.core.paper import PaperKind, PaperState
from matchday.core.ticket import TicketState
from matchday.models import AuditEntry, Event, PaperBatch, Ticket
from matchday.services.ticket import issue_ticket
from tests.conftest import NOW
from tests.factories import a_slot
from tests.invariants import broken
from tests.plans import a_day, a_member_of_staff, people_of, published, the_slot


@pytest.fixture
def event(session: Session) -> Event:
    event = a_day(session, people=3, capacity=2)
    published(session, event)
    return event


def first_ticket(session: Session, event: Event) -> Ticket:
    return session.query(Ticket).filter_by(organiser_id=event.organiser_id).order_by(Ticket.id).limit(1).one()


def lose_a_ticket(session: Session, event: Event) -> None:
    first_ticket(session, event).state = TicketState.WITHDRAWN


def be_in_two_places(session: Session, event: Event) -> None:
    person = people_of(session, event)[0]
    for ticket in session.query(Ticket).filter_by(organiser_id=event.organiser_id):
        ticket.participant_id, ticket.ordinal = person.id, ticket.id
        ticket.slot_id = the_slot(session, event).id
    other = a_slot(session, event, start_at=the_slot(session, event).start_at + timedelta(hours=1))
    issue_ticket(session, event, person, slot=other, now=NOW)


def take_places_away(session: Session, event: Event) -> None:
    the_slot(session, event).capacity = 1


def tamper(session: Session, event: Event) -> None:
    entry = session.query(AuditEntry).filter_by(organiser_id=event.organiser_id).order_by(AuditEntry.id).limit(1).one()
    entry.action = "slot.approve"


def lose_a_file(session: Session, event: Event) -> None:
    batch = PaperBatch(
        organiser_id=event.organiser_id,
        event_id=event.id,
        kind=PaperKind.ROSTERS,
        state=PaperState.READY,
        requested_at=NOW,
        requested_by_id=a_member_of_staff(session, event).id,
    )
    session.add(batch)


FAULTS: dict[str, Callable[[Session, Event], None]] = {
    "I1": lose_a_ticket,
    "I2": be_in_two_places,
    "I3": take_places_away,
    "I6": lose_a_file,
    "I7": tamper,
}


def test_everything_holds_after_a_publication(session: Session, event: Event, tmp_path: Path) -> None:
    assert broken(session, papers=tmp_path) == []


@pytest.mark.parametrize("name", FAULTS)
def test_every_fault_is_found(session: Session, event: Event, tmp_path: Path, name: str) -> None:
    FAULTS[name](session, event)
    session.commit()

    assert [one for one in broken(session, papers=tmp_path) if one.startswith(name)]
