"""The outbox: a message is written down with its cause; tasks send what lies here, a round at a time."""

from __future__ import annotations

import re
import secrets
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload

from matchday.core.errors import NotFound, RuleError
from matchday.core.language import page_language
from matchday.core.message import ASKS, BY_LETTER, OF_PLACE, MessageKind, MessageState, in_daytime, leaves_at
from matchday.core.participant import WRITTEN, Channel
from matchday.core.todo import TodoKind
from matchday.models import Account, Event, Message, Participant
from matchday.models.row_security import see_organiser
from matchday.services.account import find_account
from matchday.services.audit import write_audit
from matchday.services.event import read_event
from matchday.services.lock import held
from matchday.services.needless import drop_needless
from matchday.services.task import TaskKind, enqueue
from matchday.services.todo import close_tellings, close_todos, has_telling, note_todo

FIRST_STATE = {
    Channel.MAIL: MessageState.WAITING,
    Channel.SMS: MessageState.WAITING,
    Channel.LETTER: MessageState.TO_PRINT,
}
"""What a message on a channel waits for; on the others somebody says it."""
AGAIN = {MessageState.FAILED: MessageState.WAITING, MessageState.PRINTED: MessageState.TO_PRINT}
"""What becomes of a message that staff send once more."""
ADDRESSED = frozenset({Channel.MAIL, Channel.SMS})
ROUND = 50
"""How many messages one task sends: so few that a single one never waits long behind a round."""
SOON, IN_TURN = 1, 2
"""A single message, for which somebody waits, goes before the rounds of many."""
ON_THE_WAY = frozenset({MessageState.WAITING, MessageState.SENDING})
HANDED_OVER = frozenset({MessageState.SENDING, MessageState.SENT})
"""Mail server or gateway have these; that one was taken is noted only with the beginning of the next."""
UNSURE = "unsure"
"""The failure of a message that may have gone out: a crash came in between, twice."""
MESSAGE_NAME = re.compile(r"[0-9a-f]{32}")
"""What is random in the Message-ID, and what a gateway knows an SMS by."""
BY_NAME = {"across_organisers": "found by the random name that only mail servers and the gateway know"}


def ask_for_sign_in_link(session: Session, email: str, *, now: datetime) -> None:
    """Send a new one-time link to the account with this address, if there is one.

    The link itself is made when the message is written, so that no secret lies in the database.
    """
    account = find_account(session, email=email.lower())
    if account is not None and account.active:
        see_organiser(account.organiser_id)
        cause = f"sign-in/{secrets.token_hex(8)}"
        post(session, message_to_account(account, MessageKind.SIGN_IN, cause=cause, now=now))


def message_to_account(
    account: Account,
    kind: MessageKind,
    *,
    cause: str,
    now: datetime,
    event_id: int | None = None,
    publication: int | None = None,
) -> Message:
    """Return a message to an account, to be posted."""
    message = _new_message(account.organiser_id, kind, cause=cause, now=now)
    message.event_id, message.publication, message.account_id = event_id, publication, account.id
    return message


def message_to_participant(
    participant: Participant, kind: MessageKind, *, cause: str, now: datetime, publication: int | None = None
) -> Message:
    """Return a message to a participant, to be posted; whom nothing written reaches is told by hand."""
    message = _new_message(participant.organiser_id, kind, cause=cause, now=now)
    message.event_id, message.publication, message.participant_id = participant.event_id, publication, participant.id
    message.language = page_language(participant.language, *participant.languages).code
    message.channel = channel_of(participant)
    message.state = FIRST_STATE.get(message.channel, MessageState.BY_HAND)
    if message.state is MessageState.TO_PRINT and kind not in BY_LETTER:
        message.state = MessageState.BY_HAND
    return message


def post(session: Session, *messages: Message, tell_by: datetime | None = None) -> None:
    """Write messages down and ask for their sending. The same ``cause`` twice is refused by the database.

    What goes out to nobody becomes a to-do, due at once or at ``tell_by``.
    """
    events: dict[int, Event] = {}
    rounds: defaultdict[tuple[Channel, timedelta | None], list[Message]] = defaultdict(list)
    for one in messages:
        if one.participant_id is not None and one.event_id is not None:
            event = events.get(one.event_id) or read_event(session, one.organiser_id, event_id=one.event_id)
            events[one.event_id] = event
            one.due_at = leaving(event, one.kind, now=one.made_at)
        if one.state is MessageState.WAITING:
            pause = one.due_at - one.made_at if one.due_at else None
            rounds[one.channel, pause or None].append(one)
    session.add_all(messages)
    session.flush()
    for event in events.values():
        note_tellings(session, event, [one for one in messages if one.event_id == event.id], tell_by=tell_by)
    for (_, pause), together in rounds.items():
        ask_for_sending(session, together, pause=pause)


