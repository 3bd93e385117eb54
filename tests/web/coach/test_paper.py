"""Papers for a coach's own people."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from matchday import worker
from matchday.core.account import Role
from matchday.models import Account, Event, Participant
from matchday.services.paper import list_papers
from tests.factories import a_participant, an_account
from tests.page_client import PageClient
from tests.web.staff.test_paper import pages_of


@pytest.fixture
def person(session: Session, coach: Account, event: Event) -> Participant:
    a_participant(session, event, first_name="Ivan")
    person = a_participant(session, event, first_name="Selam", coach_id=coach.id, language="de", languages=["de"])
    session.commit()
    return person


def test_a_coach_prints_for_own_people_only(
    session: Session, client: PageClient, event: Event, person: Participant
) -> None:
    address = f"/coach/papers/{event.key}"
    client.post(address, {"kind": "access_letters", "who": ""})
    (batch,) = list_papers(session, event)
    file = f"{address}/{batch.key}/file"
    worker.make_papers(batch.id)

    answer = client.http.post(file, data={"csrf_token": client.csrf_token()})

    (letter,) = pages_of(answer.data)
    answer.close()
    assert "Selam" in letter


def test_another_coach_s_papers_are_not_there(
    session: Session, client: PageClient, event: Event, person: Participant
) -> None:
    address = f"/coach/papers/{event.key}"
    client.post(address, {"kind": "access_letters", "who": ""})
    (batch,) = list_papers(session, event)
    client.sign_in(an_account(session, Role.COACH, organiser=event.organiser))
    session.commit()

    page = client.get(address)

    assert "Noch keine." in page.text
    client.post(f"{address}/{batch.key}/file", expect=404)
    client.post(f"{address}/{batch.key}/remove", expect=404)


def test_a_coach_prints_one_person_s_way_in(client: PageClient, person: Participant) -> None:
    answer = client.http.post(f"/coach/{person.key}/letter", data={"csrf_token": client.csrf_token()})

    (letter,) = pages_of(answer.data)
    assert "Selam" in letter


def test_somebody_else_s_person_is_not_there(session: Session, client: PageClient, event: Event) -> None:
    other = a_participant(session, event)
    session.commit()

    client.post(f"/coach/{other.key}/letter", expect=404)
    client.post(f"/coach/{other.key}/ticket", expect=404)
