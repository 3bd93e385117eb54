"""A coach who is signed in, and one of their people."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from matchday.core.account import Role
from matchday.models import Account, Event, Participant
from tests.factories import a_participant, an_account, an_event
from tests.page_client import PageClient


@pytest.fixture
def coach(session: Session, client: PageClient) -> Account:
    """Return a coach who is signed in."""
    coach = an_account(session, Role.COACH, name="Frau Yıldız")
    client.sign_in(coach)
    return coach


@pytest.fixture
def event(session: Session, coach: Account) -> Event:
    """Return an event of the coach's organiser."""
    return an_event(session, by=coach)


@pytest.fixture
def person(session: Session, coach: Account, event: Event) -> Participant:
    """Return one of the coach's people."""
    person = a_participant(session, event, first_name="Selam", last_name="Gebre", coach_id=coach.id)
    session.commit()
    return person
