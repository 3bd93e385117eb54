"""People see what is known about them, take it along, and ask for a change or for its end."""

from __future__ import annotations

import json

from sqlalchemy.orm import Session

from matchday.core.privacy import RequestKind
from matchday.models import Event, Participant
from matchday.services.privacy import list_requests
from tests.page_client import PageClient


def test_the_page_says_what_why_how_long_and_who(client: PageClient, event: Event, person: Participant) -> None:
    page = client.get("/participant/privacy")

    assert "Wie wir Sie erreichen" in page.text
    assert "Wird am Donnerstag, 20. Mai 2027 gelöscht." in page.text
    assert "Wer es sieht" in page.text


def test_the_way_there_stands_on_the_first_page(client: PageClient, person: Participant) -> None:
    assert "/participant/privacy" in client.get("/participant/summary").links()


def test_everything_can_be_taken_along(client: PageClient, person: Participant) -> None:
    form = {"kind": "json", "csrf_token": client.csrf_token()}

    whole = json.loads(client.http.post("/participant/privacy/record", data=form).get_data())

    assert whole["tables"]["participant"][0]["first_name"] == person.first_name


def test_nothing_is_left_on_the_phone_of_a_protected_person(
    session: Session, client: PageClient, person: Participant
) -> None:
    person.is_protected = True
    session.commit()

    page = client.get("/participant/privacy")

    assert "bekommen Sie alles auf Papier" in page.text
    client.post("/participant/privacy/record", {"kind": "json"}, expect=404)


def test_a_request_arrives_and_its_day_is_named(session: Session, client: PageClient, person: Participant) -> None:
    page = client.follow("/participant/privacy", {"kind": "erasure"})

    (request,) = list_requests(session, person)
    assert (request.kind, request.asked_by_id) == (RequestKind.ERASURE, None)
    assert "Ihr Anliegen ist angekommen." in page.text
    assert "Alles über mich löschen" in page.text


def test_a_correction_says_what_is_wrong(session: Session, client: PageClient, person: Participant) -> None:
    page = client.post("/participant/privacy", {"kind": "correction"}, expect=422)

    assert "Bitte schreiben Sie, was falsch ist" in page.text
    assert list_requests(session, person) == []


def test_the_same_twice_is_one_request(session: Session, client: PageClient, person: Participant) -> None:
    for text in ("", "Bitte bald"):
        client.post("/participant/privacy", {"kind": "restriction", "text": text})

    (request,) = list_requests(session, person)
    assert request.text == "Bitte bald"
