"""Sending: take a message in hand, gather what it says, note what became of it.

A crash between sending and noting it leaves the message in ``SENDING``; then it is sent once more with the same
Message-ID, and never a third time by itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import cast
from zoneinfo import ZoneInfo

from sqlalchemy import exists, select, update
from sqlalchemy.orm import Session, joinedload, selectinload

from matchday.core.access import Keyring
from matchday.core.message import LONGEST_PAUSE, MessageKind, MessageState, is_tomorrow, pause_after
from matchday.core.participant import WRITTEN, Channel
from matchday.core.slot import SlotState
from matchday.models import AccessLink, Account, Event, Message, Organiser, Participant, Slot, Ticket
from matchday.services.access import Access, find_access, issue_access, issue_first_access, show_access
from matchday.services.account import make_sign_in_link
from matchday.services.event import read_event
from matchday.services.knownway import read_way_minutes
from matchday.services.lock import held
from matchday.services.message.outbox import (
    UNSURE,
    address_of,
    ask_for_sending,
    channel_of,
    leaving,
    note_lost,
    note_tellings,
)
from matchday.services.needless import is_needless
from matchday.services.slot import count_guests
from matchday.services.ticket import Standing, read_standing

BY_TASK = {"across_organisers": "a task names its messages by their inner numbers"}
DONE = frozenset(MessageState) - {MessageState.WAITING, MessageState.SENDING}
NO_STANDING = Standing(is_published=False)
NO_ACCESS = Access("", "")


@dataclass(frozen=True)
class MessageFacts:
    """Hold what the writer of a message needs. ``access`` is the link in it, if there is one."""

    message: Message
    organiser: Organiser
    event: Event | None
    address: str
    """Of mail, or a telephone number."""
    access: Access = NO_ACCESS
    standing: Standing = NO_STANDING
    tickets: tuple[Ticket, ...] = ()
    """Those the message is about."""
    ways: Mapping[int, int] = field(default_factory=dict)
    """How many minutes the person needs, as far as known, by the inner number of a ticket."""
    guests: tuple[tuple[Slot, int], ...] = ()
    """For an employer: each approved slot, and how many people come."""

    @property
    def is_letter(self) -> bool:
        """Tell whether staff print it."""
        return self.message.channel is Channel.LETTER

    @property
    def participant(self) -> Participant | None:
        """Return the participant the message goes to, if it goes to one."""
        return self.message.participant

    @property
    def account(self) -> Account | None:
        """Return the account the message goes to, if it goes to one."""
        return self.message.account


def prepare_sending(session: Session, message_ids: Collection[int], *, keyring: Keyring, now: datetime) -> None:
    """Give everybody a round of messages goes to the way in that stands in it, all at once, where they have none."""
    has_access = exists().where(AccessLink.participant_id == Participant.id, AccessLink.revoked_at.is_(None))
    waiting = select(Message.participant_id).where(Message.id.in_(message_ids), Message.state == MessageState.WAITING)
    people = session.scalars(
        select(Participant)
        .where(
            Participant.id.in_(waiting),
            Participant.withdrawn_at.is_(None),
            Participant.restricted_at.is_(None),
            ~has_access,
        )
        .order_by(Participant.id)
        .execution_options(**BY_TASK)
    )
    issue_first_access(session, people.all(), keyring=keyring, now=now)


def begin_sending(session: Session, message_id: int, *, keyring: Keyring, now: datetime) -> MessageFacts | None:
    """Take a message in hand and return what the mail is written from, or None if there is nothing to send.

    A message found in hand was left by a crash: nobody knows whether it went out. It goes out once more; the second
    time it is left to staff.
    """
    message = _find_by_task(session, message_id)
    if message is None or message.state in DONE:
        return None
    if message.state is MessageState.SENDING:
        if message.resent_at is not None:
            note_lost(session, message, UNSURE, now=now)
            return None
        message.resent_at = now
    facts = _read_facts(session, message, keyring=keyring, now=now)
    if facts is not None and facts.is_letter:
        message.state = MessageState.TO_PRINT
        return None
    if facts is None:
        note_lost(session, message, "no_recipient", now=now)
        return None
    if _is_needless(session, facts):
        message.state = MessageState.NEEDLESS
        return None
    message.state, message.attempts, message.due_at = MessageState.SENDING, message.attempts + 1, now
    return facts


def end_sending(session: Session, message_id: int | None, *, now: datetime) -> None:
    """Note that a message was taken by mail server or gateway; nothing where there was none, or it is back already."""
    if message_id is not None:
        session.execute(
            update(Message)
            .where(Message.id == message_id, Message.state == MessageState.SENDING)
            .values(state=MessageState.SENT, sent_at=now, failure="")
            .execution_options(synchronize_session=False, **BY_TASK)
        )


def put_off(session: Session, message_ids: Sequence[int], *, failure: str, is_final: bool, now: datetime) -> None:
    """Note that mail server or gateway did not take messages: they are tried again after a pause, or given up.

    A message that was not even tried because the server is away counts as tried, and so does a night in which it waits:
    two days are two days.
    """
    later: defaultdict[timedelta, list[Message]] = defaultdict(list)
    for message in filter(None, (_find_by_task(session, one) for one in message_ids)):
        if message.state in DONE:
            continue
        message.attempts += message.state is MessageState.WAITING
        pause = None if is_final else pause_after(message.attempts)
        if pause is None:
            note_lost(session, message, failure, now=now)
        else:
            message.state, message.failure, message.due_at = MessageState.WAITING, failure, now + pause
            if (person := message.participant) is not None and message.event_id is not None:
                event = read_event(session, person.organiser_id, event_id=message.event_id)
                message.due_at = leaving(event, message.kind, now=now + pause)
                message.attempts += (message.due_at - (now + pause)) // LONGEST_PAUSE
            later[message.due_at - now].append(message)
    for pause, messages in later.items():
        ask_for_sending(session, messages, pause=pause)


def gather_letters(
    session: Session, event: Event, message_ids: Collection[int], *, keyring: Keyring, now: datetime
) -> list[MessageFacts]:
    """Return what the letters that are still to be printed say; what is needless by now is not printed."""
    found = session.scalars(
        held(
            select(Message)
            .where(
                Message.organiser_id == event.organiser_id,
                Message.id.in_(message_ids),
                Message.state == MessageState.TO_PRINT,
            )
            .options(selectinload(Message.participant).selectinload(Participant.coach))
        )
    )
    letters = {}
    for message in found.all():
        facts = _read_facts(session, message, keyring=keyring, now=now)
        if facts is None or message.channel is not Channel.LETTER:
            message.state = MessageState.NEEDLESS if facts is None else MessageState.BY_HAND
            note_tellings(session, event, [message], tell_by=now)
        elif _is_needless(session, facts):
            message.state = MessageState.NEEDLESS
        else:
            letters[message.id] = facts
    return [letters[one] for one in message_ids if one in letters]


def note_printed(
    session: Session, event: Event, participant_ids: Collection[int], *, asked_at: datetime, now: datetime
) -> None:
    """Note that the letters to these people that were there when somebody asked for the papers are printed."""
    printed = session.scalars(
        select(Message).where(
            Message.organiser_id == event.organiser_id,
            Message.participant_id.in_(participant_ids),
            Message.state == MessageState.TO_PRINT,
            Message.made_at <= asked_at,
        )
    )
    for message in printed:
        message.state, message.sent_at = MessageState.PRINTED, now


def _is_needless(session: Session, facts: MessageFacts) -> bool:
    """Tell whether a message came too late; one about tomorrow also once tomorrow is another day."""
    if facts.message.kind is MessageKind.DAY_BEFORE and not facts.tickets:
        return True
    return facts.event is not None and is_needless(session, facts.event, facts.message)


def _find_by_task(session: Session, message_id: int) -> Message | None:
    """Return a message with whom it goes to, held until the commit."""
    coach = joinedload(Message.participant).joinedload(Participant.coach)
    whom = (coach.lazyload(Account.roles), joinedload(Message.account))
    asked = held(select(Message).where(Message.id == message_id).options(*whom), of=Message)
    return session.scalar(asked.execution_options(**BY_TASK))


def _read_facts(session: Session, message: Message, *, keyring: Keyring, now: datetime) -> MessageFacts | None:
    """Gather what the mail says. None where nobody is left to write to."""
    is_its_event = (Event.organiser_id == Organiser.id) & (Event.id == message.event_id)
    found = select(Organiser, Event).outerjoin(Event, is_its_event).where(Organiser.id == message.organiser_id)
    row = session.execute(found).one()
    organiser, event = row[0], cast("Event | None", row[1])
    if (participant := message.participant) is not None:
        is_goodbye = message.kind is MessageKind.WITHDRAWN
        if message.channel is not (channel := channel_of(participant)):  # meanwhile they are reached in another way
            message.channel = channel
        if is_goodbye is (participant.withdrawn_at is None) or message.channel not in WRITTEN:
            return None
        access = NO_ACCESS if is_goodbye else _find_access(session, participant, keyring=keyring, now=now)
        standing = read_standing(session, participant, event) if event else NO_STANDING
        tickets: tuple[Ticket, ...] = standing.coming
        ways: dict[int, int] = {}
        if message.kind is MessageKind.DAY_BEFORE and event:
            zone = ZoneInfo(event.time_zone)
            tickets = tuple(one for one in tickets if is_tomorrow(one.slot.start_at, now=now, zone=zone))
            ways = read_way_minutes(session, event, tickets)
        address = address_of(participant, message.channel)
        return MessageFacts(message, organiser, event, address, access, standing, tickets, ways)
    if (account := message.account) is not None and account.active:
        needs_link = message.kind in (MessageKind.SIGN_IN, MessageKind.ROSTER)
        access = Access(make_sign_in_link(session, account, now=now), "") if needs_link else NO_ACCESS
        guests = _count_guests(session, account, event) if event and account.employer_id else ()
        return MessageFacts(message, organiser, event, account.email, access, guests=guests)
    return None


def _find_access(session: Session, participant: Participant, *, keyring: Keyring, now: datetime) -> Access:
    link = find_access(session, participant, now=now)
    link = link or issue_access(session, participant, keyring=keyring, by=None, now=now)
    return show_access(link, keyring=keyring)


def _count_guests(session: Session, account: Account, event: Event) -> tuple[tuple[Slot, int], ...]:
    slots = session.scalars(
        select(Slot)
        .where(
            Slot.organiser_id == event.organiser_id,
            Slot.event_id == event.id,
            Slot.employer_id == account.employer_id,
            Slot.state == SlotState.APPROVED,
        )
        .order_by(Slot.start_at)
    )
    return tuple((slot, count_guests(session, slot)) for slot in slots)
