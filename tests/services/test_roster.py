"""Rosters: only what each person lets the employer know."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from matchday.core.consent import Recipient
from matchday.core.errors import NotFound, RuleError
from matchday.core.event import Stage
from matchday.core.slot import GermanLevel
from matchday.core.ticket import TicketState
from matchday.models import Consent, Event, Participant, Slot, Ticket
from matchday.services.roster import Guest, Roster, read_roster
from tests.factories import a_participant, a_slot, an_employer, an_event

SAID_AT = datetime.fromisoformat("2027-03-01T10:00+00:00")


@pytest.fixture
def event(session: Session) -> Event:
    return an_event(session, stage=Stage.PUBLISHED)


@pytest.fixture
def slot(session: Session, event: Event) -> Slot:
    return a_slot(session, event)


def a_guest(session: Session, slot: Slot, *answers: bool, **values: Any) -> Participant:
    event = session.get_one(Event, slot.event_id)
    person = a_participant(session, event, alias="Gast 7", **values)
    for number, is_given in enumerate(answers):
        at = SAID_AT + timedelta(days=number)
        answer = {"recipient": Recipient.EMPLOYER, "version": 1, "is_given": is_given, "answered_at": at}
        session.add(Consent(organiser_id=slot.organiser_id, participant_id=person.id, **answer))
    a_ticket(session, slot, person)
    return person


def a_ticket(session: Session, slot: Slot, person: Participant, **values: Any) -> None:
    when = {"issued_at": SAID_AT, "changed_at": SAID_AT}
    own = {"number": secrets.token_bytes(10), "short_code": secrets.token_hex(4), "calendar_uid": secrets.token_hex(8)}
    ids = {"event_id": slot.event_id, "participant_id": person.id, "slot_id": slot.id}
    session.add(Ticket(organiser_id=slot.organiser_id, **{**ids, **own, **when, **values}))
    session.flush()


def roster_of(session: Session, slot: Slot, now: datetime) -> Roster:
    return read_roster(session, slot, organiser_id=slot.organiser_id, employer=slot.employer, now=now)


def test_who_agreed_is_shown_with_first_name_languages_and_whether_all_they_need_is_there(
    session: Session, slot: Slot, now: datetime
) -> None:
    a_guest(session, slot, True, languages=["ar", "en"], needs_step_free=True)

    assert roster_of(session, slot, now).guests == (Guest("Amira", ("ar", "en"), GermanLevel.A2, has_all_needs=False),)


def test_who_did_not_agree_is_an_alias_only(session: Session, slot: Slot, now: datetime) -> None:
    a_guest(session, slot, needs_step_free=True)

    assert roster_of(session, slot, now).guests == (Guest("Gast 7"),)


@pytest.mark.parametrize(("answers", "name"), [((True, False), "Gast 7"), ((False, True), "Amira")])
def test_the_newest_answer_counts(
    session: Session, slot: Slot, now: datetime, answers: tuple[bool, ...], name: str
) -> None:
    a_guest(session, slot, *answers)

    assert roster_of(session, slot, now).guests[0].name == name


def test_a_protected_person_is_an_alias_even_with_consent(session: Session, slot: Slot, now: datetime) -> None:
    a_guest(session, slot, True, is_protected=True)

    assert roster_of(session, slot, now).guests == (Guest("Gast 7"),)


def test_only_valid_tickets_of_this_slot_count(session: Session, event: Event, slot: Slot, now: datetime) -> None:
    a_guest(session, a_slot(session, event), True)
    a_ticket(session, slot, a_participant(session, event), state=TicketState.WITHDRAWN)

    assert roster_of(session, slot, now).guests == ()


def test_the_slot_of_another_employer_is_not_there(session: Session, event: Event, slot: Slot, now: datetime) -> None:
    other = an_employer(session, event)

    with pytest.raises(NotFound):
        read_roster(session, slot, organiser_id=slot.organiser_id, employer=other, now=now)


def test_before_publication_there_is_no_roster(session: Session, event: Event, slot: Slot, now: datetime) -> None:
    event.stage = Stage.WISHING

    with pytest.raises(RuleError, match="roster_shut"):
        roster_of(session, slot, now)
