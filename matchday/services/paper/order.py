"""In which order papers are printed, so that they are handed out without sorting."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from matchday.core.paper import BY_SLOT, PaperKind, stack_order
from matchday.core.text import sort_key
from matchday.models import Account, Employer, Event, Message, Participant, Slot, Ticket
from matchday.services.account import coaching
from matchday.services.paper.choose import printable, unprinted


def order_papers(session: Session, event: Event, kind: PaperKind, *, subject_ids: Collection[int]) -> list[int | None]:
    """Return for what a paper is made each, in the order of printing.

    **Shapes** inner numbers of participants, tickets, messages or slots, as the kind needs; None is an empty corner of
    a sheet.
    """
    if kind in BY_SLOT:
        return list(_slots_in_order(session, event, subject_ids))
    people = _people_in_order(session, event, subject_ids)
    if kind is PaperKind.TICKET_LETTERS:
        return list(_tickets_in_order(session, event, people))
    if kind is PaperKind.MESSAGE_LETTERS:
        return list(_messages_in_order(session, event, people))
    if kind is PaperKind.TICKETS:
        return stack_order(_tickets_in_order(session, event, people))
    return list(people)


def _people_in_order(session: Session, event: Event, subject_ids: Collection[int]) -> list[int]:
    """Return the people as their envelopes are handed out: by coach, then by name; those without coach last."""
    people = session.execute(
        select(Participant.id, Participant.first_name, Participant.last_name, Account.name)
        .join(
            Account,
            (Account.id == Participant.coach_id)
            & (Account.organiser_id == event.organiser_id)
            & Account.id.in_(coaching(event.organiser_id)),
            isouter=True,
        )
        .where(
            Participant.organiser_id == event.organiser_id,
            Participant.event_id == event.id,
            Participant.withdrawn_at.is_(None),
            Participant.restricted_at.is_(None),
        )
    ).all()
    meant = set(subject_ids)
    ordered = sorted(
        people, key=lambda one: (one[3] is None, sort_key(one[3] or ""), sort_key(one[1]), sort_key(one[2]), one[0])
    )
    return [one[0] for one in ordered if one[0] in meant]


def _tickets_in_order(session: Session, event: Event, people: Collection[int]) -> list[int]:
    place = {participant_id: number for number, participant_id in enumerate(people)}
    tickets = session.execute(
        select(Ticket.id, Ticket.participant_id, Ticket.ordinal).where(
            Ticket.organiser_id == event.organiser_id, *printable(event)
        )
    ).all()
    meant = [one for one in tickets if one[1] in place]
    return [one[0] for one in sorted(meant, key=lambda one: (place[one[1]], one[2]))]


def _messages_in_order(session: Session, event: Event, people: Collection[int]) -> list[int]:
    """Return the letters as they go into envelopes: all of one person together, the oldest first."""
    place = {participant_id: number for number, participant_id in enumerate(people)}
    messages = session.execute(select(Message.id, Message.participant_id).where(*unprinted(event))).all()
    meant = [one for one in messages if one.participant_id in place]
    return [one.id for one in sorted(meant, key=lambda one: (place[one.participant_id], one.id))]


def _slots_in_order(session: Session, event: Event, subject_ids: Collection[int]) -> list[int]:
    """Return the slots by employer, then by time."""
    slots = session.scalars(
        select(Slot)
        .join(Employer, Employer.id == Slot.employer_id)
        .where(
            Slot.organiser_id == event.organiser_id,
            Employer.organiser_id == event.organiser_id,
            Slot.event_id == event.id,
        )
        .options(joinedload(Slot.employer))
    )
    meant = set(subject_ids)
    ordered = sorted(slots, key=lambda slot: (sort_key(slot.employer.name), slot.start_at, slot.id))
    return [slot.id for slot in ordered if slot.id in meant]
