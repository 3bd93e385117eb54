"""For whom papers of a kind can be made: by kind, by coach, by how somebody is reached."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session

from matchday.core.message import MessageState
from matchday.core.paper import BY_SLOT, PaperKind
from matchday.core.slot import SlotState
from matchday.core.ticket import TicketState
from matchday.models import Account, CheckIn, Event, Message, Participant, Slot, Ticket


@dataclass(frozen=True)
class Reach:
    """Say who of an event is meant: a coach's people, those without phone and mail, those with ``keys``, or all."""

    coach: Account | None = None
    is_without_device: bool = False
    keys: Collection[str] | None = None


def list_subjects(session: Session, event: Event, kind: PaperKind, *, reach: Reach) -> list[int]:
    """Return the people, for papers of slots the slots, that papers of this kind can be made for.

    **Shapes** inner numbers, without order. Who does not take part, or is restricted, gets no paper.
    """
    if kind in BY_SLOT:
        slots = select(Ticket.slot_id).where(*printable(event)).distinct()
        return list(session.scalars(slots))
    people = select(Participant.id).where(
        Participant.organiser_id == event.organiser_id,
        Participant.event_id == event.id,
        Participant.withdrawn_at.is_(None),
        Participant.restricted_at.is_(None),
        *_within(reach),
        *_able(kind, event),
    )
    return list(session.scalars(people))


def _within(reach: Reach) -> list[ColumnElement[bool]]:
    meant: list[ColumnElement[bool]] = []
    if reach.coach is not None:
        meant.append(Participant.coach_id == reach.coach.id)
    if reach.is_without_device:
        meant += [Participant.mail == "", Participant.phone == ""]
    if reach.keys is not None:
        meant.append(Participant.key.in_(reach.keys))
    return meant


def _able(kind: PaperKind, event: Event) -> list[ColumnElement[bool]]:
    """Return what somebody must have for a paper of this kind."""
    if kind in (PaperKind.TICKETS, PaperKind.TICKET_LETTERS):
        return [exists().where(Ticket.participant_id == Participant.id, *printable(event))]
    if kind is PaperKind.MESSAGE_LETTERS:
        return [exists().where(Message.participant_id == Participant.id, *unprinted(event))]
    if kind is PaperKind.ATTESTATIONS:
        came = select(Ticket.participant_id).join(CheckIn, CheckIn.ticket_id == Ticket.id)
        return [Participant.id.in_(came.where(CheckIn.organiser_id == event.organiser_id, *_of(event)))]
    return []


def printable(event: Event) -> list[ColumnElement[bool]]:
    """Return what a ticket must be to go on paper: it counts, and its slot was not called off since."""
    called_off = select(Slot.id).where(
        Slot.organiser_id == event.organiser_id, Slot.event_id == event.id, Slot.state == SlotState.WITHDRAWN
    )
    return [*_of(event), Ticket.state == TicketState.VALID, Ticket.slot_id.not_in(called_off)]


def unprinted(event: Event) -> list[ColumnElement[bool]]:
    """Return what a message must be to go on paper: a letter that nobody has printed yet."""
    return [
        Message.organiser_id == event.organiser_id,
        Message.event_id == event.id,
        Message.state == MessageState.TO_PRINT,
    ]


def _of(event: Event) -> list[ColumnElement[bool]]:
    return [Ticket.organiser_id == event.organiser_id, Ticket.event_id == event.id]
