"""Moving up: a place that became free is offered to the next on the slot's waiting list."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from matchday.core.confirmation import may_offer
from matchday.core.event import Action, is_open
from matchday.core.message import MessageKind
from matchday.core.slot import SlotState
from matchday.core.todo import TodoKind
from matchday.models import Event, Participant, Slot, WaitingPlace
from matchday.services.assignment import find_published
from matchday.services.assignment.late import give_place
from matchday.services.audit import write_ticket_audit
from matchday.services.confirmation import ask_to_confirm
from matchday.services.eligibility import reasons_for
from matchday.services.group import list_companions
from matchday.services.lock import hold
from matchday.services.message import message_to_participant, post
from matchday.services.shortage import note_shortage
from matchday.services.slot import count_guests
from matchday.services.ticket import issue_ticket
from matchday.services.todo import note_todo


def find_slot(session: Session, slot_id: int) -> tuple[Event, Slot] | None:
    """Return a slot that a task names by its inner number, with its event. None: it is gone."""
    found = session.execute(
        select(Event, Slot)
        .join(Event, Event.id == Slot.event_id)
        .where(Slot.id == slot_id)
        .execution_options(across_organisers="a task names one slot by its inner number")
    ).one_or_none()
    return (found[0], found[1]) if found else None


def fill_slot(session: Session, event: Event, slot: Slot, *, now: datetime) -> list[Participant]:
    """Offer every free place of a slot to the next who wait for it and may go there. Return whom.

    Where even so fewer people come than the slot needs, and where the start is so near that nobody is reached by a
    message any more, nothing more moves by itself: staff find it among their to-dos.
    """
    hold(session, slot)  # its last place is offered once
    offered: list[Participant] = []
    if not is_open(event.stage, Action.CONFIRM) or slot.state is not SlotState.APPROVED or now >= slot.start_at:
        return offered
    guests = count_guests(session, slot)
    while party := find_next(session, event, slot, free=slot.capacity - guests):
        if not may_offer(now, start_at=slot.start_at):
            note_todo(session, event, TodoKind.PLACE_FREE, slot=slot, due_at=slot.start_at, now=now)
            break
        for person in party:
            _offer(session, event, slot, person, now=now)
        guests += len(party)
        offered += party
    note_shortage(session, event, slot, now=now)
    return offered


def find_next(session: Session, event: Event, slot: Slot, *, free: int) -> list[Participant]:
    """Return who is asked first where so many places of a slot are free: one person or a group, or nobody."""
    if free < 1 or slot.state is not SlotState.APPROVED:
        return []
    parties = (party for party in _waiting(session, event, slot) if len(party) <= free)
    return next((party for party in parties if _may_come(session, slot, party)), [])


def _offer(session: Session, event: Event, slot: Slot, person: Participant, *, now: datetime) -> None:
    ticket = issue_ticket(session, event, person, slot=slot, now=now)
    give_place(session, event, person, slot=slot)
    (asked,) = ask_to_confirm(session, event, [ticket], now=now, is_offered=True)
    write_ticket_audit(session, "waiting_list.offer", ticket, by=None, now=now)
    cause = f"offer/{ticket.id}/{ticket.revision}"
    offer = message_to_participant(person, MessageKind.OFFER, cause=cause, now=now)
    post(session, offer, tell_by=asked.answer_by_at)


def _waiting(session: Session, event: Event, slot: Slot) -> list[list[Participant]]:
    """Return who waits for the slot, in order, each alone or with those of the group who wait too."""
    plan = find_published(session, event)
    if plan is None:
        return []
    places = session.scalars(
        select(WaitingPlace)
        .where(
            WaitingPlace.organiser_id == event.organiser_id,
            WaitingPlace.assignment_id == plan.id,
            WaitingPlace.slot_id == slot.id,
        )
        .options(joinedload(WaitingPlace.participant))
        .order_by(WaitingPlace.position)
    )
    parties: dict[tuple[str, int], list[Participant]] = {}
    for person in (place.participant for place in places):
        party = ("group", person.group_id) if person.group_id else ("person", person.id)
        parties.setdefault(party, []).append(person)
    return list(parties.values())


def _may_come(session: Session, slot: Slot, people: list[Participant]) -> bool:
    """Tell whether all of a group wait, still take part, and nothing stands against them at the slot."""
    if any(one.withdrawn_at or one.restricted_at for one in people):
        return False
    if not {one.id for one in list_companions(session, people[0])} <= {one.id for one in people}:
        return False
    return all((verdict := reasons_for(session, one).get(slot.id)) and not verdict.reasons for one in people)
