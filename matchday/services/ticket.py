"""Tickets: give them out at a publication, read a person's own, sign what the QR code says."""

from __future__ import annotations

import hashlib
import secrets
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from matchday.core.access import Keyring
from matchday.core.assignment import AssignmentState, UnplacedReason
from matchday.core.confirmation import GONE, Reply
from matchday.core.event import Action, is_open
from matchday.core.slot import SlotState
from matchday.core.ticket import TicketState, door_window, share_out
from matchday.documents.seal import unseal
from matchday.documents.token import TicketToken, new_short_code, new_ticket_number, sign_token
from matchday.models import (
    Assignment,
    Confirmation,
    Event,
    Participant,
    Placement,
    SigningKey,
    Slot,
    Ticket,
    Unplaced,
)
from matchday.services.confirmation import list_confirmations, list_former_slots
from matchday.services.waitinglist import Place, list_waiting_places

MOST_REVISION = 255
"""A token has one byte for the revision."""


@dataclass(frozen=True)
class Standing:
    """Say how a participant stands after the newest publication.

    **Shapes** ``tickets`` by ordinal, withdrawn ones too; ``waiting`` by position; ``reason`` for who has no place.
    """

    is_published: bool
    tickets: tuple[Ticket, ...] = ()
    waiting: tuple[Place, ...] = ()
    reason: UnplacedReason | None = None
    confirmations: Mapping[int, Confirmation] = field(default_factory=dict)
    """What was asked about a ticket, by its inner number."""
    former: Mapping[int, Slot] = field(default_factory=dict)
    """Where a ticket led before, by its inner number."""

    @property
    def gave_back(self) -> bool:
        """Tell whether the person has no place because they said no."""
        return not self.valid and self.last_reply is Reply.NO

    @property
    def was_silent(self) -> bool:
        """Tell whether the person has no place because nobody answered."""
        return not self.valid and self.last_reply is Reply.SILENT

    @property
    def wants_no_other(self) -> bool:
        """Tell whether the person gave a place back, or let it go, and asked for no other one."""
        return self.last_reply in GONE and not (self._asked_last and self._asked_last.wants_other)

    @property
    def last_reply(self) -> Reply | None:
        """Return what was answered about the ticket that went last, whatever else counts."""
        return self._asked_last.answer if self._asked_last else None

    @property
    def lost(self) -> Ticket | None:
        """Return the ticket that went last; of two that went at once, one whose slot is off."""
        return max(
            (ticket for ticket in self.tickets if ticket.state is TicketState.WITHDRAWN),
            key=lambda ticket: (ticket.changed_at, ticket.slot.state is not SlotState.APPROVED),
            default=None,
        )

    @property
    def _asked_last(self) -> Confirmation | None:
        return self.confirmations.get(self.lost.id) if self.lost else None

    @property
    def unanswered(self) -> tuple[Confirmation, ...]:
        """Return the questions about tickets that count which wait for an answer."""
        asked = (self.confirmations.get(ticket.id) for ticket in self.coming)
        return tuple(one for one in asked if one is not None and one.answer is Reply.OPEN)

    def answerable(self, now: datetime) -> tuple[Confirmation, ...]:
        """Return the questions that can be answered, or answered anew, at this moment."""
        asked = (self.confirmations.get(ticket.id) for ticket in self.coming if now < ticket.slot.start_at)
        return tuple(one for one in asked if one is not None and one.answer not in GONE)

    @property
    def answer_by(self) -> datetime | None:
        """Return when the first of those questions should be answered."""
        return min((one.answer_by_at for one in self.unanswered), default=None)

    @property
    def valid(self) -> tuple[Ticket, ...]:
        """Return the tickets that count."""
        return tuple(ticket for ticket in self.tickets if ticket.state is TicketState.VALID)

    @property
    def version(self) -> str:
        """Return a mark that differs as soon as anything a person reads about their place does."""
        told = [
            (one.ordinal, one.state, one.revision, one.slot.state, one.slot.calendar_sequence, one.slot.changed_at)
            for one in self.tickets
        ]
        translated = sorted((text.id, text.changed_at) for one in self.tickets for text in one.slot.texts)
        asked = [(one.id, one.answer, one.answer_by_at) for one in self.confirmations.values()]
        waits = [(place.slot.id, place.position) for place in self.waiting]
        facts = (self.is_published, self.reason, told, translated, sorted(asked), waits)
        return hashlib.sha256(repr(facts).encode()).hexdigest()[:16]

    @property
    def coming(self) -> tuple[Ticket, ...]:
        """Return the tickets that count and whose slot was not called off since."""
        return tuple(ticket for ticket in self.valid if ticket.slot.state is not SlotState.WITHDRAWN)