def note_tellings(
    session: Session, event: Event, messages: Sequence[Message], *, tell_by: datetime | None = None
) -> None:
    """Note that somebody must say what messages say that go out to nobody; a new plan replaces the old news.

    A reminder is nothing more to say while the question itself was not put.

    **Shapes** ``messages`` of the event, each person once; those to accounts are passed over.
    """
    told = [(one, one.participant) for one in messages if one.participant and one.participant.restricted_at is None]
    replaced = [person.id for one, person in told if one.publication is not None or one.kind is MessageKind.WITHDRAWN]
    if replaced:
        close_tellings(session, event, OF_PLACE, people=replaced, now=messages[0].made_at)
    drop_needless(session, event, people=[person.id for _, person in told])
    for one, person in told:
        is_asked = one.kind is MessageKind.REMINDER and has_telling(session, event, ASKS, participant=person)
        if one.state is MessageState.BY_HAND and not is_asked:
            due_at = tell_by or one.due_at or one.made_at
            note_todo(
                session, event, TodoKind.TELL, participant=person, message_kind=one.kind, due_at=due_at, now=one.made_at
            )


def leaving(event: Event, kind: MessageKind, *, now: datetime) -> datetime:
    """Return when a message to a participant of this event goes out, if it could go now."""
    return leaves_at(kind, now=now, zone=ZoneInfo(event.time_zone), first_on=event.first_on)


@dataclass(frozen=True)
class Departure:
    """Say how many messages go out at once and how many later: at ``morning_at``, which is None by day."""

    at_once: int
    later: int
    morning_at: datetime | None


def foresee_departure(event: Event, counts: Mapping[MessageKind, int], *, now: datetime) -> Departure:
    """Return when so many messages of each kind to participants of this event go out, if they are sent now."""
    later = sum(count for kind, count in counts.items() if leaving(event, kind, now=now) > now)
    return Departure(sum(counts.values()) - later, later, _next_morning(event, now))


def count_departing(session: Session, event: Event, *, now: datetime) -> Departure:
    """Return how many of the event's messages are on their way now, and how many wait for the morning.

    One that is tried again after a failure is on its way.
    """
    which = (Message.organiser_id == event.organiser_id, Message.event_id == event.id, Message.state.in_(ON_THE_WAY))
    waits = (Message.due_at > now) & (Message.failure == "")
    count, later = session.execute(select(func.count(), func.count().filter(waits)).where(*which)).one()
    return Departure(count - later, later, _next_morning(event, now))


def _next_morning(event: Event, now: datetime) -> datetime | None:
    """Return when the quiet hours end, or None by day."""
    morning_at = in_daytime(now, zone=ZoneInfo(event.time_zone))
    return morning_at if morning_at > now else None


def ask_for_sending(session: Session, messages: Sequence[Message], *, pause: timedelta | None = None) -> None:
    """Ask for tasks that send these messages, after a pause if one is given. A task's name tells nothing of anybody."""
    for start in range(0, len(messages), ROUND):
        ids = [message.id for message in messages[start : start + ROUND]]
        enqueue(
            session,
            TaskKind.SEND_MESSAGES,
            ids,
            cause=f"messages/{secrets.token_hex(8)}",
            pause=pause,
            priority=IN_TURN if len(messages) > 1 else SOON,
        )


def channel_of(participant: Participant) -> Channel:
    """Return how a message reaches this person; nobody writes to who is restricted, or gave no address."""
    address = address_of(participant, participant.channel)
    is_open = participant.restricted_at is None and (address or participant.channel not in ADDRESSED)
    return participant.channel if is_open else Channel.NONE


def is_written_to(participant: Participant) -> bool:
    """Tell whether a message reaches this person without anybody having to say it."""
    return channel_of(participant) in WRITTEN


def is_sent_to(participant: Participant) -> bool:
    """Tell whether a message reaches this person within minutes."""
    return channel_of(participant) in ADDRESSED


def is_to_tell(participant: Participant) -> bool:
    """Tell whether somebody has to say what a lost message said: the person takes part."""
    return participant.withdrawn_at is None and participant.restricted_at is None


def address_of(participant: Participant, channel: Channel) -> str:
    """Return a person's address on a channel, if it has any."""
    return {Channel.MAIL: participant.mail, Channel.SMS: participant.phone}.get(channel, "")


def resend_message(session: Session, event: Event, key: str, *, by: Account, now: datetime) -> Message:
    """Send a message that failed once more, or print a letter again.

    **Errors** NotFound; RuleError ``message_not_failed``.
    """
    message = _held(session, event, key)
    if message.state not in AGAIN:
        raise RuleError("message_not_failed")
    if message.failure != UNSURE:
        # A late report on the first sending does not count against this one. Where the first may have arrived the
        # name stays: by it mailboxes drop a second copy.
        message.header_id = _header_id(secrets.token_hex(16))
    message.state, message.failure, message.resent_at, message.attempts = AGAIN[message.state], "", None, 0
    if message.participant is not None:
        close_todos(session, event, TodoKind.NOT_REACHED, participant=message.participant, now=now)
    if message.state is MessageState.WAITING:
        message.due_at = leaving(event, message.kind, now=now) if message.participant is not None else now
        ask_for_sending(session, [message], pause=(message.due_at - now) or None)
    write_audit(
        session, "message.resend", organiser_id=event.organiser_id, event_id=event.id, by=by, now=now,
        message=message.id, kind=message.kind,
    )  # fmt: skip
    return message


