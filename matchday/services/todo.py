"""To-dos: note one, finish it, list them for staff and for a coach."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.orm import Session, joinedload

from matchday.core.errors import NotFound
from matchday.core.message import MessageKind, MessageState
from matchday.core.todo import OF_COACH, TodoKind
from matchday.models import Account, Event, Message, Participant, Slot, Todo
from matchday.services.audit import write_audit

FEW = 5
"""So many of one kind are read at a glance; more are folded under their heading."""


@dataclass(frozen=True)
class TodoGroup:
    """What is open of one kind, what is due first. **Shapes** never empty."""

    todos: tuple[Todo, ...]

    @property
    def kind(self) -> TodoKind:
        """Return why there is something to do."""
        return self.todos[0].kind

    @property
    def message_kind(self) -> MessageKind | None:
        """Return what is to be said, where somebody must be told."""
        return self.todos[0].message_kind

    @property
    def name(self) -> str:
        """Return what to call the group in an address."""
        return "-".join(filter(None, (self.kind, self.message_kind)))

    def count_due(self, now: datetime) -> int:
        """Return how many are due."""
        return sum(one.due_at <= now for one in self.todos)

    def is_unfolded(self, now: datetime) -> bool:
        """Tell whether every row is shown at once: there are few, or one missed the time it was given.

        What is due from its first moment on, like a new device, has missed nothing.
        """
        return len(self.todos) <= FEW or any(one.made_at < one.due_at <= now for one in self.todos)


def group_todos(todos: Sequence[Todo]) -> list[TodoGroup]:
    """Put together what is of one kind, the group with the most pressing first. ``todos``: what is due first."""
    groups: dict[tuple[TodoKind, MessageKind | None], list[Todo]] = {}
    for one in todos:
        groups.setdefault((one.kind, one.message_kind), []).append(one)
    return [TodoGroup(tuple(group)) for group in groups.values()]


def note_todo(
    session: Session,
    event: Event,
    kind: TodoKind,
    *,
    participant: Participant | None = None,
    slot: Slot | None = None,
    message_kind: MessageKind | None = None,
    due_at: datetime,
    now: datetime,
) -> Todo:
    """Note something to do. What is open already stays, due at the earlier of both moments."""
    about = (Todo.participant_id == (participant and participant.id), Todo.slot_id == (slot and slot.id))
    which = (Todo.kind == kind, Todo.message_kind == message_kind, *about)
    todo = session.scalar(select(Todo).where(*_open(event), *which))
    if todo is None:
        todo = Todo(organiser_id=event.organiser_id, event_id=event.id, kind=kind, made_at=now, due_at=due_at)
        todo.participant, todo.slot, todo.message_kind = participant, slot, message_kind
        session.add(todo)
        session.flush()
    todo.due_at = min(todo.due_at, due_at)
    return todo


def close_todos(
    session: Session,
    event: Event,
    *kinds: TodoKind,
    participant: Participant | None = None,
    slot: Slot | None = None,
    now: datetime,
) -> list[Todo]:
    """Finish what is open of these kinds about the person, the slot, or the person at the slot: its cause is gone.

    Return what was open.
    """
    about = [Todo.participant_id == participant.id] if participant else []
    if slot or not participant:
        about.append(Todo.slot_id == (slot and slot.id))
    closed = list(session.scalars(select(Todo).where(*_open(event), Todo.kind.in_(kinds), *about)))
    for todo in closed:
        todo.done_at = now
    return closed


def close_tellings(
    session: Session,
    event: Event,
    kinds: Collection[MessageKind],
    *,
    people: Collection[int] | None = None,
    now: datetime,
) -> None:
    """Finish what somebody should say of these kinds, to some people or to everybody: its cause is gone.

    What a message says that is written in this very moment is news, and stays to be said.
    """
    whom = [] if people is None else [Todo.participant_id.in_(people)]
    tellings = (Todo.kind == TodoKind.TELL, Todo.message_kind.in_(kinds))
    for todo in session.scalars(select(Todo).where(*_open(event), *tellings, *whom)):
        todo.done_at = now
    unsaid = [*_to_say(event.organiser_id, event.id), Message.kind.in_(kinds), Message.made_at < now]
    unsaid += [] if people is None else [Message.participant_id.in_(people)]
    session.execute(update(Message).where(*unsaid).values(state=MessageState.NEEDLESS))


def has_telling(session: Session, event: Event, kinds: Collection[MessageKind], *, participant: Participant) -> bool:
    """Tell whether somebody still has to say something of these kinds to the person."""
    tellings = (Todo.kind == TodoKind.TELL, Todo.message_kind.in_(kinds), Todo.participant_id == participant.id)
    return session.scalar(select(Todo.id).where(*_open(event), *tellings).limit(1)) is not None


def list_todos(session: Session, event: Event) -> list[Todo]:
    """Return everything open in an event, what is due first."""
    return _list(session, *_open(event))


def list_own_todos(session: Session, coach: Account) -> list[Todo]:
    """Return what is open about a coach's own people, what is due first."""
    return _list(session, *_own(coach))


