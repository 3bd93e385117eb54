"""Messages: ask for one; begin and end its sending; what staff do when one did not arrive.

A message stores no text: it is written from what is true when it is sent. A crash between sending and noting it leaves
the message in ``SENDING``; then it is sent once more with the same Message-ID, and never a third time by itself.
"""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from matchday.core.access import Keyring
from matchday.core.errors import NotFound, RuleError
from matchday.core.language import page_language
from matchday.core.message import MessageKind, MessageState, pause_after
from matchday.core.participant import Channel
from matchday.core.slot import SlotState
from matchday.models import AccessLink, Account, Event, Message, Organiser, Participant, Slot
from matchday.models.row_security import see_organiser
from matchday.services.access import find_access, issue_access, show_access
from matchday.services.account import find_account, make_sign_in_link
from matchday.services.audit import write_audit
from matchday.services.lock import held, hold
from matchday.services.slot import count_guests
from matchday.services.task import TaskKind, enqueue
from matchday.services.ticket import Standing, read_standing

BY_TASK = {"across_organisers": "a task names one message by its inner number"}
REMIND_AFTER = timedelta(days=1)
DONE = frozenset({MessageState.SENT, MessageState.FAILED, MessageState.BY_HAND})


NO_STANDING = Standing(is_published=False)


@dataclass(frozen=True)
class MessageFacts:
    """Hold what the writer of a mail needs. ``secret`` is the token of the link in it, if there is one."""

    message: Message
    organiser: Organiser
    event: Event | None
    mail: str
    secret: str = field(default="", repr=False)
    standing: Standing = NO_STANDING
    guests: tuple[tuple[Slot, int], ...] = ()
    """For an employer: each approved slot, and how many people come."""

    @property
    def participant(self) -> Participant | None:
        """Return the participant the mail goes to, if it goes to one."""
        return self.message.participant

    @property
    def account(self) -> Account | None:
        """Return the account the mail goes to, if it goes to one."""
        return self.message.account


# ---- ask


def ask_for_sign_in_link(session: Session, email: str, *, now: datetime) -> None:
    """Send a new one-time link to the account with this address, if there is one.

    The link itself is made when the message is written, so that no secret lies in the database.
    """
    account = find_account(session, email=email.lower())
    if account is not None and account.active:
        see_organiser(account.organiser_id)
        write_to_account(session, account, MessageKind.SIGN_IN, cause=f"sign-in/{secrets.token_hex(8)}", now=now)


def write_to_account(
    session: Session,
    account: Account,
    kind: MessageKind,
    *,
    cause: str,
    now: datetime,
    event_id: int | None = None,
    publication: int | None = None,
) -> Message:
    """Ask for a message to an account. The same ``cause`` twice is refused by the database."""
    message = _new_message(account.organiser_id, kind, cause=cause, now=now)
    message.event_id, message.publication, message.account_id = event_id, publication, account.id
    return _post(session, message)


def write_to_participant(
    session: Session,
    participant: Participant,
    kind: MessageKind,
    *,
    cause: str,
    now: datetime,
    publication: int | None = None,
) -> Message:
    """Ask for a message to a participant; who has no mail is told by hand. The same ``cause`` twice is refused."""
    message = _new_message(participant.organiser_id, kind, cause=cause, now=now)
    message.event_id, message.publication, message.participant_id = participant.event_id, publication, participant.id
    message.language = page_language(participant.language, *participant.languages).code
    if not has_mail(participant):
        message.state = MessageState.BY_HAND
    return _post(session, message)


def has_mail(participant: Participant) -> bool:
    """Tell whether a mail reaches this person and may be written; else somebody tells them."""
    return participant.channel is Channel.MAIL and bool(participant.mail) and participant.restricted_at is None


def list_uninvited(session: Session, event: Event) -> list[Participant]:
    """Return the people with mail who have not been sent an invitation yet."""
    return [
        participant
        for participant, invited_at in _invited_at(session, event)
        if invited_at is None and has_mail(participant)
    ]


