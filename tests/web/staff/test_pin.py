"""Staff read what a pin or a bar would break before it is saved."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from matchday.models import Event
from matchday.services.pin import list_bars, list_pins, pin_participant
from tests.conftest import NOW
from tests.factories import a_group, an_account
from tests.page_client import PageClient
from tests.plans import a_day, people_of, published, the_slot

GROUP = "Die Person gehört zu einer Gruppe. Solange nicht alle daraus hier festgesetzt sind"


@pytest.fixture
def event(session: Session, client: PageClient) -> Event:
    """Return a day of a member of staff who is signed in."""
    event = a_day(session, people=2, capacity=2)
    client.sign_in(an_account(session, name="Frau Hansen", organiser=event.organiser))
    session.commit()
    return event


def form_of(session: Session, event: Event, how: str) -> dict[str, object]:
    person, slot = people_of(session, event)[0], the_slot(session, event)
    return {"participant": person.key, "slot": slot.key, "how": how, "reason": "Probe"}


def test_what_a_pin_breaks_is_said_and_only_who_read_it_saves_it(
    session: Session, client: PageClient, event: Event
) -> None:
    a_group(session, event, *people_of(session, event))
    session.commit()
    address, form = f"/staff/{event.key}/pins", form_of(session, event, "pin")

    said = client.post(address, form, expect=200)

    assert GROUP in said.text
    assert not list_pins(session, event)
    (seen,) = [one.get("value") for one in said.all("input") if one.get("name") == "seen"]
    assert "Festgelegt." in client.follow(address, {**form, "seen": seen}).text
    session.expire_all()
    assert len(list_pins(session, event)) == 1


def test_pins_that_minimums_make_impossible_are_found_in_the_list(
    session: Session, client: PageClient, event: Event
) -> None:
    person, slot = people_of(session, event)[0], the_slot(session, event)
    slot.min_group = 2
    pin_participant(session, person, slot, reason="Probe", by=an_account(session), now=NOW)
    session.commit()

    assert "findet erst mit 2 Menschen statt" in client.get(f"/staff/{event.key}/pins").text


def test_what_was_read_about_one_deed_does_not_stand_for_another(
    session: Session, client: PageClient, event: Event
) -> None:
    a_group(session, event, *people_of(session, event))
    session.commit()
    address = f"/staff/{event.key}/pins"
    said = client.post(address, form_of(session, event, "pin"), expect=200)
    (seen,) = [one.get("value") for one in said.all("input") if one.get("name") == "seen"]

    client.post(address, {**form_of(session, event, "bar"), "seen": seen}, expect=200)

    assert not list_bars(session, event)


def test_a_bar_that_costs_a_told_place_says_so(session: Session, client: PageClient, event: Event) -> None:
    published(session, event)

    said = client.post(f"/staff/{event.key}/pins", form_of(session, event, "bar"), expect=200)

    assert "Die Person hat hier einen Platz mit Ticket." in said.text
    assert not list_bars(session, event)
