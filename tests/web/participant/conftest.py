"""Somebody on the phone who said yes to everything asked so far."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from matchday.core.consent import Recipient
from matchday.models import Event, Participant
from matchday.services.consent import answer_consent
from tests.factories import a_participant, an_event
from tests.page_client import PageClient


@pytest.fixture
def event(session: Session) -> Event:
    """Return an event in the weeks of wishing."""
    return an_event(session, max_wishes=3, contact_name="Frau Hansen", contact_phone="+49 5550 000210")


@pytest.fixture
def person(session: Session, client: PageClient, event: Event, now: datetime) -> Participant:
    """Return somebody who is signed in, confirmed, and answered the question about their name."""
    person = a_participant(session, event, language="de", confirmed_at=now)
    answer_consent(session, person, Recipient.EMPLOYER, is_given=True, by=person, now=now)
    client.enter(person)
    return person
