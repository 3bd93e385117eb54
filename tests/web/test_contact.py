"""Whom pages, mails, SMS, calendars and papers name: one person for one question."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from matchday.core.account import Role
from matchday.core.message import MessageKind
from matchday.core.participant import Channel
from matchday.models import Event, Message, Participant
from matchday.sender import write_mail, write_sms
from matchday.services.access import Access
from matchday.services.message import MessageFacts
from matchday.services.paper import AccessFacts, TicketFacts
from matchday.services.ticket import read_standing
from matchday.web.letter import access_letter, message_letter, ticket_letter
from matchday.web.ticket import ticket_content
from tests.conftest import NOW
from tests.factories import a_participant, a_wish, an_account
from tests.page_client import PageClient
from tests.plans import a_day, published, the_slot

COACH, HANSEN = "+49 5550 000233", "+49 5550 000210"
SITE = "https://x/access"


@pytest.fixture
def event(session: Session) -> Event:
    return a_day(session, people=0, contact_name="Frau Hansen", contact_phone=HANSEN)


@pytest.fixture
def person(session: Session, event: Event) -> Participant:
    coach = an_account(session, Role.COACH, organiser=event.organiser, name="Frau Yıldız", phone=COACH)
    person = a_participant(session, event, language="de", languages=["de"], confirmed_at=NOW, coach_id=coach.id)
    a_wish(session, person, the_slot(session, event))
    session.commit()
    return person


def facts_of(session: Session, person: Participant, event: Event, kind: MessageKind) -> MessageFacts:
    standing = read_standing(session, person, event)
    message = Message(kind=kind, language="de", channel=Channel.SMS, header_id="<1@matchday>")
    message.participant = person
    return MessageFacts(message, event.organiser, event, "a@b.example", Access("A", "B"), standing, standing.coming)


@pytest.mark.parametrize("path", ["summary", "profile", "consents", "privacy", "logins", "ticket"])
def test_about_themselves_people_ask_their_coach(client: PageClient, person: Participant, path: str) -> None:
    client.enter(person)

    page = client.get(f"/participant/{path}")

    assert "Frau Yıldız" in page.text
    assert COACH in page.text
    assert HANSEN not in page.text


@pytest.mark.parametrize("path", ["ticket", "summary", "ticket/1/no", "ticket/1.ics"])
def test_about_their_place_they_call_whom_the_event_names(
    session: Session, client: PageClient, event: Event, person: Participant, path: str
) -> None:
    published(session, event)
    session.commit()
    client.enter(person)

    page = client.http.get(f"/participant/{path}").text.replace("\r\n ", "")

    assert HANSEN in page
    assert COACH not in page


def test_before_that_is_me_nothing_tells_who_the_coach_is(
    session: Session, client: PageClient, person: Participant
) -> None:
    person.confirmed_at = None
    session.commit()
    client.enter(person)

    page = client.get("/participant/")

    assert HANSEN in page.text
    assert "Yıldız" not in page.text


@pytest.mark.parametrize("kind", sorted(set(MessageKind) - {MessageKind.SIGN_IN, MessageKind.ROSTER}))
def test_a_mail_names_who_answers_what_it_is_about(
    app: Flask, session: Session, event: Event, person: Participant, kind: MessageKind
) -> None:
    published(session, event)
    named, other = (COACH, HANSEN) if kind in ("invitation", "wishing") else (HANSEN, COACH)
    facts = facts_of(session, person, event, kind)

    mail = str(write_mail(facts, now=NOW).get_body(("plain",)).get_content()) + write_sms(facts).text

    assert named in mail
    assert other not in mail


def test_letters_name_who_answers_what_they_are_about(
    app: Flask, session: Session, event: Event, person: Participant
) -> None:
    published(session, event)
    facts = facts_of(session, person, event, MessageKind.TICKET)
    (ticket,) = facts.tickets

    access = access_letter(AccessFacts(person, facts.access), event, site=SITE, now=NOW).head
    told = message_letter(facts, person, event, site=SITE, now=NOW).head
    placed = ticket_letter(TicketFacts(ticket, "A"), event, now=NOW).head
    paper = ticket_content(TicketFacts(ticket, "A"), event)

    assert [one.phone for one in (access, told, placed, paper)] == [COACH, HANSEN, HANSEN, HANSEN]
    assert [one.contact for one in (access, told, placed, paper)] == ["Frau Yıldız", *["Frau Hansen"] * 3]
    assert dict(placed.reference) == {"Ansprechperson": "Frau Hansen", "Telefon": HANSEN, "Datum": "12.03.2027"}
