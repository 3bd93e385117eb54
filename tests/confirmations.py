"""Builders of days whose people were asked whether they come."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchday.core.confirmation import Reply, WhyNot
from matchday.core.ticket import TicketState
from matchday.models import Confirmation, Event, Participant, Slot
from matchday.services.answering import decline_place
from matchday.services.confirmation import list_confirmations
from matchday.services.moving_up import fill_slot
from matchday.services.ticket import list_tickets
from tests.conftest import NOW
from tests.plans import people_of, the_slot


def asked(session: Session, participant: Participant) -> Confirmation:
    """Return what the person was asked."""
    (one,) = list_confirmations(session, participant).values()
    return one


def holders(session: Session, event: Event) -> list[Participant]:
    """Return the people with a ticket that counts, in the order they were added."""
    return [
        one
        for one in people_of(session, event)
        if any(ticket.state is TicketState.VALID for ticket in list_tickets(session, one))
    ]


def waiting(session: Session, event: Event) -> list[Participant]:
    """Return the people without a ticket that counts, in the order they were added."""
    held = {one.id for one in holders(session, event)}
    return [one for one in people_of(session, event) if one.id not in held]


def said_no(session: Session, event: Event, participant: Participant, *, now: datetime = NOW) -> None:
    """Let somebody give their place back."""
    decline_place(
        session, participant, asked(session, participant).ticket, event=event, why_not=WhyNot.WAY, by=participant,
        now=now,
    )  # fmt: skip
    session.commit()


def moved_up(session: Session, event: Event, *, slot: Slot | None = None, now: datetime = NOW) -> list[Participant]:
    """Do what the worker does after a no. Return who is asked."""
    found = fill_slot(session, event, slot or the_slot(session, event), now=now)
    session.commit()
    return found


def answers(session: Session, event: Event) -> list[Reply]:
    """Return everybody's answers in the order of asking."""
    found = select(Confirmation).where(
        Confirmation.organiser_id == event.organiser_id, Confirmation.event_id == event.id
    )
    return [one.answer for one in session.scalars(found.order_by(Confirmation.id))]
