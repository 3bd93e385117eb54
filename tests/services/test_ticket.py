"""Tickets: what stays, what changes, what the signed text says."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchday.core.assignment import UnplacedReason
from matchday.core.ticket import TicketState
from matchday.documents.token import TokenError, read_token
from matchday.models import Event, SigningKey
from matchday.services.ticket import (
    calendar_sequence,
    list_tickets,
    read_standing,
    sign_ticket,
    withdraw_tickets,
)
from tests.conftest import NOW
from tests.factories import KEYRING
from tests.plans import a_day, people_of, published, the_slot


def public_keys(session: Session, event: Event) -> dict[int, bytes]:
    rows = session.scalars(select(SigningKey).where(SigningKey.organiser_id == event.organiser_id))
    return {row.number: row.public_key for row in rows}


def test_the_token_names_event_slot_and_ticket_and_no_person(session: Session) -> None:
    event = a_day(session, people=1)
    published(session, event)
    (ticket,) = list_tickets(session, people_of(session, event)[0])

    text = sign_ticket(session, ticket, event, keyring=KEYRING)

    token = read_token(text, public_keys=public_keys(session, event), organiser_code=event.organiser.key)
    assert (token.event, token.slot, token.number) == (event.ticket_code, ticket.slot.ticket_code, ticket.number)
    assert token.valid_from_at == ticket.slot.start_at - timedelta(minutes=event.door_opens_min)
    assert token.valid_until_at == ticket.slot.end_at


def test_a_ticket_of_one_organiser_is_forged_for_another(session: Session) -> None:
    event = a_day(session, people=1)
    published(session, event)
    (ticket,) = list_tickets(session, people_of(session, event)[0])

    text = sign_ticket(session, ticket, event, keyring=KEYRING)

    with pytest.raises(TokenError, match="forged"):
        read_token(text, public_keys=public_keys(session, event), organiser_code="another")


def test_the_same_ticket_always_shows_the_same_token(session: Session) -> None:
    event = a_day(session, people=1)
    published(session, event)
    (ticket,) = list_tickets(session, people_of(session, event)[0])

    tokens = {sign_ticket(session, ticket, event, keyring=KEYRING) for _ in range(2)}

    assert len(tokens) == 1


def test_the_calendar_entry_grows_as_soon_as_the_slot_moves(session: Session) -> None:
    event = a_day(session, people=1)
    published(session, event)
    (ticket,) = list_tickets(session, people_of(session, event)[0])
    before = calendar_sequence(ticket)

    the_slot(session, event).calendar_sequence += 1

    assert calendar_sequence(ticket) == before + 1


def test_the_calendar_entry_never_falls_back_when_the_slot_changes(session: Session) -> None:
    event = a_day(session, people=1)
    slot = the_slot(session, event)
    published(session, event)
    seen = [calendar_sequence(list_tickets(session, people_of(session, event)[0])[0])]
    for _ in range(3):
        slot.calendar_sequence += 2
        slot.end_at += timedelta(minutes=5)

        published(session, event)

        seen.append(calendar_sequence(list_tickets(session, people_of(session, event)[0])[0]))
    assert seen == sorted(set(seen))


def test_who_withdraws_gives_the_tickets_back(session: Session) -> None:
    event = a_day(session, people=1)
    published(session, event)
    (person,) = people_of(session, event)

    lost = withdraw_tickets(session, person, now=NOW)

    (ticket,) = list_tickets(session, person)
    assert (lost, ticket.state, ticket.revision) == ([ticket], TicketState.WITHDRAWN, 2)


def test_before_publication_there_is_nothing_to_see(session: Session) -> None:
    event = a_day(session, people=1)

    standing = read_standing(session, people_of(session, event)[0], event)

    assert not standing.is_published


def test_who_has_no_place_sees_why_and_where_they_wait(session: Session) -> None:
    event = a_day(session, people=2, capacity=1)
    published(session, event)

    standings = [read_standing(session, one, event) for one in people_of(session, event)]

    (left,) = [one for one in standings if not one.valid]
    assert left.reason is UnplacedReason.FULL
    assert [(place.slot.id, place.position) for place in left.waiting] == [(the_slot(session, event).id, 1)]
