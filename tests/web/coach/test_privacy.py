"""A coach passes on what one of their people asks for, and sees that somebody is restricted."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from matchday.models import Account, Participant
from matchday.services.privacy import list_requests, restrict_participant
from tests.factories import a_participant, an_event
from tests.page_client import PageClient


def test_a_coach_passes_a_request_on(session: Session, client: PageClient, coach: Account, person: Participant) -> None:
    page = client.follow(f"/coach/{person.key}/privacy", {"kind": "erasure", "text": "Sie zieht um"})

    (request,) = list_requests(session, person)
    assert request.asked_by_id == coach.id
    assert "Das Team weiß jetzt Bescheid." in page.text
    assert "Sie zieht um" in page.text


def test_a_coach_sees_that_somebody_is_restricted(
    session: Session, client: PageClient, coach: Account, person: Participant, now: datetime
) -> None:
    restrict_participant(session, person, by=coach, now=now)
    session.commit()

    assert "nicht benutzt" in client.get(f"/coach/{person.key}").text
    assert "nicht benutzt" in client.get(f"/coach/{person.key}/privacy").text


def test_other_peoples_privacy_is_not_there(session: Session, client: PageClient, coach: Account) -> None:
    stranger = a_participant(session, an_event(session, by=coach))
    session.commit()

    client.get(f"/coach/{stranger.key}/privacy", expect=404)