def issue_tickets(
    session: Session, event: Event, placements: Sequence[Placement], *, now: datetime
) -> dict[int, list[Ticket]]:
    """Give every placement its ticket, in order of time; take back those of places that are gone.

    A ticket stays with the person: another slot, time or place raises its revision and its place in the calendar.
    Return each participant's tickets.
    """
    held: defaultdict[int, list[Ticket]] = defaultdict(list)
    for ticket in list_tickets_of(session, event):
        held[ticket.participant_id].append(ticket)
    wanted: defaultdict[int, list[Slot]] = defaultdict(list)
    for placement in sorted(placements, key=lambda one: (one.slot.start_at, one.slot_id)):
        wanted[placement.participant_id].append(placement.slot)
    for participant_id in held.keys() | wanted.keys():
        tickets = held[participant_id]
        slots = {slot.id: slot for slot in wanted[participant_id]}
        by_ordinal = {ticket.ordinal: ticket for ticket in tickets}
        shared = share_out({ordinal: ticket.slot_id for ordinal, ticket in by_ordinal.items()}, list(slots))
        for ordinal, slot_id in shared.items():
            if ordinal in by_ordinal:
                _renew(by_ordinal[ordinal], slots[slot_id], now=now)
            else:
                tickets.append(_new_ticket(event, participant_id, slots[slot_id], ordinal=ordinal, now=now))
        for ordinal in by_ordinal.keys() - shared.keys():
            withdraw_ticket(by_ordinal[ordinal], now=now)
        session.add_all(tickets)
    session.flush()
    return held


def issue_ticket(session: Session, event: Event, participant: Participant, *, slot: Slot, now: datetime) -> Ticket:
    """Give one person a ticket for one slot by hand: their next, or the withdrawn one they had for it before."""
    held = list_tickets(session, participant)
    for ticket in held:
        if ticket.slot_id == slot.id:
            _renew(ticket, slot, now=now)
            return ticket
    ordinal = max((ticket.ordinal for ticket in held), default=0) + 1
    ticket = _new_ticket(event, participant.id, slot, ordinal=ordinal, now=now)
    session.add(ticket)
    session.flush()
    return ticket


def withdraw_tickets(session: Session, participant: Participant, *, now: datetime) -> list[Ticket]:
    """Take back every ticket of somebody who does not take part any more. Return those that counted."""
    valid = [ticket for ticket in list_tickets(session, participant) if ticket.state is TicketState.VALID]
    for ticket in valid:
        withdraw_ticket(ticket, now=now)
    return valid


def withdraw_ticket(ticket: Ticket, *, now: datetime) -> None:
    """Take one ticket back; one that was taken back before stays as it is."""
    if ticket.state is TicketState.VALID:
        _raise_revision(ticket, now=now)
        ticket.state = TicketState.WITHDRAWN


def list_tickets(session: Session, participant: Participant) -> list[Ticket]:
    """Return a person's tickets by ordinal, withdrawn ones too."""
    tickets = session.scalars(
        select(Ticket)
        .where(Ticket.organiser_id == participant.organiser_id, Ticket.participant_id == participant.id)
        .options(
            joinedload(Ticket.slot).options(joinedload(Slot.employer), joinedload(Slot.site), joinedload(Slot.texts))
        )
        .order_by(Ticket.ordinal)
    )
    return list(tickets.unique())


def list_tickets_of(session: Session, event: Event) -> list[Ticket]:
    """Return all tickets of an event, withdrawn ones too."""
    return list(
        session.scalars(
            select(Ticket)
            .where(Ticket.organiser_id == event.organiser_id, Ticket.event_id == event.id)
            .options(joinedload(Ticket.slot))
            .order_by(Ticket.participant_id, Ticket.ordinal)
        )
    )


