"""Staff give a record, restrict and erase, and choose how long what is kept."""

from __future__ import annotations

import json
from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from matchday.core.account import Role
from matchday.core.privacy import SHORTEST, Keep, RequestKind
from matchday.models import Account, Event, Participant
from matchday.services.privacy import ask
from tests.factories import a_participant, an_account, an_event
from tests.page_client import PageClient


@pytest.fixture
def owner(session: Session, client: PageClient) -> Account:
    owner = an_account(session, Role.OWNER, Role.STAFF)
    client.sign_in(owner)
    return owner


@pytest.fixture
def event(session: Session, owner: Account) -> Event:
    return an_event(session, by=owner)


@pytest.fixture
def person(session: Session, event: Event) -> Participant:
    person = a_participant(session, event, first_name="Amira", last_name="Khalil")
    session.commit()
    return person


def page_of(person: Participant, event: Event, deed: str = "") -> str:
    return f"/staff/{event.key}/participants/{person.key}/privacy{deed}"


def test_the_record_is_given_out_as_json(client: PageClient, event: Event, person: Participant) -> None:
    form = {"kind": "json", "csrf_token": client.csrf_token()}

    answer = client.http.post(page_of(person, event, "/record"), data=form)

    whole = json.loads(answer.get_data())
    assert whole["tables"]["participant"][0]["last_name"] == "Khalil"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="auskunft.json"'
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_record_is_given_out_as_pdf(client: PageClient, event: Event, person: Participant) -> None:
    answer = client.http.post(
        page_of(person, event, "/record"), data={"kind": "pdf", "csrf_token": client.csrf_token()}
    )

    assert answer.get_data().startswith(b"%PDF-")


def test_restricting_is_shown_and_taken_back(
    session: Session, client: PageClient, event: Event, person: Participant
) -> None:
    restricted = client.follow(page_of(person, event, "/restrict"))
    lifted = client.follow(page_of(person, event, "/restrict"))

    assert "nicht benutzt" in restricted.text
    assert "Einschränkung aufheben" in restricted.text
    assert "Daten einschränken" in lifted.text
    session.refresh(person)
    assert person.restricted_at is None


def test_erasing_shows_first_what_goes_and_needs_a_reason(
    client: PageClient, event: Event, person: Participant
) -> None:
    preview = client.get(page_of(person, event, "/erase"))
    refused = client.post(page_of(person, event, "/erase"), expect=422)

    assert "Das wird gelöscht" in preview.text
    assert "Angaben zur Person 1" in preview.text
    assert "Bitte wählen Sie eine der Möglichkeiten." in refused.text


def test_who_is_erased_is_not_there_any_more(client: PageClient, event: Event, person: Participant) -> None:
    address = page_of(person, event)

    after = client.follow(page_of(person, event, "/erase"), {"reason": "asked"})

    assert "Der Mensch ist gelöscht." in after.text
    client.get(address, expect=404)
    assert "ein Mensch" in client.get(f"/staff/{event.key}/privacy").text
    assert "Einen Menschen gelöscht" in client.get(f"/staff/{event.key}/audit").text


def test_a_request_stands_open_until_it_is_answered(
    session: Session, client: PageClient, event: Event, person: Participant, now: datetime
) -> None:
    request = ask(session, person, RequestKind.CORRECTION, text="Ich heiße Amirah", by=person, now=now)
    session.commit()

    overview = client.get(f"/staff/{event.key}/")
    asked = client.get(f"/staff/{event.key}/privacy")
    answered = client.follow(page_of(person, event, f"/{request.key}/answer"))

    assert "Ein Anliegen zum Datenschutz" in overview.text
    assert "Ich heiße Amirah" in asked.text
    assert "Bitte beantworten bis 12.04.2027" in asked.text
    assert "Beantwortet am" in answered.text
    assert "Gerade ist nichts offen" in client.get(f"/staff/{event.key}/privacy").text


def test_the_times_are_chosen_within_what_makes_sense(session: Session, client: PageClient, event: Event) -> None:
    session.commit()
    shortest = {keep.value: str(days) for keep, days in SHORTEST.items()}

    refused = client.post(f"/staff/{event.key}/privacy", {**shortest, "wishes": "365"}, expect=422)
    client.post(f"/staff/{event.key}/privacy", {**shortest, "wishes": "90"})

    session.refresh(event)
    assert "nicht länger bleiben als der Mensch selbst" in refused.text
    assert event.retention[Keep.WISHES.value] == 90


def test_an_event_is_erased_by_an_owner(client: PageClient, event: Event, person: Participant) -> None:
    key = event.key
    preview = client.get(f"/staff/{key}/privacy/erase")

    after = client.follow(f"/staff/{key}/privacy/erase", {"reason": "not_needed"})

    assert "Das lässt sich nicht zurücknehmen" in preview.text
    assert "ist gelöscht." in after.text
    client.get(f"/staff/{key}/", expect=404)


@pytest.mark.parametrize("deed", ["", "/erase"])
def test_somebody_of_another_organiser_is_not_there(
    session: Session, client: PageClient, owner: Account, deed: str
) -> None:
    elsewhere = an_event(session)
    other = a_participant(session, elsewhere)
    session.commit()

    client.get(page_of(other, elsewhere, deed), expect=404)
