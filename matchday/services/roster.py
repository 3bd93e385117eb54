"""Rosters: who comes to a slot, as far as each person lets the employer know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from matchday.core.confirmation import Reply
from matchday.core.consent import Recipient, may_show_name
from matchday.core.errors import NotFound
from matchday.core.roster import require_shown
from matchday.core.slot import GermanLevel
from matchday.core.ticket import TicketState
from matchday.models import Confirmation, Consent, Employer, Participant, Slot, Ticket
from matchday.services.event import read_event


@dataclass(frozen=True)
class Guest:
    """What an employer reads of one person. Without consent only the alias; an empty name is «a person».

    **Shapes** ``languages`` codes, the first is the person's own.
    """

    name: str
    languages: tuple[str, ...] = ()
    german_level: GermanLevel | None = None
    needs_step_free: bool = False
    has_confirmed: bool | None = None
    """Whether they said that they come; None where nobody asked."""


@dataclass(frozen=True)
class Roster:
    """Who is expected at a slot, in the order of the names shown."""

    slot: Slot
    guests: tuple[Guest, ...]


def read_roster(session: Session, slot: Slot, *, organiser_id: int, employer: Employer, now: datetime) -> Roster:
    """Return who comes to the employer's slot.

    **Errors** NotFound where it is another's slot; RuleError ``roster_shut`` before publication, ``roster_gone`` too
    long after the event.
    """
    if slot.organiser_id != organiser_id or slot.employer_id != employer.id:
        raise NotFound
    event = read_event(session, organiser_id, event_id=slot.event_id)
    require_shown(event.stage, event.last_on, today=now.astimezone(ZoneInfo(event.time_zone)).date())
    guests = read_guests(session, list_expected(session, slot), organiser_id=organiser_id).values()
    return Roster(slot, tuple(sorted(guests, key=sort_guests)))


def list_expected(session: Session, slot: Slot) -> list[Ticket]:
    """Return the tickets that count at a slot, without those whose holders' data rest (Art. 18 DSGVO).

    Who shows such a ticket comes in all the same; no list names them.
    """
    tickets = session.scalars(
        select(Ticket)
        .where(Ticket.organiser_id == slot.organiser_id, Ticket.slot_id == slot.id, Ticket.state == TicketState.VALID)
        .options(joinedload(Ticket.participant))
    )
    return [ticket for ticket in tickets if ticket.participant.restricted_at is None]


def read_guests(session: Session, tickets: Sequence[Ticket], *, organiser_id: int) -> dict[int, Guest]:
    """Return what an employer or a foreman may read of each ticket's holder, by the ticket's inner number."""
    agreeing = _agreeing(session, [ticket.participant for ticket in tickets], organiser_id=organiser_id)
    said = _said(session, tickets, organiser_id=organiser_id)
    return {
        ticket.id: _guest(
            ticket.participant, is_given=ticket.participant_id in agreeing, has_confirmed=said.get(ticket.id)
        )
        for ticket in tickets
    }


def sort_guests(guest: Guest) -> tuple[bool, str]:
    """Order guests by the name shown; those without one come last."""
    return not guest.name, guest.name.casefold()


def _said(session: Session, tickets: Sequence[Ticket], *, organiser_id: int) -> dict[int, bool]:
    """Return for each ticket about which somebody was asked whether they said yes."""
    asked = session.execute(
        select(Confirmation.ticket_id, Confirmation.slot_id, Confirmation.answer).where(
            Confirmation.organiser_id == organiser_id, Confirmation.ticket_id.in_([ticket.id for ticket in tickets])
        )
    )
    here = {(ticket.id, ticket.slot_id) for ticket in tickets}
    return {ticket_id: answer is Reply.YES for ticket_id, slot_id, answer in asked if (ticket_id, slot_id) in here}


def _guest(person: Participant, *, is_given: bool, has_confirmed: bool | None) -> Guest:
    if person.restricted_at or not may_show_name(is_given=is_given, is_protected=person.is_protected):
        return Guest(person.alias, has_confirmed=has_confirmed)
    return Guest(
        name=person.first_name,
        languages=tuple(dict.fromkeys((person.language, *person.languages))),
        german_level=person.german_level,
        needs_step_free=person.needs_step_free,
        has_confirmed=has_confirmed,
    )


def _agreeing(session: Session, people: list[Participant], *, organiser_id: int) -> set[int]:
    """Return the ids of those whose newest answer lets the employer know."""
    answers = session.scalars(
        select(Consent)
        .where(
            Consent.organiser_id == organiser_id,
            Consent.participant_id.in_([person.id for person in people]),
            Consent.recipient == Recipient.EMPLOYER,
        )
        .order_by(Consent.answered_at, Consent.id)
    )
    newest = {answer.participant_id: answer.is_given for answer in answers}
    return {participant_id for participant_id, is_given in newest.items() if is_given}