def list_unopened(session: Session, event: Event, *, now: datetime) -> list[Participant]:
    """Return the people whose invitation is at least a day old and who have not opened their page yet."""
    opened = set(
        session.scalars(
            select(AccessLink.participant_id).where(
                AccessLink.organiser_id == event.organiser_id, AccessLink.first_opened_at.is_not(None)
            )
        )
    )
    return [
        participant
        for participant, invited_at in _invited_at(session, event)
        if invited_at is not None and invited_at <= now - REMIND_AFTER
        if has_mail(participant) and participant.id not in opened
    ]


def invite_participants(session: Session, event: Event, *, by: Account, now: datetime) -> int:
    """Send their personal page to everybody with mail who has not been invited yet. Return how many."""
    hold(session, event)
    return _invite(session, event, list_uninvited(session, event), by=by, now=now)


def remind_participants(session: Session, event: Event, *, by: Account, now: datetime) -> int:
    """Send the invitation again to everybody who has not opened it within a day. Return how many."""
    hold(session, event)
    return _invite(session, event, list_unopened(session, event, now=now), by=by, now=now)


# ---- send


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
            message.state, message.failure = MessageState.FAILED, "unsure"
            return None
        message.resent_at = now
    facts = _read_facts(session, message, keyring=keyring, now=now)
    if facts is None:
        message.state, message.failure = MessageState.FAILED, "no_recipient"
        return None
    message.state, message.attempts, message.due_at = MessageState.SENDING, message.attempts + 1, now
    return facts


def end_sending(session: Session, message_id: int, *, now: datetime) -> None:
    """Note that a message was taken by the mail server."""
    if message := _find_by_task(session, message_id):
        message.state, message.sent_at, message.failure = MessageState.SENT, now, ""


def put_off(session: Session, message_id: int, *, failure: str, is_final: bool, now: datetime) -> None:
    """Note that the mail server did not take a message: it is tried again after a pause, or given up."""
    message = _find_by_task(session, message_id)
    if message is None or message.state in DONE:
        return
    pause = None if is_final else pause_after(message.attempts)
    message.failure = failure
    if pause is None:
        message.state = MessageState.FAILED
    else:
        message.state, message.due_at = MessageState.WAITING, now + pause
        _ask_for_sending(session, message, pause=pause)


def resend_message(session: Session, event: Event, key: str, *, by: Account, now: datetime) -> Message:
    """Send a message that failed once more. **Errors** NotFound; RuleError ``message_not_failed``."""
    message = session.scalar(
        held(
            select(Message).where(
                Message.organiser_id == event.organiser_id, Message.event_id == event.id, Message.key == key
            )
        )
    )
    if message is None:
        raise NotFound
    if message.state is not MessageState.FAILED:
        raise RuleError("message_not_failed")
    message.state, message.failure, message.resent_at, message.attempts = MessageState.WAITING, "", None, 0
    message.due_at = now
    enqueue(session, TaskKind.SEND_MESSAGE, message.id, cause=f"message/{message.cause}/{secrets.token_hex(8)}")
    write_audit(
        session, "message.resend", organiser_id=event.organiser_id, event_id=event.id, by=by, now=now,
        message=message.id, kind=message.kind,
    )  # fmt: skip
    return message


# ---- read


def count_messages(session: Session, event: Event) -> Mapping[MessageState, int]:
    """Return how many messages of the event are in each state."""
    rows = session.execute(
        select(Message.state, func.count())
        .where(Message.organiser_id == event.organiser_id, Message.event_id == event.id)
        .group_by(Message.state)
    )
    return Counter({state: count for state, count in rows})  # noqa: C416 - a row is no pair to mypy


def list_messages(
    session: Session, event: Event, *, states: Iterable[MessageState] = MessageState, most: int = 200
) -> list[Message]:
    """Return the event's messages in these states, the newest first."""
    return list(
        session.scalars(
            select(Message)
            .where(
                Message.organiser_id == event.organiser_id,
                Message.event_id == event.id,
                Message.state.in_(tuple(states)),
            )
            .options(joinedload(Message.participant), joinedload(Message.account))
            .order_by(Message.id.desc())
            .limit(most)
        )
    )


