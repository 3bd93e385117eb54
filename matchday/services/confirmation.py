"""Confirmations: ask whoever got a place whether they come, and read what was answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload

from matchday.core.confirmation import Reply, deadline
from matchday.core.ticket import TicketState
from matchday.models import Confirmation, Event, Participant, Slot, Ticket


def ask_to_confirm(
    session: Session, event: Event, tickets: Iterable[Ticket], *, now: datetime, is_offered: bool = False
) -> None:
    """Ask the holders of these tickets whether they come, anew where they were asked before."""
    asked = list(tickets)
    known = {one.ticket_id: one for one in _of_tickets(session, event, {ticket.id for ticket in asked})}
    for ticket in asked:
        one = known.get(ticket.id) or Confirmation(organiser_id=event.organiser_id, event_id=event.id, ticket=ticket)
        one.is_offered, one.asked_at, one.reminded_at, one.answer = is_offered, now, None, Reply.OPEN
        one.answered_at = one.answered_by = one.why_not = None
        one.wants_other = False
        one.answer_by_at = deadline(
            now,
            until=event.confirmation_until,
            start_at=ticket.slot.start_at,
            zone=ZoneInfo(event.time_zone),
            is_offered=is_offered,
        )
        session.add(one)
    session.flush()


def list_confirmations(session: Session, participant: Participant) -> dict[int, Confirmation]:
    """Return what a person was asked and answered, by the ticket's inner number."""
    found = session.scalars(
        _asked(participant.organiser_id).where(
            Ticket.organiser_id == participant.organiser_id, Ticket.participant_id == participant.id
        )
    )
    return {one.ticket_id: one for one in found}


def read_confirmations(session: Session, event: Event) -> dict[int, Confirmation]:
    """Return everybody's questions about tickets that count, by the ticket's inner number."""
    found = session.scalars(
        _asked(event.organiser_id).where(
            Ticket.organiser_id == event.organiser_id, Ticket.event_id == event.id, Ticket.state == TicketState.VALID
        )
    )
    return {one.ticket_id: one for one in found}


def count_replies(session: Session, event: Event) -> Counter[Reply]:
    """Return how many people with a ticket said what, and how many places were given back."""
    found = session.execute(
        select(Confirmation.answer, func.count())
        .where(Confirmation.organiser_id == event.organiser_id, Confirmation.event_id == event.id)
        .group_by(Confirmation.answer)
    )
    return Counter({answer: count for answer, count in found})  # noqa: C416 - a row is no pair to mypy


def list_unanswered(session: Session, event: Event) -> list[Confirmation]:
    """Return the questions about tickets that count which nobody has answered yet, in the order of asking."""
    found = session.scalars(
        _asked(event.organiser_id)
        .where(
            Ticket.organiser_id == event.organiser_id,
            Ticket.state == TicketState.VALID,
            Confirmation.event_id == event.id,
            Confirmation.answer == Reply.OPEN,
        )
        .order_by(Confirmation.asked_at, Confirmation.id)
    )
    return list(found)


def _asked(organiser_id: int) -> Select[Confirmation]:
    of_ticket = joinedload(Confirmation.ticket)
    return (
        select(Confirmation)
        .join(Ticket, Ticket.id == Confirmation.ticket_id)
        .where(Confirmation.organiser_id == organiser_id)
        .options(of_ticket.joinedload(Ticket.participant), of_ticket.joinedload(Ticket.slot).joinedload(Slot.employer))
    )


def _of_tickets(session: Session, event: Event, ticket_ids: Collection[int]) -> list[Confirmation]:
    return list(
        session.scalars(
            select(Confirmation).where(
                Confirmation.organiser_id == event.organiser_id,
                Confirmation.event_id == event.id,
                Confirmation.ticket_id.in_(ticket_ids),
            )
        )
    )
