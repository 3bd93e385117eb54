"""The roster on paper."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from matchday.core.account import Role
from matchday.models import Event
from tests.documents.papers import page_picture, read_qr
from tests.factories import a_slot, an_account
from tests.page_client import PageClient
from tests.plans import a_day, people_of, published, the_slot
from tests.web.staff.test_paper import pages_of


@pytest.fixture
def event(session: Session) -> Event:
    event = a_day(session)
    published(session, event)
    return event


def test_an_employer_prints_who_comes_with_the_code_of_the_door(
    session: Session, client: PageClient, event: Event
) -> None:
    slot = the_slot(session, event)
    client.sign_in(an_account(session, Role.EMPLOYER, organiser=event.organiser, employer_id=slot.employer_id))
    session.commit()

    answer = client.http.post(f"/employer/slots/{slot.key}/roster/paper", data={"csrf_token": client.csrf_token()})

    (page,) = pages_of(answer.data)
    assert sum(person.alias in page for person in people_of(session, event)) == 2
    (code,) = read_qr(page_picture(answer.data))
    assert "/checkin#" in code


def test_another_employer_s_roster_is_not_there(session: Session, client: PageClient, event: Event) -> None:
    slot, other = the_slot(session, event), a_slot(session, event)
    client.sign_in(an_account(session, Role.EMPLOYER, organiser=event.organiser, employer_id=other.employer_id))
    session.commit()

    client.post(f"/employer/slots/{slot.key}/roster/paper", expect=404)