def read_message(session: Session, event: Event, *, key: str) -> Message:
    """Return one of the event's messages. **Errors** NotFound."""
    return _require(session.scalar(_of_key(event, key)))


def note_bounce(session: Session, event: Event, key: str, *, by: Account, now: datetime) -> Message:
    """Note that a message that was sent came back. **Errors** NotFound; RuleError ``message_not_sent``."""
    message = _held(session, event, key)
    if message.state is not MessageState.SENT:
        raise RuleError("message_not_sent")
    _note_return(session, message, "bounced", by=by, now=now)
    return message


def note_report(session: Session, name: str, failure: str, *, channel: Channel, now: datetime) -> None:
    """Note that a message came back, as mail servers or the gateway report it.

    Nothing where no message of that name is on its way: somebody noted it already, or it was erased meanwhile.
    """
    if not MESSAGE_NAME.fullmatch(name):
        return
    asked = select(Message).where(Message.header_id == _header_id(name), Message.channel == channel)
    asked = held(asked.options(joinedload(Message.participant)), of=Message)
    message = session.scalar(asked.execution_options(**BY_NAME))
    if message is not None and message.state in HANDED_OVER:
        see_organiser(message.organiser_id)
        _note_return(session, message, failure, by=None, now=now)


def _note_return(session: Session, message: Message, failure: str, *, by: Account | None, now: datetime) -> None:
    note_lost(session, message, failure, now=now)
    write_audit(
        session, "message.bounce", organiser_id=message.organiser_id, event_id=message.event_id, by=by, now=now,
        message=message.id, kind=message.kind,
    )  # fmt: skip


def note_lost(session: Session, message: Message, failure: str, *, now: datetime) -> None:
    """Note that a message is not delivered; whoever knows the person tells them, while they take part."""
    message.state, message.failure = MessageState.FAILED, failure
    person = message.participant
    if person is not None and is_to_tell(person):
        event = read_event(session, person.organiser_id, event_id=person.event_id)
        note_todo(session, event, TodoKind.NOT_REACHED, participant=person, due_at=now, now=now)


def count_messages(session: Session, event: Event) -> Mapping[MessageState, int]:
    """Return how many messages of the event are in each state."""
    rows = session.execute(
        select(Message.state, func.count())
        .where(Message.organiser_id == event.organiser_id, Message.event_id == event.id)
        .group_by(Message.state)
    )
    return Counter({state: count for state, count in rows})  # noqa: C416 - a row is no pair to mypy


def list_messages(
    session: Session,
    event: Event,
    *,
    states: Iterable[MessageState] = MessageState,
    participant: Participant | None = None,
    most: int = 200,
) -> list[Message]:
    """Return the event's messages in these states, or those to one person, the newest first."""
    whose = [Message.participant_id == participant.id] if participant else []
    return list(
        session.scalars(
            select(Message)
            .where(
                Message.organiser_id == event.organiser_id,
                Message.event_id == event.id,
                Message.state.in_(tuple(states)),
                *whose,
            )
            .options(joinedload(Message.participant), joinedload(Message.account))
            .order_by(Message.id.desc())
            .limit(most)
        )
    )


def list_unreached(session: Session, accounts: Sequence[Account], *, organiser_id: int) -> Mapping[int, Message]:
    """Return the newest mail to each of these accounts if it did not arrive so far, by the account's inner number."""
    own = (Message.organiser_id == organiser_id, Message.account_id.in_([one.id for one in accounts]))
    newest = select(func.max(Message.id)).where(*own).group_by(Message.account_id)
    lost = session.scalars(select(Message).where(*own, Message.id.in_(newest), Message.failure != ""))
    return {one.account_id: one for one in lost if one.account_id is not None}


def _held(session: Session, event: Event, key: str) -> Message:
    return _require(session.scalar(held(_of_key(event, key))))


def _of_key(event: Event, key: str) -> Select[Message]:
    which = (Message.organiser_id == event.organiser_id, Message.event_id == event.id, Message.key == key)
    return select(Message).where(*which)


def _require(message: Message | None) -> Message:
    if message is None:
        raise NotFound
    return message


def _new_message(organiser_id: int, kind: MessageKind, *, cause: str, now: datetime) -> Message:
    return Message(
        organiser_id=organiser_id,
        cause=cause,
        kind=kind,
        channel=Channel.MAIL,
        language="de",
        state=MessageState.WAITING,
        header_id=_header_id(secrets.token_hex(16)),
        attempts=0,
        made_at=now,
        due_at=now,
    )


def _header_id(name: str) -> str:
    return f"<{name}@matchday>"