def count_todos(session: Session, event: Event) -> int:
    """Return how much is open in an event."""
    return session.scalar(select(func.count()).select_from(Todo).where(*_open(event))) or 0


def finish_todo(session: Session, event: Event, key: str, *, by: Account, now: datetime) -> Todo:
    """Tick something off. **Errors** NotFound, also for what is done."""
    return _finish(session, (*_open(event), Todo.key == key), by=by, now=now)


def finish_own_todo(session: Session, coach: Account, key: str, *, now: datetime) -> Todo:
    """Tick off what is about one of the coach's own people. **Errors** NotFound for everything else."""
    return _finish(session, (*_own(coach), Todo.key == key), by=coach, now=now)


def _finish(session: Session, which: Collection[ColumnElement[bool]], *, by: Account, now: datetime) -> Todo:
    todo = session.scalar(select(Todo).where(*which))
    if todo is None:
        raise NotFound
    todo.done_at, todo.done_by = now, by
    if todo.kind is TodoKind.TELL:
        said = (Message.participant_id == todo.participant_id, Message.kind == todo.message_kind)
        to_say = _to_say(todo.organiser_id, todo.event_id)
        session.execute(update(Message).where(*to_say, *said).values(state=MessageState.TOLD, sent_at=now))
    write_audit(
        session, "todo.finish", organiser_id=todo.organiser_id, event_id=todo.event_id, by=by, now=now, kind=todo.kind,
        **({"participant": todo.participant_id} if todo.participant_id else {}),
        **({"slot": todo.slot_id} if todo.slot_id else {}),
    )  # fmt: skip
    return todo


def _list(session: Session, *which: ColumnElement[bool]) -> list[Todo]:
    of_slot = joinedload(Todo.slot).options(joinedload(Slot.employer), joinedload(Slot.site))
    of_person = joinedload(Todo.participant).joinedload(Participant.coach)
    return list(session.scalars(select(Todo).where(*which).options(of_slot, of_person).order_by(Todo.due_at, Todo.id)))


def _open(event: Event) -> tuple[ColumnElement[bool], ...]:
    return (Todo.organiser_id == event.organiser_id, Todo.event_id == event.id, Todo.done_at.is_(None))


def _own(coach: Account) -> tuple[ColumnElement[bool], ...]:
    mine = select(Participant.id).where(
        Participant.organiser_id == coach.organiser_id, Participant.coach_id == coach.id
    )
    return (
        Todo.organiser_id == coach.organiser_id,
        Todo.done_at.is_(None),
        Todo.kind.in_(OF_COACH),
        Todo.participant_id.in_(mine),
    )


def _to_say(organiser_id: int, event_id: int) -> tuple[ColumnElement[bool], ...]:
    return (
        Message.organiser_id == organiser_id,
        Message.event_id == event_id,
        Message.state == MessageState.BY_HAND,
    )
