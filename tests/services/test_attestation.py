"""Attestations: whose, and what whoever checks one may learn."""

from __future__ import annotations

import pytest
from sqlalchemy import delete
from sqlalchemy.orm import Session

from matchday.core.account import Role
from matchday.core.event import Stage
from matchday.documents.token import TokenError, read_token
from matchday.models import CheckIn, Event, Slot, Ticket
from matchday.services.attestation import Genuine, list_attestations, sign_attestations, verify_attestation
from matchday.services.ticket import sign_ticket
from tests.days import a_running_day, came, slot_of, tickets_of
from tests.factories import DAY, KEYRING, an_account, at
from tests.services.test_ticket import public_keys

LATER = at(13)


def a_past_day(session: Session, people: int = 2) -> Event:
    """Return an event whose first guest came; the others did not."""
    event = a_running_day(session, people=people)
    came(session, tickets_of(session, event)[0], now=at(6))
    return event


def a_token(session: Session, event: Event) -> str:
    found = list_attestations(session, event, now=LATER)
    return sign_attestations(session, found, event, keyring=KEYRING)[found[0].ticket.id]


def test_only_who_came_is_attested_and_only_when_the_slot_is_over(session: Session) -> None:
    event = a_past_day(session)

    found = list_attestations(session, event, now=LATER)

    assert [one.ticket.id for one in found] == [tickets_of(session, event)[0].id]
    assert list_attestations(session, event, now=at(11)) == []
    event.stage = Stage.ARCHIVED
    assert list_attestations(session, event, now=LATER) == []


def test_a_coach_has_those_of_their_own_people_in_one_go(session: Session) -> None:
    event = a_past_day(session)
    coach, other = (an_account(session, Role.COACH, organiser=event.organiser) for _ in range(2))
    tickets_of(session, event)[0].participant.coach_id = coach.id
    session.flush()

    assert len(list_attestations(session, event, coach=coach, now=LATER)) == 1
    assert list_attestations(session, event, coach=other, now=LATER) == []
    assert len(list_attestations(session, event, slot=slot_of(session, event), now=LATER)) == 1
    assert list_attestations(session, a_running_day(session), now=LATER) == []


def test_whose_data_are_restricted_stands_in_no_batch_but_has_their_own(session: Session) -> None:
    event = a_past_day(session)
    person = tickets_of(session, event)[0].participant
    person.restricted_at = at(12)
    session.flush()

    assert list_attestations(session, event, now=LATER) == []
    assert len(list_attestations(session, event, participant=person, now=LATER)) == 1


def test_a_genuine_paper_says_date_and_employer_and_no_more(session: Session) -> None:
    event = a_past_day(session)

    found = verify_attestation(session, a_token(session, event), now=LATER)

    assert found == Genuine(slot_of(session, event).employer.name, DAY)


def test_a_ticket_is_no_attestation_and_an_attestation_no_ticket(session: Session) -> None:
    event = a_past_day(session)
    ticket, keys = tickets_of(session, event)[0], public_keys(session, event)
    of_ticket = sign_ticket(session, ticket, event, keyring=KEYRING)

    assert verify_attestation(session, of_ticket, now=LATER) is None
    with pytest.raises(TokenError, match="forged"):
        read_token(a_token(session, event), public_keys=keys, organiser_code=event.organiser.key)


def test_no_changed_letter_and_no_other_organiser_passes(session: Session) -> None:
    event, other = a_past_day(session), a_past_day(session)
    token = a_token(session, event)
    forged = [token[:at_] + ("A" if token[at_] != "A" else "B") + token[at_ + 1 :] for at_ in range(0, 148, 7)]
    other.ticket_code, code = event.ticket_code, event.ticket_code
    event.ticket_code = code + 1
    session.flush()

    answers = [verify_attestation(session, text, now=LATER) for text in (*forged, token, "", token[:100])]

    assert set(answers) == {None}


def test_two_events_of_the_same_number_are_told_apart_by_their_keys(session: Session) -> None:
    event, other = a_past_day(session), a_past_day(session)
    other.ticket_code = event.ticket_code
    slot_of(session, other).ticket_code = slot_of(session, event).ticket_code
    session.flush()

    found = verify_attestation(session, a_token(session, event), now=LATER)

    assert found == Genuine(slot_of(session, event).employer.name, DAY)


def test_a_paper_with_hours_that_were_corrected_is_genuine_no_more(session: Session) -> None:
    event = a_past_day(session)
    old = a_token(session, event)
    check_in = session.query(CheckIn).filter(CheckIn.organiser_id == event.organiser_id).one()
    check_in.left_at = at(8)
    session.flush()

    assert verify_attestation(session, old, now=LATER) is None
    assert verify_attestation(session, a_token(session, event), now=LATER)
    session.delete(check_in)
    session.flush()
    assert verify_attestation(session, old, now=LATER) is None


def test_a_paper_stays_genuine_when_its_person_is_forgotten_but_not_without_its_slot(session: Session) -> None:
    event = a_past_day(session)
    token, slot = a_token(session, event), slot_of(session, event)
    for table in (CheckIn, Ticket):
        session.execute(delete(table).where(table.organiser_id == event.organiser_id))

    assert verify_attestation(session, token, now=LATER)
    session.query(Slot).filter(Slot.organiser_id == event.organiser_id, Slot.id == slot.id).update({"ticket_code": 1})
    assert verify_attestation(session, token, now=LATER) is None
