"""Where people meet, in the language of each: on the ticket, on the phone, in the mail of the eve, on paper."""

from __future__ import annotations

from datetime import datetime

import pytest
from flask import Flask
from sqlalchemy.event import listen, remove
from sqlalchemy.orm import Session

from matchday.core.account import Role
from matchday.core.language import LANGUAGES
from matchday.core.message import MessageKind
from matchday.core.slottext import MeetingPoint
from matchday.extensions import db
from matchday.models import Event, Message, Participant, Slot, Ticket
from matchday.sender import write_mail
from matchday.services.access import Access
from matchday.services.message import MessageFacts
from matchday.services.slottext import save_slot_text
from matchday.services.ticket import list_tickets_of, read_standing
from matchday.web.printing import Wanted, write_ticket_letters, write_tickets
from matchday.web.slottext import meeting_point
from tests.conftest import NOW
from tests.factories import a_participant, a_wish, an_account
from tests.page_client import PageClient
from tests.plans import a_day, a_member_of_staff, published, the_slot

GERMAN = "Tor 2, bitte klingeln"
OWN = "عند البوابة 2، يرجى قرع الجرس"


@pytest.fixture
def event(session: Session) -> Event:
    event = a_day(session, people=0)
    the_slot(session, event).meeting_point = GERMAN
    return event


@pytest.fixture
def person(session: Session, event: Event) -> Participant:
    person = a_participant(session, event, language="ar", languages=["ar"], confirmed_at=NOW)
    a_wish(session, person, the_slot(session, event))
    published(session, event)
    session.commit()
    return person


def translate(session: Session, slot: Slot, *, language: str = "ar", is_read: bool = True, now: datetime = NOW) -> None:
    texts = {"title": "", "duties": "", "meeting_point": OWN}
    staff = an_account(session, Role.STAFF)
    save_slot_text(session, slot, texts, language=language, is_read=is_read, by=staff, now=now)
    session.commit()


@pytest.mark.parametrize(
    ("shown", "spoken", "expected"),
    [
        ("de", ["de"], MeetingPoint(GERMAN)),
        ("ar", ["ar"], MeetingPoint(GERMAN, own=OWN, language=LANGUAGES["ar"])),
        ("ti", ["ti", "ar"], MeetingPoint(GERMAN, mark="nicht übersetzt")),
        ("de@simple", ["ps", "ar"], MeetingPoint(GERMAN, own=OWN, language=LANGUAGES["ar"])),
        ("de@simple", ["so"], MeetingPoint(GERMAN)),
    ],
)
def test_everybody_reads_it_in_their_language_or_that_it_is_not_translated(
    app: Flask, session: Session, event: Event, shown: str, spoken: list[str], expected: MeetingPoint
) -> None:
    translate(session, the_slot(session, event))

    with app.test_request_context():
        assert meeting_point(the_slot(session, event), shown=LANGUAGES[shown], spoken=spoken) == expected


def test_what_nobody_checked_or_the_employer_changed_says_so(app: Flask, session: Session, event: Event) -> None:
    slot = the_slot(session, event)
    translate(session, slot, is_read=False)
    read = {"shown": LANGUAGES["ar"], "spoken": ["ar"]}
    with app.test_request_context():
        unchecked = meeting_point(slot, **read)
        slot.meeting_point = "Tor 3"
        changed = meeting_point(slot, **read)
        slot.meeting_point = ""

        assert unchecked is not None
        assert (unchecked.own, unchecked.mark) == (OWN, "Übersetzung, noch nicht geprüft")
        assert changed == MeetingPoint("Tor 3", mark="nicht übersetzt")
        assert meeting_point(slot, **read) is None


def test_the_ticket_shows_it_on_its_page_and_on_the_phone(
    session: Session, client: PageClient, event: Event, person: Participant
) -> None:
    client.enter(person)
    client.post("/participant/ticket/keep")
    paths = ("/participant/ticket", "/participant/ticket/kept/")
    before = [client.get(path).text for path in paths]

    translate(session, the_slot(session, event))

    after = [client.get(path).text for path in paths]
    assert all(GERMAN in page and "غير مترجم" in page for page in before)
    assert all(page.index(OWN) < page.index(GERMAN) and "غير مترجم" not in page for page in after)


def test_an_open_ticket_sees_that_it_was_translated(session: Session, event: Event, person: Participant) -> None:
    before = read_standing(session, person, event).version

    translate(session, the_slot(session, event))

    assert read_standing(session, person, event).version != before


def test_the_mail_of_the_day_before_says_it(app: Flask, session: Session, event: Event, person: Participant) -> None:
    translate(session, the_slot(session, event))
    standing = read_standing(session, person, event)
    message = Message(kind=MessageKind.DAY_BEFORE, language="ar", header_id="<1@matchday>", participant=person)
    facts = MessageFacts(message, event.organiser, event, "a@b.example", Access("A", ""), standing, standing.coming)

    for kind in ("plain", "html"):
        part = write_mail(facts, now=NOW).get_body((kind,))
        assert part is not None
        assert part.get_content().index(OWN) < part.get_content().index(GERMAN)
    session.rollback()


def test_papers_say_it_and_many_ask_no_more_than_one(app: Flask, session: Session, event: Event) -> None:
    slot, staff = the_slot(session, event), a_member_of_staff(session, event)
    slot.capacity = 9
    for language in ("ar", "de", "ti", "ar"):
        a_wish(session, a_participant(session, event, language=language, languages=[language]), slot)
    published(session, event)
    translate(session, slot)
    tickets = list_tickets_of(session, event)

    papers, counts = write_tickets(wanted(event, tickets, staff)), [asked(event, tickets[:n], staff) for n in (1, 4)]

    told = [(paper.meeting_point.own, bool(paper.meeting_point.mark)) for paper in papers if paper]
    assert told == [(OWN, False), ("", False), ("", True), (OWN, False)]
    assert counts[0] == counts[1]


def wanted(event: Event, tickets: list[Ticket], by: object) -> Wanted:
    return Wanted(event, [ticket.id for ticket in tickets], by, NOW)


def asked(event: Event, tickets: list[Ticket], by: object) -> int:
    """Return how often the database is asked for so many letters with ticket."""
    paper, seen = wanted(event, tickets, by), []
    db.session.commit()
    db.session.refresh(event)
    listen(db.engine, "before_cursor_execute", note := lambda *statement: seen.append(statement))
    write_ticket_letters(paper)
    remove(db.engine, "before_cursor_execute", note)
    return len(seen)
