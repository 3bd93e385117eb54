"""The code of a slot's door, as its employer and as staff show it and take it away."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchday.core.account import Role
from matchday.core.event import Stage
from matchday.models import Account, DoorLink, Event, Slot
from matchday.services.door import find_door_link, show_door
from matchday.services.event import read_event
from tests.factories import KEYRING, a_slot, an_account, an_event, moment_of
from tests.page_client import PageClient


@pytest.fixture
def slot(session: Session) -> Slot:
    """Return a slot of a day whose plan is published."""
    return a_slot(session, an_event(session, stage=Stage.RUNNING))


def the_employer(session: Session, slot: Slot) -> Account:
    event = read_event(session, slot.organiser_id, event_id=slot.event_id)
    return an_account(session, Role.EMPLOYER, organiser=event.organiser, employer_id=slot.employer_id)


def token_of(session: Session, slot: Slot) -> str:
    session.expire_all()
    link = find_door_link(session, slot)
    assert link
    return show_door(link, keyring=KEYRING)


def test_an_employer_shows_the_code_of_the_door(client: PageClient, session: Session, slot: Slot) -> None:
    client.sign_in(the_employer(session, slot))
    before = client.get(f"/employer/slots/{slot.key}/roster")

    page = client.follow(f"/employer/slots/{slot.key}/door", {"replaces": ""})

    assert "Code zeigen" in before.text
    assert f"/checkin#{token_of(session, slot)}" in page.text
    assert "Noch betreut kein Telefon diese Tür." in page.text


def test_a_new_code_shuts_the_old_one(client: PageClient, session: Session, slot: Slot) -> None:
    client.sign_in(the_employer(session, slot))
    client.post(f"/employer/slots/{slot.key}/door", {"replaces": ""})
    old, key = token_of(session, slot), find_door_link(session, slot).key

    client.post(f"/employer/slots/{slot.key}/door", {"replaces": key})

    assert token_of(session, slot) != old
    assert "Dieser Code gilt nicht mehr" in client.post("/checkin", {"token": old}, expect=409).text


def test_the_same_form_sent_twice_makes_one_code(client: PageClient, session: Session, slot: Slot) -> None:
    client.sign_in(the_employer(session, slot))

    for _ in range(2):
        client.post(f"/employer/slots/{slot.key}/door", {"replaces": ""})

    assert len(session.scalars(select(DoorLink).where(DoorLink.organiser_id == slot.organiser_id)).all()) == 1


def test_a_phone_that_is_released_makes_room_for_another(
    app: Flask, client: PageClient, session: Session, slot: Slot
) -> None:
    slot.start_at, slot.end_at = moment_of() - timedelta(minutes=5), moment_of() + timedelta(hours=5)
    client.sign_in(the_employer(session, slot))
    client.post(f"/employer/slots/{slot.key}/door", {"replaces": ""})
    first, second = PageClient(app), PageClient(app)
    first.post("/checkin", {"token": token_of(session, slot)})
    shown = client.get(f"/employer/slots/{slot.key}/roster")

    page = client.follow(f"/employer/slots/{slot.key}/door/release")

    second.post("/checkin", {"token": token_of(session, slot)})
    first.get("/checkin/door", expect=302)
    assert "Ein Telefon betreut diese Tür seit" in shown.text
    assert "Das Telefon ist gelöst." in page.text
    assert second.went_to.endswith("/checkin/door")


def test_staff_show_the_code_too(client: PageClient, session: Session, slot: Slot) -> None:
    event = read_event(session, slot.organiser_id, event_id=slot.event_id)
    client.sign_in(an_account(session, Role.STAFF, organiser=event.organiser))

    page = client.follow(f"/staff/{event.key}/slots/{slot.key}/door", {"replaces": ""})

    assert token_of(session, slot) in page.text
    assert f"/checkin/{event.key}/slots/{slot.key}" in page.links()


def test_before_the_plan_is_published_there_is_no_door(client: PageClient, session: Session) -> None:
    event: Event = an_event(session, stage=Stage.ASSIGNING)
    slot = a_slot(session, event)
    client.sign_in(an_account(session, Role.STAFF, organiser=event.organiser))

    page = client.get(f"/staff/{event.key}/slots/{slot.key}")
    client.post(f"/staff/{event.key}/slots/{slot.key}/door", expect=409)

    assert "Die Tür am Tag" not in page.text


def test_another_employers_door_is_not_there(client: PageClient, session: Session, slot: Slot) -> None:
    event = read_event(session, slot.organiser_id, event_id=slot.event_id)
    client.sign_in(the_employer(session, a_slot(session, event)))

    client.post(f"/employer/slots/{slot.key}/door", expect=404)
    client.post(f"/employer/slots/{slot.key}/door/release", expect=404)
