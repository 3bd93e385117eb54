"""Builders of doors: a published day, tickets for its slots, and who asks at the door."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from typing import Any

from sqlalchemy.orm import Session

from matchday.core.checkin import Way
from matchday.core.consent import Recipient
from matchday.core.event import Stage
from matchday.documents.token import new_short_code, new_ticket_number
from matchday.models import Consent, Participant, Slot, Ticket
from matchday.services.checkin import Doorkeeper, Question
from matchday.services.door import issue_door_link
from matchday.services.event import read_event
from matchday.services.ticket import sign_ticket
from tests.factories import KEYRING, a_participant, a_slot, an_event

ISSUED = datetime(2027, 4, 1, tzinfo=UTC)


def a_door_slot(session: Session, **values: Any) -> Slot:
    """Return a slot of a day whose plan is published."""
    return a_slot(session, an_event(session, stage=Stage.PUBLISHED), **{"capacity": 4, **values})


def a_ticket(session: Session, slot: Slot, person: Participant | None = None, **values: Any) -> Ticket:
    """Return a valid ticket for the slot."""
    event = read_event(session, slot.organiser_id, event_id=slot.event_id)
    person = person or a_participant(session, event)
    own = {"number": new_ticket_number(), "short_code": new_short_code(), "calendar_uid": secrets.token_hex(8)}
    when = {"issued_at": ISSUED, "changed_at": ISSUED}
    ticket = Ticket(
        organiser_id=slot.organiser_id, event_id=event.id, participant=person, slot=slot, **{**own, **when, **values}
    )
    session.add(ticket)
    session.flush()
    return ticket


def agree(session: Session, person: Participant) -> None:
    """Let the employer read the person's name."""
    session.add(
        Consent(
            organiser_id=person.organiser_id, participant_id=person.id, recipient=Recipient.EMPLOYER, version=1,
            is_given=True, answered_at=ISSUED,
        )
    )  # fmt: skip
    session.flush()


def a_keeper(session: Session, slot: Slot) -> Doorkeeper:
    """Return the phone that looks after the slot's door."""
    event = read_event(session, slot.organiser_id, event_id=slot.event_id)
    return Doorkeeper(event, slot, issue_door_link(session, slot, keyring=KEYRING, by=None, now=ISSUED))


def token_of(session: Session, ticket: Ticket) -> str:
    """Return what the ticket's QR code says now."""
    event = read_event(session, ticket.organiser_id, event_id=ticket.event_id)
    return f"HTTPS://TAG.BIRKENRIED.EXAMPLE/T#{sign_ticket(session, ticket, event, keyring=KEYRING)}"


def by_camera(session: Session, ticket: Ticket) -> Question:
    """Return the question of a camera that read the ticket's QR code."""
    return Question(secrets.token_hex(16), Way.CAMERA, token_of(session, ticket))


def by_code(ticket: Ticket) -> Question:
    """Return the question of somebody who typed the short code."""
    return Question(secrets.token_hex(16), Way.CODE, ticket.short_code)


def by_name(ticket: Ticket) -> Question:
    """Return the question of somebody who ticked the name."""
    return Question(secrets.token_hex(16), Way.NAME, ticket.key)