def _invited_at(session: Session, event: Event) -> list[tuple[Participant, datetime | None]]:
    newest = (
        select(Message.participant_id, func.max(Message.made_at).label("made_at"))
        .where(
            Message.organiser_id == event.organiser_id,
            Message.event_id == event.id,
            Message.kind == MessageKind.INVITATION,
        )
        .group_by(Message.participant_id)
        .subquery()
    )
    rows = session.execute(
        select(Participant, newest.c.made_at)
        .outerjoin(newest, newest.c.participant_id == Participant.id)
        .where(
            Participant.organiser_id == event.organiser_id,
            Participant.event_id == event.id,
            Participant.withdrawn_at.is_(None),
        )
        .order_by(Participant.first_name, Participant.id)
    )
    return [(participant, made_at) for participant, made_at in rows]


def _invite(session: Session, event: Event, people: list[Participant], *, by: Account, now: datetime) -> int:
    for participant in people:
        cause = f"invitation/{participant.id}/{int(now.timestamp())}"
        write_to_participant(session, participant, MessageKind.INVITATION, cause=cause, now=now)
    if people:
        write_audit(
            session, "message.invite", organiser_id=event.organiser_id, event_id=event.id, by=by, now=now,
            count=len(people),
        )  # fmt: skip
    return len(people)


def _new_message(organiser_id: int, kind: MessageKind, *, cause: str, now: datetime) -> Message:
    return Message(
        organiser_id=organiser_id,
        cause=cause,
        kind=kind,
        language="de",
        state=MessageState.WAITING,
        header_id=f"<{secrets.token_hex(16)}@matchday>",
        attempts=0,
        made_at=now,
        due_at=now,
    )


def _post(session: Session, message: Message) -> Message:
    session.add(message)
    session.flush()
    if message.state is MessageState.WAITING:
        _ask_for_sending(session, message)
    return message


def _ask_for_sending(session: Session, message: Message, *, pause: timedelta | None = None) -> None:
    cause = f"message/{message.cause}" + (f"/{message.attempts}" if message.attempts else "")
    enqueue(session, TaskKind.SEND_MESSAGE, message.id, cause=cause, pause=pause)


def _find_by_task(session: Session, message_id: int) -> Message | None:
    return session.scalar(held(select(Message).where(Message.id == message_id)).execution_options(**BY_TASK))


def _read_facts(session: Session, message: Message, *, keyring: Keyring, now: datetime) -> MessageFacts | None:
    """Gather what the mail says. None where nobody is left to write to."""
    organiser = session.scalars(select(Organiser).where(Organiser.id == message.organiser_id)).one()
    event = session.scalar(select(Event).where(Event.organiser_id == organiser.id, Event.id == message.event_id))
    if (participant := message.participant) is not None:
        is_goodbye = message.kind is MessageKind.WITHDRAWN
        if is_goodbye is (participant.withdrawn_at is None) or not has_mail(participant):
            return None
        token = "" if is_goodbye else _find_token(session, participant, keyring=keyring, now=now)
        standing = read_standing(session, participant, event) if event else NO_STANDING
        return MessageFacts(message, organiser, event, participant.mail, token, standing)
    if (account := message.account) is not None and account.active:
        needs_link = message.kind in (MessageKind.SIGN_IN, MessageKind.ROSTER)
        token = make_sign_in_link(session, account, now=now) if needs_link else ""
        guests = _count_guests(session, account, event) if event and account.employer_id else ()
        return MessageFacts(message, organiser, event, account.email, token, guests=guests)
    return None


def _find_token(session: Session, participant: Participant, *, keyring: Keyring, now: datetime) -> str:
    link = find_access(session, participant, now=now)
    link = link or issue_access(session, participant, keyring=keyring, by=None, now=now)
    return show_access(link, keyring=keyring).token


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
