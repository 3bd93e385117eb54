"""Answering: somebody with a place says yes or no; whoever says nothing is reminded and gives the place back at last.

A place given back goes to the next on the waiting list (``services/moving_up.py``), in a task of its own: whoever says
no waits for nothing.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from matchday.core.assignment import UnplacedReason
from matchday.core.confirmation import Reply, WhyNot, lapses_at, remind_at, require_answerable
from matchday.core.errors import NotFound
from matchday.core.event import ALLOWED, Action, is_open, require_open
from matchday.core.message import ASKS, MessageKind
from matchday.core.todo import TodoKind
from matchday.models import Account, Confirmation, Event, Participant, Pin, Ticket
from matchday.services.assignment.late import take_place_away
from matchday.services.audit import write_ticket_audit
from matchday.services.confirmation import list_confirmations, list_unanswered
from matchday.services.group import list_left_behind
from matchday.services.lock import held, hold
from matchday.services.message import message_to_participant, post
from matchday.services.needless import drop_needless
from matchday.services.task import TaskKind, enqueue
from matchday.services.ticket import read_standing, withdraw_ticket
from matchday.services.todo import close_tellings, close_todos, note_todo

EVERYWHERE = {"across_organisers": "the worker keeps the deadlines of every organiser"}


def accept_place(
    session: Session,
    participant: Participant,
    ticket: Ticket,
    *,
    event: Event,
    by: Account | Participant,
    now: datetime,
) -> None:
    """Keep that the person comes; a yes once more changes nothing.

    **Errors** NotFound where nothing was asked about this ticket of this person; RuleError ``stage_shut``,
    ``place_given_back``, ``slot_begun``.
    """
    one = _held(session, participant, ticket, event=event, now=now)
    if one.answer is Reply.YES:
        return
    _answer(one, Reply.YES, by=by, now=now)
    _close_todos(session, one, event=event, now=now)
    drop_needless(session, event, people=[participant.id])
    write_ticket_audit(session, "confirmation.accept", ticket, by=by, now=now)


def decline_place(
    session: Session,
    participant: Participant,
    ticket: Ticket,
    *,
    event: Event,
    why_not: WhyNot,
    by: Account | Participant,
    now: datetime,
) -> None:
    """Keep that the person does not come: the ticket ends, the place is free at once and goes to the next.

    Whether another place would be welcome is asked afterwards: ``services/confirmation.py``, ``want_other_place``.

    **Errors** as in :func:`accept_place`.
    """
    one = _held(session, participant, ticket, event=event, now=now)
    _answer(one, Reply.NO, by=by, now=now)
    one.why_not = why_not
    _give_back(session, one, event=event, by=by, now=now, why_not=why_not.value)


def list_waiting_for_answers(session: Session) -> list[int]:
    """Return the inner numbers of all events whose people can still answer."""
    found = session.scalars(
        select(Event.id)
        .where(Event.stage.in_(ALLOWED[Action.CONFIRM]))
        .order_by(Event.id)
        .execution_options(**EVERYWHERE)
    )
    return list(found)


def keep_deadlines(session: Session, event_id: int, *, now: datetime) -> int:
    """Remind who has not answered, tell the coach whose time is over, give back what stays silent after that.

    Return how many places were given back.
    """
    event = session.scalar(held(select(Event).where(Event.id == event_id)).execution_options(**EVERYWHERE))
    if event is None or not is_open(event.stage, Action.CONFIRM):
        return 0
    zone, lapsed, reminded = ZoneInfo(event.time_zone), 0, set[int]()
    for one in list_unanswered(session, event):
        slot = one.ticket.slot
        lapses = lapses_at(one.answer_by_at, start_at=slot.start_at, zone=zone)
        if now >= slot.start_at:
            continue
        if lapses and now >= lapses:
            lapsed += _let_lapse(session, one, event=event, now=now)
        elif now >= one.answer_by_at:
            due_at = lapses or slot.start_at
            participant = one.ticket.participant
            note_todo(session, event, TodoKind.NO_ANSWER, participant=participant, slot=slot, due_at=due_at, now=now)
            close_tellings(session, event, ASKS, people=[participant.id], now=now)
        elif one.reminded_at is None and now >= remind_at(one.asked_at, one.answer_by_at, zone=zone):
            one.reminded_at = now
            if one.ticket.participant_id not in reminded:  # one message is about all their places
                _remind(session, one, now=now)
            reminded.add(one.ticket.participant_id)
    return lapsed


def _remind(session: Session, one: Confirmation, *, now: datetime) -> None:
    cause = f"confirmation/{one.id}/{int(one.asked_at.timestamp())}"
    post(session, message_to_participant(one.ticket.participant, MessageKind.REMINDER, cause=cause, now=now))


def _let_lapse(session: Session, one: Confirmation, *, event: Event, now: datetime) -> bool:
    """Give a place back; tell whether nobody answered in the last moment."""
    hold(session, one)
    if one.answer is not Reply.OPEN:
        return False
    _answer(one, Reply.SILENT, by=None, now=now)
    _give_back(session, one, event=event, by=None, now=now)
    cause = f"confirmation/{one.id}/{int(one.asked_at.timestamp())}/silent"
    participant = one.ticket.participant
    post(session, message_to_participant(participant, MessageKind.TICKET_WITHDRAWN, cause=cause, now=now))
    return True


def _answer(one: Confirmation, answer: Reply, *, by: Account | Participant | None, now: datetime) -> None:
    one.answer, one.answered_at = answer, now
    one.answered_by = by if isinstance(by, Account) else None


def _give_back(
    session: Session,
    one: Confirmation,
    *,
    event: Event,
    by: Account | Participant | None,
    now: datetime,
    **details: Any,
) -> None:
    ticket = one.ticket
    _close_todos(session, one, event=event, now=now)
    withdraw_ticket(ticket, now=now)
    session.execute(
        delete(Pin).where(
            Pin.organiser_id == event.organiser_id,
            Pin.participant_id == ticket.participant_id,
            Pin.slot_id == ticket.slot_id,
        )
    )
    take_place_away(session, event, ticket.participant, slot=ticket.slot, reason=UnplacedReason.DECLINED)
    for person in list_left_behind(session, event, ticket):
        due_at = max(now, one.answer_by_at)
        note_todo(session, event, TodoKind.LEFT_BEHIND, participant=person, slot=ticket.slot, due_at=due_at, now=now)
    drop_needless(session, event, people=[ticket.participant_id])
    verb = "lapse" if one.answer is Reply.SILENT else "decline"
    write_ticket_audit(session, f"confirmation.{verb}", ticket, by=by, now=now, **details)
    cause = f"slot/{ticket.slot_id}/{ticket.id}/{ticket.revision}"
    enqueue(session, TaskKind.FILL_SLOT, ticket.slot_id, cause=cause)


def _close_todos(session: Session, one: Confirmation, *, event: Event, now: datetime) -> None:
    """Finish asking about a place, and telling about all of them as soon as none waits for an answer."""
    person = one.ticket.participant
    about_the_place = (TodoKind.NO_ANSWER, TodoKind.LEFT_BEHIND)
    close_todos(session, event, *about_the_place, participant=person, slot=one.ticket.slot, now=now)
    if not read_standing(session, person, event).unanswered:
        close_tellings(session, event, ASKS, people=[person.id], now=now)


def _held(session: Session, participant: Participant, ticket: Ticket, *, event: Event, now: datetime) -> Confirmation:
    """Return the open question about a ticket, held until the commit: it is answered by one after the other."""
    require_open(event.stage, Action.CONFIRM)
    one = list_confirmations(session, participant).get(ticket.id)
    if one is None:
        raise NotFound
    hold(session, one)
    require_answerable(one.answer, start_at=ticket.slot.start_at, now=now)
    return one
