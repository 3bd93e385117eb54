"""Needless messages: what one asks for is done, or what it tells is no longer so. One rule, asked of the database.

Whatever ends the cause drops the message in the same transaction, so that nobody counts it as waiting over night; the
sending asks once more.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import ColumnElement, exists, literal, or_, select, update
from sqlalchemy.orm import Session

from matchday.core.confirmation import Reply
from matchday.core.event import Action, is_open
from matchday.core.message import MessageKind, MessageState
from matchday.core.slot import SlotState
from matchday.core.ticket import TicketState
from matchday.models import Confirmation, Event, Message, Participant, Slot, Ticket

ASKING = frozenset({MessageKind.OFFER, MessageKind.REMINDER})
"""Messages that ask for an answer: needless once it is there."""
OF_A_PLACE = frozenset({MessageKind.TICKET, MessageKind.TICKET_CHANGED, MessageKind.DAY_BEFORE})
"""Messages that tell of a place: needless once it was given back."""
UNSENT = frozenset({MessageState.WAITING, MessageState.TO_PRINT})


def drop_needless(session: Session, event: Event, *, people: Collection[int] | None = None) -> None:
    """Drop what waits for its sending or printing and is needless by now, of some people or of everybody."""
    unsent = [Message.organiser_id == event.organiser_id, Message.event_id == event.id, Message.state.in_(UNSENT)]
    unsent += [] if people is None else [Message.participant_id.in_(people)]
    session.execute(update(Message).where(*unsent, _needless(event)).values(state=MessageState.NEEDLESS))


def is_needless(session: Session, event: Event, message: Message) -> bool:
    """Tell whether a message of the event to a participant came too late."""
    which = (Message.organiser_id == event.organiser_id, Message.id == message.id)
    return session.scalar(select(Message.id).where(*which, _needless(event))) is not None


def _needless(event: Event) -> ColumnElement[bool]:
    ours = event.organiser_id
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
    has_wished = exists().where(
        Participant.organiser_id == ours,
        Participant.id == Message.participant_id,
        Participant.wishlist_saved_at.is_not(None),
    )
    is_shown = literal(is_open(event.stage, Action.SHOW_TICKET))
    has_place, is_asked = is_shown & coming, is_shown & unanswered
    wishing_over = literal(not is_open(event.stage, Action.WISH))
    inviting_over = literal(not is_open(event.stage, Action.INVITE))
    return Message.participant_id.is_not(None) & or_(
        Message.kind.in_(ASKING) & ~is_asked,
        (Message.kind == MessageKind.WISHING) & or_(has_wished, wishing_over),
        (Message.kind == MessageKind.INVITATION) & inviting_over,
        (Message.kind == MessageKind.UNPLACED) & has_place,
        Message.kind.in_(OF_A_PLACE) & ~has_place,
    )
