"""What a letter with a ticket asks."""

from __future__ import annotations

from datetime import datetime

from flask import Flask
from sqlalchemy.orm import Session

from matchday.core.participant import TravelMeans
from matchday.documents.letter import TicketLetter
from matchday.models import Event, Participant
from matchday.services.answering import accept_place
from matchday.services.knownway import set_way
from matchday.services.paper import gather_tickets
from matchday.services.ticket import list_tickets
from matchday.web.letter import ticket_letter
from tests.confirmations import asked, holders
from tests.conftest import NOW
from tests.factories import KEYRING
from tests.plans import a_day, a_member_of_staff, published


def the_letter(session: Session, event: Event, person: Participant, *, now: datetime = NOW) -> TicketLetter:
    (ticket,) = list_tickets(session, person)
    (facts,) = gather_tickets(session, event, [ticket.id], keyring=KEYRING)
    assert facts is not None
    return ticket_letter(facts, event, now=now)


def test_a_letter_asks_for_a_yes_or_no_until_there_is_one(app: Flask, session: Session) -> None:
    event = a_day(session)
    published(session, event)
    person = holders(session, event)[0]
    answer_by = asked(session, person).answer_by_at

    before = the_letter(session, event, person)
    accept_place(session, person, list_tickets(session, person)[0], event=event, by=person, now=NOW)
    after = the_letter(session, event, person)

    assert before.german.question.startswith("Bitte antworten Sie mit Ja oder Nein bis ")
    assert f"{answer_by.day}. " in before.german.question
    assert before.german.help == "Antworten Sie auf Ihrer Seite, oder rufen Sie an:"
    assert after.german.question == ""
    assert after.german.help == "Sie können nicht kommen? Rufen Sie bitte an:"


def test_after_its_day_a_letter_asks_for_an_answer_now(app: Flask, session: Session) -> None:
    event = a_day(session)
    published(session, event)
    person = holders(session, event)[0]

    letter = the_letter(session, event, person, now=asked(session, person).answer_by_at)

    assert letter.german.question == "Bitte antworten Sie jetzt."


def test_the_letter_of_a_protected_person_asks_without_their_name(app: Flask, session: Session) -> None:
    event = a_day(session)
    published(session, event)
    person = holders(session, event)[0]
    person.is_protected = True

    letter = the_letter(session, event, person)

    assert letter.german.question
    assert letter.head.name == ""


def test_the_paper_says_the_way_and_who_waits_there(app: Flask, session: Session) -> None:
    event = a_day(session)
    published(session, event)
    one, other = holders(session, event)[:2]
    one.language, one.travel_means, other.is_protected = "en", TravelMeans.FOOT, True
    for person in (one, other):
        slot = list_tickets(session, person)[0].slot
        slot.foreman_name, slot.foreman_phone = "Frau Becker", "05550 4711"
        by = a_member_of_staff(session, event)
        set_way(session, person, slot, minutes=7, reason="Wohnt nebenan", by=by, now=NOW)

    paper, protected = (the_letter(session, event, person).ticket for person in (one, other))

    assert paper.way == f"{list_tickets(session, one)[0].slot.site.town}, 7 minutes on foot"
    assert (paper.foreman, paper.foreman_phone) == ("Frau Becker is waiting for you.", "05550 4711")
    assert protected.way == ""
    assert "Frau Becker" in protected.foreman
