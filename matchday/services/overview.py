"""What staff read first in the morning: how far everything is, and what is waiting for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from matchday.core.confirmation import Reply
from matchday.core.event import Action, Stage, is_open
from matchday.core.message import MessageState
from matchday.core.paper import PaperKind, may_print
from matchday.core.participant import Channel, PermissionEntry, PermissionRequest
from matchday.core.slot import SlotState, Trade
from matchday.models import AccessLink, Event, Message, Participant, Slot, Wish
from matchday.services.account import coaching
from matchday.services.confirmation import count_replies
from matchday.services.message import is_uninvited
from matchday.services.paper import Reach, list_subjects
from matchday.services.privacy import list_requests
from matchday.services.slot import count_uncovered_slots
from matchday.services.todo import count_todos


class Waiting(StrEnum):
    """Name what waits for staff."""

    TODOS_OPEN = "todos_open"
    """What this day's people and slots need: a list of its own."""
    REQUESTS_OPEN = "requests_open"
    """What people asked for about their data: the law gives a month."""
    SLOTS_TO_APPROVE = "slots_to_approve"
    SLOTS_UNCOVERED = "slots_uncovered"
    """Nobody is known to insure their guests."""
    PERMISSIONS_TO_ASK = "permissions_to_ask"
    PERMISSIONS_ASKED = "permissions_asked"
    UNINVITED = "uninvited"
    WITHOUT_WISHES = "without_wishes"
    WITHOUT_COACH = "without_coach"
    LETTERS_TO_PRINT = "letters_to_print"
    """Messages that reach nobody before they lie in an envelope."""
    MESSAGES_FAILED = "messages_failed"
    NO_SLOTS = "no_slots"
    NO_PEOPLE = "no_people"


OUTLAST_THE_DAY = frozenset(
    {Waiting.TODOS_OPEN, Waiting.REQUESTS_OPEN, Waiting.LETTERS_TO_PRINT, Waiting.MESSAGES_FAILED}
)
BEGUN = frozenset({Stage.RUNNING, Stage.CLOSED, Stage.ARCHIVED})
"""From then on only the day itself matters, and what outlasts it: nobody is planned any more."""


@dataclass(frozen=True)
class TradeDemand:
    """First wishes against places in one trade."""

    trade: Trade
    first_wishes: int
    places: int


@dataclass(frozen=True)
class Overview:
    """The figures of an event and what is waiting.

    **Units** people, slots, places, employers. **Shapes** ``waiting`` in the order of urgency, only what is not zero
    and can still be done; ``short_trades`` only trades with more first wishes than places, the largest gap first.
    """

    people: int
    invited: int
    opened: int
    wished: int
    replies: Mapping[Reply, int]
    slots: int
    places: int
    employers: int
    waiting: tuple[tuple[Waiting, int], ...]
    short_trades: tuple[TradeDemand, ...]


def read_overview(session: Session, event: Event) -> Overview:
    """Count an event's people, slots and what is waiting."""
    taking_part = (
        Participant.organiser_id == event.organiser_id,
        Participant.event_id == event.id,
        Participant.withdrawn_at.is_(None),
    )
    approved = (*_slots_of(event), Slot.state == SlotState.APPROVED)
    people = _count(session, Participant, *taking_part)
    uninvited = _count(session, Participant, *taking_part, is_uninvited(event))
    opening = select(AccessLink.participant_id).where(
        AccessLink.organiser_id == event.organiser_id, AccessLink.first_opened_at.is_not(None)
    )
    wishing = select(Wish.participant_id).where(Wish.organiser_id == event.organiser_id)
    wished = _count(session, Participant, *taking_part, Participant.id.in_(wishing))
    slots, places, employers = session.execute(
        select(func.count(), func.coalesce(func.sum(Slot.capacity), 0), func.count(Slot.employer_id.distinct())).where(
            *approved
        )
    ).one()
    counts = _waiting(session, event, taking_part, people=people, wished=wished, slots=slots)
    counts[Waiting.UNINVITED] = uninvited if is_open(event.stage, Action.INVITE) else 0
    has_begun = event.stage in BEGUN
    return Overview(
        people=people,
        invited=people - uninvited,
        opened=_count(session, Participant, *taking_part, Participant.id.in_(opening)),
        wished=wished,
        replies=count_replies(session, event),
        slots=slots,
        places=places,
        employers=employers,
        waiting=tuple(
            (waiting, counts[waiting])
            for waiting in Waiting
            if counts.get(waiting) and (waiting in OUTLAST_THE_DAY or not has_begun)
        ),
        short_trades=() if has_begun else _short_trades(session, event, approved=approved, taking_part=taking_part),
    )


