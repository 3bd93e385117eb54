"""One plain list of what is to do, and the answers of people counted on the first page."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask import Flask, g
from sqlalchemy.orm import Session

from matchday.core.account import Role
from matchday.core.confirmation import Reply
from matchday.models import Event
from matchday.services.answering import keep_deadlines
from matchday.services.todo import list_todos
from matchday.web.confirmation import say_what_follows
from tests.confirmations import asked, holders, moved_up, said_no, waiting
from tests.factories import a_group, an_account, at
from tests.page_client import PageClient
from tests.plans import a_day, a_member_of_staff, published, the_slot


@pytest.fixture
def event(session: Session, client: PageClient) -> Event:
    """Return a published day for two, with staff signed in."""
    event = a_day(session, people=2, capacity=2)
    published(session, event)
    client.sign_in(a_member_of_staff(session, event))
    return event


def test_an_empty_list_says_what_will_stand_there(client: PageClient, event: Event) -> None:
    assert "Nichts zu erledigen" in client.get(f"/staff/{event.key}/todos").text


def test_silence_stands_in_the_list_and_is_ticked_off(client: PageClient, session: Session, event: Event) -> None:
    keep_deadlines(session, event.id, now=asked(session, holders(session, event)[0]).answer_by_at)
    session.commit()
    assert "2 Aufgaben" in client.get(f"/staff/{event.key}/todos").text
    assert "2 Aufgaben warten" in client.get(f"/staff/{event.key}/").text

    page = client.follow(f"/staff/{event.key}/todos/{list_todos(session, event)[0].key}/finish")

    assert "Eine Aufgabe" in page.text


def test_a_slot_with_too_few_people_leads_to_the_slot(client: PageClient, session: Session, event: Event) -> None:
    for one in holders(session, event):
        said_no(session, event, one)
    moved_up(session, event)

    page = client.get(f"/staff/{event.key}/todos")

    assert "Zu wenige Menschen" in page.text
    assert any("/slots/" in link for link in page.links())
    assert "Zwei Vorschläge rechnen" in page.text


def test_the_first_page_counts_who_said_what(client: PageClient, session: Session, event: Event) -> None:
    said_no(session, event, holders(session, event)[0])

    text = client.get(f"/staff/{event.key}/").text

    assert "Zusagen" in text
    assert "Platz zurückgegeben" in text


def test_staff_answer_for_a_person(client: PageClient, session: Session, event: Event) -> None:
    first, second = holders(session, event)

    client.follow(f"/staff/{event.key}/participants/{first.key}/ticket/1/yes")
    client.follow(f"/staff/{event.key}/participants/{second.key}/ticket/1/no", {"why_not": "work"})

    session.expire_all()
    assert [asked(session, one).answer for one in (first, second)] == [Reply.YES, Reply.NO]


def test_staff_read_what_becomes_of_a_place_before_and_after_the_no(client: PageClient, session: Session) -> None:
    event = a_day(session, people=2, capacity=1)
    published(session, event)
    client.sign_in(a_member_of_staff(session, event))
    first, second = *holders(session, event), *waiting(session, event)
    offered, free = "wird gleich den Nächsten auf der Warteliste angeboten.", "Es wartet niemand, der dorthin darf."

    for person, following in ((first, offered), (second, free)):
        path = f"/staff/{event.key}/participants/{person.key}/ticket/1/no"
        asked_page, answered_page = client.get(path), client.follow(path, {"why_not": "unsaid"})

        assert following in asked_page.text
        assert f"kommt nicht. Der Platz {'wird' if person is first else 'ist'}" in answered_page.text
        moved_up(session, event)


def test_on_the_eve_nobody_is_promised_a_message(app: Flask, session: Session) -> None:
    event = a_day(session, people=2, capacity=1)
    published(session, event)

    with app.test_request_context():
        g.event, g.now = event, at(8) - timedelta(hours=20)
        said = say_what_follows(the_slot(session, event))

    assert "Das Team ruft an." in said


def test_who_only_reads_ticks_nothing_off(client: PageClient, session: Session, event: Event) -> None:
    keep_deadlines(session, event.id, now=asked(session, holders(session, event)[0]).answer_by_at)
    (todo, _) = list_todos(session, event)
    session.commit()
    client.sign_in(an_account(session, Role.READER, organiser=event.organiser))

    page = client.get(f"/staff/{event.key}/todos")
    client.post(f"/staff/{event.key}/todos/{todo.key}/finish", expect=403)

    assert "Erledigt" not in page.text


def test_who_is_left_of_a_group_after_a_no_is_to_be_asked(client: PageClient, session: Session, event: Event) -> None:
    olena, serhij = holders(session, event)
    a_group(session, event, olena, serhij)
    serhij.first_name = "Serhij"
    said_no(session, event, olena)

    page = client.get(f"/staff/{event.key}/todos")

    assert re.search(r"Kommt Serhij \w\. trotzdem\?", page.text)
    assert "Jemand aus der Gruppe hat den Platz dort nicht mehr." in page.text
    assert "tragen Sie das Nein ein" in page.text
