"""One rule for whom a person calls."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from matchday.core.account import Role
from matchday.core.contact import Contact
from matchday.models import Account, Event
from matchday.services.account import change_roles
from matchday.services.contact import whom_to_ask, whom_to_call
from tests.conftest import NOW
from tests.factories import a_participant, an_account, an_event

HANSEN = Contact("Frau Hansen", "+49 5550 000210")


@pytest.fixture
def event(session: Session) -> Event:
    return an_event(session, contact_name=HANSEN.name, contact_phone=HANSEN.phone)


@pytest.fixture
def coach(session: Session, event: Event) -> Account:
    return an_account(session, Role.COACH, organiser=event.organiser, name="Frau Yıldız", phone="+49 5550 000233")


def test_about_oneself_the_own_coach_is_asked_and_about_a_place_whom_the_event_names(
    session: Session, event: Event, coach: Account
) -> None:
    person = a_participant(session, event, coach_id=coach.id)

    assert whom_to_ask(person, event) == Contact("Frau Yıldız", "+49 5550 000233")
    assert whom_to_call(event.organiser, event) == HANSEN


@pytest.mark.parametrize("change", [{"active": False}, {"phone": ""}])
def test_a_coach_who_left_or_has_no_number_is_not_named(
    session: Session, event: Event, coach: Account, change: dict[str, object]
) -> None:
    person = a_participant(session, event, coach_id=coach.id)
    for name, value in change.items():
        setattr(coach, name, value)

    assert whom_to_ask(person, event) == HANSEN


def test_a_coach_who_has_another_task_now_is_not_named(session: Session, event: Event, coach: Account) -> None:
    person = a_participant(session, event, coach_id=coach.id)
    owner = an_account(session, Role.OWNER, organiser=event.organiser)

    change_roles(session, coach, Role.STAFF, by=owner, now=NOW)
    session.commit()

    assert person.acting_coach is None
    assert whom_to_ask(person, event) == HANSEN


def test_without_a_number_of_the_event_the_organiser_is_called(session: Session, event: Event) -> None:
    organiser = event.organiser
    organiser.phone, event.contact_phone = "+49 5550 000200", ""

    assert whom_to_call(organiser, event) == whom_to_ask(a_participant(session, event), event)
    assert whom_to_call(organiser, event) == whom_to_call(organiser) == Contact(organiser.name, "+49 5550 000200")


def test_a_number_without_a_name_is_the_organisers(session: Session, event: Event) -> None:
    event.contact_name = ""

    assert whom_to_call(event.organiser, event) == Contact(event.organiser.name, HANSEN.phone)
