"""Needless messages: what one asks for is done, or what it tells is no longer so. One rule, asked of the database.

Whatever ends the cause for good drops the message in the same transaction, so that nobody counts it as waiting over
night. What may come back, as a slot that is taken out, is left to the sending, which asks once more.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import ColumnElement, exists, literal, or_, select, update
from sqlalchemy.orm import Session

from matchday.core.confirmation import Reply
from matchday.core.event import Action, Stage, is_open
from matchday.core.message import MessageKind, MessageState
from matchday.core.slot import SlotState
from matchday.core.ticket import TicketState
from matchday.models import Confirmation, Event, Message, Participant, Slot, Ticket
from matchday.services.lock import held

ASKING = frozenset({MessageKind.OFFER, MessageKind.REMINDER})
"""Messages that ask for an answer: needless once it is there."""
OF_A_PLACE = frozenset({MessageKind.TICKET, MessageKind.TICKET_CHANGED, MessageKind.DAY_BEFORE})
"""Messages that tell of a place: needless once it was given back."""
OF_THE_PLAN = ASKING | OF_A_PLACE | {MessageKind.UNPLACED}
"""Messages about a day that is still to come."""
UNSENT = frozenset({MessageState.WAITING, MessageState.TO_PRINT})


def drop_needless(session: Session, event: Event, *, people: Collection[int] | None = None) -> None:
    """Drop what waits for its sending or printing and is needless by now, of some people or of everybody.

    What is being sent at this moment is left alone: whoever sends holds the message first and the person later.
    """
    ours = Message.organiser_id == event.organiser_id
    unsent = [ours, Message.event_id == event.id, Message.state.in_(UNSENT)]
    unsent += [] if people is None else [Message.participant_id.in_(people)]
    which = held(select(Message.id).where(*unsent, _needless(event)), skip_held=True, of=Message)
    if ids := session.scalars(which).all():
        session.execute(update(Message).where(ours, Message.id.in_(ids)).values(state=MessageState.NEEDLESS))


def is_needless(session: Session, event: Event, message: Message) -> bool:
    """Tell whether a message of the event to a participant came too late."""
    which = (Message.organiser_id == event.organiser_id, Message.id == message.id)
    return session.scalar(select(Message.id).where(*which, _needless(event))) is not None


def _needless(event: Event) -> ColumnElement[bool]:
    ours, kind = event.organiser_id, Message.kind
    person = exists().where(Participant.organiser_id == ours, Participant.id == Message.participant_id)
    coming = exists().where(
        Ticket.organiser_id == ours,
        Ticket.participant_id == Message.participant_id,
        Ticket.state == TicketState.VALID,
        Slot.organiser_id == ours,
        Slot.id == Ticket.slot_id,
        Slot.state != SlotState.WITHDRAWN,
    )
    unanswered = coming.where(
        Confirmation.organiser_id == ours,
        Confirmation.ticket_id == Ticket.id,
        Confirmation.slot_id == Ticket.slot_id,
        Confirmation.answer == Reply.OPEN,
    )
    is_shown = literal(is_open(event.stage, Action.SHOW_TICKET))
    is_over = literal(event.stage is Stage.CLOSED)
    wishing_over = literal(not is_open(event.stage, Action.WISH))
    inviting_over = literal(not is_open(event.stage, Action.INVITE))
    return Message.participant_id.is_not(None) & or_(
        (kind != MessageKind.WITHDRAWN) & person.where(Participant.withdrawn_at.is_not(None)),
        kind.in_(OF_THE_PLAN) & is_over,
        kind.in_(ASKING) & ~(is_shown & unanswered),
        (kind == MessageKind.WISHING) & or_(person.where(Participant.wishlist_saved_at.is_not(None)), wishing_over),
        (kind == MessageKind.INVITATION) & inviting_over,
        (kind == MessageKind.UNPLACED) & is_shown & coming,
        kind.in_(OF_A_PLACE) & ~(is_shown & coming),
    )
