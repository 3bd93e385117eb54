"""Papers in the hands of staff: choose, watch, fetch, delete; one person's at once."""

from __future__ import annotations

import pypdfium2
import pytest
from flask import Flask
from sqlalchemy.orm import Session

from matchday import worker
from matchday.core.account import Role
from matchday.extensions import db
from matchday.models import Account, Event
from matchday.services.paper import list_papers
from tests.factories import a_participant, an_account, an_event
from tests.page_client import PageClient
from tests.plans import a_day, people_of, published


@pytest.fixture
def staff(session: Session, client: PageClient) -> Account:
    staff = an_account(session, Role.STAFF)
    client.sign_in(staff)
    return staff


@pytest.fixture
def event(session: Session, staff: Account) -> Event:
    event = a_day(session, by=staff)
    published(session, event, by=staff)
    return event


def pages_of(content: bytes) -> list[str]:
    with pypdfium2.PdfDocument(content) as document:
        return [page.get_textpage().get_text_range() for page in document]


def made(client: PageClient, session: Session, event: Event, **form: object) -> str:
    """Ask for papers, let the worker make them, and return the batch's address."""
    client.post(f"/staff/{event.key}/papers", {"kind": "access_letters", "who": "", **form})
    (batch, *_) = list_papers(session, event)
    address = f"/staff/{event.key}/papers/{batch.key}"
    worker.make_papers(batch.id)  # gives the session back: rows read before are not to be used after
    return address


def test_the_page_says_what_will_be_in_it_before_it_is_made(client: PageClient, event: Event) -> None:
    page = client.get(f"/staff/{event.key}/papers?kind=ticket_letters")

    assert "Briefe mit dem Ticket: für 2 Menschen" in page.text
    assert "Sortiert nach Begleitung und Name" in page.text


def test_only_those_without_phone_and_mail_are_meant_where_staff_say_so(
    session: Session, client: PageClient, event: Event
) -> None:
    people_of(session, event)[0].mail = ""
    session.commit()

    page = client.get(f"/staff/{event.key}/papers?kind=access_letters&who=without_device")

    assert "für 1 Mensch" in page.text


def test_protected_people_are_named_by_alias_and_never_mailed(
    session: Session, client: PageClient, event: Event
) -> None:
    person = people_of(session, event)[0]
    person.is_protected, person.alias = True, "Gast 17"
    session.commit()

    page = client.get(f"/staff/{event.key}/papers")

    assert "nie mit der Post: Gast 17" in page.text


def test_asked_for_made_fetched_and_deleted(session: Session, client: PageClient, event: Event, app: Flask) -> None:
    address = made(client, session, event)

    answer = client.http.post(f"{address}/file", data={"csrf_token": client.csrf_token()})
    assert len(pages_of(answer.data)) == 3
    answer.close()
    assert answer.headers["Cache-Control"] == "no-store"
    assert "zugang.pdf" in answer.headers["Content-Disposition"]

    page = client.follow(f"{address}/remove")
    assert "gelöscht" in page.text
    client.post(f"{address}/file", expect=404)


def test_papers_for_nobody_are_refused_in_words(client: PageClient, event: Event) -> None:
    page = client.follow(f"/staff/{event.key}/papers", {"kind": "access_letters", "who": "without_device"})

    assert "nichts zu drucken" in page.text


def test_chosen_people_come_from_the_list_of_people(session: Session, client: PageClient, event: Event) -> None:
    one, two, _ = people_of(session, event)

    page = client.get(f"/staff/{event.key}/papers?person={one.key}&person={two.key}")

    assert "die 2 ausgewählten Menschen" in page.text
    assert "für 2 Menschen" in page.text


def test_one_person_s_way_in_is_printed_at_once(session: Session, client: PageClient, event: Event) -> None:
    person = people_of(session, event)[0]

    answer = client.http.post(
        f"/staff/{event.key}/participants/{person.key}/letter", data={"csrf_token": client.csrf_token()}
    )

    assert answer.headers["Cache-Control"] == "no-store"
    assert len(pages_of(answer.data)) == 1


def test_who_has_no_ticket_has_none_to_print(session: Session, client: PageClient, event: Event) -> None:
    late = a_participant(session, event)
    session.commit()

    client.post(f"/staff/{event.key}/participants/{late.key}/ticket", expect=409)


def test_another_organiser_s_papers_are_not_there(session: Session, client: PageClient, event: Event) -> None:
    page, mine, other = f"/staff/{event.key}/papers", event.key, an_event(session).key
    session.commit()
    address = made(client, session, event)

    client.post(f"{address.replace(mine, other)}/file", expect=404)
    client.sign_in(an_account(db.session(), Role.STAFF))
    client.get(page, expect=404)
    client.post(f"{address}/file", expect=404)
    client.post(f"{address}/remove", expect=404)
