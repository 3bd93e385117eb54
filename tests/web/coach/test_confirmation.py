"""A coach answers for their own people and ticks off what was to do about them."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from matchday.core.account import Role
from matchday.core.confirmation import Reply
from matchday.models import Account, Event, Participant
from matchday.services.answering import keep_deadlines
from matchday.services.todo import list_own_todos
from tests.confirmations import asked, holders
from tests.factories import an_account
from tests.page_client import PageClient
from tests.plans import a_day, people_of, published


@pytest.fixture
def event(session: Session) -> Event:
    """Return a published day with a place for one."""
    event = a_day(session, people=1, capacity=1)
    published(session, event)
    return event


@pytest.fixture
def coach(session: Session, event: Event) -> Account:
    """Return who coaches everybody."""
    coach = an_account(session, Role.COACH, organiser=event.organiser)
    for one in people_of(session, event):
        one.coach_id = coach.id
    session.commit()
    return coach


@pytest.fixture
def person(session: Session, event: Event, coach: Account, client: PageClient) -> Participant:
    """Return the person with the place; the coach is signed in."""
    client.sign_in(coach)
    return holders(session, event)[0]


def test_a_coach_says_yes_for_a_person(client: PageClient, session: Session, person: Participant) -> None:
    assert "Noch keine Antwort" in client.get(f"/coach/{person.key}").text

    page = client.follow(f"/coach/{person.key}/ticket/1/yes")

    assert "kommt." in page.text
    session.expire_all()
    one = asked(session, person)
    assert (one.answer, one.answered_by is not None) == (Reply.YES, True)


def test_a_coach_says_no_for_a_person_with_a_reason(client: PageClient, session: Session, person: Participant) -> None:
    page = client.follow(f"/coach/{person.key}/ticket/1/no", {"why_not": "date"})
    assert "kommt nicht. Der Platz ist frei." in page.text
    assert "Der nächste Plan gibt ihr keinen." in page.text

    client.follow(f"/coach/{person.key}/other-place")

    session.expire_all()
    assert asked(session, person).wants_other


def test_silence_stands_on_the_coachs_page_until_it_is_ticked_off(
    client: PageClient, session: Session, event: Event, coach: Account, person: Participant
) -> None:
    assert "Zu erledigen" not in client.get("/coach/").text
    keep_deadlines(session, event.id, now=asked(session, person).answer_by_at)
    session.commit()
    assert f"Kommt {person.shown_name} ?" in client.get("/coach/").text
    (todo,) = list_own_todos(session, coach)

    page = client.follow(f"/coach/todos/{todo.key}/finish")

    assert "Zu erledigen" not in page.text


def test_another_coach_neither_answers_nor_ticks_off(
    client: PageClient, session: Session, event: Event, coach: Account, person: Participant
) -> None:
    keep_deadlines(session, event.id, now=asked(session, person).answer_by_at)
    (todo,) = list_own_todos(session, coach)
    session.commit()
    client.sign_in(an_account(session, Role.COACH, organiser=event.organiser))

    client.post(f"/coach/{person.key}/ticket/1/yes", expect=404)
    client.post(f"/coach/todos/{todo.key}/finish", expect=404)

    assert f"Kommt {person.shown_name} ?" not in client.get("/coach/").text
