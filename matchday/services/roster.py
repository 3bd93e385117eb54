"""Rosters: who comes to a slot, as far as each person lets the employer know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from matchday.core.confirmation import Reply
from matchday.core.consent import Recipient, may_show_name
from matchday.core.errors import NotFound
from matchday.core.roster import require_shown
from matchday.core.slot import GermanLevel
from matchday.core.ticket import TicketState
from matchday.models import Confirmation, Employer, Slot, Ticket
from matchday.services.consent import list_agreeing
from matchday.services.event import local_day, read_event
from matchday.services.profile import ShownProfile, list_shown


@dataclass(frozen=True)
class Guest:
    """What an employer reads of one person. Without consent only the alias; an empty name is «a person».

    **Shapes** ``languages`` codes, the first is the person's own.
    """

    name: str
    languages: tuple[str, ...] = ()
    german_level: GermanLevel | None = None
    has_all_needs: bool = True
    """Whether all that the person needs is there, as far as the slot decides it; never what it is."""
    has_confirmed: bool | None = None
    """Whether they said that they come; None where nobody asked."""
    profile: ShownProfile | None = None
    """What they chose to show of their profile, for the employer alone."""


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
    require_shown(event.stage, event.last_on, today=local_day(event, now))
    tickets = list_expected(session, slot)
    guests = read_guests(session, tickets, organiser_id=organiser_id)
    shown = list_shown(session, [ticket.participant for ticket in tickets], organiser_id=organiser_id)
    told = [replace(guests[ticket.id], profile=shown.get(ticket.participant_id)) for ticket in tickets]
    return Roster(slot, tuple(sorted(told, key=sort_guests)))


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
    people = [ticket.participant for ticket in tickets]
    agreeing = list_agreeing(session, people, Recipient.EMPLOYER, organiser_id=organiser_id)
    said = _said(session, tickets, organiser_id=organiser_id)
    return {
        ticket.id: _guest(ticket, is_given=ticket.participant_id in agreeing, has_confirmed=said.get(ticket.id))
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


def _guest(ticket: Ticket, *, is_given: bool, has_confirmed: bool | None) -> Guest:
    person, slot = ticket.participant, ticket.slot
    if person.restricted_at or not may_show_name(is_given=is_given, is_protected=person.is_protected):
        return Guest(person.alias, has_confirmed=has_confirmed)
    return Guest(
        name=person.first_name,
        languages=tuple(dict.fromkeys((person.language, *person.languages))),
        german_level=person.german_level,
        has_all_needs=slot.is_step_free or not person.needs_step_free,
        has_confirmed=has_confirmed,
    )
