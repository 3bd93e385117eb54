"""The ticket that stays on somebody's own phone: only after a tap, only as long as it counts."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from matchday.core.slot import SlotState
from matchday.models import Event, Participant
from matchday.services.access import issue_access, show_access
from tests.conftest import NOW
from tests.factories import KEYRING, a_participant, a_wish, moment_of
from tests.page_client import PageClient
from tests.plans import a_day, published, the_slot

TICKET, KEEP, KEPT = "/participant/ticket", "/participant/ticket/keep", "/participant/ticket/kept/"


@pytest.fixture
def event(session: Session) -> Event:
    return a_day(session, people=0, capacity=1)


@pytest.fixture
def person(session: Session, event: Event) -> Participant:
    person = a_participant(session, event, language="de", confirmed_at=NOW)
    a_wish(session, person, the_slot(session, event))
    published(session, event)
    return person


def sign_in_again(client: PageClient, session: Session, person: Participant, **more: str) -> None:
    link = issue_access(session, person, keyring=KEYRING, by=None, now=NOW)
    session.commit()
    client.post("/access", {"token": show_access(link, keyring=KEYRING).token, **more})
    client.post("/participant/", {"me": "yes"})


def leads_to_the_ticket(client: PageClient) -> bool:
    answer = client.http.get(KEPT)
    return answer.status_code == 302 and answer.location.endswith(TICKET) and "Keep-Until" not in answer.headers


def test_a_ticket_stays_after_a_tap_until_its_day_is_over(
    client: PageClient, session: Session, person: Participant
) -> None:
    client.enter(person)
    was_kept_before = not leads_to_the_ticket(client)

    client.post(KEEP)
    answer = client.http.get(KEPT)

    assert not was_kept_before
    assert answer.headers["Keep-Until"] == "1808258400000"  # 21 April 2027, 00:00 in Berlin
    assert "Industriestraße 12" in answer.text
    assert "ticket__qr--large" in answer.text
    assert f'data-keep="{KEPT}"' in client.get(TICKET).html


def test_a_ticket_that_does_not_count_any_more_goes(
    client: PageClient, session: Session, event: Event, person: Participant
) -> None:
    client.enter(person)
    client.post(KEEP)
    slot = the_slot(session, event)
    slot.start_at, slot.end_at = moment_of() - timedelta(hours=30), moment_of() - timedelta(hours=25)
    session.commit()
    assert leads_to_the_ticket(client)  # its day is over

    slot.end_at, slot.state = moment_of() + timedelta(hours=6), SlotState.WITHDRAWN
    session.commit()
    assert leads_to_the_ticket(client)


def test_on_a_shared_phone_and_for_a_protected_person_nothing_stays(
    client: PageClient, session: Session, person: Participant
) -> None:
    sign_in_again(client, session, person, is_shared="y")
    assert "data-keep" not in client.get(TICKET).html
    client.post(KEEP, expect=404)

    client.enter(person)
    client.post(KEEP)
    person.is_protected = True
    session.commit()

    assert leads_to_the_ticket(client)
    assert "data-keep" not in client.get(TICKET).html
    client.post(KEEP, expect=404)


def test_the_same_person_on_the_same_phone_need_not_tap_again(
    client: PageClient, session: Session, event: Event, person: Participant
) -> None:
    link = issue_access(session, person, keyring=KEYRING, by=None, now=NOW)
    session.commit()
    token = show_access(link, keyring=KEYRING).token
    client.post("/access", {"token": token})
    client.post("/participant/", {"me": "yes"})
    client.post(KEEP)

    opened_again = client.get("/access")
    client.post("/access", {"token": token})

    assert "kept.js" not in opened_again.html  # what would take the copy away
    assert client.http.get(KEPT).status_code == 200
    sign_in_again(client, session, person)  # by another link: perhaps another person
    assert leads_to_the_ticket(client)
    client.post("/participant/sign-out")
    assert "kept.js" in client.get("/access").html


def test_what_a_phone_installs_tells_nothing_of_the_person(
    client: PageClient, session: Session, person: Participant
) -> None:
    client.enter(person)

    manifest = client.http.get(f"{KEPT}manifest.webmanifest")
    with client.http.get("/static/js/kept-worker.js") as worker, client.http.get("/static/js/kept.js") as other:
        pass

    assert manifest.mimetype == "application/manifest+json"
    assert (manifest.json["name"], manifest.json["scope"], manifest.json["lang"]) == ("Ticket", KEPT, "de")
    assert worker.headers["Service-Worker-Allowed"] == KEPT
    assert "Service-Worker-Allowed" not in other.headers