def _waiting(
    session: Session,
    event: Event,
    taking_part: tuple[ColumnElement[bool], ...],
    *,
    people: int,
    wished: int,
    slots: int,
) -> dict[Waiting, int]:
    needs_permission = (*taking_part, Participant.permission_entry == PermissionEntry.WITH_PERMISSION)
    is_wishing = is_open(event.stage, Action.WISH)
    return {
        Waiting.TODOS_OPEN: count_todos(session, event),
        Waiting.REQUESTS_OPEN: len(list_requests(session, event, only_open=True)),
        Waiting.NO_PEOPLE: int(people == 0),
        Waiting.NO_SLOTS: int(slots == 0),
        Waiting.SLOTS_TO_APPROVE: _count(session, Slot, *_slots_of(event), Slot.state == SlotState.WAITING),
        Waiting.SLOTS_UNCOVERED: count_uncovered_slots(session, event),
        Waiting.PERMISSIONS_TO_ASK: _count(
            session, Participant, *needs_permission, Participant.permission_request == PermissionRequest.NOT_ASKED
        ),
        Waiting.PERMISSIONS_ASKED: _count(
            session, Participant, *needs_permission, Participant.permission_request == PermissionRequest.ASKED
        ),
        Waiting.WITHOUT_WISHES: people - wished if is_wishing or event.stage == Stage.ASSIGNING else 0,
        Waiting.WITHOUT_COACH: _count(
            session,
            Participant,
            *taking_part,
            or_(Participant.coach_id.is_(None), Participant.coach_id.not_in(coaching(event.organiser_id))),
            Participant.channel == Channel.NONE,
        ),
        Waiting.LETTERS_TO_PRINT: _count_letters(session, event),
        Waiting.MESSAGES_FAILED: _count(
            session,
            Message,
            Message.organiser_id == event.organiser_id,
            Message.event_id == event.id,
            Message.state == MessageState.FAILED,
        ),
    }


def _count_letters(session: Session, event: Event) -> int:
    """Return for how many people a message waits to be printed."""
    kind = PaperKind.MESSAGE_LETTERS
    return len(list_subjects(session, event, kind, reach=Reach())) if may_print(kind, event.stage) else 0


def _slots_of(event: Event) -> tuple[ColumnElement[bool], ...]:
    return (Slot.organiser_id == event.organiser_id, Slot.event_id == event.id)


def _count(session: Session, table: Any, *where: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count()).select_from(table).where(*where)) or 0


def _short_trades(
    session: Session,
    event: Event,
    *,
    approved: tuple[ColumnElement[bool], ...],
    taking_part: tuple[ColumnElement[bool], ...],
) -> tuple[TradeDemand, ...]:
    by_trade = session.execute(select(Slot.trade, func.sum(Slot.capacity)).where(*approved).group_by(Slot.trade))
    places = {trade: int(capacity) for trade, capacity in by_trade}
    wishes = session.execute(
        select(Slot.trade, func.count())
        .join(Wish, Wish.slot_id == Slot.id)
        .join(Participant, Participant.id == Wish.participant_id)
        .where(Wish.organiser_id == event.organiser_id, Wish.rank == 1, *approved, *taking_part)
        .group_by(Slot.trade)
    )
    demands = [TradeDemand(trade, count, places.get(trade, 0)) for trade, count in wishes]
    short = [demand for demand in demands if demand.first_wishes > demand.places]
    return tuple(sorted(short, key=lambda demand: (demand.places - demand.first_wishes, demand.trade)))
