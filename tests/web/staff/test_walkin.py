"""People without a ticket, as staff decide about them."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from matchday.core.account import Role
from matchday.core.walkin import WalkInState
from matchday.models import Event, WalkIn
from matchday.services.walkin import ask_walk_in
from tests.days import a_running_day, slot_of
from tests.factories import a_participant, an_account, moment_of
from tests.page_client import PageClient


@pytest.fixture
def event(session: Session, client: PageClient) -> Event:
    """Return a running day with one free place and staff at its board."""
    event = a_running_day(session, people=1)
    account = an_account(session, Role.STAFF, organiser=event.organiser)
    session.commit()
    client.sign_in(account)
    return event


def a_walk_in(session: Session, event: Event) -> WalkIn:
    walk_in = ask_walk_in(session, slot_of(session, event), first_name="Samira", now=moment_of())
    session.commit()
    return walk_in


def address(session: Session, event: Event, deed: str = "") -> str:
    return f"/staff/{event.key}/day/{slot_of(session, event).key}/walk-ins{deed}"


def test_staff_begin_with_a_first_name(session: Session, client: PageClient, event: Event) -> None:
    page = client.follow(address(session, event), {"first_name": "Samira"})

    assert "Samira ist ohne Ticket da" in page.text
    assert "vom Team" in page.text
    assert "Vornamen" in client.follow(address(session, event), {"first_name": " "}).text


def test_somebody_new_stays_and_is_not_insured_until_staff_say_so(
    session: Session, client: PageClient, event: Event
) -> None:
    walk_in = a_walk_in(session, event)
    path = address(session, event, f"/{walk_in.key}")

    page = client.follow(path, {"participant": "new"})

    assert "ohne Ticket gekommen" in page.text
    assert "noch nicht versichert" in page.text
    assert "noch nicht versichert" not in client.follow(f"{path}/cover").text
    assert "noch nicht versichert" in client.follow(f"{path}/uncover").text
    assert "schon beantwortet" in client.get(path).text


def test_a_full_slot_asks_again_before_somebody_stays(session: Session, client: PageClient, event: Event) -> None:
    slot_of(session, event).capacity = 1
    path = address(session, event, f"/{a_walk_in(session, event).key}")

    page = client.post(path, {"participant": "new"}, expect=422)

    assert "Das spricht dagegen" in page.text
    assert "Alle 1 Plätze" not in page.text
    client.post(path, {"participant": "new", "despite": "full"}, expect=422)
    client.post(path, {"participant": "new", "despite": "night", "is_despite": "y"}, expect=422)
    assert "darf bleiben" in client.follow(path, {"participant": "new", "despite": "full", "is_despite": "y"}).text


def test_somebody_without_a_place_can_be_picked_and_nobody_else(
    session: Session, client: PageClient, event: Event
) -> None:
    person, other = a_participant(session, event), a_participant(session, a_running_day(session))
    path = address(session, event, f"/{a_walk_in(session, event).key}")
    client.post(path, {"participant": other.key}, expect=422)
    client.post(path, {}, expect=422)

    client.follow(path, {"participant": person.key})

    session.expire_all()
    walk_in = session.query(WalkIn).filter(WalkIn.organiser_id == event.organiser_id).one()
    assert (walk_in.participant_id, walk_in.state) == (person.id, WalkInState.APPROVED)


def test_staff_say_no(session: Session, client: PageClient, event: Event) -> None:
    walk_in = a_walk_in(session, event)

    page = client.follow(address(session, event, f"/{walk_in.key}/refuse"))

    assert "kann hier nicht bleiben" in page.text
    session.refresh(walk_in)
    assert walk_in.state is WalkInState.REFUSED


def test_a_question_of_another_organiser_is_not_there(session: Session, client: PageClient, event: Event) -> None:
    other = a_running_day(session)
    walk_in = a_walk_in(session, other)

    client.get(address(session, other, f"/{walk_in.key}"), expect=404)
    client.get(address(session, event, f"/{walk_in.key}"), expect=404)
    client.post(address(session, event, f"/{walk_in.key}/refuse"), expect=404)