def read_standing(session: Session, participant: Participant, event: Event) -> Standing:
    """Return how the person stands: tickets, waiting list, or why there is no place."""
    if not is_open(event.stage, Action.SHOW_TICKET):
        return Standing(is_published=False)
    tickets = tuple(list_tickets(session, participant))
    reason = session.scalar(
        select(Unplaced.reason)
        .join(Assignment, Assignment.id == Unplaced.assignment_id)
        .where(
            Unplaced.organiser_id == event.organiser_id,
            Assignment.organiser_id == event.organiser_id,
            Assignment.event_id == event.id,
            Assignment.state == AssignmentState.PUBLISHED,
            Unplaced.participant_id == participant.id,
        )
    )
    waiting = tuple(list_waiting_places(session, participant, event))
    former = list_former_slots(session, participant)
    return Standing(True, tickets, waiting, reason, list_confirmations(session, participant), former)


def read_private_key(session: Session, event: Event, *, keyring: Keyring) -> tuple[int, bytes]:
    """Return number and private half of the event's newest key pair."""
    signing_key = session.scalars(
        select(SigningKey)
        .where(SigningKey.organiser_id == event.organiser_id, SigningKey.event_id == event.id)
        .order_by(SigningKey.number.desc())
        .limit(1)
    ).one()
    return signing_key.number, unseal(signing_key.sealed_private_key, keyring.key("signing-key"))


def sign_ticket(session: Session, ticket: Ticket, event: Event, *, keyring: Keyring) -> str:
    """Return the token that the ticket's QR code shows. The same ticket always gives the same token."""
    return make_token(ticket, event, key=read_private_key(session, event, keyring=keyring))


def make_token(ticket: Ticket, event: Event, *, key: tuple[int, bytes]) -> str:
    """Return the same, with a key that was read for many."""
    key_id, private_key = key
    from_at, minutes = door_window(ticket.slot.start_at, ticket.slot.end_at, opens_min=event.door_opens_min)
    token = TicketToken(
        key_id=key_id,
        event=event.ticket_code,
        slot=ticket.slot.ticket_code,
        number=ticket.number,
        revision=ticket.revision,
        valid_from_at=from_at,
        valid_min=minutes,
    )
    return sign_token(token, private_key=private_key, organiser_code=event.organiser.key)


def is_moved(ticket: Ticket) -> bool:
    """Tell whether time or place of the slot changed since the ticket was given out or renewed."""
    return ticket.slot_sequence != ticket.slot.calendar_sequence


def calendar_sequence(ticket: Ticket) -> int:
    """Return the SEQUENCE of the ticket's calendar entry: it grows with the ticket and with its slot."""
    return ticket.calendar_sequence + ticket.slot.calendar_sequence - ticket.slot_sequence


def _new_ticket(event: Event, participant_id: int, slot: Slot, *, ordinal: int, now: datetime) -> Ticket:
    return Ticket(
        organiser_id=event.organiser_id,
        event_id=event.id,
        participant_id=participant_id,
        slot_id=slot.id,
        slot=slot,
        ordinal=ordinal,
        number=new_ticket_number(),
        short_code=new_short_code(),
        calendar_uid=f"{secrets.token_hex(16)}@matchday",
        slot_sequence=slot.calendar_sequence,
        issued_at=now,
        changed_at=now,
    )


def _renew(ticket: Ticket, slot: Slot, *, now: datetime) -> None:
    is_same = ticket.slot_id == slot.id and not is_moved(ticket)
    if is_same and ticket.state is TicketState.VALID:
        return
    _raise_revision(ticket, now=now)
    ticket.slot, ticket.slot_sequence, ticket.state = slot, slot.calendar_sequence, TicketState.VALID


def _raise_revision(ticket: Ticket, *, now: datetime) -> None:
    ticket.calendar_sequence = calendar_sequence(ticket) + 1
    ticket.slot_sequence = ticket.slot.calendar_sequence
    ticket.revision = min(ticket.revision + 1, MOST_REVISION)
    ticket.changed_at = now
