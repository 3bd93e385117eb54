"""The question about the name."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from matchday.core.consent import Recipient
from matchday.core.event import Stage
from matchday.models import Event, Participant
from matchday.services.consent import find_consent
from tests.factories import a_participant
from tests.page_client import PageClient


def test_both_answers_show_what_the_employer_sees(client: PageClient, person: Participant) -> None:
    page = client.get("/participant/consent")

    assert f"Ihren Vornamen: {person.first_name}" in page.text
    assert f"„{person.alias}“" in page.text
    assert "mit Ja und mit Nein die gleichen Plätze" in page.text


def test_the_first_answer_leads_to_the_slots(session: Session, client: PageClient, event: Event) -> None:
    person = a_participant(session, event, language="de")
    client.enter(person)
    client.post("/participant/", {"me": "yes"})

    client.post("/participant/consent", {"answer": "no"})

    given = find_consent(session, person, Recipient.EMPLOYER)
    assert given is not None
    assert not given.is_given
    assert client.went_to == "/participant/wishlist"


def test_the_answer_can_be_changed_in_every_stage(
    session: Session, client: PageClient, event: Event, person: Participant
) -> None:
    event.stage = Stage.ASSIGNING
    session.commit()

    page = client.follow("/participant/consent", {"answer": "no"})

    assert "Der Betrieb sieht Ihren Namen nicht." in page.text


def test_no_answer_is_asked_again(client: PageClient, person: Participant) -> None:
    page = client.post("/participant/consent", {}, expect=422)

    assert "Bitte tippen Sie auf eine Antwort." in page.text


def test_a_protected_person_reads_that_the_name_is_never_shown(
    session: Session, client: PageClient, event: Event, now: datetime
) -> None:
    person = a_participant(session, event, language="de", is_protected=True, confirmed_at=now)
    client.enter(person)

    client.get("/participant/wishlist")
    page = client.follow("/participant/consent", {"answer": "yes"})

    assert "Der Betrieb sieht Ihren Namen nie." in page.text
    assert find_consent(session, person, Recipient.EMPLOYER) is None
