"""Staff and somebody who came too late to wish."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from matchday.core.event import Stage
from matchday.models import Event, Participant
from matchday.services.wishlist import read_tiers
from tests.factories import a_participant, a_slot, a_wish, an_account, an_event
from tests.page_client import PageClient
from tests.plans import published


@pytest.fixture
def event(session: Session, client: PageClient) -> Event:
    """Return an event of a member of staff who is signed in."""
    staff = an_account(session, name="Frau Hansen")
    client.sign_in(staff)
    return an_event(session, by=staff, stage=Stage.ASSIGNING)


@pytest.fixture
def person(session: Session, event: Event) -> Participant:
    """Return somebody of the event."""
    return a_participant(session, event)


@pytest.fixture
def page(event: Event, person: Participant) -> str:
    """Return where the person's page is."""
    return f"/staff/{event.key}/participants/{person.key}"


def test_wishes_of_a_latecomer_are_entered_from_their_page_which_says_what_that_does(
    session: Session, client: PageClient, event: Event, person: Participant, page: str
) -> None:
    slot = a_slot(session, event)
    published(session, event)
    shown = client.get(page)
    assert "Der Plan kennt noch keine Wünsche dieser Person." in shown.text
    assert f"{page}/wishlist" in shown.links()

    form = {"version": 0, "answer": "better_none", "ranks-0-slot": slot.key}
    saved = client.follow(f"{page}/wishlist", form)

    assert "Zu den Plänen: neu rechnen" in saved.text
    session.expire_all()
    assert read_tiers(session, person) == ((slot.id,),)


def test_wishes_that_the_valid_plan_counted_stay_and_the_page_says_why(
    session: Session, client: PageClient, event: Event, person: Participant, page: str
) -> None:
    a_wish(session, person, a_slot(session, event))
    published(session, event)

    shown = client.get(page)

    assert "nur noch für Menschen eintragen, die bis dahin keine hatten oder nicht dabei waren." in shown.text
    assert f"{page}/wishlist" not in shown.links()
    client.get(f"{page}/wishlist", expect=409)
